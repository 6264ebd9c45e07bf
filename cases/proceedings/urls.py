"""Proceedings: legal process, referral, victims, hours: addresses below /cases/."""

app_name = "proceedings"
urlpatterns = []
