"""What the scheduler does for records each night. Nothing is destroyed by it."""

from celery import shared_task
from django.db import connection, transaction

from secoffice.audit import trail
from secoffice.records import guards
from secoffice.records.actions import holds, retention


@shared_task(soft_time_limit=240, time_limit=300)
def look():
    """Tell custodians again where it is time, and work out from when records may be proposed for destruction. A guard
    that somebody took down is put back, and the trail says so."""
    with transaction.atomic():
        if gone := guards.missing(connection):
            guards.install(connection)
            trail.record("hold guards put back", by=None, detail={"guards": gone})
    holds.remind()
    retention.begin_all()
    retention.settle_all()
