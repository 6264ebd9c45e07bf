"""What people do with notices and mails."""

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from secoffice.access.actions import admit
from secoffice.access.models import Recusal
from secoffice.accounts.models import User
from secoffice.audit import trail
from secoffice.deadlines.actions import reassign
from secoffice.deadlines.models import Deadline
from secoffice.ports import Refused, tell
from secoffice.reminders.models import DEADLINE, Hook, Mail, Notice
from secoffice.reminders.passing import hand
from secoffice.reminders.planning import reopen

NOTHING_TO_RETRY = "This mail is not waiting for a decision any more. Reload the page."


def mark_read(*, notices, by, at=None):
    """Somebody saw these in their inbox. Whether it was read is theirs alone, so the trail does not hear
    of it."""
    return notices.filter(recipient=by, read_at__isnull=True).update(read_at=at or timezone.now())


@transaction.atomic
def acknowledge(*, notices, by, at=None):
    """The recipient has taken note: what still waits to be mailed is not, what was mailed counts as
    answered."""
    at = at or timezone.now()
    open_ones = Notice.objects.filter(pk__in=list(notices.values_list("pk", flat=True)), recipient=by)
    ids = list(open_ones.filter(acknowledged_at__isnull=True).values_list("pk", flat=True))
    if not ids:
        return 0
    mark_read(notices=Notice.objects.filter(pk__in=ids), by=by, at=at)
    Notice.objects.filter(pk__in=ids).update(acknowledged_at=at)
    carried = Mail.objects.filter(notices__in=ids, state=Mail.State.SENT).values("pk")
    open_mails = Notice.objects.filter(mail__in=carried, acknowledged_at__isnull=True).exclude(
        state=Notice.State.CANCELLED
    )
    answered = Mail.objects.filter(pk__in=carried).exclude(pk__in=open_mails.values("mail"))
    answered.update(state=Mail.State.ACKNOWLEDGED)
    trail.record("notices acknowledged", by=by, detail={"notices": ids})
    return len(ids)


@transaction.atomic
def retry(*, mail, by, at=None):
    """An administrator lets a mail go again, and by that says that the address is right; a post to a web hook, that
    its rest is over."""
    asked = Mail.objects.filter(pk=mail.pk, state__in=Mail.TO_DECIDE)
    if not asked.update(state=Mail.State.RETRYING, next_at=at or timezone.now(), attempts=0):
        raise Refused(NOTHING_TO_RETRY)
    if mail.channel == "hook":
        Hook.objects.filter(user=mail.recipient_id).update(paused_until=None)
    else:
        User.objects.filter(pk=mail.recipient_id).update(bounced_at=None)
    trail.record("mail retried", mail, by=by, detail={"recipient": mail.recipient_id})


@transaction.atomic
def send_test(*, by, at=None):
    """An administrator wants to see that mail arrives. It goes the way of every mail; while one still waits,
    asking again adds nothing."""
    tell(
        "notice.owed", kind="test", source_type="accounts.user", source_id=by.pk, recipient_id=by.pk,
        duty="test of the mails of this office", url="/inbox/letters/", needs_access=False, at_once=True, at=at,
    )  # fmt: skip
    trail.record("test mail asked", by, by=by)


def may_read(notice):
    """Staff of the office and of those above it who could be named for a record nobody there may read; without an
    office, that of whoever names them."""
    barred = Recusal.objects.filter(target_type=notice.target_type, target_id=notice.target_id)
    office = notice.office or notice.recipient.office
    offices = [each.pk for each in office.chain()] if office else []
    staff = User.objects.filter(is_active=True, office__in=offices, bounced_at=None)
    return staff.exclude(pk=notice.recipient_id).exclude(pk__in=barred.values("user"))


@transaction.atomic
def name_reader(*, notice, person, reason, by, at=None):
    """Answer to an opaque notice: somebody else is let in and takes the deadline over. Nobody lets in
    themselves."""
    if (
        not notice.opaque
        or notice.recipient_id != by.pk
        or not may_read(notice).filter(pk=person.pk).exists()
    ):
        raise Refused("This person cannot be named for it. Choose somebody else.")
    record = apps.get_model(notice.target_type)._base_manager.get(pk=notice.target_id)
    if notice.source_type != DEADLINE:
        hand(notice, person, reason=reason, record=record, by=by, now=at)
        acknowledge(notices=Notice.objects.filter(pk=notice.pk), by=by, at=at)
        return
    held = Deadline.objects.unrestricted(purpose="name a reader")
    deadline = held.select_related("office__calendar").get(pk=notice.source_id)
    admit(record, principal=f"user:{person.pk}", reason="named to keep a deadline", by=by)
    reassign(deadline=deadline, owner=person, by=by, reason=reason, at=at)
    acknowledge(
        notices=Notice.objects.filter(source_type=DEADLINE, source_id=deadline.pk, opaque=True), by=by, at=at
    )
    reopen([deadline], {deadline.pk: notice.occurrence_on})  # the step that found no reader is told again
