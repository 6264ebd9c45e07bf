"""Each minute: tell the other side of what was asked."""

from celery import shared_task

from cases.deconfliction import telling


@shared_task(soft_time_limit=200, time_limit=260)
def tell_others():
    telling.tell_others()
