"""The watch list is written: an entry, its next version, its end. Nothing that was known is overwritten."""

from django.db import IntegrityError, transaction
from django.db.models import F

from cases.numbers import next_number
from cases.travel_documents.hits import guards, own, screening, workflow
from cases.travel_documents.hits.actions import clearing, raising
from cases.travel_documents.hits.actions.holding import now
from cases.travel_documents.hits.models import ClearedPair, WatchEntry, WatchKey, WatchStatus, WatchVersion
from cases.travel_documents.hits.subjects import side_of, with_document
from secoffice.audit import trail
from secoffice.people import matching
from secoffice.search import index
from secoffice.workflow import StepRefused

SERIES = "W"
FACTS = ("names", "born", "nationalities", "sex", "documents", "ground", "source", "valid_until", "remark")
PLAIN = ("ground", "source", "valid_until")
MOST_NAMES = 12


class StaleEntry(StepRefused):
    """Somebody made another version meanwhile; `entry` as it stands."""

    def __init__(self, entry):
        super().__init__("Somebody else made another version of this entry while you were writing.")
        self.entry = entry


def add_entry(*, office, by, key, facts, source_number="", at=None, people=None):
    """Put somebody on the list: `facts` as the form gives them (FACTS). The same key by the same person, or the same
    number of the same source, gives the entry already made. `people` is a circle of staff read before (see `own`)."""
    same = WatchEntry._base_manager.filter(key=key, made_by=by)
    if made := same.first():
        return made
    try:
        return _add(
            office=office, by=by, key=key, facts=facts, source_number=source_number, at=now(at), people=people
        )
    except IntegrityError:
        if made := same.first() or _hidden(by, facts, source_number):
            return made
        raise StepRefused("The list has this number of this source already. Revise that entry.") from None


def _hidden(by, facts, source_number):
    """The entry of this number where this writer is kept out of it: it stays as it is, and they hear what they would
    hear were it not there."""
    rows = WatchEntry._base_manager.filter(source=facts["source"], source_number=source_number)
    return next((row for row in rows if not row.is_visible_to(by)), None)


@transaction.atomic
def _add(*, office, by, key, facts, source_number, at, people):
    refuse(guards.may_edit_list(by))
    refuse("" if office else "You belong to no office yet; an entry is kept by one.")
    entry = WatchEntry(
        key=key, office=office, label=facts["names"][0][:200], source_number=source_number, made_by=by, made_at=at,
        status_at=at, **{name: facts[name] for name in PLAIN},
    )  # fmt: skip
    entry.reference = next_number(office, office.local_date(at), series=SERIES)
    entry.save(force_insert=True)
    version = write(entry, facts, 1, "", by=by, at=at, people=people)
    trail.record("watch entry made", entry, by=by, detail={"version": 1, "ground": version.ground}, at=at)
    return entry


@transaction.atomic
def revise_entry(*, entry, by, version, facts, why, at=None, people=None):
    """The next version: whatever changed, the earlier ones stay. `version` is the one that was read. Pairs that were
    cleared against an earlier one are looked at anew (H.4). Returns the hits that were raised for that."""
    at = now(at)
    refuse("" if entry.is_visible_to(by) else "There is no such entry.")
    refuse(guards.may_edit_list(by))
    if not why.strip():
        raise StepRefused("Say in a sentence what changed.")
    rows = WatchEntry._base_manager.filter(pk=entry.pk, version=version, status=WatchStatus.ACTIVE)
    plain = {name: facts[name] for name in PLAIN}
    if not rows.update(version=F("version") + 1, label=facts["names"][0][:200], **plain):
        fresh = WatchEntry._base_manager.get(pk=entry.pk)
        raise StepRefused("The entry was lifted.") if fresh.is_lifted else StaleEntry(fresh)
    entry.refresh_from_db()
    write(entry, facts, entry.version, why.strip()[:500], by=by, at=at, people=people)
    trail.record("watch entry revised", entry, by=by, reason=why, detail={"version": entry.version}, at=at)
    return reopen_pairs(entry, by=by, at=at)


@transaction.atomic
def lift_entry(*, entry, by, reason, at=None):
    """Nobody looks for this person any more. The entry and its versions stay."""
    if not entry.is_visible_to(by):
        raise StepRefused("There is no such entry.")
    WatchEntry._base_manager.select_for_update().get(pk=entry.pk)
    workflow.WATCH.take(entry, "lift", by=by, reason=reason, at=now(at), given={"by": by})
    WatchKey.objects.filter(entry=entry).delete()
    return entry


def write(entry, facts, number, why, *, by, at, people=None):
    """A version, the keys it is found by, and whoever of the staff it means is kept out."""
    said = {name: facts[name] for name in FACTS}
    told = {"number": number, "why": why, "made_by": by, "made_at": at}
    version = WatchVersion.objects.create(entry=entry, **said, **told)
    keys = matching.keys(version.names[:MOST_NAMES], version.born, version.identifiers)
    WatchKey.objects.filter(entry=entry).delete()
    WatchKey.objects.bulk_create(WatchKey(entry=entry, key=key) for key in sorted(keys))
    numbers = [text for _, text in version.documents]
    index.put(entry, " ".join([entry.reference, entry.source, entry.source_number, *version.names, *numbers]))
    barred = own.meant(version.sides, people, version.numbers)
    raising.bar("hits.watchentry", entry.pk, barred, by=by, at=at)
    return version


def reopen_pairs(entry, *, by, at):
    """A new version of the entry: each pair that was cleared is a new hit where it still matches, else it is over."""
    hits = []
    pairs = ClearedPair.objects.standing(at).filter(entry=entry).select_related("hit__office")
    version = WatchVersion.objects.select_related("entry").get(entry=entry, number=entry.version)
    for pair in pairs.order_by("pk"):
        side = with_document(side_of(pair.hit.query))
        name = screening.weigh(side, version)
        query = pair.hit.query | {"subject_key": pair.subject_key, "subject_version": pair.subject_version}
        if name:
            hits += raising.raise_name_hits(office=pair.hit.office, by=by, names=[name], query=query, at=at)
        else:
            clearing.over(pair, by=by, at=at)
    return hits


def refuse(why):
    if why:
        raise StepRefused(why)
