"""Records that somebody watches, and reminders that somebody put off.

Neither changes a date. Watching gives no right to know; putting off silences the mails of one deadline for one
person, its notices lie in the inbox meanwhile, and what is late goes up to the supervisor all the same.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from secoffice.access.models import Admission, Recusal
from secoffice.audit import trail
from secoffice.deadlines.models import Deadline
from secoffice.ports import Refused
from secoffice.reminders import hours
from secoffice.reminders.cadence import PASSED_UP
from secoffice.reminders.models import DEADLINE, Notice, Snooze, Watch

BACK = "back"


def may_know(user, target_type, target_id):
    """Whether this person may know of a record given by type and id; False as well where there is none."""
    here = {"target_type": target_type, "target_id": target_id}
    barred = Recusal.objects.filter(user=user, **here).exists()
    return user.is_active and not barred and Admission.objects.of(user).filter(**here).exists()


def watches(user, target_type, target_id):
    return Watch.objects.filter(user=user, target_type=target_type, target_id=target_id).exists()


@transaction.atomic
def watch(*, target_type, target_id, by):
    """`by` wants to hear of the dates of this record. Twice is once."""
    if not may_know(by, target_type, target_id):
        raise Refused("There is no such record.")
    _, made = Watch.objects.get_or_create(user=by, target_type=target_type, target_id=target_id)
    if made:
        trail.record("watched", trail.Named(target_type, str(target_id)), by=by)
    return made


@transaction.atomic
def unwatch(*, target_type, target_id, by):
    gone, _ = Watch.objects.filter(user=by, target_type=target_type, target_id=target_id).delete()
    if gone:
        trail.record("unwatched", trail.Named(target_type, str(target_id)), by=by)
    return bool(gone)


def why_not_snooze(deadline, user, at):
    """Why this person cannot put off their reminders of it, or nothing."""
    today = at.astimezone(user.tz).date()
    if not deadline.is_open:
        return "It is closed; nobody is reminded of it any more."
    if not Deadline.objects.filter(pk=deadline.pk).owned_by(user, today).exists():
        return "Only its owner, or who stands in for them, is reminded every time."
    if latest_day(deadline, user, at) <= today:
        return "It is due too soon to put it off."
    return ""


def latest_day(deadline, user, at):
    """The last day to be told again: so many days on, and not after the due day while it is not late."""
    last = at.astimezone(user.tz).date() + timedelta(days=settings.SNOOZE_DAYS)
    return last if deadline.is_overdue(at) else min(last, deadline.due_on)


@transaction.atomic
def snooze(*, deadline, until_on, why, by, at=None):
    """No mails to `by` about this deadline before 08:00 of that day. Asked again, the later word holds."""
    at = at or timezone.now()
    if refusal := why_not_snooze(deadline, by, at):
        raise Refused(refusal)
    if not at.astimezone(by.tz).date() < until_on <= latest_day(deadline, by, at):
        raise Refused("Choose a later day than today, within the days offered.")
    if not why.strip():
        raise Refused("Say why, for whoever asks later.")
    Snooze.objects.select_for_update().filter(deadline=deadline, user=by, ended_at=None).update(ended_at=at)
    made = Snooze.objects.create(
        deadline=deadline, user=by, until_on=until_on, why=why.strip(), at=at,
        wake_at=hours.morning(until_on, by.tz),
    )  # fmt: skip
    waiting = Notice.objects.filter(
        source_type=DEADLINE, source_id=deadline.pk, recipient=by, state=Notice.State.PLANNED, opaque=False
    )
    waiting.exclude(step__in=PASSED_UP).update(state=Notice.State.INBOX)
    detail = {"until": str(until_on)}
    trail.record("reminders put off", deadline, by=by, reason=why.strip(), detail=detail, at=at)
    return made


@transaction.atomic
def wake_now(*, deadline, by, at=None):
    """Undo it. What was missed lies in the inbox; from now on the steps come as before."""
    mine = Snooze.objects.filter(deadline=deadline, user=by, ended_at=None)
    if not mine.update(ended_at=at or timezone.now()):
        raise Refused("Your reminders of this date are not put off any more.")
    trail.record("reminders resumed", deadline, by=by, at=at)
