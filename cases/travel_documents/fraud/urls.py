"""Document fraud: addresses below /travel-documents/."""

app_name = "document_fraud"
urlpatterns = []
