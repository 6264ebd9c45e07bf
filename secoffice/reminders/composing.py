"""Notices that are due become mails: one a day for each person, or one by itself (design §2.8).

A digest has a key of person and local date. Once it has left the room it never reopens; what comes later
waits for the next morning, unless it would be late by then.
"""

from collections import defaultdict

from django.db import transaction

from secoffice.reminders import hours
from secoffice.reminders.messages import LINKED, message_id
from secoffice.reminders.models import Mail, Notice
from secoffice.reminders.rows import instant, some, write_each

BATCH = 500
UNMAILED = "state = 'planned' AND mail_id IS NULL"
SINGLE, DIGEST = Mail.Kind.SINGLE, Mail.Kind.DIGEST


def compose(now):
    """Put every notice that is due into a mail. Safe to repeat and to run by several at once."""
    while some(Notice, f"{UNMAILED} AND not_before <= %s", instant(now)):
        if not _compose_batch(_due(now), now):  # others hold the rest
            break


def _due(now):
    due = Notice.objects.filter(state=Notice.State.PLANNED, not_before__lte=now)
    return due.order_by("not_before", "pk")


@transaction.atomic
def _compose_batch(due, now):
    rows = due.select_for_update(skip_locked=True, of=("self",)).select_related("recipient__office")[:BATCH]
    notices = list(rows)
    by_key = defaultdict(list)
    for notice in notices:
        by_key[_key(notice, now)].append(notice)
    _insert(by_key, now)
    open_mails = _open(by_key)
    _join([notice for key in by_key if key in open_mails for notice in by_key[key]], by_key, open_mails)
    late = [notice for key in by_key if key not in open_mails for notice in by_key[key]]
    _postpone(late, now)
    return len(notices)


def _key(notice, now):
    if notice.at_once or notice.never_twice or notice.kind in LINKED:
        return f"notice:{notice.pk}"
    return f"digest:{notice.recipient_id}:{now.astimezone(notice.recipient.tz).date()}"


def _insert(by_key, now):
    Mail.objects.bulk_create(
        (
            Mail(
                key=key,
                recipient_id=notices[0].recipient_id,
                kind=DIGEST if key.startswith("digest") else SINGLE,
                never_twice=notices[0].never_twice,
                next_at=now,
                message_id=message_id(key),
                created_at=now,
            )
            for key, notices in by_key.items()
        ),
        ignore_conflicts=True,
    )


def _open(by_key):
    """Mails that nobody has begun to send, held until this transaction ends so that nobody begins
    meanwhile."""
    untouched = Mail.objects.filter(key__in=by_key, state=Mail.State.PLANNED, attempts=0)
    return {mail.key: mail for mail in untouched.select_for_update().order_by("pk")}


def _join(notices, by_key, open_mails):
    key_of = {notice.pk: key for key, held in by_key.items() for notice in held}
    for notice in notices:
        notice.mail, notice.state = open_mails[key_of[notice.pk]], Notice.State.MAILED
    write_each(notices, ["mail", "state"], only=UNMAILED)


def _postpone(notices, now):
    """Their digest has left. They wait for the next morning; what is due before that goes by itself."""
    for notice in notices:
        morning = hours.morning_after(now, notice.recipient.tz)
        if notice.due_at and not notice.at_once and now < notice.due_at < morning:
            notice.at_once = True
        else:
            notice.not_before = morning
    write_each(notices, ["at_once", "not_before"], only=UNMAILED)
