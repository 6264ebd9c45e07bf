"""Who moves the date of a hit: somebody up the chain, never whoever owes it. `KEEPER` says so to the pages of dates."""

from datetime import timedelta

from django.conf import settings

from cases.travel_documents.hits import deadlines as rules
from cases.travel_documents.hits import guards
from cases.travel_documents.hits.actions import telling
from cases.travel_documents.hits.models import Hit
from secoffice.deadlines.keepers import EXTEND, REASSIGN, TOLL, Keeper

SAID = {EXTEND: "More time", TOLL: "Clock stopped"}


def why_not(deed, deadline, user):
    """Why this person cannot move this date; "" when they can."""
    hit = hit_of(deadline)
    if deed == REASSIGN and deadline.rule != rules.SAMPLE:
        return "Who works the hit owes it: give the hit to somebody."
    if deadline.owner_id == user.pk:
        return "It is your own date; somebody else decides."
    return guards.supervises(user, hit)


def latest(deadline):
    return deadline.due_on + timedelta(days=settings.EXTENSION_DAYS)


def framed():
    return Hit._base_manager.select_related("office__parent__parent")


def hit_of(deadline):
    return getattr(deadline, "_hit", None) or framed().get(pk=deadline.target_id)


def gather(deadlines):
    """The hits of a list of dates, in one query."""
    hits = framed().in_bulk({deadline.target_id for deadline in deadlines})
    for deadline in deadlines:
        deadline._hit = hits.get(deadline.target_id)


def hold(deadlines):
    rows = Hit._base_manager.select_for_update().filter(pk__in={row.target_id for row in deadlines})
    list(rows.order_by("pk").values_list("pk"))


def done(deed, old, new, *, by, at, reason):
    """The history says that a date moved."""
    if said := SAID.get(deed):
        says = f"{said}: {old.duty}, until {new.due_on:%d %b %Y}"
        telling.add_line(hit_of(old), "date", says, by=by, at=at, text=reason)


KEEPER = Keeper(why_not=why_not, latest=latest, done=done, gather=gather, hold=hold)
