"""Which alert of a deadline is reached and not yet noted, and when the next one comes (engine rule 5).

Pure functions over the dates stored with a deadline: the ledger plans a batch without a query a row.
What was noted stands in `next_step_at`: every step before it is done with. Steps are reached at 08:00 at the
office; whoever sends the notice looks at the recipient's own clock.

After an outage there is one notice, not four: the latest step wins, except that an escalation outranks the
daily reminder, so that a missed one still reaches the supervisor. Both missed: the director's wins.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

HALF, WARN, DUE, OVERDUE, ESCALATE_1, ESCALATE_2 = STEPS = (
    "half",
    "warn",
    "due",
    "overdue",
    "escalate_1",
    "escalate_2",
)
ESCALATIONS = (ESCALATE_1, ESCALATE_2)
MORNING = time(8)
DAY = timedelta(days=1)


class Step(NamedTuple):
    """An alert: its name, its local day (the occurrence), and the instant it is reached."""

    name: str
    on: date
    at: datetime


def reached(deadline, tz, at) -> Step | None:
    """The step to tell about now, or None when nothing new is reached."""
    found = _unnoted(deadline, tz, at)
    return max(found, key=_weight) if found else None


def after_noting(deadline, tz, at) -> datetime | None:
    """What `next_step_at` becomes once everything reached by `at` is noted."""
    found = _unnoted(deadline, tz, at)
    if not found:
        return deadline.next_step_at
    return next_step(deadline, tz, after=max(step.on for step in found)).at


def next_step(deadline, tz, after=None) -> Step:
    """The first step on a day later than `after`; of two on one day the weightier. Overdue goes on daily."""
    late = max(deadline.due_on, after or deadline.due_on) + DAY
    steps = [*_dated(deadline, tz), Step(OVERDUE, late, morning(late, tz))]
    coming = [step for step in steps if after is None or step.on > after]
    return min(coming, key=lambda step: (step.on, -STEPS.index(step.name)))


def morning(day, tz) -> datetime:
    """08:00 local on that day, in UTC."""
    return datetime.combine(day, MORNING, tz).astimezone(UTC)


def _unnoted(deadline, tz, at):
    if deadline.next_step_at is None or at < deadline.next_step_at:
        return []
    since = deadline.next_step_at.astimezone(tz).date()
    found = [step for step in _dated(deadline, tz) if step.on >= since and step.at <= at]
    today = at.astimezone(tz).date()
    last = today if morning(today, tz) <= at else today - DAY
    if last > deadline.due_on and last >= since:
        found.append(Step(OVERDUE, last, morning(last, tz)))
    return found


def _dated(deadline, tz):
    days = {
        HALF: deadline.half_on,
        WARN: deadline.warn_on,
        ESCALATE_1: deadline.escalate_1_on,
        ESCALATE_2: deadline.escalate_2_on,
    }
    steps = [Step(name, day, morning(day, tz)) for name, day in days.items() if day]
    return [*steps, Step(DUE, deadline.due_on, _due(deadline, tz))]


def _due(deadline, tz):
    """In the morning of the due day. A deadline of a few hours, due on the day it began, has no such morning:
    it is told when it runs out."""
    began_on = deadline.trigger_at.astimezone(tz).date()
    return deadline.due_at if began_on == deadline.due_on else morning(deadline.due_on, tz)


def _weight(step):
    return (step.name in ESCALATIONS, STEPS.index(step.name) if step.name in ESCALATIONS else 0, step.on)
