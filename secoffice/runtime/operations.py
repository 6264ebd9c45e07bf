"""What the operations page says: each part with whether it is well, in words, and what to do where it is not.

Counts and instants only: no name of a record, no word of a mail.
"""

import platform
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

import celery
import django
from django.conf import settings
from django.db import connection
from django.db.models import Count, Q

from secoffice.audit import sealing
from secoffice.clockface import several
from secoffice.deadlines.models import Recalculation
from secoffice.reminders import state
from secoffice.reminders.models import Bounce, Channel, Hook, Mail
from secoffice.runtime import health
from secoffice.runtime.models import Heartbeat

DAY = timedelta(days=1)
SHOWN = 50
SEAL_LATE = timedelta(minutes=2)
BOUNCES_LATE = timedelta(minutes=15)
RECALCULATION_LATE = timedelta(minutes=10)
TROUBLE = (Mail.State.FAILED, Mail.State.UNKNOWN, Mail.State.RETRYING)
LOGS = "Look at its log and start it again"


@dataclass(frozen=True)
class Row:
    """One thing that is watched. `late` None: a fact, neither good nor bad."""

    name: str
    words: str
    late: bool | None = None
    do: str = ""
    since: object = None

    @property
    def tag(self):
        return {None: ("", ""), True: ("Late", "bad"), False: ("OK", "ok")}[self.late]


def parts(now):
    """(title, rows) as the page shows them, what matters most first."""
    return [
        ("Processes", [*processes(now), last_run(now), queue()]),
        ("Waiting", [*waiting(now), seals(now), *recalculations(now)]),
        ("Channels", [*channels(now), returned(now), *hooks(now)]),
    ]


def processes(now):
    seen = dict(Heartbeat.objects.values_list("name", "at"))
    silent = health.silent(seen, now)
    for name in health.PROCESSES:
        at, well = seen.get(name), name not in silent
        do = "" if well else f"{LOGS}. Reminders wait as rows meanwhile; none is lost."
        if not well and name != silent[0]:
            do = "The scheduler asks it for its sign of life: see to that first."
        words = "Last sign of life" if at else "No sign of life yet"
        yield Row(name.capitalize(), words, not well, do, at)


def last_run(now):
    at = Channel.objects.filter(pk="mail").values_list("ran_at", flat=True).first()
    late = at is None or now - at > state.LATE
    do = "If scheduler and worker live, look for an error in the worker’s log." if late else ""
    return Row("Last reminder run", "Ended" if at else "Never ran", late, do, at)


def queue():
    depth = health.queue_depth()
    if depth is None:
        do = "Start the broker. Work is kept in the database and found again."
        return Row("Queue", "The broker cannot be asked.", True, do)
    waits, taken = depth
    held = "" if taken is None else f", {taken} taken and not yet done"
    crowded = waits > settings.QUEUE_LATE
    do = "The worker does not keep up: look at its log, or start a second one." if crowded else ""
    return Row("Queue", f"{several(waits, 'message')} waiting{held}", crowded, do)


def waiting(now):
    names = {
        state.STEP: ("Oldest step not yet planned", "the worker plans; look at its log"),
        state.NOTICE: ("Oldest notice not yet in a mail", "the worker writes mails; look at its log"),
        state.MAIL: ("Oldest mail not yet sent", "look below whether sending rests, then at the deliveries"),
    }
    for what, since in state.oldest(now).items():
        (name, do), late = names[what], state.is_late(since, now)
        words = f"Due for {state.minutes_since(since, now)}" if since else "Nothing waits"
        yield Row(name, words, late, f"{do[:1].upper()}{do[1:]}." if late else "", since)


def seals(now):
    count, since = sealing.unsealed()
    late = since is not None and now - since > SEAL_LATE
    do = "The worker seals every five seconds; run manage.py verify_audit to seal by hand." if late else ""
    return Row("Audit entries not yet sealed", f"{count:,}", late, do, since)


def recalculations(now):
    rows = list(Recalculation.objects.exclude(state=Recalculation.State.DONE).order_by("pk")[:SHOWN])
    if not rows:
        yield Row("Dates being worked out again", "None", False)
    for row in rows:
        late = now - row.at > RECALCULATION_LATE
        words = f"{row.get_state_display()}: {several(row.looked, 'date')} looked at, {row.moved} moved"
        do = "It goes on by itself each minute while the worker lives." if late else ""
        yield Row(row.words, words, late, do, row.at)


def channels(now):
    rows = list(Channel.objects.exclude(name="bounces").order_by("name"))
    for row in rows:
        rests = row.paused_until is not None and row.paused_until > now
        words = f"Rests after {several(row.failures, 'failure')}: {row.last_error}" if rests else "Open"
        do = "Look whether the server can be reached and lets us sign in." if rests else ""
        yield Row(f"Channel “{row.name}”", words, rests, do, row.paused_until if rests else None)
    if not rows:
        yield Row("Channel “mail”", "Not used yet", None)


def returned(now):
    """The mailbox that is read every five minutes, where there is one."""
    if not settings.BOUNCE_MAILBOX:
        return Row("Bounce mailbox", "None: what comes back later is not read.", None, "Set BOUNCE_MAILBOX.")
    row = Channel.objects.filter(name="bounces").first() or Channel()
    late = row.ran_at is None or now - row.ran_at > BOUNCES_LATE
    words = row.last_error or ("Last read" if row.ran_at else "Not read yet")
    return Row(
        "Bounce mailbox", words, late, "Look at BOUNCE_MAILBOX and its server." if late else "", row.ran_at
    )


def hooks(now):
    """How many are in use, and each that rests. None of it makes a mail late."""
    off = Count("pk", filter=Q(off_at__isnull=False))
    counted = Hook.objects.aggregate(all=Count("pk"), off=off)
    if counted["all"]:
        gone = f", {counted['off']} switched off by an answer 410" if counted["off"] else ""
        yield Row("Web hooks", f"{counted['all'] - counted['off']} in use{gone}")
    held = Hook.objects.filter(paused_until__gt=now).select_related("user").order_by("paused_until")
    for hook in held[:SHOWN]:
        words = f"Rests after {several(hook.failures, 'failure')}: {hook.last_error}"
        yield Row(f"Web hook of {hook.user}", words, True, "Its owner mends it.", hook.paused_until)


def failures(now):
    """(code, how many) of mails last tried within a day that are in trouble, the most frequent first."""
    tried = Mail.objects.filter(state__in=TROUBLE, next_at__gte=now - DAY).exclude(last_code="")
    return tried.values_list("last_code").annotate(count=Count("pk")).order_by("-count", "last_code")[:SHOWN]


def bounces(now):
    """What came back within a day: (what it means, how many)."""
    counts = defaultdict(
        int, Bounce.objects.filter(at__gte=now - DAY).values_list("kind").annotate(Count("pk")).order_by()
    )
    return [(kind.label, counts[kind.value]) for kind in Bounce.Kind]


def facts():
    """Versions, for whoever asks for help."""
    with connection.cursor() as cursor:
        query = "SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()"
        cursor.execute(query)
        version = cursor.fetchone()[0]
    return [
        ("Database", f"{connection.display_name} {version}"),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        ("Celery", celery.__version__),
    ]
