"""What planning costs among a million open deadlines, against SQL written by hand that reads and writes the same."""

import smtplib
import subprocess
import sys
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.db import connection, transaction
from django.test.utils import override_settings
from django.utils import timezone

from secoffice.accounts.models import User
from secoffice.deadlines.models import Deadline
from secoffice.reminders import messages, sending, smtp
from secoffice.reminders.composing import compose
from secoffice.reminders.models import DEADLINE, Mail, Notice
from secoffice.reminders.planning import plan
from secoffice.reminders.rows import insert_new
from secoffice.runtime import bench
from secoffice.runtime.bench import measuring

OPEN, DUE, TIMES = 1_000_000, 500, 5
FAR = timedelta(days=3650)
COPY, MAILED = "bench.copy", "bench.mail"
MAILS = 10_000
SINK = [sys.executable, "-m", "secoffice.runtime.bench.sink"]
RAW = """SELECT id, owner_id, target_type, target_id, target_reference, target_url, duty, due_on, due_at, version
    FROM deadlines_deadline WHERE state = 'open' AND next_step_at <= %s ORDER BY next_step_at, id LIMIT 500"""


@bench.figure("planning")
def planning():
    """`nothing_due`: what beat does most nights. `due`: 500 deadlines with a step reached."""
    fill()
    now = timezone.now()
    rest(now)
    nothing = [measuring.timed(plan, now) for _ in range(TIMES * 4)]
    reads = [measuring.timed(select, now) for _ in range(TIMES * 4)]
    found = {"nothing_due": figure(nothing, reads, rows=0)}
    planned, by_hand, rows = [], [], 0
    for _ in range(TIMES):
        wake(now)
        planned.append(measuring.timed(plan, now))
        rows, said = said_by_plan(now)
        wake(now)
        by_hand.append(measuring.timed(write, now, said))
        forget(now)
    found["due"] = figure(planned, by_hand, rows=DUE, notices=rows)
    return found


def figure(ours, theirs, **more):
    wall = [both[1] for both in ours]
    return bench.result(
        value=median(wall), unit="ms", baseline=median(both[1] for both in theirs), open_deadlines=OPEN,
        cpu_ms=median(both[0] for both in ours), baseline_cpu_ms=median(both[0] for both in theirs),
        p95_ms=measuring.p95(wall), target_ratio=3, **more,
    )  # fmt: skip


@bench.figure("mails")
def mails():
    """Mails a second to a server on this machine, against one connection that is given the bytes ready made."""
    now, sink = timezone.now(), subprocess.Popen(SINK, stdout=subprocess.PIPE, cwd=settings.BASE_DIR)
    try:
        port = int(sink.stdout.readline())
        with override_settings(EMAIL_BACKEND=smtp.DJANGOS, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
            write_mails(now)
            ready = ready_made(now)
            raw = measuring.timed(hand_over, port, ready)
            ours = measuring.timed(sending.send, now + timedelta(minutes=1))
        sent = Mail.objects.filter(notices__source_type=MAILED, state="sent").count()
    finally:
        forget_mails()
        sink.kill()
        sink.wait()
    return bench.result(
        value=sent / ours[1] * 1000, unit="mails/s", baseline=MAILS / raw[1] * 1000, target_ratio=0.8,
        sent=sent, cpu_ms_a_mail=ours[0] / MAILS, baseline_cpu_ms_a_mail=raw[0] / MAILS,
    )  # fmt: skip


def write_mails(now):
    """So many notices that go by themselves, in mails that wait to be sent."""
    forget_mails()
    people = list(
        User.objects.filter(is_active=True, bounced_at=None).exclude(email="").values_list("pk", flat=True)
    )
    same = {
        "kind": "review", "source_type": MAILED, "step": "told", "occurrence_on": now.date(), "at_once": True,
        "target_type": MAILED, "needs_access": False, "duty": "review asked", "url": "/inbox/", "not_before": now,
    }  # fmt: skip
    rows = ({"source_id": n, "target_id": n, "recipient_id": people[n % len(people)]} for n in range(MAILS))
    insert_new(Notice, [same | row | {"reference": f"UTP-26-{row['source_id']:05}-K"} for row in rows])
    compose(now)


def ready_made(now):
    """One of these mails, as bytes."""
    mail = Mail.objects.filter(notices__source_type=MAILED).select_related("recipient__office").first()
    return messages.message(mail, mail.recipient, list(mail.notices.all()), now).as_sent()


def hand_over(port, ready):
    with smtplib.SMTP("127.0.0.1", port) as line:
        for _ in range(MAILS):
            line.sendmail("office@example.org", ["reader@example.org"], ready)


def forget_mails():
    ids = list(Mail.objects.filter(notices__source_type=MAILED).values_list("pk", flat=True))
    Notice.objects.filter(source_type=MAILED).delete()
    for first in range(0, len(ids), 500):
        Mail.objects.filter(pk__in=ids[first : first + 500]).delete()


# The rows


def fill():
    """Copy the running deadlines until there are a million; the copies are of records that are not there."""
    names = [f.column for f in Deadline._meta.concrete_fields if f.column not in ("id", "follows_id")]
    given = {"target_type": f"'{COPY}'", "target_id": "target_id + %s", "explanation": "''"}
    columns, values = ", ".join(names), ", ".join(given.get(name, name) for name in names)
    copy = f"""INSERT INTO deadlines_deadline ({columns}) SELECT {values} FROM deadlines_deadline
        WHERE state = 'open' AND target_type = 'cases.case' ORDER BY id LIMIT %s"""
    for turn in range(1, 10_000):
        missing = OPEN - Deadline.objects.open().count()
        if missing <= 0:
            return
        with connection.cursor() as cursor:
            cursor.execute(copy, [(1 + Deadline.objects.count() + turn) * 1_000_000, missing])


def rest(now):
    """Nothing is due."""
    Deadline.objects.open().filter(next_step_at__lte=now + timedelta(days=1)).update(next_step_at=now + FAR)


def late(now):
    """The same 500 every time: overdue, of a real record, with an owner."""
    rows = Deadline.objects.open().filter(target_type="cases.case", owner__isnull=False)
    return rows.filter(due_on__lt=timezone.localdate(now) - timedelta(days=2)).order_by("pk")[:DUE]


def wake(now):
    """As if nothing had been told yet."""
    ids = list(late(now).values_list("pk", flat=True))
    if len(ids) < DUE:
        raise RuntimeError(f"Only {len(ids)} deadlines are overdue; load more cases.")
    Notice.objects.filter(source_type=DEADLINE, source_id__in=ids).delete()
    Deadline.objects.filter(pk__in=ids).update(next_step_at=now - timedelta(days=1), last_step="")


def forget(now):
    wake(now)
    rest(now)


# By hand


def select(now):
    with connection.cursor() as cursor:
        cursor.execute(RAW, [connection.ops.adapt_datetimefield_value(now)])
        return cursor.fetchall()


def said_by_plan(now):
    """The notices that planning wrote, as rows ready to be written again."""
    ids = list(late(now).values_list("pk", flat=True))
    columns = [field.column for field in Notice._meta.concrete_fields if field.column != "id"]
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(ids))
        asked = f"SELECT {', '.join(columns)} FROM reminders_notice WHERE source_id IN ({marks}) AND source_type = %s"
        cursor.execute(asked, [*ids, DEADLINE])
        rows = cursor.fetchall()
    return len(rows), (columns, rows)


def write(now, said):
    """Read what is due, write the notices, move the steps on: nothing else."""
    columns, rows = said
    into = f"INSERT INTO reminders_notice ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
    later = connection.ops.adapt_datetimefield_value(now + timedelta(days=1))
    with transaction.atomic(), connection.cursor() as cursor:
        ids = [row[0] for row in select(now)]
        cursor.executemany(into, rows)
        move = "UPDATE deadlines_deadline SET next_step_at = %s, last_step = 'overdue' WHERE id = %s"
        cursor.executemany(move, [(later, pk) for pk in ids])
