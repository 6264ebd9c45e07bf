"""Examination of travel documents: addresses below /travel-documents/."""

app_name = "examination"
urlpatterns = []
