"""The sign of life that goes all the way round: scheduler, broker, worker, database."""

from celery import shared_task

from secoffice.runtime.models import Heartbeat


@shared_task
def heartbeat():
    """A worker that has stopped listening lives on as a process; only a task that comes round shows it."""
    Heartbeat.beat("worker")
