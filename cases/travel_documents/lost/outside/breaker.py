"""Leaving an outside system alone while it is ill, so that nobody at a counter waits for it. The row is shared by all
processes; a healthy system costs one read and no write.
"""

from datetime import timedelta

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from cases.travel_documents.lost.models import Breaker

FAILURES = 3  # in a row; then it is left alone
REST = timedelta(seconds=60)


def of(name):
    """What is known of its health; None where it never failed."""
    return Breaker.objects.filter(name=name).first()


def closed(row):
    """Why it is not asked now, in a sentence; "" when it may be. When the rest is over, whoever comes first asks and
    all others go on waiting for how that went (half-open)."""
    now = timezone.now()
    if row is None or row.closed_until is None or row.failures < FAILURES:
        return ""
    if not now < row.closed_until <= now + 2 * REST:  # over, or a clock that was set back
        rested = Breaker.objects.filter(pk=row.pk, closed_until=row.closed_until)
        if rested.update(closed_until=now + REST):
            return ""
    return f"Not asked: it failed {row.failures} times in a row ({row.last_error}) and is left alone for a minute."


def failed(name, why):
    """Count a failure; gives the sentence for whoever asked."""
    try:
        row, _ = Breaker.objects.get_or_create(name=name)
        now = timezone.now()
        Breaker.objects.filter(pk=row.pk).update(
            failures=F("failures") + 1, closed_until=now + REST, last_error=why[:200], failed_at=now
        )
    except DatabaseError:  # the answer is the same; only the others do not hear of it
        pass
    return f"Not checked: {why}."


def went_well(row):
    """It answered: whatever was counted is forgotten."""
    if row and row.failures:
        Breaker.objects.filter(pk=row.pk).update(failures=0, closed_until=None)
