"""Woken when a calendar, an office or a rule changed, and each minute."""

from celery import shared_task

from secoffice.deadlines import recalculation


@shared_task(soft_time_limit=240, time_limit=300)
def recalculate():
    recalculation.run()
