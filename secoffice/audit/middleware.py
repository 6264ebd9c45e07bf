"""Says for each request where it comes from, so that every entry written meanwhile carries it."""

import hashlib
import ipaddress
import uuid

from django.conf import settings

from .context import context


class AuditContext:
    """Stands after the session middleware.

    The address is the peer's. X-Forwarded-For is believed only from a peer listed in TRUSTED_PROXIES
    (addresses or networks), and then only up to the first hop that is not: a client must not choose its own
    address.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.proxies = [ipaddress.ip_network(proxy) for proxy in getattr(settings, "TRUSTED_PROXIES", ())]

    def __call__(self, request):
        request.audit_id = uuid.uuid4().hex
        with context(
            address=self.address_of(request), session=lambda: session_of(request), request=request.audit_id
        ):
            return self.get_response(request)

    def address_of(self, request):
        address = request.META.get("REMOTE_ADDR", "")
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        while self.is_proxy(address) and forwarded and (hop := forwarded.pop().strip()):
            address = hop
        return address if is_address(address) else ""

    def is_proxy(self, address):
        return is_address(address) and any(ipaddress.ip_address(address) in proxy for proxy in self.proxies)


def is_address(text):
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def session_of(request):
    """A short hash of the session key: enough to tell sessions apart, useless for taking one over."""
    session_key = getattr(getattr(request, "session", None), "session_key", None)
    return hashlib.sha256(session_key.encode()).hexdigest()[:16] if session_key else ""
