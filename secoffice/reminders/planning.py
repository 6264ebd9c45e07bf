"""What is owed: steps of deadlines reached and not yet noted become notices (design §2.8).

Safe to run late, twice, or by several at once: a step is looked for with `<=`, only the latest one reached is
told, the unique constraint refuses a second notice, and `next_step_at` moves on only where it was still due.
"""

import logging

from django.db import transaction
from django.db.models import Exists, OuterRef

from secoffice.audit import trail
from secoffice.deadlines import steps
from secoffice.deadlines.models import Deadline
from secoffice.reminders import hours
from secoffice.reminders.models import DEADLINE, Notice
from secoffice.reminders.readers import Directory, Readers
from secoffice.reminders.recipients import Told, escalated, readers_for
from secoffice.reminders.rows import instant, some, write_each

BATCH = 500
DUE = "state = 'open' AND next_step_at <= %s"
NO_READER = "a deadline that nobody here may read"
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


def _reached(now):
    return Deadline.objects.unrestricted(purpose="ledger").reached(now)


@transaction.atomic
def _plan_batch(now, directory):
    """One batch in one transaction; on PostgreSQL another planner passes over the rows held here."""
    batch = list(_reached(now).select_for_update(skip_locked=True, of=("self",))[:BATCH])
    directory.learn_around({row.owner_id for row in batch})
    readers = Readers(directory, {(row.target_type, row.target_id) for row in batch})
    notices = [notice for deadline in batch for notice in _notices(deadline, now, readers)]
    written = _write(notices)
    _move_on(batch, now)
    return len(batch), written


def _notices(deadline, now, readers):
    """The notices of one deadline. One that cannot be worked out must not hold up the others."""
    try:
        told = owed(deadline, now, readers)
    except Exception:
        log.exception("Deadline %s cannot be planned.", deadline.pk)
        return []
    if not told and deadline.step_reached(now):
        trail.record("nobody to tell", deadline, by=None, result="failed")
    return [_notice(deadline, each, now, readers.directory) for each in told]


def owed(deadline, now, readers):
    """Who is told of what now: one notice a person, an escalation rather than a daily reminder."""
    if not (reached := deadline.step_reached(now)):
        return []
    step, on = reached
    if step not in steps.ESCALATIONS:
        return readers_for(deadline, step, on, readers)
    told = readers_for(deadline, steps.OVERDUE, _latest_day(deadline, on, now), readers)
    for level in _levels(deadline, step):
        told += escalated(deadline, level, on, readers)
    return list({each.person: each for each in told}.values())


def _latest_day(deadline, on, now):
    """The daily reminder beside a missed escalation belongs to the last morning at the office."""
    today = deadline.office.local_date(now)
    return max(on, today if steps.morning(today, deadline.office.tz) <= now else today - steps.DAY)


def _levels(deadline, step):
    """The escalations to tell. After an outage over both the supervisor hears as well as the director."""
    noted_until = deadline.next_step_at.astimezone(deadline.office.tz).date()
    first_missed = deadline.escalate_1_on and deadline.escalate_1_on >= noted_until
    if step == steps.ESCALATE_2 and first_missed:
        return [steps.ESCALATE_1, steps.ESCALATE_2]
    return [step]


def _notice(deadline, told: Told, now, directory):
    person = directory.person(told.person)
    words = {"duty": deadline.duty, "reference": deadline.target_reference, "url": deadline.target_url}
    if told.opaque:
        words = {"duty": NO_READER, "opaque": True, "needs_access": False}
    return Notice(
        kind="no_reader" if told.opaque else "deadline",
        source_type=DEADLINE,
        source_id=deadline.pk,
        step=told.step,
        occurrence_on=told.on,
        due_version=deadline.version,
        recipient_id=told.person,
        office_id=deadline.office_id,
        target_type=deadline.target_type,
        target_id=deadline.target_id,
        due_on=deadline.due_on,
        due_at=deadline.due_at,
        at_once=deadline.at_once or not person.digest,
        not_before=now if deadline.at_once else _hour(now, told.on, person.tz),
        created_at=now,
        **words,
    )


def _hour(now, on, tz):
    """08:00 at the recipient on the day of the step; when that is over, now, but not at night."""
    return max(now, hours.morning(on, tz), hours.morning(now.astimezone(tz).date(), tz))


def _write(notices):
    """Insert what is new, and let it stand in the inbox for what was told before. Returns how many were
    new."""
    if not notices:
        return 0
    ids = {notice.source_id for notice in notices}
    told = Notice.objects.filter(source_type=DEADLINE, source_id__in=ids)
    known = told.count()
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    told.filter(Exists(_newer()), current=True).update(current=False)
    return told.count() - known


def _newer():
    """A later notice of the same deadline for the same person."""
    same = {name: OuterRef(name) for name in ("source_type", "source_id", "recipient_id")}
    return Notice.objects.filter(pk__gt=OuterRef("pk"), **same)


def _move_on(batch, now):
    """Note the step: compare-and-set, for the row must still be open and due."""
    for deadline in batch:
        deadline.last_step, deadline.next_step_at = _noted(deadline, now)
    write_each(batch, ["next_step_at", "last_step"], only=DUE, given=[instant(now)])


def _noted(deadline, now):
    """The step that is done with, and when to look again: tomorrow where the row makes no sense."""
    try:
        reached, later = deadline.step_reached(now), deadline.after_noting(now)
    except Exception:
        log.exception("Deadline %s has no next step.", deadline.pk)
        reached, later = None, None
    if later is None or later <= now:
        later = now + steps.DAY
    return (reached[0] if reached else deadline.last_step), later


def reopen(deadlines, steps_told):
    """A notice could not be given after all: plan its step again, so that it climbs. `steps_told`: id →
    day."""
    for deadline in deadlines:
        told_on = steps.morning(steps_told[deadline.pk], deadline.office.tz)
        waiting = Deadline.objects.filter(pk=deadline.pk, state="open", next_step_at__gt=told_on)
        waiting.update(next_step_at=told_on)
