"""What the scheduler does for evidence."""

from celery import shared_task

from cases.evidence import checking
from secoffice import celery

SECONDS = 180  # a task may run for four minutes


@shared_task(ignore_result=True)
def check(after=""):
    """Every night: read all stored files again. What is left after its time goes on as a task of its own."""
    if reached := checking.check(after=after, seconds=SECONDS).reached:
        celery.wake(check, reached)
