"""What is measured of the lost list: how quickly a list is loaded and in how much memory, and how long one look-up and
many take, at a hundred records for each case of the bench (ten million where nothing else is said)."""

import json
import random
import subprocess
import sys
from itertools import islice
from statistics import median
from time import perf_counter

from django.conf import settings
from django.db import connection, transaction

from cases.travel_documents.lost import lookup
from cases.travel_documents.lost.listfile import ListFile
from cases.travel_documents.lost.loading import AT_ONCE
from cases.travel_documents.lost.models import Block, Record
from secoffice.runtime import bench
from secoffice.runtime.bench import databases

FOR_A_CASE, ASKED, MEASURED = 100, 1000, 1_000_000
ISSUERS = ("UTO", "QAM", "ARC", "MER", "HIM", "XPO", "XOM", "UNO", "D", "EUE")
WORDS = ("Taken from a hotel room", "Lost at sea", "Left in a taxi", "Burglary", "Reported by post", "")
STATUSES = ("STOLEN", "STOLEN", "LOST", "LOST", "REVOKED", "INVALID")
wanted = {"records": 0}


@bench.data
def say_how_many(cases, say):
    wanted["records"] = cases * FOR_A_CASE


@bench.figure("lost.load")
def load():
    """Lines a second through the command, in a process of its own, against writing the same rows, read and sorted
    before, by plain SQL into a table with the same index. What it added is taken away again."""
    fill()
    lines, last = min(MEASURED, wanted["records"]), newest()
    told = run(lines, seed=last)
    plain = by_plain_sql(lines, seed=last)
    forget(last)
    return bench.result(
        value=told["per_second"], unit="lines/s", baseline=plain, peak_mb=told["peak_mb"], lines=lines,
        records=Record.objects.count(), target=50_000,
    )  # fmt: skip


@bench.figure("lost.look_up")
def look_up():
    """Milliseconds for one document through the application, half of them on the list, against one read of the index;
    and documents a second when asked for by the hundred."""
    fill()
    asked, took, plain = documents(), [], []
    for document in [*asked[:50], *asked]:
        took.append(timed(lookup.look_up, *document))
        plain.append(timed(raw, *document[:2]))
    start = perf_counter()
    for first in range(0, len(asked), 100):
        lookup.look_up_many(asked[first : first + 100])
    a_second = len(asked) / (perf_counter() - start)
    took, plain = took[50:], plain[50:]
    return bench.result(
        value=median(took), unit="ms", baseline=median(plain), p95_ms=sorted(took)[int(len(took) * 0.95)],
        documents_a_second=a_second, records=newest(), target=5,
    )  # fmt: skip


def timed(do, *given):
    start = perf_counter()
    do(*given)
    return (perf_counter() - start) * 1000


def raw(issuer, number):
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT "id" FROM "lost_record" WHERE "issuer" = %s AND "number" = %s', [issuer, number]
        )
        return cursor.fetchall()


def documents():
    """Half of them on the list, a few in ranges, in no order."""
    chance, last = random.Random(3), newest()
    known = Record.objects.filter(pk__in=[chance.randint(1, last) for _ in range(ASKED // 2)])
    asked = list(known.values_list("issuer", "number", "type"))
    asked += [("UTO", f"ZZ{chance.randrange(10**9):09}", "P") for _ in range(ASKED // 2)]
    chance.shuffle(asked)
    return asked


# Made-up lists


def fill():
    """Bring the list to its size, once."""
    if (missing := wanted["records"] - newest()) > wanted["records"] // 100:
        told = run(missing, seed=1)
        print(f"lost.fill: {told['per_second']} lines/s, {told['peak_mb']} MB", file=sys.stderr, flush=True)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def newest():
    return Record.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def run(lines, seed):
    """What the command says of a list of so many lines."""
    file = databases.folder() / "lost.csv"
    with file.open("w") as out:
        out.writelines(islice(made_up(seed), lines))
    asked = [sys.executable, settings.BASE_DIR / "manage.py", "load_lost_documents", file]
    try:
        return json.loads(subprocess.run(asked, stdout=subprocess.PIPE, check=True).stdout)
    finally:
        file.unlink()


def made_up(seed):
    """Lines in no order, without end; one of a hundred thousand is a range of blanks."""
    chance = random.Random(seed)
    while True:
        at = int(chance.random() * 10**9)
        issuer, kind = ISSUERS[at % 10], "PVI"[at % 17 % 3]
        day = f"20{at % 20 + 5:02}-{at % 12 + 1:02}-{at % 28 + 1:02}"
        if at % 100_000 == 7:
            blank = f"UB{at // 10_000 % 1000:03}"
            yield f"UTO,P,{blank}0000,STOLEN_BLANK,{day},Van robbed,{blank}1999\n"
        else:
            yield f"{issuer},{kind},{chr(65 + at % 23)}{at:09},{STATUSES[at % 6]},{day},{WORDS[at % 6]}\n"


def by_plain_sql(lines, seed):
    """Rows a second into a table of the same make, read and sorted beforehand, in transactions of the same size."""
    file = databases.folder() / "plain.csv"
    with file.open("w") as out:
        out.writelines(islice(made_up(seed), lines))
    with file.open("rb") as opened:
        packed = sorted(ListFile(opened).portion(1 << 40, []))
    file.unlink()
    with connection.cursor() as cursor:
        cursor.execute('DROP TABLE IF EXISTS "lost_plain"')
        cursor.execute(PLAIN)
        start = perf_counter()
        for first in range(0, len(packed), AT_ONCE):
            rows = [text.split("\t", 7) for text in packed[first : first + AT_ONCE]]
            with transaction.atomic():
                cursor.executemany(INTO_PLAIN, rows)
        took = perf_counter() - start
        cursor.execute('DROP TABLE "lost_plain"')
    return len(packed) / took


PLAIN = """CREATE TABLE "lost_plain" ("issuer" varchar(3), "number" varchar(24), "type" varchar(1), "status" varchar(1),
    "date" date, "number_to" varchar(24), "line" integer, "circumstance" varchar(200),
    UNIQUE ("issuer", "number", "type", "status", "date", "number_to"))"""

INTO_PLAIN = f'INSERT INTO "lost_plain" VALUES ({", ".join(["%s"] * 8)}) ON CONFLICT DO NOTHING'


def forget(last):
    """Take away what was measured."""
    Block.objects.filter(record__gt=last).delete()
    Record.objects.filter(pk__gt=last)._raw_delete(Record.objects.db)
