"""Many cases at once, for trying the office at the size of a ministry: `demo --scale N` and the benches.

Everything that a case worked by hand would have comes along, in proportion: admissions, clocks, timeline, notes,
persons, words in the index. The same number gives the same case, so a second run adds only what is missing.
"""

from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from cases.models import Case
from cases.scale import staff
from cases.scale.batch import Batch
from secoffice.audit import trail

SIZE = 1000


def key(seed, number):
    """The idempotency key of case `number`: what a second run knows it by."""
    return uuid5(NAMESPACE_URL, f"secoffice scale {seed} {number}")


def load(n, seed=1, *, at=None, say=lambda words: None):
    """Bring the number of cases made here to `n`. Returns how many were added."""
    at, added = at or timezone.now(), 0
    teams, readers = staff.teams(), staff.readers()
    for start in range(0, n, SIZE):
        numbers = range(start, min(n, start + SIZE))
        with transaction.atomic():
            added += _load(numbers, seed, at, teams, readers)
        say(f"{numbers.stop:,} of {n:,} cases")
    if added:
        trail.record("cases loaded", by=None, detail={"cases": added, "seed": seed})
    return added


def _load(numbers, seed, at, teams, readers):
    keys = {key(seed, number): number for number in numbers}
    there = set(Case._base_manager.filter(key__in=list(keys)).values_list("key", flat=True))
    missing = {number: key for key, number in keys.items() if key not in there}
    if missing:
        Batch(missing, seed=seed, at=at, teams=teams, readers=readers).save()
    return len(missing)
