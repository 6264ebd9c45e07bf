"""Notices that go to web hooks too become rows of the ledger, before anything is posted.

A notice is looked at when it appears, whatever its mail waits for. How far was looked is kept as a number; it moves
over a notice only when that is so old that no earlier number can still be in an open transaction.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from secoffice.reminders import faults
from secoffice.reminders.cadence import NONE, kind_of
from secoffice.reminders.hooks import POSTED
from secoffice.reminders.messages import message_id
from secoffice.reminders.models import Hook, Mail, Notice, Preference
from secoffice.reminders.rows import some

BATCH = 500
log = logging.getLogger(__name__)
SETTLED = timedelta(minutes=10)  # twice the longest a task may take
NEW = """off_at IS NULL AND EXISTS (
    SELECT 1 FROM reminders_notice AS told WHERE told.recipient_id = user_id AND told.id > looked_to
    AND told."current" AND NOT (told.state = 'cancelled'))"""
# what was put off, or taken back, is not posted
TOLD = Q(state__in=[Notice.State.PLANNED, Notice.State.MAILED]) | Q(state=Notice.State.INBOX, cadence=NONE)


def write_or_log(now):
    """`write`, whose trouble must not hold up mails."""
    try:
        return write(now)
    except faults.STOP:
        raise
    except Exception:
        log.exception("Web hooks cannot be written down.")
        return 0


def write(now):
    """A row for every notice that its reader wants posted. Safe to repeat and to run by several. Returns how many
    were new. With nothing new for anybody who has a hook: one indexed query."""
    if not some(Hook, NEW):
        return 0
    hooks = {hook.user_id: hook for hook in Hook.objects.filter(off_at=None)}
    written, after, settled = 0, min((hook.looked_to for hook in hooks.values()), default=0), _settled(now)
    while batch := list(_unwritten(hooks, after)):
        written += _write(batch, hooks, now)
        after = batch[-1].pk
    behind = [hook.pk for hook in hooks.values() if hook.looked_to < settled]
    if behind:
        Hook.objects.filter(pk__in=behind, looked_to__lt=settled).update(looked_to=settled)
    return written


def _settled(now):
    """The newest notice that is old enough."""
    old = Notice.objects.filter(created_at__lt=now - SETTLED).order_by("-pk")
    return old.values_list("pk", flat=True).first() or 0


def _unwritten(hooks, after):
    key = Concat(Value("hook:"), Cast(OuterRef("pk"), CharField()))
    told = Notice.objects.filter(TOLD, pk__gt=after, recipient__in=hooks, current=True)
    new = told.filter(~Exists(Mail.objects.filter(key=key))).order_by("pk")
    return new.only("kind", "step", "audience", "never_twice", "recipient_id", "created_at")[:BATCH]


@transaction.atomic
def _write(notices, hooks, now):
    chosen = Preference.objects.filter(user__in={notice.recipient_id for notice in notices}, hook=True)
    wanted = set(chosen.values_list("user", "kind"))
    rows = [
        _row(notice, hooks[notice.recipient_id], now)
        for notice in notices
        if (notice.recipient_id, kind_of(notice.kind, notice.step, notice.audience)) in wanted
        and notice.created_at >= hooks[notice.recipient_id].made_at
    ]
    Mail.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _row(notice, hook, now):
    """A hook that rests is not tried before its rest is over."""
    key = f"hook:{notice.pk}"
    return Mail(
        key=key, message_id=message_id(key), recipient_id=notice.recipient_id, about=notice,
        never_twice=notice.never_twice, next_at=max(now, hook.paused_until or now), created_at=now, **POSTED,
    )  # fmt: skip
