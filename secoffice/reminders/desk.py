"""Deadlines as a person sees them: mine, or those of the people I answer for, grouped by how near they are."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from secoffice.accounts.models import Absence, User
from secoffice.deadlines.models import Deadline
from secoffice.reminders.models import DEADLINE, Notice, Snooze

WEEK = timedelta(days=7)
CAPPED = 1000
ON_DESK = 6
FRESH = 50
OFFICERS = ("RSO", "DIRECTOR")


class Group(NamedTuple):
    key: str
    title: str
    deadlines: list


class Line(NamedTuple):
    """One person of the board, or nobody: how many of theirs are late, near, later, and put off."""

    person: object
    away: object
    late: int
    week: int
    later: int
    off: int


def of(user, view):
    """Open deadlines of this person, or of the people they answer for; always only what they may know."""
    seen = Deadline.objects.visible_to(user).open()
    rows = seen.filter(of_my_people(user)) if view == "unit" else seen.owned_by(user)
    return rows.select_related("office", "owner")


def has_people(user):
    """Whether there is a board for this person: of the units they lead, or of the office they direct."""
    return bool(user.leads or (user.office_id and user.has_role(*OFFICERS)))


def my_people(user):
    """Who stands on the board: members of the units led; for directors and security officers, the office."""
    whose = Q(unit__in=user.leads)
    if user.office_id and user.has_role(*OFFICERS):
        whose |= Q(office=user.office_id)
    return User.objects.filter(whose).select_related("unit", "office").order_by("name", "pk")


def of_my_people(user):
    whose = Q(owner__unit__in=user.leads)
    if user.office_id and user.has_role(*OFFICERS):
        whose |= Q(owner__office=user.office_id) | Q(owner=None, office=user.office_id)
    return whose


def with_notices(deadlines, user):
    """`to_acknowledge` and `acknowledged`: whether the reader was told and has answered."""
    told = Notice.objects.visible_to(user).filter(source_type=DEADLINE, source_id=OuterRef("pk"))
    return deadlines.annotate(
        to_acknowledge=Exists(told.filter(acknowledged_at__isnull=True)),
        acknowledged=Exists(told.filter(acknowledged_at__isnull=False)),
    )


def put_off(user=None):
    """A condition on deadlines: this person put its reminders off, or its owner did."""
    whose = Q(user=user) if user else Q(user=OuterRef("owner"))
    return Exists(Snooze.objects.filter(whose, deadline=OuterRef("pk"), ended_at=None))


def near(name, now):
    """A condition on deadlines: late, due within seven days, or later."""
    return {
        "late": Q(due_at__lt=now),
        "week": Q(due_at__gte=now, due_at__lt=now + WEEK),
        "later": Q(due_at__gte=now + WEEK),
    }[name]


def grouped(deadlines, now):
    """Overdue, this week, later; a group without rows is left out."""
    groups = [Group("late", "Overdue", []), Group("week", "This week", []), Group("later", "Later", [])]
    for deadline in deadlines:
        groups[_nearness(deadline, now)].deadlines.append(deadline)
    return [group for group in groups if group.deadlines]


def counts(deadlines, now):
    """How many are late, due within seven days, and open at all, counted up to a thousand."""
    first = deadlines.order_by("due_at", "id")[:CAPPED]
    return first.aggregate(
        late=Count("pk", filter=near("late", now)),
        week=Count("pk", filter=near("week", now)),
        all=Count("pk"),
    )


def board(user, now):
    """A line for each of my people, and one for what nobody has."""
    found = of(user, "unit").select_related(None).order_by().annotate(off=put_off())
    counted = found.values("owner").annotate(
        late=Count("pk", filter=near("late", now)), week=Count("pk", filter=near("week", now)),
        later=Count("pk", filter=near("later", now)), resting=Count("pk", filter=Q(off=True)),
    )  # fmt: skip
    by_owner = {row["owner"]: row for row in counted}
    people = list(my_people(user))
    away = absences(people, now.astimezone(user.tz).date())
    lines = [
        _line(person, away.get(person.pk), by_owner.get(person.pk))
        for person in people
        if person.is_active or person.pk in by_owner
    ]
    return [*lines, _line(None, None, by_owner[None])] if None in by_owner else lines


def absences(people, day):
    """Who of these is away that day, with the colleague who stands in."""
    found = Absence.objects.covering(day).filter(user__in=[person.pk for person in people])
    return {absence.user_id: absence for absence in found.select_related("deputy")}


def mine(user, now):
    """What is late or due this week, soonest first, and how many there are."""
    rows = of(user, "mine")
    soon = rows.filter(due_at__lt=now + WEEK).order_by("due_at", "id")[:ON_DESK]
    return {"deadlines": list(soon), "counts": counts(rows, now)}


def card(request):
    """The card on the desk."""
    return mine(request.user, timezone.now())


def _line(person, away, counted):
    counted = counted or {}
    return Line(person, away, *(counted.get(name, 0) for name in ("late", "week", "later", "resting")))


def _nearness(deadline, now):
    return 0 if deadline.due_at < now else 1 if deadline.due_at < now + WEEK else 2
