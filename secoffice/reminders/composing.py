"""Notices that are due become mails: one a day for each person, one a week, one list of what was passed up to
them, or one by itself (design §2.8).

A digest has a key of person and local date, a weekly one of person and week. Once it has left the room it
never reopens; what comes later waits for the next morning, or the next week, unless it would be late by then.
What is passed up to one person at once goes by itself; many such things, as after an outage, go as one list.
"""

from collections import Counter, defaultdict

from django.db import transaction

from secoffice.reminders.cadence import PASSED, PASSED_UP, WEEKLY, Choices, kind_of
from secoffice.reminders.messages import LINKED, message_id
from secoffice.reminders.models import Mail, Notice
from secoffice.reminders.rows import instant, some, write_each

BATCH = 500
BY_THEMSELVES = 3  # so many single mails at once a person still reads one by one; more are a flood
UNMAILED = "state = 'planned' AND mail_id IS NULL"
KINDS = {
    "digest": Mail.Kind.DIGEST,
    "weekly": Mail.Kind.WEEKLY,
    "list": Mail.Kind.LIST,
    "flood": Mail.Kind.LIST,
}


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
    rows = due.select_for_update(skip_locked=True, of=("self",)).select_related("recipient__office")
    notices = list(rows[:BATCH])
    floods = _floods(notices)
    if len(notices) == BATCH and floods:  # what did not fit in belongs into the same list
        more = rows.filter(recipient__in=floods, at_once=True, never_twice=False, step__in=PASSED_UP)
        notices += more.exclude(pk__in=[notice.pk for notice in notices])
    by_key = defaultdict(list)
    for notice in notices:
        by_key[_key(notice, now, floods)].append(notice)
    _insert(by_key, now)
    open_mails = _open(by_key)
    _join([notice for key in by_key if key in open_mails for notice in by_key[key]], by_key, open_mails)
    late = [notice for key in by_key if key not in open_mails for notice in by_key[key]]
    _postpone(late, now)
    return len(notices)


def _floods(notices):
    """Person → the first notice, for everybody to whom more is passed up at once than they get by single mails."""
    passed = [notice for notice in notices if _may_flood(notice)]
    count = Counter(notice.recipient_id for notice in passed)
    first = {notice.recipient_id: notice.pk for notice in reversed(passed)}
    return {person: pk for person, pk in first.items() if count[person] > BY_THEMSELVES}


def _may_flood(notice):
    """A mail that must not come twice is never sent again as a whole, so what it carries stays by itself."""
    return notice.at_once and not notice.never_twice and notice.step in PASSED_UP


def _key(notice, now, floods):
    """Which mail it goes into. Its first word is the kind of mail."""
    if notice.recipient_id in floods and _may_flood(notice):
        return f"flood:{floods[notice.recipient_id]}"
    if notice.at_once or notice.never_twice or notice.kind in LINKED:
        return f"notice:{notice.pk}"
    today = now.astimezone(notice.recipient.tz).date()
    if notice.cadence == WEEKLY:
        return f"weekly:{notice.recipient_id}:{today:%G-W%V}"
    passed_up = kind_of(notice.kind, notice.step, notice.audience) == PASSED
    return f"{'list' if passed_up else 'digest'}:{notice.recipient_id}:{today}"


def _insert(by_key, now):
    Mail.objects.bulk_create(
        (
            Mail(
                key=key,
                recipient_id=notices[0].recipient_id,
                kind=KINDS.get(key.partition(":")[0], Mail.Kind.SINGLE),
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
    """Their digest has left. They wait for the next one; what is due before that goes by itself."""
    choices = Choices({notice.recipient_id for notice in notices})
    for notice in notices:
        rest, tz = choices.rest(notice.recipient), notice.recipient.tz
        again = rest.next_mail(now, tz, weekly=notice.cadence == WEEKLY)
        if notice.due_at and not notice.at_once and now < notice.due_at < again:
            notice.at_once, again = True, rest.over(now, tz)
        notice.not_before = again
    write_each(notices, ["at_once", "not_before"], only=UNMAILED)
