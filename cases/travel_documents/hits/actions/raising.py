"""A hit is raised: by a screening that met a record, or because something changed that a decision rested on."""

from dataclasses import asdict, is_dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.numbers import next_number
from cases.travel_documents import staff
from cases.travel_documents.hits import deadlines as rules
from cases.travel_documents.hits import own
from cases.travel_documents.hits.actions import clearing, clocks, telling
from cases.travel_documents.hits.models import Hit, WatchVersion
from cases.travel_documents.hits.subjects import side_of, subject, with_document
from secoffice.access.actions import admit_all
from secoffice.access.models import Recusal
from secoffice.audit import trail
from secoffice.deadlines import rules as clock_rules
from secoffice.people.normal import number

SERIES = "H"
NAMED = "themselves or their kin are named"  # why somebody is kept out
EVERY = (rules.CONFIRM, rules.REMIND, rules.DECIDE)


def raise_document_hit(*, office, by, found, query, screening_ref="", response_id="", at=None):
    """A number stands on a list of lost and stolen documents. `found` are the answers of the sources, data classes or
    dictionaries; `query` has issuer, number, type, and what else the document says. The same screening gives the hit
    it raised already."""
    given = {"kind": Hit.Kind.DOCUMENT, "query": query, "found": [raw(one) for one in found]}
    given["response_id"] = response_id[:80]
    return _once(office, by, screening_ref, at, given, None)


def raise_name_hits(*, office, by, names, query, screening_ref="", at=None):
    """A hit for each entry that a name may be, likeliest first: each pair is decided by itself. `query` has names, dob,
    nationality, sex, issuer, number, and where the caller knows them subject_key and subject_version."""
    side = with_document(side_of(query))
    key, version = subject(side, query.get("subject_key", ""), query.get("subject_version", ""))
    who = {"subject_key": key, "subject_version": version}
    watched = versions_of(names)
    hits = []
    for name in sorted(names, key=lambda one: -one.score):
        row = watched[name.entry_id, name.version]
        said = {"score": name.score, "band": name.band, "reason": name.reason[:1000], "found": [asdict(name)]}
        given = {"kind": Hit.Kind.NAME, "query": query, "entry_id": row.entry_id, "watched": row} | who | said
        hits.append(_once(office, by, screening_ref, at, given, row))
    return hits


def raise_name_hit(*, office, by, names, query, screening_ref="", at=None):
    """As `raise_name_hits`, and gives the likeliest; one `NameHit` alone is fine too."""
    names = list(names) if isinstance(names, (list, tuple)) else [names]
    told = {"query": query, "screening_ref": screening_ref, "at": at}
    return raise_name_hits(office=office, by=by, names=names, **told)[0]


def versions_of(names):
    rows = WatchVersion.objects.filter(entry__in=[name.entry_id for name in names]).select_related("entry")
    return {(row.entry_id, row.number): row for row in rows}


def raw(answer):
    """A source's answer as it is kept, whatever it is."""
    return plain(asdict(answer) if is_dataclass(answer) else answer)


def plain(value):
    if isinstance(value, dict):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def _once(office, by, screening_ref, at, given, watched):
    same = {"screening_ref": screening_ref, "kind": given["kind"], "entry": given.get("entry_id")}
    made = Hit._base_manager.filter(**same) if screening_ref else Hit._base_manager.none()
    if known := made.first():
        return known
    try:
        return _raise(office=office, by=by, at=at or timezone.now(), screening_ref=screening_ref, **given)
    except IntegrityError:
        if known := made.first():
            return known
        raise


@transaction.atomic
def _raise(*, office, by, at, query, **given):
    with trail.held(), clock_rules.held():
        hit = Hit(
            office=office, raised_by=by, officer=by, raised_at=at, status_at=at, query=plain(query), **given
        )  # fmt: skip
        hit.reference = next_number(office, office.local_date(at), series=SERIES)
        hit.follows = clearing.earlier(hit)
        hit.save(force_insert=True)
        admit_all(hit, principals=staff.principals(office, by), by=by, at=at)
        barred = keep_out(hit, by=by, at=at)
        # The trail shows everybody the dates they started: one that names them starts by itself.
        starts = None if by and by.pk in barred else by
        for rule in EVERY if hit.is_document else (rules.DECIDE,):
            clocks.start(hit, rule, by=starts, at=at)
        clearing.changed(hit, by=by, at=at)
        trail.record("hit raised", hit, by=by, detail=score_of(hit), at=at)
        telling.raised(hit, by=by, at=at)
    return hit


def score_of(hit):
    """What the trail keeps of how it came about: both versions and the parts of the score, no name."""
    said = {"kind": hit.kind, "screening": hit.screening_ref}
    if hit.is_document:
        return said
    return said | {
        "entry": hit.entry_id, "entry_version": hit.watched.number, "subject_version": hit.subject_version[:12],
        "score": hit.score, "band": hit.band, "reason": hit.reason,
    }  # fmt: skip


def keep_out(hit, *, by, at):
    """Whoever is named, or whose kin is, never learns of it: also not who screened them (§0.6.1). Gives their ids."""
    side, version = with_document(side_of(hit.query)), hit.watched
    numbers = [number(side.document), *(version.numbers if version else ())]
    barred = own.meant([side, *(version.sides if version else ())], numbers=numbers)
    bar("hits.hit", hit.pk, barred, by=by, at=at)
    if hit.officer_id in barred:
        hit.officer = None
        Hit._base_manager.filter(pk=hit.pk).update(officer=None)
    return barred


def bar(kind, number, users, *, by, at):
    """Recusals of these users from one record."""
    here = {
        "target_type": kind,
        "target_id": number,
        "reason": NAMED,
        "by_id": by.pk if by else None,
        "at": at,
    }
    Recusal.objects.bulk_create(
        (Recusal(user_id=user, **here) for user in sorted(users)), ignore_conflicts=True
    )
