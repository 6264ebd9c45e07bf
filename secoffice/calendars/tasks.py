"""What the scheduler does for calendars."""

from celery import shared_task

from secoffice.calendars import public


@shared_task(soft_time_limit=240, time_limit=300)
def look():
    """An upgrade may have brought other public holidays."""
    public.look()
