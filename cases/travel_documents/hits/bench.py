"""What is measured: how long it takes to ask a watch list of a hundred thousand for one person, and how many of those
who are on it in another spelling are found."""

import random
from datetime import UTC, datetime
from itertools import islice
from statistics import median
from time import perf_counter

from django.db import connection, transaction

from cases.travel_documents.hits import screening
from cases.travel_documents.hits.models import WatchEntry, WatchKey, WatchVersion
from secoffice.accounts.models import Office, User
from secoffice.people import matching
from secoffice.people.bench import people
from secoffice.people.matching import Side
from secoffice.runtime import bench

ENTRIES, FIRST, BATCH, ASKED = 100_000, 60_000_000, 10_000, 300
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
SOURCE = "bench"


@bench.figure("watch_list")
def watch_list():
    """Milliseconds to screen one person among a hundred thousand, warm; half of those asked are on the list, with two
    letters of their name changed places. The baseline is the one index read of an exact key."""
    fill()
    chance, took, plain, found = random.Random(5), [], [], 0
    known = list(islice(people(seed=11), ASKED // 2))
    others = list(islice(people(seed=12), ASKED // 2))
    asked = [(misspelt(name, chance), dob, True) for name, dob in known] + [(*one, False) for one in others]
    chance.shuffle(asked)
    for name, dob, listed in asked:
        side = Side(names=(name,), dob=dob)
        start = perf_counter()
        names = screening.names_on_watch(side, at=AT)
        took.append((perf_counter() - start) * 1000)
        found += bool(listed and names)
        start = perf_counter()
        list(WatchKey.objects.filter(key=min(screening.keys_of(side))).values_list("entry_id", flat=True)[:1])
        plain.append((perf_counter() - start) * 1000)
    return bench.result(
        value=median(took), unit="ms", baseline=median(plain), p95_ms=sorted(took)[int(ASKED * 0.95)],
        recall=found / (ASKED // 2), entries=ENTRIES, target=50,
    )  # fmt: skip


def misspelt(name, chance):
    """Two neighbouring letters of one word have changed places."""
    words = name.split()
    at = chance.randrange(len(words))
    word = words[at]
    if len(word) > 3:
        place = chance.randrange(1, len(word) - 2)
        words[at] = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return " ".join(words)


def fill():
    """Made-up entries with their keys, made once; half made is made again."""
    rows = WatchEntry.objects.filter(pk__gte=FIRST)
    if rows.count() >= ENTRIES:
        return
    WatchKey.objects.filter(entry__gte=FIRST).delete()
    WatchVersion.objects.filter(entry__gte=FIRST).delete()
    rows.delete()
    office, by = Office.objects.order_by("pk").first(), User.objects.order_by("pk").first()
    everybody = people(seed=11)
    for start in range(FIRST, FIRST + ENTRIES, BATCH):
        with transaction.atomic():
            put(start, list(islice(everybody, BATCH)), {"made_by": by, "made_at": AT}, office)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def put(start, batch, told, office):
    plain = {"ground": "WANTED", "source": SOURCE} | told
    WatchEntry.objects.bulk_create(
        WatchEntry(
            pk=start + at, reference=f"BENCH-W{start + at}", office=office, label=name, status_at=AT, **plain
        )
        for at, (name, _) in enumerate(batch)
    )
    WatchVersion.objects.bulk_create(
        WatchVersion(entry_id=start + at, number=1, names=[name], born=[dob] if dob else [], **plain)
        for at, (name, dob) in enumerate(batch)
    )
    WatchKey.objects.bulk_create(
        WatchKey(entry_id=start + at, key=key)
        for at, (name, dob) in enumerate(batch)
        for key in sorted(matching.keys((name,), (dob,)))
    )
