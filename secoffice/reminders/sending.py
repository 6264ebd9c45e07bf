"""Mails that are due leave the house: claim, look again, hand over, book (reliability §3.3).

A claim is a conditional update with a lease, so two senders never hold one mail. Between claim and
booking no transaction is open. A sender that dies leaves a lease behind; when it ends nobody knows
whether the mail arrived, so it goes again under the same Message-ID, or, where twice would be wrong, an
operator is asked.
"""

import logging
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException

from django.db import transaction
from django.db.models import Case, F, OuterRef, Prefetch, Subquery, Value, When
from django.db.models.functions import Coalesce

from secoffice.reminders import booking, faults, messages, smtp
from secoffice.reminders.checking import still_owed
from secoffice.reminders.models import Channel, Mail, Notice
from secoffice.reminders.readers import PEOPLE

BATCH = 100
LEASE = timedelta(seconds=120)
ONE_MAIL = timedelta(seconds=75)  # five answers within EMAIL_TIMEOUT each
BOOK_EVERY, BOOK_WITHIN = 25, 1.0
STRIKES = 3
UNCLAIMED = {"claimed_by": "", "lease_until": None}
log = logging.getLogger(__name__)


@dataclass
class Tally:
    """What one run did with the mails it looked at."""

    sent: int = 0
    failed: int = 0
    skipped: int = 0

    def __iadd__(self, other):
        self.sent, self.failed = self.sent + other.sent, self.failed + other.failed
        self.skipped += other.skipped
        return self


class Clock:
    """The hour this run works at: now, or the one it was asked for, moving on as it works."""

    def __init__(self, start):
        self.start, self._begun, self._wall = start, time.monotonic(), time.time()

    @property
    def worked(self):
        return time.monotonic() - self._begun

    @property
    def now(self):
        """Others see a lease end by the clock on the wall: where that was set forward meanwhile, it counts."""
        return self.start + timedelta(seconds=max(self.worked, time.time() - self._wall))


def send(now, *, seconds=200, batches=None):
    """Send what is due, for so many seconds and batches at most. Any number of senders may run."""
    tally, clock, done = Tally(), Clock(now), 0
    take_back(now)
    while done != batches and clock.worked < seconds and not paused(clock.now):
        if not (claimed := claim(clock.now)):
            break
        tally += Batch(claimed, clock).deliver()
        done += 1
    return tally


def batches_due(now, *, most):
    """How many batches wait to be sent, counted up to `most`; none while the channel rests."""
    if paused(now):
        return 0
    due = waiting("mail", now).order_by("next_at", "pk")
    return -(-due[: most * BATCH].count() // BATCH)


def paused(now):
    """Whether the channel rests. A pause longer than any we give is a clock that jumped, and does not
    count."""
    longest = now + faults.BACK_OFF[-1]
    return Channel.objects.filter(name="mail", paused_until__gt=now, paused_until__lte=longest).exists()


def take_back(now):
    """Of all channels. Leases that ended belong to senders that died: nobody knows whether these mails arrived."""
    lost = Mail.objects.filter(state=Mail.State.CLAIMED, lease_until__lt=now)
    said = {
        "last_code": "lost",
        "last_error": "The sender stopped half way; it may have arrived.",
    } | UNCLAIMED
    lost.filter(never_twice=True).update(state=Mail.State.UNKNOWN, **said)
    lost.filter(never_twice=False).update(state=Mail.State.RETRYING, next_at=now, **said)


def waiting(channel, now):
    """What is due on this channel, in no order."""
    return Mail.objects.filter(channel=channel, state__in=Mail.WAITING, next_at__lte=now)


def claim(now, channel="mail"):
    """Take a batch: the token proves whose it is. Empty when nothing is due."""
    due = waiting(channel, now)
    token = secrets.token_hex(16)
    while True:
        with transaction.atomic():
            first = due.select_for_update(skip_locked=True).order_by("next_at", "pk")[:BATCH]
            ids = list(first.values_list("pk", flat=True))
            won = ids and due.filter(pk__in=ids).update(
                state=Mail.State.CLAIMED,
                claimed_by=token,
                lease_until=now + LEASE,
                attempts=F("attempts") + 1,
            )
        if not ids:
            return []
        if won:
            mine = Mail.objects.filter(claimed_by=token).order_by("next_at", "pk")
            return list(mine.prefetch_related(Prefetch("recipient", PEOPLE)))


class Batch:
    """The mails of one claim, on one connection, booked in small groups as they leave."""

    def __init__(self, mails, clock):
        self.token, self.clock = mails[0].claimed_by, clock
        self.lease_until = mails[0].lease_until
        self.waiting, self.verdicts = list(mails), []
        self.line, self.strikes, self.tally = None, 0, Tally()
        self.notices, self.ready, self.told_to_end = {}, {}, None
        self.booked_at = time.monotonic()

    def deliver(self):
        try:
            self.notices = still_owed(self.waiting, self.clock.now)
            self._drop_the_empty(self.notices)
            while self.waiting and self._holds():
                if not self._carry(self.waiting.pop(0)):
                    break
        finally:
            self._hang_up()
            self._book()
            self._give_back()
        return self.tally

    def _drop_the_empty(self, notices):
        empty = [mail.pk for mail in self.waiting if not notices.get(mail.pk)]
        self.waiting = [mail for mail in self.waiting if notices.get(mail.pk)]
        mine = Mail.objects.filter(pk__in=empty, claimed_by=self.token, state=Mail.State.CLAIMED)
        why = Notice.objects.filter(mail=OuterRef("pk")).order_by("-pk").values("why")[:1]
        said = Coalesce(Subquery(why), Value(""))
        self.tally.skipped += (
            mine.update(state=Mail.State.CANCELLED, last_error=said, **UNCLAIMED) if empty else 0
        )

    def _holds(self):
        """Whether the lease lasts for one more mail; otherwise renew it, and let go of what others took."""
        if self.clock.now < self.lease_until - ONE_MAIL:
            return True
        self._book()
        self.lease_until = self.clock.now + LEASE
        mine = Mail.objects.filter(claimed_by=self.token, state=Mail.State.CLAIMED)
        mine.update(lease_until=self.lease_until)
        kept = set(mine.values_list("pk", flat=True))
        self.waiting = [mail for mail in self.waiting if mail.pk in kept]
        return bool(self.waiting)

    def _carry(self, mail):
        """Send one mail and note what became of it. False: the channel is in trouble, stop here."""
        if not self._open(mail):
            return False
        verdict = self._hand_over(mail)
        self.verdicts.append((mail, self.notices[mail.pk], verdict))
        if self.told_to_end:
            raise self.told_to_end
        self.strikes = self.strikes + 1 if verdict.lost_line else 0
        if verdict.lost_line:
            self._hang_up()
        if verdict.outcome == faults.CHANNEL or self.strikes >= STRIKES:
            return self._stop(verdict)
        if (
            mail.never_twice
            or len(self.verdicts) >= BOOK_EVERY
            or time.monotonic() - self.booked_at > BOOK_WITHIN
        ):
            self._book()
        return True

    def _open(self, mail):
        if self.line is not None:
            return True
        line = smtp.connect()
        try:
            line.open()
        except (SMTPException, OSError) as error:
            self._close(line)
            self.waiting.insert(0, mail)
            return self._stop(faults.on_opening(error))
        self.line = line
        self.line.meanwhile = self._write_ahead
        return True

    def _stop(self, verdict):
        """Book first: a mail that did leave would otherwise end the pause."""
        self._book()
        booking.pause(verdict.error, self.clock.now)
        return False

    def _write(self, mail):
        return messages.message(mail, mail.recipient, self.notices[mail.pk], self.clock.now)

    def _write_ahead(self):
        """The next mail, while the server takes in this one. A one-time link is made only when its mail leaves;
        what cannot be written says so at its own turn."""
        if self.waiting and self.notices[(mail := self.waiting[0]).pk][0].kind not in messages.LINKED:
            try:
                message = self._write(mail)
                message.as_sent()
                self.ready = {mail.pk: message}
            except faults.STOP as told:
                self.told_to_end = told
            except Exception:
                self.ready = {}

    def _hand_over(self, mail):
        handed_over = False
        try:
            message = self.ready.pop(mail.pk, None) or self._write(mail)
            handed_over = True
            self.line.send_messages([message])
            return faults.Verdict(faults.SENT, "250")
        except messages.Gone:
            return faults.Verdict(faults.GONE)
        except faults.STOP:
            raise
        except Exception as error:
            handed_over = handed_over and getattr(self.line, "handed_over", True)
            verdict = faults.on_sending(error, handed_over=handed_over, attempts=mail.attempts)
            if verdict.code == "bug":
                log.exception("Mail %s cannot be sent.", mail.pk)
            return verdict

    def _book(self):
        self.booked_at = time.monotonic()
        if verdicts := self.verdicts:
            self.verdicts = []
            self.tally += booking.book(verdicts, self.token, self.clock.now, Tally())

    def _give_back(self):
        """What was not tried does not count as tried."""
        if not (left := [mail.pk for mail in self.waiting]):
            return
        first = When(attempts__lte=1, then=Value(Mail.State.PLANNED))
        mine = Mail.objects.filter(pk__in=left, claimed_by=self.token, state=Mail.State.CLAIMED)
        self.tally.skipped += mine.update(
            state=Case(first, default=Value(Mail.State.RETRYING)), attempts=F("attempts") - 1, **UNCLAIMED
        )

    def _hang_up(self):
        line, self.line = self.line, None
        if line is not None:
            self._close(line)

    @staticmethod
    def _close(line):
        with suppress(SMTPException, OSError):
            line.close()
