"""What the scheduler does for stored files."""

from celery import shared_task

from . import actions


@shared_task(ignore_result=True)
def sweep():
    """Once a day: remove bytes that no row needs."""
    actions.sweep()
