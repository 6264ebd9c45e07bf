"""One run: plan, compose, send. The scheduler asks for it every minute; a verb that cannot wait asks for
it at once. Each batch of mails is a task of its own, so that all workers carry a backlog together.

Runs may overlap, repeat or die anywhere: every part finds its work in the rows.
"""

from celery import shared_task
from django.utils import timezone

from secoffice import celery
from secoffice.reminders import hooks_due, hooks_post, returned
from secoffice.reminders.composing import compose
from secoffice.reminders.models import Channel
from secoffice.reminders.planning import plan
from secoffice.reminders.sending import batches_due, send
from secoffice.reminders.waking import wake

FRESH_MINUTES = 3
HOOKS_HANDED_OUT = 2  # so that slow tools of a few never hold all workers
HANDED_OUT = 50  # batches a run gives to others; what is left the next run hands out, a minute later


@shared_task(soft_time_limit=240, time_limit=300)
def run():
    now = timezone.now()
    prepare(now)
    for _ in range(hooks_post.batches_due(now, most=HOOKS_HANDED_OUT)):
        celery.wake(deliver_hooks)
    others = batches_due(now, most=HANDED_OUT + 1) - 1
    taken = all(celery.wake(deliver) for _ in range(others))
    send(now, batches=1 if taken else None)  # a broker that takes nothing leaves all of it to us
    Channel.objects.update_or_create(name="mail", defaults={"ran_at": timezone.now()})


@shared_task(soft_time_limit=240, time_limit=300)
def deliver():
    """One batch, on one connection."""
    send(timezone.now(), batches=1)


@shared_task(soft_time_limit=240, time_limit=300)
def deliver_hooks():
    """What is due for web hooks, for less than the minute until the next run."""
    hooks_post.send(timezone.now())


@shared_task(soft_time_limit=200, time_limit=260)
def read_bounces():
    """Note what mail servers sent back; without a mailbox there is nothing to do."""
    returned.read_all()


def run_reminders(at):
    """Plan what is owed at that instant and send what is unsent. Returns counts, as the command prints
    them."""
    planned, tally = prepare(at), send(at)
    tally += hooks_post.send(at)
    return {"planned": planned, **vars(tally)}


def prepare(at):
    """Write down what is owed at that instant and put it into mails. Returns how many notices."""
    planned = plan(at) + wake(at)
    compose(at)
    hooks_due.write_or_log(at)
    return planned
