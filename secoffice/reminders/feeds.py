"""Somebody's dates as a calendar that other programs fetch: an address with a secret in it, and what it gives.

The secret is shown once and only its digest is kept. What the address gives is what its owner may know at that
moment: neutral words of the duty, the reference, the day and a link that asks for sign-in. Never a title, a
name, a reason or an explanation.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from icalendar import Calendar, Event, vDuration

from secoffice.audit import trail
from secoffice.reminders import desk
from secoffice.reminders.models import FeedKey

MOST = 1000
EVERY = timedelta(seconds=20)  # calendars fetch by the quarter of an hour; what asks more often waits
HOURLY = vDuration(timedelta(hours=1))


@transaction.atomic
def make(*, by, at=None):
    """A new secret for this person's address; the one before opens nothing any more. Returns the secret."""
    secret = secrets.token_urlsafe(32)
    given = {"digest": digest(secret), "made_at": at or timezone.now(), "read_at": None}
    FeedKey.objects.update_or_create(user=by, defaults=given)
    trail.record("feed address made", by, by=by)
    return secret


@transaction.atomic
def take_away(*, by):
    """The address opens nothing any more. Returns whether there was one."""
    gone = FeedKey.objects.filter(user=by).delete()[0]
    if gone:
        trail.record("feed address taken away", by, by=by)
    return bool(gone)


def opened(secret):
    """The key of that secret, if its owner can still sign in; None otherwise. One query either way, by digest,
    so that how long it takes says nothing of how near a guess was."""
    wanted = digest(secret)
    keys = FeedKey.objects.filter(digest=wanted, user__is_active=True).select_related("user__office")
    key = keys.first()
    return key if key and constant_time_compare(key.digest, wanted) else None


@transaction.atomic
def read(*, key, by, at):
    """The calendar as bytes, entered in the trail; None where it was read a moment ago."""
    rested = Q(read_at=None) | Q(read_at__lte=at - EVERY)
    if not FeedKey.objects.filter(rested, pk=key.pk, digest=key.digest).update(read_at=at):
        return None
    rows = list(desk.of(by, "mine").order_by("due_at", "id")[:MOST])
    trail.record("feed read", by, by=by, detail={"dates": len(rows)})
    return written(rows)


def written(deadlines):
    calendar = Calendar()
    calendar.add("prodid", "-//Secoffice//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Secoffice deadlines")
    calendar.add("refresh-interval", HOURLY, {"value": "DURATION"})
    for deadline in deadlines:
        calendar.add_component(event(deadline))
    return calendar.to_ical()


def event(deadline):
    """A whole day. The identity stays with the obligation when its date is extended, stopped or moved."""
    entry = Event()
    entry.add("uid", identity(deadline))
    entry.add("dtstamp", deadline.started_at)
    entry.add("dtstart", deadline.due_on)
    entry.add("dtend", deadline.due_on + timedelta(days=1))
    entry.add("summary", f"{deadline.duty[:1].upper()}{deadline.duty[1:]}, {deadline.target_reference}")
    entry.add("url", f"{settings.BASE_URL}{reverse('reminders:deadline', args=[deadline.pk])}")
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    return entry


def identity(deadline):
    """The same for every row of a chain: record, rule, trigger and length of its first row are handed on."""
    what = (deadline.target_type, deadline.target_id, deadline.rule, deadline.trigger_at, deadline.days)
    return f"{salted_hmac('secoffice.feed', repr(what)).hexdigest()[:32]}@secoffice"


def digest(secret):
    return sha256(secret.encode()).hexdigest()
