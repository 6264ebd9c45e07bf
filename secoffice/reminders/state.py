"""How the reminders are doing: for the pages of deliveries and operations, the banner and /readyz."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Min, Prefetch, Q

from secoffice.clockface import several
from secoffice.deadlines.models import Deadline
from secoffice.reminders.models import Channel, Mail, Notice

LATE = timedelta(minutes=3)  # three ticks of the scheduler
OPEN = [Mail.State.PLANNED, Mail.State.CLAIMED, Mail.State.RETRYING, Mail.State.FAILED, Mail.State.UNKNOWN]
STEP, NOTICE, MAIL = "A deadline step that is due", "A notice that belongs in a mail", "A mail that is due"


def of_reminders(now):
    """Counts of what is not settled, how long the oldest due mail waits, and what stands in the way."""
    channel = Channel.objects.filter(pk="mail").first() or Channel()
    next_at = Min("next_at", filter=Q(channel="mail"))  # a post to a slow tool is not a mail that is late
    counted = Mail.objects.filter(state__in=OPEN).values("state").annotate(count=Count("pk"), next=next_at)
    rows = {row["state"]: row for row in counted.order_by()}
    waiting = [rows[state]["next"] for state in Mail.WAITING if state in rows and rows[state]["next"]]
    return {
        "counts": [(state.label, state.value, rows.get(state, {"count": 0})["count"]) for state in OPEN],
        "ran_at": channel.ran_at,
        "stale": channel.ran_at is None or now - channel.ran_at > LATE,
        "paused_until": channel.paused_until if channel.paused_until and channel.paused_until > now else None,
        "last_error": channel.last_error,
        "lag": max((now - next_at for next_at in waiting if next_at < now), default=timedelta(0)),
    }


def with_reasons(mails):
    """Mails with why notices in them were dropped (`mail.reasons`) and what came back."""
    dropped = Notice.objects.filter(state=Notice.State.CANCELLED).only("mail", "why")
    return mails.prefetch_related(Prefetch("notices", dropped, to_attr="dropped"), "bounces")


def oldest(now):
    """Since when the oldest of each kind of work has been due: a step, a notice, a mail. None: nothing waits.
    Each is one look into an index, for every page of an administrator asks."""
    steps = Deadline.objects.unrestricted(purpose="ledger").open().filter(next_step_at__lte=now)
    notices = Notice.objects.filter(state=Notice.State.PLANNED, mail=None, not_before__lte=now)
    mails = Mail.objects.filter(state__in=Mail.WAITING, channel="mail", next_at__lte=now)
    return {
        STEP: _first(steps, "next_step_at"),
        NOTICE: _first(notices, "not_before"),
        MAIL: _first(mails, "next_at"),
    }


def _first(rows, field):
    return rows.order_by(field, "pk").values_list(field, flat=True).first()


def late(now, found=None):
    """What has waited longer than REMINDERS_LATE_MINUTES, in sentences; none when all is well."""
    found = oldest(now) if found is None else found
    return [
        f"{what} has waited {minutes_since(since, now)}."
        for what, since in found.items()
        if is_late(since, now)
    ]


def is_late(since, now):
    return since is not None and now - since > timedelta(minutes=settings.REMINDERS_LATE_MINUTES)


def minutes_since(since, now):
    """How long ago, in minutes, so that nobody has to reckon."""
    return several(max(int((now - since).total_seconds() // 60), 0), "minute")
