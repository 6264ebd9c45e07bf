"""Leads and collateral requests: addresses below /cases/."""

app_name = "leads"
urlpatterns = []
