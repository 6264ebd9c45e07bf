"""Asking all files, saying how a file answers, planning operations, bringing two sides together."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from cases.actions.timeline import hold, now, tell
from cases.deconfliction import answering, finding
from cases.deconfliction.models import Check, Contact, FileMode, Operation
from cases.deconfliction.terms import digest
from cases.deconfliction.workflow import WORKFLOW
from cases.workflow import approves, may_write
from secoffice.accounts.models import User
from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.workflow import StepRefused

A_DAY = timedelta(days=1)
OFTEN = "You asked very often today. Go on tomorrow, or speak to your supervisor."


class TooOften(Refused):
    """More questions in a day than one person may ask."""


@transaction.atomic
def ask(*, terms, by, cause=Check.Cause.HAND, case=None, compartment=None, reason="", key=None, at=None):
    """Ask all files for a number, or for a name with a birth date. The same key gives the check already made. The
    holders of what it met are told by the sweeper, so that a hit costs the asker no time. Raises TooOften."""
    at = now(at)
    if key and (made := Check.objects.filter(key=key, by=by).first()):
        return made
    withheld = _counted(by, cause, at)
    met, people = finding.files_with(terms, besides=case.pk if case else None)
    given = {"key": key, "cause": cause, "case": case, "compartment": compartment, "reason": reason}
    own = finding.is_own(terms, by, people)
    return _keep(met, terms.words, terms.digests, own=own, withheld=withheld, by=by, at=at, **given)


def _counted(by, cause, at):
    """Whether answers are withheld from this asker today; what is asked by hand is refused then."""
    User.objects.select_for_update().get(pk=by.pk)  # parallel questions do not get round the count
    many = Check.objects.filter(by=by, at__gt=at - A_DAY).count() >= settings.DECONFLICTION_A_DAY
    if many and cause == Check.Cause.HAND:
        raise TooOften(OFTEN)
    return many


def _keep(met, asked, digests, *, own, withheld, by, at, key, case, compartment, **given):
    answer, rows = answering.said(met, own=own, withheld=withheld, by=by)
    more = {"key": key} if key else {}
    check = Check.objects.create(
        asked=asked, digests=digests, met=rows, withheld=withheld, by=by, at=at, case=case,
        compartment=compartment, **answer, **given, **more,
    )  # fmt: skip
    detail = {"check": check.pk, "asked": asked, "digests": digests}
    trail.record("deconfliction", compartment or case, by=by, reason=given["reason"], detail=detail, at=at)
    return check


@transaction.atomic
def plan_operation(*, case, by, key, at=None, **given):
    """Put an operation on file and ask whether another is near it. Gives the operation and its check."""
    at = now(at)
    if made := Operation.objects.filter(key=key, by=by, case=case).first():
        return made, Check.objects.filter(case=case, by=by, cause="OPERATE", at=made.at).first()
    _allowed(by, case)
    operation = Operation.objects.create(key=key, case=case, by=by, at=at, **given)
    trail.record("operation planned", case, by=by, detail={"operation": operation.pk}, at=at)
    tell(case, "operation", f"{operation.get_kind_display()} planned", by=by, at=at, text=operation.place)
    withheld = _counted(by, Check.Cause.OPERATION, at)
    met = finding.files_near(operation)
    where = f"{operation.latitude:.4f} {operation.longitude:.4f} {operation.starts_at} {operation.ends_at}"
    check = _keep(
        met, "Operation in place and time", [digest(where)], own=False, withheld=withheld, by=by, at=at,
        key=None, case=case, compartment=None, cause=Check.Cause.OPERATION, reason="",
    )  # fmt: skip
    return operation, check


@transaction.atomic
def call_off(*, operation, reason, by, at=None):
    """The operation does not take place; it stays on file, struck out."""
    at, case = now(at), operation.case
    _allowed(by, case)
    standing = Operation.objects.filter(pk=operation.pk, called_off_at=None)
    if not standing.update(called_off_at=at, called_off_by=by, why_called_off=reason):
        raise StepRefused("Somebody called this off meanwhile.")
    trail.record(
        "operation called off", case, by=by, reason=reason, detail={"operation": operation.pk}, at=at
    )
    says = f"{operation.get_kind_display()} called off"
    tell(case, "operation", says, by=by, at=at, text=reason)


def _allowed(by, case):
    if why := may_write(by, hold(case)):
        raise StepRefused(why)


@transaction.atomic
def set_mode(*, case, mode, reason, by, at=None):
    """Say how this file answers those who may not see it. A supervisor's decision."""
    at = now(at)
    if why := approves(by, hold(case)):
        raise StepRefused(why)
    given = {"mode": mode, "reason": reason, "by": by, "at": at}
    FileMode.objects.update_or_create(case=case, defaults=given)
    trail.record("deconfliction mode", case, by=by, reason=reason, detail={"mode": str(mode)}, at=at)
    tell(case, "mode", f"Deconfliction: {mode.lower()}", by=by, at=at, text=reason)


@transaction.atomic
def take(*, conflict, step, text, key, by, at=None):
    """A step of the liaison officer, and what both sides are told with it."""
    if Contact.objects.filter(key=key, by=by, conflict=conflict).exists():
        return conflict
    return WORKFLOW.take(conflict, step, by=by, reason=text, at=now(at), given={"key": key})
