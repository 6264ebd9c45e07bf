"""Logging a case and putting people on it."""

from django.db import IntegrityError, transaction

from cases.actions.subjects import add_subject
from cases.actions.timeline import hold, now, put_in_index, tell
from cases.kinds import KINDS
from cases.models import Case
from cases.numbers import next_number
from cases.workflow import first_clock, may_acknowledge, may_write, start_clock
from secoffice.access.actions import admit_all
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.deadlines import rules
from secoffice.deadlines.models import Deadline
from secoffice.records.actions import keep
from secoffice.workflow import StepRefused


def first_readers(case):
    """Who knows of a new case: its author, and those who supervise it (§0.3.5). A compartmented kind is kept
    to the author, the unit's supervisor and the director until people are named."""
    office, readers = case.office_id, {f"user:{case.logged_by_id}": "logged it"}
    if case.unit_id:
        readers[f"lead:{case.unit_id}"] = "supervises the unit"
    readers[f"role:DIRECTOR@{office}"] = "directs the office"
    if not KINDS[case.kind].compartment:
        readers[f"role:RSO@{office}"] = "answers for the post"
        readers[f"role:INTAKE@{office}"] = "screens complaints"
        if not case.unit_id:
            readers[f"role:CASE_SUP@{office}"] = "supervises cases of the office"
    return readers


def log_case(*, key, by, subjects=(), at=None, **given):
    """Log a case: number, admissions, clocks, subjects and audit entry in one transaction.

    `given` are fields of Case; `subjects` a list of {person|facts, part, kind}. The same key by the same
    author gives the case already logged. Raises MarkingError, ValueError.
    """
    made = Case._base_manager.filter(key=key, logged_by=by).first()
    if made:
        return made
    try:
        with transaction.atomic(), trail.held(), rules.held():
            return _log(key=key, by=by, subjects=subjects, at=now(at), **given)
    except IntegrityError:
        made = Case._base_manager.filter(key=key, logged_by=by).first()
        if made is None:
            raise
        return made


def _log(*, key, by, subjects, at, **given):
    marking = given.pop("marking", "") or KINDS[given["kind"]].marking
    office = given["office"]
    case = Case(key=key, logged_by=by, opened_at=at, status_at=at, **given)
    case.set_marking(marking)
    case.received_on = case.received_on or office.local_date(at)
    case.reference = next_number(office, office.local_date(at))
    case.save(force_insert=True)
    admit_all(case, principals=first_readers(case), by=by, at=at)
    trail.record("logged", case, by=by, marking=case.marking, detail={"kind": case.kind}, at=at)
    tell(case, "logged", f"Logged as {case.get_kind_display().lower()}", by=by, at=at)
    for subject in subjects:
        add_subject(case=case, by=by, at=at, indexed=False, **subject)
    owed = () if case.anonymous else ("cases.acknowledge",)
    for rule in (*owed, "cases.screen", *KINDS[case.kind].rules):
        first_clock(rule, case, by=by, at=at)
    put_in_index(case)
    keep(record=case, by=by, at=at)
    return case


def _allowed_now(by, case):
    if why := may_write(by, hold(case)):
        raise StepRefused(why)


@transaction.atomic
def acknowledge(*, case, by, how, at=None):
    """Record that the complainant was told the complaint arrived (A.2: within two business days)."""
    at = now(at)
    if why := may_acknowledge(by, hold(case)):
        raise StepRefused(why)
    if clocks.meet(target=case, rule="cases.acknowledge", by=by, at=at) is None:
        raise StepRefused("No acknowledgement is owed: it was given already, or the source stays anonymous.")
    trail.record("acknowledged", case, by=by, reason=how, at=at)
    tell(case, "acknowledged", "Complaint acknowledged", by=by, at=at, text=how)


@transaction.atomic
def finish_investigating(*, case, by, what, at=None):
    """The last investigative step is done: the report is due (A.2: thirty days)."""
    at = now(at)
    _allowed_now(by, case)
    if Deadline.objects.open().for_target(case).filter(rule="cases.report").exists():
        raise StepRefused("The last step is recorded already; the report is due.")
    trail.record("last step", case, by=by, reason=what, at=at)
    tell(case, "last step", "Last investigative step taken", by=by, at=at, text=what)
    start_clock("cases.report", case, by=by, at=at)
