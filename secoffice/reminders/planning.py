"""What is owed: steps of deadlines reached and not yet noted become notices (design §2.8).

Safe to run late, twice, or by several at once: a step is looked for with `<=`, only the latest one reached is
told, the unique constraint refuses a second notice, and `next_step_at` moves on only where it was still due.
A batch is plain rows rather than models: measured, making the models cost more than the statements.
"""

import logging

from django.db import transaction
from django.db.models import Exists, OuterRef

from secoffice.audit import trail
from secoffice.deadlines import steps
from secoffice.deadlines.models import Deadline
from secoffice.reminders.dated import notice_of
from secoffice.reminders.models import DEADLINE, Notice
from secoffice.reminders.readers import Directory, Readers
from secoffice.reminders.recipients import escalated, readers_for
from secoffice.reminders.rows import insert_new, instant, some, update_each

BATCH = 500
DUE = "state = 'open' AND next_step_at <= %s"
READ = (
    "pk", "version", "owner_id", "office_id", "target_type", "target_id", "target_reference", "target_url", "duty",
    "severity", "at_once", "never_twice", "duty_officer", "nag_days", "trigger_at", "due_at", "due_on", "half_on",
    "ahead_on", "warn_on", "escalate_1_on", "escalate_2_on", "next_step_at", "last_step",
)  # fmt: skip
log = logging.getLogger(__name__)


def plan(now):
    """Write a notice for everybody who is owed one. Returns how many. With nothing due: one indexed query."""
    planned, directory = 0, Directory(now)
    while some(Deadline, DUE, instant(now)):
        seen, written = _plan_batch(now, directory)
        planned += written
        if seen < BATCH:
            break
    return planned


@transaction.atomic
def _plan_batch(now, directory):
    """One batch in one transaction; on PostgreSQL another planner passes over the rows held here."""
    reached = Deadline.objects.unrestricted(purpose="ledger").reached(now)
    batch = list(reached.select_for_update(skip_locked=True).values_list(*READ, named=True)[:BATCH])
    directory.learn_around({row.owner_id for row in batch})
    readers = Readers(directory, {(row.target_type, row.target_id) for row in batch})
    found = [(row, *_look(row, now, directory)) for row in batch]
    written = _write([notice for row, step, _ in found for notice in _notices(row, step, now, readers)])
    noted = [(row.pk, later, step.name if step else row.last_step) for row, step, later in found]
    update_each(Deadline, ["id", "next_step_at", "last_step"], noted, only=DUE, given=[instant(now)])
    return len(batch), written


def _look(row, now, directory):
    """The step reached, and when to look again: tomorrow where the row makes no sense."""
    try:
        step, later = steps.look(row, directory.zone(row.office_id), now)
    except Exception:
        log.exception("Deadline %s has no next step.", row.pk)
        step, later = None, None
    return step, later if later and later > now else now + steps.DAY


def _notices(row, step, now, readers):
    """The notices of one deadline. One that cannot be worked out must not hold up the others."""
    if step is None:
        return []
    try:
        told = owed(row, step, now, readers)
        made = [notice_of(row, each, now, readers.directory) for each in told]
    except Exception:
        log.exception("Deadline %s cannot be planned.", row.pk)
        return []
    if not told:
        about = trail.Named(DEADLINE, str(row.pk), row.target_reference)
        trail.record("nobody to tell", about, by=None, result="failed")
    return made


def owed(row, reached, now, readers):
    """Who is told of what now: one notice a person, an escalation rather than a daily reminder."""
    if reached.name not in steps.ESCALATIONS:
        return readers_for(row, reached.name, reached.on, readers)
    tz = readers.directory.zone(row.office_id)
    told = readers_for(row, steps.OVERDUE, _latest_day(reached.on, now, tz), readers)
    for level in _levels(row, reached.name, tz):
        told += escalated(row, level, reached.on, readers)
    return list({each.person: each for each in told}.values())


def _latest_day(on, now, tz):
    """The daily reminder beside a missed escalation belongs to the last morning at the office."""
    today = now.astimezone(tz).date()
    return max(on, today if steps.morning(today, tz) <= now else today - steps.DAY)


def _levels(row, step, tz):
    """The escalations to tell. After an outage over both the supervisor hears as well as the director."""
    noted_until = row.next_step_at.astimezone(tz).date()
    if step == steps.ESCALATE_2 and row.escalate_1_on and row.escalate_1_on >= noted_until:
        return [steps.ESCALATE_1, steps.ESCALATE_2]
    return [step]


def _write(notices):
    """Insert what is new, and let it stand in the inbox for what was told before. Returns how many were
    new."""
    if written := insert_new(Notice, notices):
        ids = {notice["source_id"] for notice in notices}
        told = Notice.objects.filter(source_type=DEADLINE, source_id__in=ids, current=True)
        told.filter(Exists(_newer())).update(current=False)
    return written


def _newer():
    """A later notice of the same deadline for the same person."""
    same = {name: OuterRef(name) for name in ("source_type", "source_id", "recipient_id")}
    return Notice.objects.filter(pk__gt=OuterRef("pk"), **same)


def reopen(deadlines, steps_told):
    """A notice could not be given after all: plan its step again, so that it climbs. `steps_told`: id →
    day."""
    for deadline in deadlines:
        told_on = steps.morning(steps_told[deadline.pk], deadline.office.tz)
        waiting = Deadline.objects.filter(pk=deadline.pk, state="open", next_step_at__gt=told_on)
        waiting.update(next_step_at=told_on)
