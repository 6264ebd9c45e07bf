"""Reminders that were put off come back on the day their reader named."""

from django.db import transaction

from secoffice.deadlines.models import Deadline
from secoffice.reminders.dated import notice_of
from secoffice.reminders.following import BACK
from secoffice.reminders.models import DEADLINE, Notice, Snooze
from secoffice.reminders.readers import Directory, Readers
from secoffice.reminders.recipients import Told
from secoffice.reminders.rows import insert_new, instant, some

BATCH = 500
SAME = ("source_id", "recipient_id", "occurrence_on")
WAKING = "ended_at IS NULL AND wake_at <= %s"


def wake(now):
    """Tell again whoever asked for it. Safe to repeat and to run by several; with nothing due one indexed query."""
    told = 0
    while some(Snooze, WAKING, instant(now)):
        seen, written = _wake_batch(now)
        told += written
        if not seen:  # others hold the rest
            break
    return told


@transaction.atomic
def _wake_batch(now):
    due = Snooze.objects.filter(ended_at=None, wake_at__lte=now).order_by("wake_at", "pk")
    batch = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    held = Deadline.objects.unrestricted(purpose="ledger").filter(pk__in=[row.deadline_id for row in batch])
    deadlines = {deadline.pk: deadline for deadline in held}
    directory = Directory(now)
    directory.learn({row.user_id for row in batch})
    readers = Readers(directory, {(d.target_type, d.target_id) for d in deadlines.values()})
    Snooze.objects.filter(pk__in=[row.pk for row in batch], ended_at=None).update(ended_at=now)
    directory.asleep -= {(row.deadline_id, row.user_id) for row in batch}
    notices = [_notice(row, deadlines[row.deadline_id], now, readers) for row in batch]
    told = _told_already(batch)
    wanted = [each for each in notices if each and tuple(each[name] for name in SAME) not in told]
    return len(batch), insert_new(Notice, wanted)


def _told_already(batch):
    """Whom a step of the same day told already: once is enough."""
    these = {"source_type": DEADLINE, "source_id__in": [row.deadline_id for row in batch]}
    days = {row.until_on for row in batch}
    told = Notice.objects.filter(**these, occurrence_on__in=days, state__in=["planned", "mailed"])
    return set(told.values_list(*SAME))


def _notice(row, deadline, now, readers):
    """None where the duty is done, or where it is not theirs to know any more."""
    if not deadline.is_open or not readers.reads(row.user_id, (deadline.target_type, deadline.target_id)):
        return None
    audience = "owner" if row.user_id == deadline.owner_id else "deputy"
    told = Told(row.user_id, BACK, row.until_on, audience=audience)
    return notice_of(deadline, told, now, readers.directory)
