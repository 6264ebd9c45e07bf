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
    silent = health.silent(seen, now)[:1]  # without a scheduler, which asks it, the worker seems dead too
    return [*(silence(name, seen.get(name), now) for name in silent), *state.late(now)]


def silence(name, at, now):
    """A process that gave no sign of life for three minutes, in a sentence."""
    if at is None:
        return f"The {name} has not shown that it lives."
    return f"The {name} has shown no sign of life for {state.minutes_since(at, now)}."
