"""Who is signing in, for the lock-out: neither spelling nor a proxy in front may get round it."""

from secoffice.audit.middleware import AuditContext


def username(request, credentials):
    """One spelling per person: without this, `R.Dunmore@…` has five tries more than `r.dunmore@…`."""
    typed = (credentials or {}).get("username") or (request.POST.get("username") if request else "") or ""
    return typed.strip().lower()


def address(request):
    """The other end of the line, believed as the audit trail believes it (TRUSTED_PROXIES)."""
    return AuditContext(None).address_of(request)
