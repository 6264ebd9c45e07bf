"""More time for a date of a case: given by somebody up the chain, in writing, never by the officer (A.2)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from cases.actions.timeline import hold, now, tell
from cases.workflow import approves
from secoffice.deadlines import actions as clocks
from secoffice.workflow import StepRefused

STAGE = "cases.preliminary_end"


def may_extend(user, case, deadline):
    """Why this person cannot give more time; "" when they can. The end of a preliminary inquiry moves once,
    by the director."""
    if why := approves(user, case):
        return why
    if deadline.rule == STAGE and not user.has_role("DIRECTOR"):
        return "The end of a preliminary inquiry is extended by the director."
    if deadline.rule == STAGE and deadline.follows_id:
        return "The end of a preliminary inquiry can be extended once, and was."
    return ""


@transaction.atomic
def extend(*, case, deadline, until, reason, by, at=None):
    """Extend an open date to a later day; the old row stays and the new one follows it."""
    at, case = now(at), hold(case)
    if why := may_extend(by, case, deadline):
        raise StepRefused(why)
    if not deadline.is_open:
        raise StepRefused("This date is over.")
    most = deadline.due_on + timedelta(days=settings.EXTENSION_DAYS)
    if until > most:
        raise StepRefused(f"At most {settings.EXTENSION_DAYS} days more: until {most:%d %b %Y}.")
    longer = clocks.extend(deadline=deadline, until=until, reason=reason, by=by, at=at)
    tell(
        case, "date", f"More time: {deadline.duty}, until {longer.due_on:%d %b %Y}", by=by, at=at, text=reason
    )
    return longer
