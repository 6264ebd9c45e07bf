"""How well the matcher judges, beside the rule of the house (H.3); what a pair costs; and how long it takes to find
whom to weigh among a million persons."""

import random
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from secoffice.people import matching
from secoffice.people.matching import known
from secoffice.people.matching.candidates import candidates
from secoffice.people.models import NameKey, Person
from secoffice.runtime import bench

PERSONS, FIRST, BATCH = 1_000_000, 50_000_000, 20_000
ASKED = 400


@bench.page("people.list", target=20)
def people_list(reader):
    return lambda client: client.get(reverse("people:list"))


@bench.page("people.search", target=25)
def people_search(reader):
    name = seen(reader).earliest("pk").facts.visible_to(reader).names().first().value
    return lambda client: client.get(reverse("people:list"), {"q": name})


@bench.page("people.person", target=15)
def person_page(reader):
    address = seen(reader).earliest("pk").get_absolute_url()
    return lambda client: client.get(address)


def seen(reader):
    return Person.objects.visible_to(reader)


@bench.figure("matching")
def matching_judges():
    """F1 on judged pairs, the part it was tuned on and the part held out; and pairs a second."""
    if not (Path(settings.BASE_DIR) / "tests" / "matching").is_dir():
        return bench.result(value=None, unit="", says="not measured: the judged pairs come with the tests")
    from tests.matching import floor  # only a checkout has the tests
    from tests.matching.pairs import figures, pairs

    found, judged = {}, pairs()
    for name, held_out in (("tuning", False), ("held_out", True)):
        part = [pair for pair in judged if pair.held_out == held_out]
        ours = figures(lambda a, b: matching.score(a, b).match, part)
        house = figures(lambda a, b: floor.score(a, b) >= floor.THRESHOLD, part)
        found[f"pairs_{name}"] = bench.result(
            value=ours["f1"], unit="F1", baseline=house["f1"], precision=ours["precision"], recall=ours["recall"],
            baseline_precision=house["precision"], baseline_recall=house["recall"], pairs=len(part), target=0.85,
        )  # fmt: skip
    found["blocking"] = blocked([pair for pair in judged if pair.same])
    return found | {"speed": speed(judged, floor)}


def blocked(same):
    """The part of the matches that share a key."""
    keys = [[matching.keys(side.names, (side.dob,)) for side in (pair.a, pair.b)] for pair in same]
    recall = sum(bool(a & b) for a, b in keys) / len(keys)
    many = sum(len(a) + len(b) for a, b in keys) / len(keys) / 2
    return bench.result(value=recall, unit="recall", keys_a_person=many, target=0.97)


def speed(judged, floor):
    """Pairs of names never seen before a second: each side with somebody else's."""
    apart = [
        (one.a, other.b) for step in (3, 5, 11) for one, other in zip(judged, judged[step:], strict=False)
    ]
    rates = []
    for score in (matching.score, floor.score):
        start = perf_counter()
        for a, b in apart:
            score(a, b)
        rates.append(len(apart) / (perf_counter() - start))
    return bench.result(value=rates[0], unit="pairs/s", baseline=rates[1], target=2000)


@bench.figure("matching_candidates")
def matching_candidates():
    """Milliseconds to find whom to weigh among a million, warm, against the one index read of an exact name."""
    fill()
    asked = [matching.keys((name,), (dob,)) for name, dob in islice(people(seed=7), ASKED)]
    rows, took, plain, many = NameKey.objects.all(), [], [], []
    for keys in [*asked[: ASKED // 4], *asked]:
        start = perf_counter()
        many.append(len(candidates(keys, rows)))
        took.append((perf_counter() - start) * 1000)
        start = perf_counter()
        list(rows.filter(key=min(keys)).values_list("person_id", flat=True)[:1])
        plain.append((perf_counter() - start) * 1000)
    took, plain = took[ASKED // 4 :], plain[ASKED // 4 :]
    return bench.result(
        value=median(took), unit="ms", baseline=median(plain), p95_ms=sorted(took)[int(ASKED * 0.95)],
        persons=PERSONS, keys=NameKey.objects.filter(person__gte=FIRST).count(), candidates=median(many), target=50,
    )  # fmt: skip


def fill():
    """A million made-up persons with their keys, made once; half made, or with keys of another make, is made again."""
    name, dob = next(people(seed=1))
    kept = set(NameKey.objects.filter(person=FIRST).values_list("key", flat=True))
    if kept == matching.keys((name,), (dob,)) and Person.objects.filter(pk__gte=FIRST).count() >= PERSONS:
        return
    NameKey.objects.filter(person__gte=FIRST).delete()
    Person.objects.filter(pk__gte=FIRST).delete()
    now, everybody = timezone.now(), people(seed=1)
    for start in range(FIRST, FIRST + PERSONS, BATCH):
        batch = list(islice(everybody, BATCH))
        with transaction.atomic():
            Person.objects.bulk_create(Person(pk=start + at, created_at=now) for at in range(len(batch)))
            write(
                [
                    (start + at, key)
                    for at, (name, dob) in enumerate(batch)
                    for key in matching.keys((name,), (dob,))
                ]
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def write(rows):
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO people_namekey (person_id, key) VALUES (%s, %s)", sorted(rows, key=lambda r: r[1])
        )


def people(seed):
    """(name, date of birth or “”) without end: forms of known names, the first of the lists the commonest, and
    family names of syllables, a few of them common."""
    chance = random.Random(seed)
    given, families = forms("given.txt"), forms("family.txt")
    families += ["".join(chance_of(random.Random(at))) for at in range(40_000)]
    while True:
        parts = (
            [pick(chance, given)] + [pick(chance, given)] * (chance.random() < 0.4) + [pick(chance, families)]
        )
        dob = f"{chance.randint(1930, 2008)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield " ".join(parts).title(), dob if chance.random() < 0.6 else ""


def pick(chance, names):
    """One of them, early ones far oftener."""
    return names[int(len(names) * chance.random() ** 3)]


def chance_of(chance):
    return (
        chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") + chance.choice(["", "n", "r", "l"])
        for _ in range(3)
    )


def forms(file):
    return [form for line in known.lines(file) for form in line.lstrip("* ").split() if form.isascii()]
