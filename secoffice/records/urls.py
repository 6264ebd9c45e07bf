"""Retention and legal hold: addresses below /records/."""

app_name = "records"
urlpatterns = []
