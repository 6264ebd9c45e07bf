"""Which alert of a deadline is reached and not yet noted, and when the next one comes (engine rule 5).

Pure functions over the dates stored with a deadline: the ledger plans a batch without a query a row.
What was noted stands in `next_step_at`: every step before it is done with. Steps are reached at 08:00 at the
office; whoever sends the notice looks at the recipient's own clock.

After an outage there is one notice, not four: the latest step wins, except that an escalation outranks the
daily reminder, so that a missed one still reaches the supervisor. Both missed: the director's wins.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

HALF, WARN, AHEAD, DUE, OVERDUE, ESCALATE_1, ESCALATE_2 = STEPS = (
    "half",
    "warn",
    "ahead",
    "due",
    "overdue",
    "escalate_1",
    "escalate_2",
)
ESCALATIONS = (ESCALATE_1, ESCALATE_2)
MORNING = time(8)
DAY = timedelta(days=1)
NEVER = datetime(9000, 1, 1, tzinfo=UTC)  # the next step of what is not repeated


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


def look(deadline, tz, at):
    """`reached` and `after_noting` in one: (the step or None, when to look again)."""
    if deadline.next_step_at is None or at < deadline.next_step_at:
        return None, deadline.next_step_at
    dated = _dated(deadline, tz, deadline.next_step_at.astimezone(tz).date())
    if not (found := _unnoted(deadline, tz, at, dated)):
        return None, deadline.next_step_at
    after = max(step.on for step in found)
    return max(found, key=_weight), _first([*dated, *_late(deadline, tz, after)], after).at


def next_step(deadline, tz, after=None) -> Step:
    """The first step on a day later than `after`; of two on one day the weightier. Overdue goes on at the
    rule's pace; where it does not, the last step of all comes NEVER."""
    return _first([*_dated(deadline, tz), *_late(deadline, tz, after)], after)


def _first(steps, after):
    coming = [step for step in steps if after is None or step.on > after]
    if not coming:
        return Step(OVERDUE, NEVER.date(), NEVER)
    return min(coming, key=lambda step: (step.on, -STEPS.index(step.name)))


def carry_on(old, new, tz, at) -> datetime:
    """The `next_step_at` of a row that was worked out again: nothing told is told again for having moved a
    little, and neither the due day nor an escalation that is reached now and was never told is lost."""
    since = _noted_until(old, tz)
    told = {step.name for step in _dated(old, tz) if step.on < since}
    owed = {WARN, DUE, *ESCALATIONS} - told
    coming = [step for step in _dated(new, tz) if step.at > at or step.name in owed]
    today = at.astimezone(tz).date()
    last = today if morning(today, tz) <= at else today - DAY
    coming += _late(new, tz, last if since > old.due_on + DAY else None)
    return min(coming, key=lambda step: (step.on, -STEPS.index(step.name))).at if coming else NEVER


def _noted_until(old, tz):
    """The day before which everything was told, in the zone the row was made in: the last second of its due day
    shows that zone, whatever the office keeps now."""
    if old.next_step_at is None:
        return date.min
    last_second = datetime.combine(old.due_on, time(23, 59, 59), UTC)
    if old.unit == "h":
        return old.next_step_at.astimezone(tz).date()
    return (old.next_step_at + (last_second - old.due_at)).date()


@lru_cache(maxsize=4096)
def morning(day, tz) -> datetime:
    """08:00 local on that day, in UTC."""
    return datetime.combine(day, MORNING, tz).astimezone(UTC)


def _unnoted(deadline, tz, at, dated=None):
    if deadline.next_step_at is None or at < deadline.next_step_at:
        return []
    since = deadline.next_step_at.astimezone(tz).date()
    dated = _dated(deadline, tz) if dated is None else dated
    found = [step for step in dated if step.on >= since and step.at <= at]
    today = at.astimezone(tz).date()
    last = _late_until(deadline, today if morning(today, tz) <= at else today - DAY)
    if last and last >= since:
        found.append(Step(OVERDUE, last, morning(last, tz)))
    return found


def _late(deadline, tz, after):
    """The first day of being late on which it is told again, later than `after`."""
    first, nag = deadline.due_on + DAY, deadline.nag_days
    if after is None or after < first:
        return [Step(OVERDUE, first, morning(first, tz))]
    if not nag:
        return []
    day = first + ((after - first) // DAY // nag + 1) * nag * DAY
    return [Step(OVERDUE, day, morning(day, tz))]


def _late_until(deadline, last):
    """The latest such day up to `last`, or None."""
    first, nag = deadline.due_on + DAY, deadline.nag_days
    if last < first:
        return None
    return first + ((last - first) // DAY // nag) * nag * DAY if nag else first


def _dated(deadline, tz, since=date.min):
    """The steps on that day and later, but for being late."""
    days = [
        (HALF, deadline.half_on),
        (WARN, deadline.warn_on),
        (ESCALATE_1, deadline.escalate_1_on),
        (ESCALATE_2, deadline.escalate_2_on),
        *((AHEAD, date.fromisoformat(day)) for day in deadline.ahead_on),
    ]
    steps = [Step(name, day, morning(day, tz)) for name, day in days if day and day >= since]
    if deadline.due_on >= since:
        steps.append(Step(DUE, deadline.due_on, _due(deadline, tz)))
    return steps


def _due(deadline, tz):
    """In the morning of the due day. A deadline of a few hours, due on the day it began, has no such morning:
    it is told when it runs out."""
    began_on = deadline.trigger_at.astimezone(tz).date()
    return deadline.due_at if began_on == deadline.due_on else morning(deadline.due_on, tz)


def _weight(step):
    place = STEPS.index(step.name)
    return (step.name in ESCALATIONS, place if step.name in ESCALATIONS else 0, step.on, place)
