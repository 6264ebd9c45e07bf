"""The queue. Every durable piece of work is a database row; a task only wakes the sweeper that looks for
rows.

So a task carries ids, may run twice or not at all, and losing the whole broker loses nothing but a minute.
"""

import logging
import os
import warnings
from datetime import timedelta

from celery import Celery, beat
from celery.platforms import SecurityWarning
from celery.schedules import crontab
from celery.signals import after_task_publish, beat_init, worker_init
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secoffice.settings")

log = logging.getLogger(__name__)
EMBEDDED = bool(os.environ.get("SECOFFICE_EMBEDDED_BROKER"))
if (
    EMBEDDED
):  # a socket for this user alone and JSON messages: running as root in a container is no danger here
    warnings.filterwarnings("ignore", category=SecurityWarning)
HEARTBEAT = "secoffice.runtime.tasks.heartbeat"

TRANSPORT_ALIASES["files"] = "secoffice.runtime.filesystem:Transport"
app = Celery("secoffice")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
SCHEDULE = {
    "send what is owed": ("secoffice.reminders.tasks.run", 60.0),
    "read what came back": ("secoffice.reminders.tasks.read_bounces", 300.0),
    "work dates out again": ("secoffice.deadlines.tasks.recalculate", 60.0),
    "show that scheduler and worker live": (HEARTBEAT, 60.0),
    "seal the audit trail": ("secoffice.audit.tasks.seal", 5.0),
    "seal what was late": ("secoffice.audit.tasks.seal", crontab(hour=2, minute=10), {"complete": True}),
    "look whether public holidays changed": ("secoffice.calendars.tasks.look", crontab(hour=1, minute=40)),
    "look after records": ("secoffice.records.tasks.look", crontab(hour=3, minute=10)),
    "sweep stored files": ("secoffice.files.tasks.sweep", crontab(hour=2, minute=40)),
    "end access given for a time": ("cases.tasks.end_access", 300.0),
    "date access given for a time": ("cases.tasks.date_access", crontab(hour=3, minute=20)),
    "check stored evidence": ("cases.evidence.tasks.check", crontab(hour=3, minute=10)),
}
app.conf.beat_schedule = {
    name: {"task": task, "schedule": when, "kwargs": dict(*given), "options": {"expires": 300}}
    for name, (task, when, *given) in SCHEDULE.items()
}


BRIEF = {"max_retries": 0, "socket_timeout": 1, "socket_connect_timeout": 1}


def brief_connection():
    """A connection that gives up after a second: for a request or a health check that must not wait."""
    return app.connection_for_write(transport_options=BRIEF)


def wake(task, *args):
    """Ask the worker to look now rather than within the minute; call it from `transaction.on_commit`.

    The request has succeeded by then, so a broker that is away or silent costs it one second and no error:
    the scheduler wakes the same sweeper every minute. Returns whether the broker took it.
    """
    name = task if isinstance(task, str) else task.name
    try:
        with brief_connection() as connection:
            app.send_task(name, args=args, retry=False, expires=300, connection=connection)
    except Exception as error:  # whatever the client library raises: the deed itself is done
        log.warning("The broker did not take %s (%s); the scheduler will see to it.", name, error)
        return False
    return True


class Scheduler(beat.Scheduler):
    """Celery's, except when the clock is set back: it would wait until the last run is over once more."""

    def tick(self, *args, **kwargs):
        now = self.app.now()
        if any(entry.last_run_at > now + timedelta(seconds=1) for entry in self.schedule.values()):
            for entry in self.schedule.values():
                entry.last_run_at = min(entry.last_run_at, now - timedelta(minutes=1))
            self._heap = None
        return super().tick(*args, **kwargs)


@beat_init.connect
def catch_up(sender, **kwargs):
    """At its start the scheduler wakes everybody once, rather than after the first minute."""
    for entry in app.conf.beat_schedule.values():
        wake(entry["task"])


@after_task_publish.connect(sender=HEARTBEAT)
def note_the_scheduler(**kwargs):
    """Only the scheduler publishes this task: publishing it is its sign of life."""
    from secoffice.runtime.models import Heartbeat

    Heartbeat.beat("scheduler")


@worker_init.connect
def take_back(**kwargs):
    """The embedded office has one worker; what its killed predecessor held can be put back at once."""
    if EMBEDDED:
        from secoffice.runtime.broker import restore_unacked

        restore_unacked(app)
