"""Rows of web hooks that are due are posted: claim, look again, post, book.

The same claim and lease as mails have, with a rest for each hook instead of one for the channel: after the first
trouble with somebody's tool the rest of theirs waits, and the others go on. No transaction is open while posting.
"""

import logging
import time
from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Case, F, Value, When

from secoffice.audit import trail
from secoffice.reminders import faults, hooks, hooks_faults, hooks_line, hooks_places
from secoffice.reminders.checking import NOT_REACHED, objections
from secoffice.reminders.models import Hook, Mail, Notice
from secoffice.reminders.sending import BATCH, LEASE, UNCLAIMED, Clock, Tally, claim, waiting

ONE_POST = timedelta(seconds=45)  # to find, to reach, to post, with room
SHARE = 20.0  # seconds of a batch for one person's tool; slower ones wait a minute
NO_HOOK = "no web hook any more"
log = logging.getLogger(__name__)


def send(now, *, seconds=50, batches=None):
    """Post what is due, for about so many seconds and batches at most. Any number of senders may run."""
    tally, clock, done = Tally(), Clock(now), 0
    while done != batches and clock.worked < seconds and (claimed := claim(clock.now, "hook")):
        tally += Batch(claimed, clock).deliver()
        done += 1
    return tally


def batches_due(now, *, most):
    """How many batches wait, counted up to `most`."""
    return -(-waiting("hook", now).order_by("next_at", "pk")[: most * BATCH].count() // BATCH)


class Batch:
    """The rows of one claim, one person after the other."""

    def __init__(self, mails, clock):
        self.token, self.lease_until = mails[0].claimed_by, mails[0].lease_until
        self.clock, self.tally = clock, Tally()
        self.held = sorted(mails, key=lambda mail: (mail.recipient_id, mail.pk))
        self.hooks, self.notices = {}, {}

    def deliver(self):
        try:
            self._look_again()
            for person, theirs in groupby(list(self.held), key=lambda mail: mail.recipient_id):
                self._deliver_to(self.hooks[person], list(theirs))
        finally:
            self._give_back(self.held)
        return self.tally

    def _look_again(self):
        """Drop what must not be posted: nobody's hook, or not its reader's to know any more."""
        people = {mail.recipient_id for mail in self.held}
        found = Hook.objects.filter(user__in=people, off_at=None).select_related("user")
        self.hooks = {hook.user_id: hook for hook in found}
        self.notices = Notice.objects.in_bulk([mail.about_id for mail in self.held if mail.about_id])
        against, _ = objections(list(self.notices.values()), self.clock.now)
        why = {mail.pk: self._why_not(mail, against) for mail in self.held}
        dropped = [mail for mail in self.held if why[mail.pk]]
        self.held = [mail for mail in self.held if not why[mail.pk]]
        if dropped:
            self._drop(dropped, why)

    def _why_not(self, mail, against):
        if mail.recipient_id not in self.hooks:
            return NO_HOOK
        notice = self.notices.get(mail.about_id)
        if notice is None:
            return "" if mail.recipient.is_active else NOT_REACHED
        return notice.why or against.get(notice, "")

    @transaction.atomic
    def _drop(self, mails, why):
        for mail in mails:
            row = Mail.objects.filter(pk=mail.pk, claimed_by=self.token, state=Mail.State.CLAIMED)
            if row.update(state=Mail.State.CANCELLED, last_error=why[mail.pk], **UNCLAIMED):
                self.tally.skipped += 1
                detail = {"recipient": mail.recipient_id, "notice": mail.about_id}
                trail.record(
                    "web hook post dropped", _named(mail), by=None, reason=why[mail.pk], detail=detail
                )

    def _deliver_to(self, hook, mails):
        """Post to one person's tool, until its first trouble or until its share of the time is used up."""
        until, begun = _rests(hook, self.clock.now), time.monotonic()
        while until is None and mails and self._holds(mails) and _stands(hook):
            mail = mails.pop(0)
            self.held.remove(mail)  # posted or not, nobody knows if this process ends now
            until = book(hook, mail, self._post(hook, mail), self.clock.now, self.tally)
            if until is None and time.monotonic() - begun > SHARE:
                until = self.clock.now + faults.back_off(1)
        self._give_back(mails)
        if hook.off_at:
            hooks.cancel(hook.user_id, hooks.SWITCHED_OFF)
        if until is not None:
            wait(hook, until, self.clock.now, self.tally)

    def _holds(self, mails):
        """Whether the lease lasts for one more post; otherwise renew it, and let go of what others took."""
        if self.clock.now < self.lease_until - ONE_POST:
            return True
        self.lease_until = self.clock.now + LEASE
        mine = Mail.objects.filter(claimed_by=self.token, state=Mail.State.CLAIMED)
        mine.update(lease_until=self.lease_until)
        kept = set(mine.values_list("pk", flat=True))
        self.held = [mail for mail in self.held if mail.pk in kept]
        mails[:] = [mail for mail in mails if mail.pk in kept]
        return bool(mails)

    def _post(self, hook, mail):
        now = self.clock.now
        try:
            body = hooks.body(mail, self.notices.get(mail.about_id), now)
            where = hooks_places.place(hook.url)
            return hooks_faults.on_answer(hooks_line.post(where, headers(hook, mail, body, now), body))
        except faults.STOP:
            raise
        except Exception as error:
            verdict = hooks_faults.on_error(error, mail.attempts)
            if verdict.code == "bug":
                log.exception("Mail %s cannot be posted.", mail.pk)
            return verdict

    def _give_back(self, mails):
        """What was not tried does not count as tried."""
        left = [mail.pk for mail in mails]
        self.held = [mail for mail in self.held if mail.pk not in left]
        mine = Mail.objects.filter(pk__in=left, claimed_by=self.token, state=Mail.State.CLAIMED)
        first = When(attempts__lte=1, then=Value(Mail.State.PLANNED))
        state = Case(first, default=Value(Mail.State.RETRYING))
        self.tally.skipped += mine.update(state=state, attempts=F("attempts") - 1, **UNCLAIMED) if left else 0


def headers(hook, mail, body, now):
    """The headers by which the far end knows who posts, when, and whether it has this one already."""
    stamp = str(int(now.timestamp()))
    return {
        "Secoffice-Id": mail.message_id.strip("<>"),
        "Secoffice-Timestamp": stamp,
        "Secoffice-Signature": hooks.signature(hooks.secret_of(hook), stamp, body),
    }


@transaction.atomic
def book(hook, mail, verdict, now, tally):
    """Write down what became of one post. Returns until when its hook rests, None where it does not."""
    mine = Hook.objects.filter(pk=hook.pk, seed=hook.seed)  # not one set anew meanwhile
    rests = verdict.outcome in hooks_faults.RESTS
    if rests:
        hook.failures += 1
    state, error = hooks_faults.settle(mail, verdict, hook.failures, now)
    until = now + faults.back_off(hook.failures) if rests else None
    row = Mail.objects.filter(pk=mail.pk, claimed_by=mail.claimed_by, state=Mail.State.CLAIMED)
    given = {"state": state, "last_code": verdict.code, "last_error": error, "next_at": until or mail.next_at}
    if state == Mail.State.SENT:
        given["sent_at"] = now
    if row.update(**given, **UNCLAIMED):
        _count(mail, state, verdict, error, tally)
    if rests:
        mine.update(failures=hook.failures, paused_until=until, last_error=error)
    elif state == Mail.State.SENT:
        hook.failures = 0
        mine.update(failures=0, paused_until=None, last_ok_at=now, last_error="")
    else:
        mine.update(last_error=error)
    if verdict.outcome == hooks_faults.OFF:
        hooks.switch_off(hook, error, now)
    return until


@transaction.atomic
def wait(hook, until, now, tally):
    """Nothing of this person's is tried before; what was tried for days, by this row or another, is given up."""
    waits = hooks.waiting(hook.user_id)
    if hook.failures > faults.TRIED_ENOUGH:
        old = waits.filter(created_at__lt=now - faults.GIVE_UP)
        if ids := list(old.values_list("pk", flat=True)):
            why = f"{hooks_faults.GIVEN_UP} Its tool took nothing all the while."
            tally.failed += old.filter(pk__in=ids).update(state=Mail.State.FAILED, last_error=why)
            trail.record(
                "mails given up", hook.user, by=None, reason=why, result="failed", detail={"mails": ids}
            )
    waits.filter(next_at__lt=until).update(next_at=until)


def _count(mail, state, verdict, error, tally):
    """Into the tally, and into the trail unless it only waits."""
    if state == Mail.State.RETRYING:
        tally.skipped += 1
        return
    done = state == Mail.State.SENT
    tally.sent, tally.failed = tally.sent + done, tally.failed + (not done)
    detail = {"recipient": mail.recipient_id, "code": verdict.code}
    result = "done" if done else "failed"
    trail.record(f"mail {state}", _named(mail), by=None, reason=error, result=result, detail=detail)


def _rests(hook, now):
    """Until when, or None. A rest longer than any we give is a clock that jumped."""
    longest = now + faults.BACK_OFF[-1]
    return hook.paused_until if hook.paused_until and now < hook.paused_until <= longest else None


def _stands(hook):
    """Whether its owner has left it as it was read."""
    return Hook.objects.filter(pk=hook.pk, seed=hook.seed, off_at=None).exists()


def _named(mail):
    return trail.Named("reminders.mail", str(mail.pk))
