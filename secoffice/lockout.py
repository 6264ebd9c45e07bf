"""Who is signing in, for the lock-out: spelling and a proxy in front must not get round it."""

from django.conf import settings


def username(request, credentials):
    """One spelling per person: without this, `R.Dunmore@…` has five tries more than `r.dunmore@…`."""
    typed = (credentials or {}).get("username") or (request.POST.get("username") if request else "") or ""
    return typed.strip().lower()


def address(request):
    """The other end of the line. In production the proxy in front appends it to X-Forwarded-For; only the last
    entry is the proxy's own word, the ones before it are the visitor's."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.PRODUCTION else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
