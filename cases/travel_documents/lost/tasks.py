"""Woken when a list was brought, and each minute."""

from celery import shared_task

from cases.travel_documents.lost import bringing
from secoffice import celery

SECONDS = 120  # a task may run for four minutes; what is left goes on as one of its own


@shared_task(ignore_result=True)
def read_lists():
    if bringing.read_waiting(seconds=SECONDS):
        celery.wake(read_lists)
