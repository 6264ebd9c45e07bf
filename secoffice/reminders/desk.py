"""Deadlines as a person sees them: mine, or those of the units I lead, grouped by how near they are."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from secoffice.deadlines.models import Deadline
from secoffice.reminders.models import DEADLINE, Notice

WEEK = timedelta(days=7)
CAPPED = 1000
ON_DESK = 6
FRESH = 50


class Group(NamedTuple):
    key: str
    title: str
    deadlines: list


def of(user, view):
    """Open deadlines of this person, or of the people in the units they lead; always only what they may
    know."""
    seen = Deadline.objects.visible_to(user).open()
    rows = seen.filter(owner__unit__in=user.leads) if view == "unit" else seen.owned_by(user)
    return rows.select_related("office", "owner")


def with_notices(deadlines, user):
    """`to_acknowledge` and `acknowledged`: whether the reader was told and has answered."""
    told = Notice.objects.visible_to(user).filter(source_type=DEADLINE, source_id=OuterRef("pk"))
    return deadlines.annotate(
        to_acknowledge=Exists(told.filter(acknowledged_at__isnull=True)),
        acknowledged=Exists(told.filter(acknowledged_at__isnull=False)),
    )


def grouped(deadlines, now):
    """Overdue, this week, later; a group without rows is left out."""
    groups = [Group("late", "Overdue", []), Group("week", "This week", []), Group("later", "Later", [])]
    for deadline in deadlines:
        groups[_nearness(deadline, now)].deadlines.append(deadline)
    return [group for group in groups if group.deadlines]


def counts(deadlines, now):
    """How many are late, due within seven days, and open at all, counted up to a thousand."""
    first = deadlines.order_by("due_at", "id")[:CAPPED]
    late, week = Q(due_at__lt=now), Q(due_at__gte=now, due_at__lt=now + WEEK)
    return first.aggregate(late=Count("pk", filter=late), week=Count("pk", filter=week), all=Count("pk"))


def mine(user, now):
    """What is late or due this week, soonest first, and how many there are."""
    rows = of(user, "mine")
    near = rows.filter(due_at__lt=now + WEEK).order_by("due_at", "id")[:ON_DESK]
    return {"deadlines": list(near), "counts": counts(rows, now)}


def card(request):
    """The card on the desk."""
    return mine(request.user, timezone.now())


def _nearness(deadline, now):
    return 0 if deadline.due_at < now else 1 if deadline.due_at < now + WEEK else 2
