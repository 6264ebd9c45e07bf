"""One run: plan, compose, send. The scheduler asks for it every minute; a verb that cannot wait asks for
it at once.

Runs may overlap, repeat or die anywhere: every part finds its work in the rows.
"""

from celery import shared_task
from django.utils import timezone

from secoffice.reminders.composing import compose
from secoffice.reminders.models import Channel
from secoffice.reminders.planning import plan
from secoffice.reminders.sending import send

FRESH_MINUTES = 3


@shared_task(soft_time_limit=240, time_limit=300)
def run():
    run_reminders(timezone.now())
    Channel.objects.update_or_create(name="mail", defaults={"ran_at": timezone.now()})


def run_reminders(at):
    """Plan what is owed at that instant and send what is unsent. Returns counts, as the command prints
    them."""
    planned = plan(at)
    compose(at)
    return {"planned": planned, **vars(send(at))}
