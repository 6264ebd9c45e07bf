"""Woken when a batch is sent in, and each half minute."""

from celery import shared_task

from cases.travel_documents import batches
from cases.travel_documents.models import Batch
from secoffice.celery import wake


@shared_task(soft_time_limit=240, time_limit=300)
def screen_batches():
    batches.run()
    if Batch.objects.filter(state="RUNNING", held_to=None).exists():
        wake(screen_batches)
