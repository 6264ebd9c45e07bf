"""What the scheduler does for the trail."""

from celery import shared_task

from . import sealing


@shared_task(ignore_result=True)
def seal(*, complete=False):
    """Chain what was written since the last time. A second run finds nothing, or somebody at it."""
    while sealing.seal(complete=complete):
        pass
