"""My dates in a calendar of my own: the address with its secret, and what it gives without sign-in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secoffice.reminders import feeds
from secoffice.reminders.models import FeedKey


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feed_page(request):
    """POST makes an address, in place of the one before, and shows it this once."""
    address = ""
    if request.method == "POST":
        secret = feeds.make(by=request.user)
        address = f"{settings.BASE_URL}{reverse('reminders:feed', args=[secret])}"
    key = FeedKey.objects.filter(user=request.user).first()
    return render(request, "reminders/feed.html", {"key": key, "address": address, "whose": "feed"})


@require_POST
def take_away(request):
    gone = feeds.take_away(by=request.user)
    messages.success(request, "The address opens nothing any more." if gone else "There was no address.")
    return redirect("reminders:feed_page")


@login_not_required
@require_safe
def feed(request, token):
    """The calendar behind an address. A wrong one answers as every page that is not there."""
    key = feeds.opened(token)
    if key is None:
        raise Http404
    calendar = feeds.read(key=key, by=key.user, at=timezone.now())
    if calendar is None:
        return never(HttpResponse("This calendar was read a moment ago.\n", "text/plain", status=429))
    return never(HttpResponse(calendar, "text/calendar; charset=utf-8"))


def never(response):
    """In no cache, in no index."""
    if response.status_code == 429:
        response["Retry-After"] = str(int(feeds.EVERY.total_seconds()))
    else:
        response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    response["Cache-Control"] = "no-store, private, max-age=0"
    response["X-Robots-Tag"] = "noindex"
    return response
