"""Writing down what became of mails: one transaction for a group, and only for mails the sender still
holds."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from secoffice.accounts.models import User
from secoffice.audit import trail
from secoffice.reminders import faults
from secoffice.reminders.checking import climb
from secoffice.reminders.models import Channel, Mail

LONGEST_REST = timedelta(minutes=3)
FREE = {"claimed_by": "", "lease_until": None}


@transaction.atomic
def book(verdicts, token, now, tally):
    """`verdicts`: (mail, notices, verdict). Counts into the tally and returns it."""
    held = Mail.objects.filter(claimed_by=token, state=Mail.State.CLAIMED)
    sent = [mail.pk for mail, _, verdict in verdicts if verdict.outcome == faults.SENT]
    if sent:
        done = held.filter(pk__in=sent)
        tally.sent += done.update(state=Mail.State.SENT, sent_at=now, last_code="250", last_error="", **FREE)
        trail.record("mails sent", by=None, detail={"mails": sent})
        Channel.objects.filter(name="mail", failures__gt=0).update(
            failures=0, paused_until=None, last_error=""
        )
    for mail, notices, verdict in verdicts:
        if verdict.outcome != faults.SENT:
            _book_trouble(held.filter(pk=mail.pk), mail, notices, verdict, now, tally)
    return tally


def _book_trouble(row, mail, notices, verdict, now, tally):
    state, next_at, error = _outcome(mail, verdict, now)
    if not row.update(state=state, next_at=next_at, last_code=verdict.code, last_error=error, **FREE):
        return
    if state in (Mail.State.RETRYING, Mail.State.CANCELLED):
        tally.skipped += 1
        return
    tally.failed += 1
    about = trail.Named("reminders.mail", str(mail.pk))
    detail = {"recipient": mail.recipient_id, "code": verdict.code}
    trail.record(f"mail {state}", about, by=None, reason=error, result="failed", detail=detail)
    if verdict.bounced:
        bounced(mail.recipient, notices, now)


def _outcome(mail, verdict, now):
    if verdict.outcome == faults.GONE:
        return Mail.State.CANCELLED, mail.next_at, "The link is not needed any more."
    if verdict.outcome == faults.FAIL:
        return Mail.State.FAILED, mail.next_at, verdict.error
    if verdict.outcome == faults.UNSURE and mail.never_twice:
        return Mail.State.UNKNOWN, mail.next_at, verdict.error
    if mail.attempts > faults.TRIED_ENOUGH and now - mail.created_at > faults.GIVE_UP:
        return Mail.State.FAILED, mail.next_at, f"Given up after 5 days. {verdict.error}"[:200]
    return Mail.State.RETRYING, now + faults.back_off(mail.attempts), verdict.error


def bounced(person, notices, now):
    """The address does not exist: nobody is told there any more, and what was owed climbs."""
    if User.objects.filter(pk=person.pk, bounced_at=None, email=person.email).update(bounced_at=now):
        trail.record("address bounced", person, by=None)
    climb(notices, now=now)


def pause(error, now):
    """The server is the trouble: rest a minute, then three, rather than let every mail find out. Asking costs one
    connection, and what waits must be clear within five minutes of its return."""
    channel, _ = Channel.objects.get_or_create(name="mail")
    rest = min(faults.back_off(channel.failures + 1), LONGEST_REST)
    until = now + rest - timedelta(seconds=1)
    Channel.objects.filter(name="mail").update(
        failures=F("failures") + 1, paused_until=until, last_error=error
    )
