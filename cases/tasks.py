"""What the scheduler does for cases."""

from celery import shared_task

from cases.actions import access_ends


@shared_task(ignore_result=True)
def end_access():
    """Every five minutes: access that ends, or ends soon."""
    access_ends.look()


@shared_task(ignore_result=True)
def date_access():
    """Every night and at each start of the scheduler: access with an end has a date."""
    access_ends.mend()
