"""Is the process up, and is the office ready? Read by supervisors and load balancers, so both need no sign-in
and say nothing but names and whether each is well."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from secoffice.celery import app, brief_connection
from secoffice.reminders import state
from secoffice.runtime.models import Heartbeat

log = logging.getLogger(__name__)
PROCESSES = ("scheduler", "worker")


@login_not_required
@require_safe
@never_cache
def healthz(request):
    """This process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(request):
    """Everything a reminder needs on its way is there; 503 and the name of what is not."""
    now = timezone.now()
    found = {"database": database(), "broker": broker(), **heartbeats(now), "reminders": reminders(now)}
    ready = all(found.values())
    body = {"ready": ready, "checks": {name: "ok" if well else "failing" for name, well in found.items()}}
    response = JsonResponse(body, status=200 if ready else 503)
    response._has_been_logged = True  # a probe every few seconds is no error of a request
    return response


def database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError as error:
        log.warning("The database does not answer: %s", error)
        return False


def broker():
    """One connection, given up after a second. Opening its channel makes the server answer."""
    try:
        with brief_connection() as connection:
            return bool(connection.default_channel)
    except Exception as error:  # whatever the client library raises, the broker is not well
        log.warning("The broker does not answer (%s).", type(error).__name__)
        return False


def queue_depth():
    """(waiting, taken and not yet done) of the broker; None for the second where the broker does not say.
    None at all when it cannot be asked within a second."""
    try:
        with brief_connection() as connection:
            channel, queue = connection.default_channel, app.conf.task_default_queue
            taken = channel.client.hlen(channel.unacked_key) if hasattr(channel, "unacked_key") else None
            return channel._size(queue), taken  # a transport's own count: over all priorities, or of files
    except Exception as error:  # whatever the client library raises, the broker cannot be asked
        log.warning("The broker does not say how much waits (%s).", type(error).__name__)
        return None


def reminders(now):
    """No step and no mail has been due for longer than REMINDERS_LATE_MINUTES."""
    try:
        return not state.late(now)
    except DatabaseError:
        return False


def silent(seen, now):
    """Which processes gave no sign of life for three minutes, in the order to look after them. `seen`: name → when."""
    return [
        name
        for name in PROCESSES
        if name not in seen or not Heartbeat(name=name, at=seen[name]).is_fresh(now)
    ]


def heartbeats(now):
    """The scheduler publishes a sign of life every minute and the worker notes it: stale after three."""
    try:
        found = silent(dict(Heartbeat.objects.values_list("name", "at")), now)
    except DatabaseError:
        found = PROCESSES
    return {name: name not in found for name in PROCESSES}
