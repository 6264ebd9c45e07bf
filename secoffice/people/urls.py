"""Persons and organisations on file: addresses below /people/."""

app_name = "people"
urlpatterns = []
