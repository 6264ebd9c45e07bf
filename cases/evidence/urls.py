"""Evidence and custody: addresses below /cases/."""

app_name = "evidence"
urlpatterns = []
