"""Lost and stolen documents: addresses below /travel-documents/."""

app_name = "lost"
urlpatterns = []
