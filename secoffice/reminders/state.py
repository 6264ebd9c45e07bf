"""How the reminders are doing: for the page of deliveries and for /readyz."""

from datetime import timedelta

from django.db.models import Count, Min

from secoffice.reminders.models import Channel, Mail

LATE = timedelta(minutes=3)  # three ticks of the scheduler
OPEN = [Mail.State.PLANNED, Mail.State.CLAIMED, Mail.State.RETRYING, Mail.State.FAILED, Mail.State.UNKNOWN]


def of_reminders(now):
    """Counts of what is not settled, how long the oldest due mail waits, and what stands in the way."""
    channel = Channel.objects.filter(pk="mail").first() or Channel()
    counted = (
        Mail.objects.filter(state__in=OPEN).values("state").annotate(count=Count("pk"), next=Min("next_at"))
    )
    rows = {row["state"]: row for row in counted.order_by()}
    waiting = [rows[state]["next"] for state in Mail.WAITING if state in rows]
    return {
        "counts": [(state.label, state.value, rows.get(state, {"count": 0})["count"]) for state in OPEN],
        "ran_at": channel.ran_at,
        "stale": channel.ran_at is None or now - channel.ran_at > LATE,
        "paused_until": channel.paused_until if channel.paused_until and channel.paused_until > now else None,
        "last_error": channel.last_error,
        "lag": max((now - next_at for next_at in waiting if next_at < now), default=timedelta(0)),
    }
