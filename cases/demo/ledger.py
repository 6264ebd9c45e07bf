"""The mails of the past: they went out when they were owed, and are not sent again."""

from datetime import timedelta

from django.utils import timezone

from cases.actions import access_ends
from secoffice.reminders.messages import message_id
from secoffice.reminders.models import Mail, Notice
from secoffice.reminders.planning import plan

STILL_UNREAD = timedelta(days=4)


def settle(today, end):
    """Note the mails of the past as sent, end what ended, then plan what is owed today. Nothing here sends
    anything."""
    owed = list(Notice.objects.filter(state=Notice.State.PLANNED).select_related("recipient"))
    mails = Mail.objects.bulk_create(sent(notice) for notice in owed)
    for notice, mail in zip(owed, mails, strict=True):
        notice.mail, notice.state = mail, Notice.State.MAILED
        if notice.created_at < end - STILL_UNREAD:
            notice.read_at = notice.acknowledged_at = notice.not_before + timedelta(hours=3)
    Notice.objects.bulk_update(owed, ["mail", "state", "read_at", "acknowledged_at"], batch_size=200)
    now = timezone.now()
    at = now if now.date() == today else end + timedelta(hours=9)
    access_ends.look(at)
    return plan(at)


def sent(notice):
    key, at = f"notice:{notice.pk}", notice.not_before
    return Mail(
        key=key, recipient_id=notice.recipient_id, kind=Mail.Kind.SINGLE, state=Mail.State.SENT, attempts=1,
        never_twice=notice.never_twice, next_at=at, created_at=at, sent_at=at, last_code="250",
        message_id=message_id(key),
    )  # fmt: skip
