"""The alerts of one deadline that are still to come, and who would be told of each as things stand."""

from datetime import date
from typing import NamedTuple

from secoffice.deadlines import steps
from secoffice.reminders import recipients
from secoffice.reminders.models import STEP_WORDS
from secoffice.reminders.readers import Directory, Readers

NAMED = {"half_on": steps.HALF, "warn_on": steps.WARN, "due_on": steps.DUE}
CLIMBING = {"escalate_1_on": steps.ESCALATE_1, "escalate_2_on": steps.ESCALATE_2}


class Alert(NamedTuple):
    """`opaque`: somebody hears that there is a date nobody may read, and is not named here."""

    on: date
    words: str
    people: list
    opaque: bool = False


def coming(deadline, now):
    """Alerts from today on, nearest first, in a constant number of queries. A closed date has none."""
    if not deadline.is_open:
        return []
    today, directory = deadline.office.local_date(now), Directory(now)
    directory.learn_around({deadline.owner_id})
    readers = Readers(directory, {(deadline.target_type, deadline.target_id)})
    found = [_alert(deadline, step, on, readers) for step, on in _steps(deadline) if on >= today]
    return sorted(found, key=lambda alert: alert.on)


def _steps(deadline):
    ahead = [("ahead", date.fromisoformat(day)) for day in deadline.ahead_on]
    dated = [(step, getattr(deadline, name)) for name, step in (NAMED | CLIMBING).items()]
    return [*ahead, *((step, on) for step, on in dated if on)]


def _alert(deadline, step, on, readers):
    tell = recipients.escalated if step in steps.ESCALATIONS else recipients.readers_for
    told = tell(deadline, step, on, readers)
    people = [readers.directory.person(each.person) for each in told if not each.opaque]
    words = {"due": "due", "escalate_1": "late, passed up", "escalate_2": "late, passed up again"}
    return Alert(on, words.get(step, STEP_WORDS.get(step, step)), people, any(each.opaque for each in told))
