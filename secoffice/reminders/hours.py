"""When a mail may go: 08:00 at the recipient, in summer and in winter (design §2.8). Pure."""

from datetime import UTC, datetime, time, timedelta

HOUR = 8


def morning(day, tz):
    """08:00 local on that day, in UTC. Where the clock jumps over it, the instant it jumps to."""
    return datetime.combine(day, time(HOUR), tzinfo=tz).astimezone(UTC)


def next_morning(at, tz):
    """The first 08:00 local that is not over."""
    day = at.astimezone(tz).date()
    today = morning(day, tz)
    return today if at <= today else morning(day + timedelta(days=1), tz)


def morning_after(at, tz):
    """08:00 local of the day after: today's digest has left."""
    return morning(at.astimezone(tz).date() + timedelta(days=1), tz)
