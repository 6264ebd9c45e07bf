"""Is somebody on the watch list? Candidates by key, weighed by the matcher, minus the pairs that were cleared.

Nothing is written here. What is found is to be judged by people (H.3: never confirm or deny on a score).
"""

from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from cases.travel_documents.hits import own
from cases.travel_documents.hits.models import ClearedPair, WatchEntry, WatchKey, WatchVersion
from cases.travel_documents.hits.subjects import subject, with_document
from secoffice.people import matching
from secoffice.people.matching.candidates import candidates
from secoffice.people.normal import number

MOST = 30  # entries weighed for one person: a third of a millisecond each; more find nobody else


@dataclass(frozen=True)
class NameHit:
    """An entry that may be the person: `band` STRONG or POSSIBLE, `label` the main name of the entry."""

    entry_id: int
    version: int
    label: str
    score: float
    band: str
    reason: str


def watch_is_on(on=None):
    """Is there anything to ask? A list that is empty or was never loaded answers "not checked"."""
    return WatchEntry.objects.in_force(on or timezone.localdate()).exists()


def names_on_watch(side, *, subject_key="", subject_version="", at=None):
    """The entries this `Side` may be, likeliest first, minus pairs on the good-guy list. Three queries at most."""
    at, side = at or timezone.now(), with_document(side)
    near = candidates(keys_of(side), WatchKey.objects, most=MOST)
    return judged(side, newest(near, at), subject(side, subject_key, subject_version), at) if near else ()


def names_on_watch_many(sides, *, at=None):
    """The same for a batch: candidates side by side, the entries themselves read once for all. Nothing is asked while
    nobody is on the list."""
    at, sides = at or timezone.now(), [with_document(side) for side in sides]
    if not watch_is_on(timezone.localdate(at)):
        return [() for _ in sides]
    near = [candidates(keys_of(side), WatchKey.objects, most=MOST) for side in sides]
    known = {version.entry_id: version for version in newest({each for some in near for each in some}, at)}
    told = ([known[each] for each in some if each in known] for some in near)
    return [judged(side, those, subject(side), at) for side, those in zip(sides, told, strict=True)]


def judged(side, versions, who, at):
    """The hits of a side among these versions, likeliest first, minus the pairs cleared for `who` (key, version)."""
    found = [hit for version in versions if (hit := weigh(side, version))]
    found = uncleared(found, *who, at) if found else found
    return tuple(sorted(found, key=lambda hit: (-hit.score, hit.entry_id)))


def is_own(by, side):
    """Does somebody screen themselves or their kin? They are told of nothing; the hit goes to others (§0.6.1)."""
    return by.pk in own.meant([with_document(side)], own.circle([by.pk]), [number(side.document)])


def keys_of(side):
    names = [name.replace("<", " ") for name in side.names]
    return matching.keys(names, (side.dob,), side.identifiers)


def newest(entries, at):
    """The newest versions of those of these entries that are in force."""
    on = timezone.localdate(at)
    rows = WatchVersion.objects.filter(
        entry__in=WatchEntry.objects.in_force(on).filter(pk__in=entries), number=F("entry__version")
    )
    return rows.select_related("entry")


def weigh(side, version):
    """The `NameHit` of a version, or None where it is not a match."""
    best = max((matching.score(side, other) for other in version.sides), key=lambda found: found.score)
    if not best.match:
        return None
    label = version.names[0] if version.names else version.entry.label
    return NameHit(version.entry_id, version.number, label, best.score, best.band, best.reason)


def uncleared(found, key, version, at):
    """Those not cleared for exactly this version of the person and of the entry."""
    if not key:
        return found
    standing = ClearedPair.objects.standing(at).filter(subject_key=key, subject_version=version)
    pairs = set(
        standing.filter(entry__in=[hit.entry_id for hit in found]).values_list("entry_id", "entry_version")
    )
    return [hit for hit in found if (hit.entry_id, hit.version) not in pairs]
