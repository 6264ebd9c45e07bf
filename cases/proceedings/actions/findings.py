"""Allegations, what was found of each, and what the case ended with."""

from django.db import transaction
from django.db.models import Max

from cases.actions.timeline import now, tell
from cases.proceedings.actions.entries import TAKEN_BACK, enter, writing_in
from cases.proceedings.models import Allegation, Finding, Outcome
from secoffice.audit import trail
from secoffice.workflow import StepRefused


class StaleFinding(StepRefused):
    """Somebody else found something of this allegation meanwhile; the sentence says what."""


@transaction.atomic
def allege(*, case, text, by, key, statute="", standard="", at=None):
    """List one point of what is alleged; it gets the next number."""
    if filed := Allegation.objects.filter(key=key, case=case, added_by=by).first():
        return filed
    writing_in(case, by=by)
    last = Allegation.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    given = {"text": text, "statute": statute, "standard": standard, "number": last + 1}
    return enter(Allegation, case=case, by=by, key=key, at=at, said=f"Allegation {last + 1} listed", **given)


@transaction.atomic
def find(*, allegation, result, basis, version, by, at=None):
    """File a finding. `version`: of the allegation as it was read; an earlier finding stays on file."""
    at, case = now(at), writing_in(allegation.case, by=by)
    rows = Allegation.objects.filter(pk=allegation.pk, withdrawn_at=None, version=version)
    if not rows.update(result=result, version=version + 1):
        raise _stale(allegation)
    found = Finding.objects.create(allegation=allegation, result=result, basis=basis, by=by, at=at)
    label = f"Allegation {allegation.number}: {found.get_result_display().lower()}"
    trail.record("found", case, by=by, detail={"allegation": allegation.pk, "result": result}, at=at)
    tell(case, "proceedings", label, by=by, at=at, text=basis)
    return found


def _stale(allegation):
    stands = allegation.findings.select_related("by").first()
    if Allegation.objects.filter(pk=allegation.pk, withdrawn_at=None).exists() and stands:
        return StaleFinding(
            f"{stands.by} found meanwhile: {stands.get_result_display().lower()}. {stands.basis} "
            "Send yours again to put it before that one."
        )
    return StaleFinding(TAKEN_BACK)


def dispose(*, case, code, on, by, key, subject=None, text="", at=None):
    """Add one of the dispositions of the closed list; a case may have several."""
    given = {"code": code, "on": on, "subject": subject, "text": text}
    said = f"Outcome: {Outcome(code=code).get_code_display()}"
    if subject is not None and (subject.case_id != case.pk or subject.compartment_id):
        raise StepRefused("This person is not on the case.")
    return enter(Outcome, case=case, by=by, key=key, said=said, at=at, **given)
