"""Interviews and reports: addresses below /cases/."""

app_name = "papers"
urlpatterns = []
