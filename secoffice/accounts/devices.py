"""Browsers in which somebody has signed in before.

The lock-out counts wrong passwords per name, wherever they come from, and apart from that per known browser. So
fifty machines guessing at one name are stopped like one, and its owner still gets in (ASVS 6.1.1).
"""

import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

COOKIE = "known"
SALT = "secoffice.accounts.devices"
DAYS = 180


def mark_of(email):
    return salted_hmac(SALT, email.strip().lower()).hexdigest()[:24]


def remember(request, response, email):
    """Give the browser a name of its own for this account; the cookie says neither address nor person."""
    if known_as(request, email):
        return response
    response.set_signed_cookie(
        COOKIE, f"{mark_of(email)}.{secrets.token_hex(8)}", salt=SALT, max_age=DAYS * 86400, httponly=True,
        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def known_as(request, email):
    """The name of this browser for that account, or nothing."""
    said = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=DAYS * 86400)
    mark, _, name = said.partition(".")
    return name if secrets.compare_digest(mark, mark_of(email)) else ""
