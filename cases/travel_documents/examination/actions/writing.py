"""Writing an examination: begun, the document described, its features worked down, the conclusion drafted.

What is written is its examiner's, compared by `version`, until it is handed over or concluded.
"""

from django.db import IntegrityError, transaction

from cases.actions.timeline import now
from cases.numbers import next_number
from cases.travel_documents import staff
from cases.travel_documents.examination import deadlines as rules
from cases.travel_documents.examination import workflow
from cases.travel_documents.examination.actions import following
from cases.travel_documents.examination.models import Examination, Feature, Result, Status
from secoffice import markings, mrz
from secoffice.access.actions import admit_all, recontrol
from secoffice.access.models import controls_for
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.workflow import StepRefused

SERIES = "X"
MARKING = "CUI//INV/PRVCY"
DESCRIBED = (
    *("issuer", "kind", "number", "exhibit", "zone", "visual", "level", "instruments", "chip", "chip_says"),
    *("comparison", "compared_with", "marking"),
)
CONCLUDED = ("conclusion", "likelihood", "grounds")


class StaleExamination(Exception):
    """Somebody saved in between; `record` is as it stands on file now."""

    def __init__(self, record):
        super().__init__("This was saved meanwhile from another window. Read it again before you go on.")
        self.record = record


def begin(*, by, key, kind, origin=None, at=None, **described):
    """Begin an examination at the office of the examiner, ten working days to conclude it. `origin` is the record it
    arose from. The same key gives the one begun already. Raises StepRefused, MarkingError."""
    if made := Examination._base_manager.filter(key=key, examiner=by).first():
        return made
    try:
        return _begin(by=by, key=key, kind=kind, origin=origin, at=now(at), **described)
    except IntegrityError:
        if made := Examination._base_manager.filter(key=key, examiner=by).first():
            return made
        raise


@transaction.atomic
def _begin(*, by, key, origin, at, **described):
    if not staff.is_examiner(by) or by.office is None:
        raise StepRefused("Document examiners examine documents.")
    record = Examination(key=key, office=by.office, examiner=by, began_at=at, status_at=at)
    if origin is not None:
        record.origin_type, record.origin_id = origin._meta.label_lower, origin.pk
        record.origin_reference = origin.reference
    _fill(record, described, by, at)
    record.reference = next_number(by.office, by.office.local_date(at), series=SERIES)
    record.save(force_insert=True)
    admit_all(record, principals=staff.principals(by.office, by), by=by, at=at)
    if origin is not None:
        staff.keep_out_as(record, origin, by=by, at=at)
    trail.record("examination begun", record, by=by, marking=record.marking, at=at)
    following.tell(record, "begun", "Examination begun", by=by, at=at)
    following.told_of(record, at=at)
    clocks.start(
        rule=rules.FINISH, target=record, office=record.office, trigger_at=at, owner=by, by=by, at=at
    )
    return record


@transaction.atomic
def describe(*, record, by, version, at=None, **described):
    """Write what the document is, what its page and zone say, with what it was looked at. Raises StaleExamination."""
    at = now(at)
    record = hold(record, by=by, version=version)
    _fill(record, described, by, at)
    _save(record, *DESCRIBED, "controls", "reading")
    recontrol(record)
    trail.record(
        "examination described", record, by=by, marking=record.marking, detail=changed(described), at=at
    )
    following.put_in_index(record)
    return record


@transaction.atomic
def look_at(*, record, by, version, features, at=None):
    """Write what was seen: `features` maps the code of a feature to (result, note). One marked as not examined, or left
    out, has no row. Raises StaleExamination."""
    at = now(at)
    record = hold(record, by=by, version=version)
    seen = {code: told for code, told in features.items() if told[0] and told[0] != Result.NOT_EXAMINED}
    record.features.all().delete()
    Feature.objects.bulk_create(
        Feature(examination=record, code=code, result=result, note=note)
        for code, (result, note) in seen.items()
    )
    _save(record)
    found = {code: result for code, (result, _) in sorted(seen.items())}
    trail.record("features examined", record, by=by, detail=found, at=at)
    following.told_of(record, at=at)
    return record


@transaction.atomic
def conclude_as(*, record, by, version, fraud_types=(), indicators=(), at=None, **concluded):
    """Write the conclusion, to be confirmed by `take`. Raises StaleExamination, StepRefused."""
    at = now(at)
    record = hold(record, by=by, version=version)
    for name in CONCLUDED:
        setattr(record, name, concluded.get(name, ""))
    _save(record, *CONCLUDED)
    record.fraud_types.set(fraud_types)
    record.indicators.set(indicators)
    detail = {"conclusion": record.conclusion, "types": [each.code for each in fraud_types]}
    trail.record("conclusion drafted", record, by=by, detail=detail, at=at)
    return record


def hold(record, *, by, version):
    """The record as it stands, for its examiner to write in. Raises StepRefused, StaleExamination."""
    held = (
        Examination._base_manager.select_for_update().select_related("office", "examiner").get(pk=record.pk)
    )
    if held.status != Status.DRAFT:
        raise StepRefused(f"It is “{held.get_status_display().lower()}”: nothing is written in it now.")
    if not held.is_visible_to(by):
        raise StepRefused("There is no such examination.")
    if why := workflow.examines(by, held):
        raise StepRefused(why)
    if held.version != version:
        raise StaleExamination(held)
    return held


def changed(described):
    return {"changed": sorted(name for name in described if name != "marking")}


def _save(record, *names):
    record.version += 1
    record.save(update_fields=[*names, "version"])


def _fill(record, described, by, at):
    if unknown := set(described) - set(DESCRIBED):
        raise TypeError(f"An examination has no field {', '.join(sorted(unknown))}.")
    banner = described.pop("marking", "") or record.marking or MARKING
    for name, value in described.items():
        setattr(record, name, value)
    read = markings.parse(banner)
    if read.bits not in controls_for(by):
        raise StepRefused(f"The marking {read.banner} would keep you out yourself.")
    record.set_marking(banner)
    record.reading = _read(record.zone, record.office.local_date(at))


def _read(zone, day):
    """What the zone says, as `screen_documents` prints it; empty without one."""
    if not zone.strip():
        return {}
    found = mrz.read(mrz.tidy(zone).lines, inspection_date=day)
    return {
        "format": found.format, "valid": found.valid, "fields": dict(found.fields), "checks": dict(found.checks),
        "errors": list(found.errors), "warnings": list(found.warnings),
    }  # fmt: skip
