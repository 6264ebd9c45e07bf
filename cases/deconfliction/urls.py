"""Deconfliction: addresses below /cases/."""

app_name = "deconfliction"
urlpatterns = []
