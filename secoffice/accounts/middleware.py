"""Every page is locked, a sitting left alone ends, and times are the reader's (reliability §1.1)."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from secoffice.accounts import kept
from secoffice.audit import trail

HOURS = 12
SAFE = ("GET", "HEAD", "OPTIONS")


def is_background(request):
    """A page asking for news by itself: it must not keep a sitting alive that nobody sits at."""
    return request.headers.get("X-Background") == "1"


class IdleTimeout:
    """Ends a session after IDLE_MINUTES without a request by hand, and after twelve hours whatever happens.

    The last sight is written at most once a minute, so that reading costs no write.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if SESSION_KEY in request.session:
            if why := self.over(request.session, time.time()):
                self.end(request, why)
            elif not is_background(request):
                self.see(request.session, time.time())
        return self.get_response(request)

    def over(self, session, now):
        if now - session.get("began", now) > HOURS * 3600:
            return f"signed in {HOURS} hours ago"
        if now - session.get("seen", now) > settings.IDLE_MINUTES * 60:
            return f"nothing done for {settings.IDLE_MINUTES} minutes"
        return ""

    def see(self, session, now):
        session.setdefault("began", int(now))
        if now - session.get("seen", 0) >= 60:
            session["seen"] = int(now)

    def end(self, request, why):
        if request.user.is_authenticated:
            trail.record("signed out", request.user, by=request.user, reason=why)
            messages.info(request, f"You were signed out: {why}.")
        logout(request)


class LoginRequired(LoginRequiredMiddleware):
    """Locked unless a view says otherwise. Who is signed out goes to sign in and comes back; who had typed
    something gets it back with a way to send it again."""

    def handle_no_permission(self, request, view_func):
        if request.method not in SAFE:
            return kept.page(request)
        if is_background(request):
            return HttpResponse(status=401)
        if getattr(request, "htmx", False):
            here = request.htmx.current_url_abs_path or request.get_full_path()
            response = HttpResponse(status=401)
            response["HX-Redirect"] = redirect_to_login(here, reverse(settings.LOGIN_URL)).url
            return response
        return super().handle_no_permission(request, view_func)


class ReaderTime:
    """Dates and times on a page are those of the person who reads it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.tz):
            return self.get_response(request)
