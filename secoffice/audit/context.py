"""Where a deed comes from: client address, session and request, for the time of one request or command."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Origin:
    """`session` may be a function: signing in changes the session half-way through the request."""

    address: str = ""
    session: object = ""
    request: str = ""

    @property
    def session_text(self):
        return self.session() if callable(self.session) else self.session


NOWHERE = Origin()
_origin = ContextVar("audit_origin")


def current():
    return _origin.get(NOWHERE)


@contextmanager
def context(**given):
    """Say where the deeds inside come from: `with trail.context(address="192.0.2.7"): …`."""
    token = _origin.set(replace(current(), **given))
    try:
        yield
    finally:
        _origin.reset(token)
