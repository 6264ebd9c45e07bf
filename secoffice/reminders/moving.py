"""Moving dates of several records at once, and handing one to somebody else.

Who may is said by the department that keeps the record (`deadlines.keepers`); each date stands by itself, so
that one refusal does not hold up the others unless that was asked for.
"""

from datetime import timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from secoffice.deadlines import actions, engine, keepers, rules
from secoffice.deadlines.actions.rows import known_to
from secoffice.deadlines.models import Deadline, State
from secoffice.ports import Refused, tell
from secoffice.reminders import told
from secoffice.reminders.history import day

CHANGED = "Somebody changed it meanwhile. Look at it again before you move it."
NOT_ALONE = "It could be moved, but the others could not, and you asked for all or none."
SAID_NO = (Refused, ValidationError, actions.DeadlineChanged)


class Outcome(NamedTuple):
    """What became of one date: the row that follows it, or why it stayed."""

    deadline: Deadline
    new: Deadline | None = None
    why: str = ""


@transaction.atomic
def extend_each(*, chosen, reason, by, days=None, until=None, together=False, at=None):
    """More time for each of (deadline, version as it was read), by a number of days or to a day. With
    `together` all of them move or none. What this person moved for the same reason before is not moved twice.
    Whoever owns or watches a date that somebody else moved is told.
    """
    at = at or timezone.now()
    asked = {"days": days, "until": until, "reason": reason, "by": by, "at": at}
    keepers.hold([deadline for deadline, _ in chosen])
    mark = transaction.savepoint()
    with rules.held():
        outcomes = [_extended(deadline, version, **asked) for deadline, version in chosen]
    if not together or all(outcome.new for outcome in outcomes):
        transaction.savepoint_commit(mark)
        tell("dates.moved", moved=[(each.deadline, each.new) for each in outcomes if each.new], by=by, at=at)
        return outcomes
    transaction.savepoint_rollback(mark)
    return [Outcome(each.deadline, None, each.why or NOT_ALONE) for each in outcomes]


@transaction.atomic
def hand_over(*, deadline, version, owner, reason, by, at=None):
    """Give one date to somebody who may read its record; they are told. Refused says why not."""
    known_to(by, deadline)
    keepers.hold([deadline])
    if why := keepers.why_not("reassign", deadline, by):
        raise Refused(why)
    if deadline.version != version:
        raise Refused(CHANGED)
    if not actions.reassign(deadline=deadline, owner=owner, by=by, reason=reason, at=at):
        raise Refused("It is theirs already.")
    told.owe(
        kind="assignment", source_type=deadline.target_type, source_id=deadline.target_id,
        recipient_id=owner.pk, duty=f"{deadline.duty}, handed to you"[:120], reference=deadline.reference,
        url=deadline.target_url, office_id=deadline.office_id, due_on=deadline.due_on,
        due_at=deadline.due_at, at=at,
    )  # fmt: skip


def _extended(deadline, version, *, days, until, reason, by, at):
    """One date, in a savepoint of its own."""
    asked = counted(deadline, days, until)
    if repeated := _moved_before(deadline, asked, reason, by):
        return Outcome(deadline, repeated)
    try:
        with transaction.atomic():
            return Outcome(deadline, _longer(deadline, version, asked, reason, by, at))
    except SAID_NO as refused:
        if repeated := _moved_before(deadline, asked, reason, by):
            return Outcome(deadline, repeated)
        return Outcome(deadline, None, " ".join(getattr(refused, "messages", None) or [str(refused)]))


def _longer(deadline, version, asked, reason, by, at):
    known_to(by, deadline)
    if why := keepers.why_not("extend", deadline, by):
        raise Refused(why)
    if deadline.version != version:
        raise Refused(CHANGED)
    latest = keepers.latest(deadline)
    longer = actions.extend(deadline=deadline, reason=reason, by=by, at=at, **asked)
    if latest and longer.office.local_date(longer.raw_at) > latest:
        raise Refused(f"It can be extended until {day(latest)} at most.")
    return longer


def counted(deadline, days, until):
    """Days as the rule counts them; where it counts hours, months or years, as a day so much later."""
    if until is not None:
        return {"until": until}
    if deadline.unit in (engine.CALENDAR_DAYS, engine.BUSINESS_DAYS):
        return {"days": days}
    return {"until": deadline.due_on + timedelta(days=days)}


def _moved_before(deadline, asked, reason, by):
    """The row that follows, where the same person sent the same form before."""
    same = Deadline.objects.filter(pk=deadline.pk, state=State.EXTENDED, closed_by=by, reason=reason)
    given = {"basis_on": asked["until"]} if "until" in asked else {"basis_days": asked["days"]}
    return Deadline.objects.filter(follows__in=same, **given).first()
