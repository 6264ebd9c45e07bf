"""Travel documents: addresses below /travel-documents/."""

app_name = "travel_documents"
urlpatterns = []
