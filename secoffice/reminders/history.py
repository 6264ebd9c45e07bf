"""How a date came to be what it is: the rows it follows, and those that follow it."""

from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from secoffice.clockface import several
from secoffice.deadlines.models import Deadline, State

MOST = 200
ENDINGS = {State.MET: ("Done", "ok"), State.CANCELLED: ("Fell away", ""), State.SUPERSEDED: ("Replaced", "")}


class Event(NamedTuple):
    """One line of the timeline, as parts/_timeline.html reads it."""

    at: datetime
    title: str
    text: str = ""
    by: object = None
    tone: str = ""
    url: str = ""


def chain(deadline, user):
    """The rows of one obligation from its first to its last, as far as this person may know of them."""
    same = {name: getattr(deadline, name) for name in ("target_type", "target_id", "rule")}
    rows = Deadline.objects.visible_to(user).filter(**same).select_related(
        "closed_by", "recalculation__by", "made_by_toll__decided_by", "office"
    )  # fmt: skip
    by_id = {row.pk: row for row in rows.order_by("-pk")[:MOST]}
    after = {row.follows_id: row for row in by_id.values() if row.follows_id}
    first = by_id.get(deadline.pk, deadline)
    while first.follows_id in by_id:
        first = by_id[first.follows_id]
    found = [first]
    while found[-1].pk in after:
        found.append(after[found[-1].pk])
    return found


def events(rows):
    """What happened to it, latest first."""
    told = [Event(rows[0].started_at, f"Began, due {day(rows[0].due_on)}", rows[0].explanation)]
    for earlier, row in pairwise(rows):
        told.append(moved(earlier, row))
    last = rows[-1]
    if last.state in ENDINGS:
        title, tone = ENDINGS[last.state]
        late = ", late" if last.met_late() else ""
        told.append(Event(last.closed_at, title + late, last.reason, last.closed_by, "bad" if late else tone))
    return told[::-1]


def moved(earlier, row):
    """One row that took another's place: why, by whom, from which day to which."""
    days = f"from {day(earlier.due_on)} to {day(row.due_on)}"
    by, reason = earlier.closed_by, earlier.reason
    if row.recalculation:
        change = row.recalculation
        return Event(earlier.closed_at, f"Moved {days}", change.words, change.by or by, "now")
    if row.tolled_days > earlier.tolled_days:
        stood = several(row.tolled_days - earlier.tolled_days, "day")
        toll = getattr(row, "made_by_toll", None)
        return Event(
            earlier.closed_at,
            f"Clock stopped for {stood}, {days}",
            reason,
            toll.decided_by if toll else by,
            "now",
        )
    word = "Extended" if earlier.state == State.EXTENDED else "Moved"
    return Event(earlier.closed_at, f"{word} {days}", reason, by, "now")


def day(on):
    return f"{on:%a} {on.day} {on:%b %Y}"
