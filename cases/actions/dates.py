"""More time for a date of a case: given by somebody up the chain, in writing, never by the officer (A.2).

The same rules hold on the pages of dates: `KEEPER` answers for every date of a case.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from cases.actions.offences import RULE as LIMITATION
from cases.actions.timeline import hold, now, tell
from cases.models import Case
from cases.workflow import approves
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.keepers import EXTEND, REASSIGN, TOLL, Keeper
from secoffice.deadlines.models import Deadline, State
from secoffice.workflow import StepRefused

STAGE = "cases.preliminary_end"
OWN = "desk.bring_forward"
SAID = {EXTEND: "More time", TOLL: "Clock stopped"}


def may_extend(user, case, deadline):
    """Why this person cannot give more time; "" when they can. The end of a preliminary inquiry moves once,
    by the director; a limitation period can be tolled, never extended."""
    if deadline.rule == OWN:
        return "" if user.pk == deadline.owner_id else "Only whoever set this date moves it."
    if deadline.rule == LIMITATION:
        return "A limitation period is set by law: it can be tolled, never extended."
    if why := approves(user, case):
        return why
    if deadline.rule == STAGE and not user.has_role("DIRECTOR"):
        return "The end of a preliminary inquiry is extended by the director."
    if deadline.rule == STAGE and was_extended(deadline):
        return "The end of a preliminary inquiry can be extended once, and was."
    return ""


def was_extended(deadline):
    """Whether somebody gave more time before; a clock that was tolled or worked out again does not count."""
    rows = Deadline.objects.unrestricted(purpose="extended before")
    while deadline.follows_id:
        deadline = rows.get(pk=deadline.follows_id)
        if deadline.state == State.EXTENDED:
            return True
    return False


def latest(deadline):
    """The last day to which a date of a case can be extended."""
    return deadline.due_on + timedelta(days=settings.EXTENSION_DAYS)


@transaction.atomic
def extend(*, case, deadline, until, reason, by, at=None):
    """Extend an open date to a later day; the old row stays and the new one follows it."""
    at, case = now(at), hold(case)
    if why := may_extend(by, case, deadline):
        raise StepRefused(why)
    if not deadline.is_open:
        raise StepRefused("This date is over.")
    if until > (most := latest(deadline)):
        raise StepRefused(f"At most {settings.EXTENSION_DAYS} days more: until {most:%d %b %Y}.")
    return clocks.extend(deadline=deadline, until=until, reason=reason, by=by, at=at)


def case_of(deadline):
    return getattr(deadline, "_case", None) or framed().get(pk=deadline.target_id)


def framed():
    return Case._base_manager.select_related("office__parent__parent", "unit")


def gather(deadlines):
    """The cases of a list of dates, in one query."""
    cases = framed().in_bulk({deadline.target_id for deadline in deadlines})
    for deadline in deadlines:
        deadline._case = cases.get(deadline.target_id)


def why_not(deed, deadline, user):
    """For the pages of dates: whoever may extend also answers for tolling and for the owner of a date. Nobody
    hands on what they owe themselves."""
    case = case_of(deadline)
    if deed == REASSIGN and deadline.owner_id == user.pk:
        return "It is your own date; somebody else decides."
    return may_extend(user, case, deadline) if deed == EXTEND else approves(user, case)


def done(deed, old, new, *, by, at, reason):
    """Moved here or on the pages of dates, it is a line in the timeline."""
    if said := SAID.get(deed):
        says = f"{said}: {old.duty}, until {new.due_on:%d %b %Y}"
        tell(case_of(old), "date", says, by=by, at=at, text=reason)


KEEPER = Keeper(why_not=why_not, latest=latest, done=done, gather=gather)
