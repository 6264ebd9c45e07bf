"""Who is signing in, for the lock-out: neither spelling nor a proxy in front may get round it."""

from secoffice.accounts import devices
from secoffice.audit.middleware import AuditContext


def username(request, credentials):
    """One spelling per person: without this, `R.Dunmore@…` has five tries more than `r.dunmore@…`. A
    browser known for that account counts by itself: guesses from elsewhere do not lock it out.
    """
    typed = (credentials or {}).get("username") or (request.POST.get("username") if request else "") or ""
    name = typed.strip().lower()[:200]
    known = devices.known_as(request, name) if request else ""
    return f"{name} {known}" if known else name


def address(request):
    """The other end of the line, believed as the audit trail believes it (TRUSTED_PROXIES)."""
    return AuditContext(None).address_of(request)
