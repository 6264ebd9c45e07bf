"""Watch list and hits: addresses below /travel-documents/."""

app_name = "hits"
urlpatterns = []
