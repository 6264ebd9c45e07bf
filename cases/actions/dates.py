"""Who moves a date of a case: somebody up the chain, in writing, never whoever owes it and never whoever works the
case (A.2, §0.4). `KEEPER` says so to the pages of dates, where all dates are moved.
"""

from datetime import timedelta

from django.conf import settings

from cases.actions import access_ends
from cases.actions.offences import RULE as LIMITATION
from cases.actions.timeline import tell
from cases.models import Case
from cases.workflow import approves
from secoffice.deadlines.keepers import EXTEND, REASSIGN, TOLL, Keeper
from secoffice.deadlines.models import Deadline, State

STAGE = "cases.preliminary_end"
OWN = "desk.bring_forward"
SAID = {EXTEND: "More time", TOLL: "Clock stopped"}
DECIDES = {EXTEND: "gives more time", TOLL: "stops its clocks", REASSIGN: "hands over its dates"}


def why_not(deed, deadline, user):
    """Why this person cannot move this date; "" when they can. A date that somebody set themselves is theirs to
    move; a limitation period can be tolled, never extended."""
    if deadline.rule == access_ends.RULE:
        return access_ends.why_not(deed, deadline, user, case_of(deadline))
    if deed == EXTEND and deadline.rule == OWN:
        return "" if user.pk == deadline.owner_id else "Only whoever set this date moves it."
    if deed == EXTEND and deadline.rule == LIMITATION:
        return "A limitation period is set by law: it can be tolled, never extended."
    if why := not_theirs_to_decide(deed, deadline, user):
        return why
    return end_of_stage(deadline, user) if deed == EXTEND and deadline.rule == STAGE else ""


def not_theirs_to_decide(deed, deadline, user):
    """Nobody gives themselves time for what they owe, be it a review of somebody else's case (§0.6.5)."""
    case = case_of(deadline)
    if deadline.owner_id == user.pk:
        return "It is your own date; somebody else decides."
    if user.pk in (case.officer_id, case.logged_by_id, case.offered_to_id):
        return f"You logged or work this case yourself; somebody else up the chain {DECIDES[deed]}."
    return approves(user, case)


def end_of_stage(deadline, user):
    """The end of a preliminary inquiry moves once, by the director."""
    if not user.has_role("DIRECTOR"):
        return "The end of a preliminary inquiry is extended by the director."
    if was_extended(deadline):
        return "The end of a preliminary inquiry can be extended once, and was."
    return ""


def was_extended(deadline):
    """Whether somebody gave more time before; a clock that was tolled or worked out again does not count."""
    if not deadline.follows_id:
        return False
    before = getattr(deadline, "_before", None) or stages_of({deadline.target_id})
    earlier = deadline.follows_id
    while earlier in before:
        earlier, state = before[earlier]
        if state == State.EXTENDED:
            return True
    return False


def stages_of(case_ids):
    """The ends of stages of these cases as they were and are: by id, which each follows and its state."""
    rows = Deadline.objects.unrestricted(purpose="extended before").filter(
        target_type=Case._meta.label_lower, target_id__in=case_ids, rule=STAGE
    )
    return {pk: (follows, state) for pk, follows, state in rows.values_list("pk", "follows_id", "state")}


def latest(deadline):
    """The last day to which a date of a case can be extended."""
    return deadline.due_on + timedelta(days=settings.EXTENSION_DAYS)


def case_of(deadline):
    return getattr(deadline, "_case", None) or framed().get(pk=deadline.target_id)


def framed():
    return Case._base_manager.select_related("office__parent__parent", "unit")


def gather(deadlines):
    """The cases of a list of dates, in one query, and what became of their stages in another."""
    cases = framed().in_bulk({deadline.target_id for deadline in deadlines})
    moved = {row.target_id for row in deadlines if row.rule == STAGE and row.follows_id}
    before = stages_of(moved) if moved else {}
    for deadline in deadlines:
        deadline._case, deadline._before = cases.get(deadline.target_id), before


def hold(deadlines):
    """Those who work one of these cases at the same moment take turns (see `timeline.hold`), in one order."""
    rows = Case._base_manager.select_for_update().filter(pk__in={row.target_id for row in deadlines})
    list(rows.order_by("pk").values_list("pk"))


def done(deed, old, new, *, by, at, reason):
    """Whatever moves a date of a case is a line in its timeline. With its date an access ends later."""
    if old.rule == access_ends.RULE:
        access_ends.moved(new, by=by, at=at, reason=reason)
    if said := SAID.get(deed):
        says = f"{said}: {old.duty}, until {new.due_on:%d %b %Y}"
        tell(case_of(old), "date", says, by=by, at=at, text=reason)


KEEPER = Keeper(why_not=why_not, latest=latest, done=done, gather=gather, hold=hold)
