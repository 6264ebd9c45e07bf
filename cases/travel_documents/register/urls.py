"""Register of travel documents: addresses below /travel-documents/."""

app_name = "register"
urlpatterns = []
