"""The banner on every page of an administrator: reminders are late, or nobody is there to send them."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from secoffice.reminders import state
from secoffice.runtime import health
from secoffice.runtime.models import Heartbeat


def alarm(request):
    """`alarm`: sentences for administrators, asked for when the page prints them; nobody else pays a query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.has_role("SYSADMIN"):
        return {"alarm": []}
    return {"alarm": SimpleLazyObject(lambda: sentences(timezone.now()))}


def sentences(now):
    seen = dict(Heartbeat.objects.values_list("name", "at"))
    silent = [silence(name, seen.get(name), now) for name in health.PROCESSES]
    return [*filter(None, silent), *state.late(now)]


def silence(name, at, now):
    """A process that gave no sign of life for three minutes, in a sentence; empty while it lives."""
    if at is None:
        return f"The {name} has not shown that it lives."
    if Heartbeat(name=name, at=at).is_fresh(now):
        return ""
    return f"The {name} has shown no sign of life for {state.minutes_since(at, now)}."
