"""What the scheduler does for records each night. Nothing is destroyed by it."""

from celery import shared_task

from secoffice.records.actions import holds, retention


@shared_task(soft_time_limit=240, time_limit=300)
def look():
    """Tell custodians again where it is time, and work out from when records may be proposed for destruction."""
    holds.remind()
    retention.begin_all()
    retention.settle_all()
