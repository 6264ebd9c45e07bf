"""Opening a fraud case from anything of the desk, and putting more of it on a case."""

from django.db import transaction

from cases.actions import compartments, opening
from cases.actions.team import take_off
from cases.actions.timeline import hold, now, tell
from cases.kinds import KINDS as CASE_KINDS
from cases.travel_documents import staff
from cases.travel_documents.fraud import kinds
from cases.travel_documents.fraud.models import CaseDocument
from cases.workflow import may_write
from secoffice import markings
from secoffice.access.actions import recuse
from secoffice.audit import trail
from secoffice.workflow import StepRefused

FRAUD_KINDS = ("PF", "VF", "AD")
MOST = 60


def open_case(*, records, by, key, kind, title, allegation="", unit=None, at=None):
    """Log a fraud case with these records attached and the people they name put on it. The first record tells of whom.
    The same key gives the case already logged. Raises StepRefused, MarkingError."""
    at = now(at)
    if not records:
        raise StepRefused("Choose what the case is about.")
    if kind not in FRAUD_KINDS:
        raise StepRefused("A case of document fraud is about passports, visas or misconduct.")
    with transaction.atomic():
        given = {
            "kind": kind,
            "title": title,
            "office": by.office,
            "unit": unit,
            "source": "OWN",
            "channel": "REFERRAL",
            "marking": marking_of(kind, records),
        }
        case = opening.log_case(
            key=key,
            by=by,
            at=at,
            allegation=allegation or says_all(records),
            subjects=subjects_of(records),
            **given,
        )
        if not case.travel_documents.exists():
            for record in records:
                _attach(case, record, by=by, at=at, why="")
    return case


def subjects_of(records):
    """One subject for each name that the documents bear; parts are for the officer to correct."""
    named = {}
    for record in records:
        facts = [told for told in kinds.of(record).person(record) if told[1]]
        if facts and facts[0][0] == "NAME":
            named.setdefault(facts[0][1].casefold(), facts)
    return [{"facts": facts, "part": "SUBJECT"} for facts in list(named.values())[:10]]


def marking_of(kind, records):
    """That of the kind, with the controls on who may read that the records bring along."""
    bound = [record.marking for record in records if getattr(record, "controls", 0)]
    return str(markings.roll_up([CASE_KINDS[kind].marking, *bound]).marking) if bound else ""


def says_all(records):
    said = (
        f"{kinds.of(r).label} {r.reference}: {kinds.of(r).title(r)}. {kinds.of(r).says(r)}." for r in records
    )
    return "\n".join(said)


@transaction.atomic
def attach(*, case, record, by, why="", at=None):
    """Put a record of the desk on a case that its reader may write in. Twice is once. Raises StepRefused."""
    at = now(at)
    if refused := may_write(by, hold(case)):
        raise StepRefused(refused)
    if case.travel_documents.count() >= MOST:
        raise StepRefused(f"A case holds at most {MOST} documents here.")
    return _attach(case, record, by=by, at=at, why=why)


def _attach(case, record, *, by, at, why):
    if not record.is_visible_to(by):
        raise StepRefused("There is no such record.")
    if getattr(record, "controls", 0) & ~case.controls:
        raise StepRefused(
            f"{record.reference} is marked {record.marking}. Mark the case so before you attach it."
        )
    kind = kinds.of(record)
    told = {
        "reference": record.reference, "label": kind.label, "title": kind.title(record)[:200],
        "says": kind.says(record)[:500], "why": why, "by": by, "at": at,
    }  # fmt: skip
    here = {"case": case, "target_type": kind.type, "target_id": record.pk}
    attached, new = CaseDocument.objects.get_or_create(**here, defaults=told)
    if new:
        detail = {"record": record.reference}
        trail.record("document attached", case, by=by, reason=why, detail=detail, at=at)
        trail.record("attached to a case", record, by=by, detail={"case": case.reference}, at=at)
        tell(case, "document", f"{kind.label} {record.reference} attached", by=by, at=at, text=why)
        keep_out(case, record, by=by, at=at)
    return attached


def keep_out(case, record, *, by, at):
    """Whoever is kept out of the record is kept out of the case, where all its readers read what it says."""
    rows = list(staff.kept_out_of(record).exclude(user=by))
    for row in rows:
        take_off(case, row.user, by=by, at=at)
        recuse(case, user=row.user, reason=row.reason, by=by, at=at)
    if rows:
        compartments.follow(case, by=by, at=at)
