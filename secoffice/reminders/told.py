"""Notices that a verb owes somebody: an assignment, a place on a team, a review asked, a reset, an
invitation, a date that moved.

Written in the transaction of the deed, so a deed that fails owes nothing. The mail goes as the recipient chose,
or now; while an equal notice still waits, telling again adds nothing.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from secoffice import celery, ports
from secoffice.accounts.models import User
from secoffice.reminders import cadence
from secoffice.reminders.models import Notice

SWEEPER = "secoffice.reminders.tasks.run"
WAITING = (Notice.State.PLANNED, Notice.State.INBOX)
NEWS = timedelta(hours=1)  # what is told of an earlier time wakes nobody
PEOPLE = User.objects.select_related("office").only("time_zone", "office__time_zone")


@ports.hears("notice.owed")
def owe(
    *, kind, source_type, source_id, recipient_id, duty,
    reference="", url="", office_id=None, at_once=False, step="told", occurrence_on=None, never_twice=False,
    needs_access=True, target_type=None, target_id=None, due_on=None, due_at=None, at=None,
):  # fmt: skip
    """Owe one person one notice. Without a target of its own, the source is what they must be admitted to."""
    now, person = at or timezone.now(), PEOPLE.get(pk=recipient_id)
    same = {
        "source_type": source_type, "source_id": source_id, "recipient_id": recipient_id,
        "kind": kind, "step": step, "occurrence_on": occurrence_on or now.astimezone(person.tz).date(),
    }  # fmt: skip
    version, group = _version(same), cadence.kind_of(kind)
    if version is None:
        return
    when = cadence.Choices({person.pk}).when(person, group, now=now, at_once=at_once, due_at=due_at)
    notice = Notice(
        **same, due_version=version, duty=duty, reference=reference, url=url, office_id=office_id,
        target_type=target_type or source_type, target_id=target_id or source_id, needs_access=needs_access,
        due_on=due_on, due_at=due_at, never_twice=never_twice, created_at=now,
        state=WAITING[when.cadence == cadence.NONE], **when._asdict(),
    )  # fmt: skip
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    waking = any(wake in hook for hook in transaction.get_connection().run_on_commit)
    if notice.at_once and notice.not_before <= now and not waking and now > timezone.now() - NEWS:
        transaction.on_commit(wake, robust=True)


def wake():
    """Ask the worker to send now. The row is there, so the scheduler would do it within the minute anyway."""
    celery.wake(SWEEPER)


def _version(same):
    """None while an equal notice waits unread; otherwise the next number, for it happened once more."""
    told = list(Notice.objects.filter(**same).values_list("state", "read_at", "due_version"))
    if any(state in WAITING and read_at is None for state, read_at, _ in told):
        return None
    return max((version for *_, version in told), default=0) + 1
