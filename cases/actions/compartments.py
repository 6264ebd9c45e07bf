"""Who is let into the compartments of a case: its officer and the lead of its unit by rule, others by name with
a reason. Nobody stays in who may not see the case."""

from django.db import transaction

from cases.actions.timeline import hold, now, tell
from cases.models import Case, Compartment, Subject
from cases.workflow import approves
from secoffice.access.actions import admit, recontrol, recuse, withdraw
from secoffice.access.models import Admission, Recusal
from secoffice.audit import trail
from secoffice.workflow import StepRefused

OFFICER, LEAD, NAMED = "works the case", "leads the unit", "named into the compartment"
KIND = "cases.compartment"


def by_rule(case):
    """Principals let in without being named. Until a case has an officer, its author keeps what they wrote."""
    holder = case.officer_id or case.logged_by_id
    lead = f"lead:{case.unit_id}" if case.unit_id else f"role:DIRECTOR@{case.office_id}"
    return {f"user:{holder}": OFFICER, lead: LEAD}


def of(case, part, *, by, at):
    """The compartment a part is kept in, made when it is first needed; None for a part that all readers see."""
    kind = Subject.KEPT_IN.get(part)
    if kind is None:
        return None
    compartment, new = Compartment._base_manager.get_or_create(
        case=case, kind=kind, defaults={"at": at, "controls": case.controls}
    )
    if new:
        _let_in(case, compartment, by=by, at=at)
    return compartment


def follow(case, *, by, at):
    """After a change of officer, unit, team, marking or recusals: the compartments let in whom they should."""
    inside = list(Compartment._base_manager.filter(case=case).select_related("case"))
    case = Case._base_manager.get(pk=case.pk) if inside else case
    for compartment in inside:
        if compartment.controls != case.controls:
            Compartment._base_manager.filter(pk=compartment.pk).update(controls=case.controls)
            compartment.controls = case.controls
            recontrol(compartment)
        _let_in(case, compartment, by=by, at=at)
        _let_out(case, compartment, by=by, at=at)


def _let_in(case, compartment, *, by, at):
    for principal, reason in by_rule(case).items():
        admit(compartment, principal=principal, reason=reason, by=by, at=at)
    kept_out = Recusal.objects.filter(target_type="cases.case", target_id=case.pk).select_related("user")
    already = Recusal.objects.filter(target_type=KIND, target_id=compartment.pk).values("user")
    for recusal in kept_out.exclude(user__in=already):
        recuse(compartment, user=recusal.user, reason=recusal.reason, by=by, at=at)


def _let_out(case, compartment, *, by, at):
    """Former officers and units, and those named in who lost the case itself."""
    rules = by_rule(case)
    readers = Admission.objects.filter(target_type="cases.case", target_id=case.pk).values("principal")
    inside = Admission.objects.filter(target_type=KIND, target_id=compartment.pk)
    for row in inside.exclude(reason=NAMED):
        if rules.get(row.principal) != row.reason:
            withdraw(compartment, principal=row.principal, by=by, of=row.reason, at=at)
    for row in inside.filter(reason=NAMED).exclude(principal__in=readers):
        withdraw(compartment, principal=row.principal, by=by, of=NAMED, at=at)


def may_name(user, case):
    """Who is in is decided by the officer, or by whoever supervises the case."""
    if user.pk == (case.officer_id or case.logged_by_id):
        return ""
    return approves(user, case) and "Only the officer or a supervisor of this case lets others in."


@transaction.atomic
def name_into(*, compartment, user, reason, by, at=None):
    """Let a reader of the case into one of its compartments."""
    at, case = now(at), hold(compartment.case)
    _allowed(compartment, by)
    if not case.is_visible_to(user):
        raise StepRefused("First this colleague must be let in to the case itself.")
    mine = Admission.objects.filter(
        target_type="cases.case", target_id=case.pk, principal=f"user:{user.pk}"
    ).values_list("until", flat=True)
    until = max(mine) if mine and all(mine) else None
    admit(compartment, principal=f"user:{user.pk}", reason=NAMED, by=by, until=until, at=at)
    trail.record("named in", compartment, by=by, reason=reason, detail={"person": user.pk}, at=at)
    says = f"{user} was let into the compartment “{compartment.get_kind_display()}”"
    tell(case, "compartment", says, by=by, at=at, text=reason, compartment=compartment)


@transaction.atomic
def let_out(*, compartment, user, reason, by, at=None):
    """Take somebody out again who was named in."""
    at, case = now(at), hold(compartment.case)
    _allowed(compartment, by)
    if not withdraw(compartment, principal=f"user:{user.pk}", by=by, reason=reason, of=NAMED, at=at):
        raise StepRefused(f"{user} was not named into this compartment.")
    says = f"{user} left the compartment “{compartment.get_kind_display()}”"
    tell(case, "compartment", says, by=by, at=at, text=reason, compartment=compartment)


def _allowed(compartment, by):
    if not compartment.is_visible_to(by):
        raise StepRefused("There is nothing here that you could change.")
    if why := may_name(by, compartment.case):
        raise StepRefused(why)
