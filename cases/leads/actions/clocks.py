"""The clocks of a lead: the reply on the calendar of the office that owes it, the decision on that of the asker."""

from cases.leads import deadlines as rules
from cases.leads.models import Lead
from secoffice.accounts.models import User
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.models import Deadline

HEADS = ("RSO", "CASE_SUP", "DIRECTOR")


def follow(lead, step, *, by, at, reason):
    """End and start what the step says."""
    for deadline in Deadline.objects.open().for_target(lead):
        if deadline.rule in step.stops:
            clocks.meet(deadline=deadline, by=by, at=at)
        elif "*" in step.supersedes or deadline.rule in step.supersedes:
            clocks.supersede(deadline=deadline, by=by, at=at, reason=reason[:500] or step.label)
    if set(rules.REPLY_RULES) & set(step.starts):
        start_reply(lead, by=by, at=at)
    for rule, office, owner in (
        (rules.ANSWER, lead.to_office, head_of),
        (rules.DECIDE, lead.from_office, asker_of),
    ):
        if rule in step.starts:
            clocks.start(
                rule=rule, target=lead, office=office, trigger_at=at, owner=owner(lead), by=by, at=at
            )


def start_reply(lead, *, by, at):
    """The clock of the precedence, from now, in place of one that runs."""
    clocks.supersede(target=lead, rule=rules.REPLY_RULES, by=by, at=at, reason="counted anew")
    return clocks.start(
        rule=rules.OF_PRECEDENCE[lead.precedence], target=lead, office=lead.to_office, trigger_at=at,
        owner=lead.assigned_to or head_of(lead), by=by, at=at,
    )  # fmt: skip


def hand(lead, officer, *, by, at):
    """The reply is owed by whoever works the lead."""
    clocks.reassign(target=lead, rule=rules.REPLY_RULES, owner=officer, by=by, at=at)


def take_from(lead, user, *, by, at):
    """Somebody was kept out: what they owed goes to the next who may know of the lead."""
    given = {"of": user, "by": by, "at": at, "reason": "kept out"}
    clocks.reassign(target=lead, rule=rules.DECIDE, owner=asker_of(lead), **given)
    clocks.reassign(target=lead, rule=(*rules.REPLY_RULES, rules.ANSWER), owner=head_of(lead), **given)


def hand_decision(lead, *, by, at):
    """The decision on a reply is owed by whoever works the case."""
    clocks.reassign(target=lead, rule=rules.DECIDE, owner=asker_of(lead), by=by, at=at)


def asker_of(lead):
    """Who decides on a reply: the officer of the case, else whoever wrote the lead, else the supervisor; the first who
    may know of it."""
    for person in (lead.case.officer, lead.asked_by, lead.case.supervisor):
        if person and person.is_active and lead.is_visible_to(person):
            return person
    return None


def heads_of(lead):
    """Those at the receiving office who are told of a lead, the post that comes first: the supervisor of its unit,
    security officers, supervisors, directors. Nobody who may not know of it."""
    if lead.to_unit_id and (head := lead.to_unit.supervisor) and head.is_active and lead.is_visible_to(head):
        return [head]
    for role in HEADS if lead.to_unit_id is None else ("RSO", "DIRECTOR"):
        people = User.objects.present().filter(office=lead.to_office_id).with_role(role).order_by("pk")
        if found := [person for person in people if lead.is_visible_to(person)]:
            return found
    return []


def head_of(lead):
    return next(iter(heads_of(lead)), None)


def refresh(lead_id):
    """Copy the soonest open date onto the lead, so that lists sort by it and show its ring without a join."""
    row = (
        Deadline.objects.unrestricted(purpose="next date of a lead")
        .filter(target_type="leads.lead", target_id=lead_id, state="open")
        .order_by("due_at", "pk")
        .first()
    )
    Lead._base_manager.filter(pk=lead_id).update(
        next_due_at=row and row.due_at, next_duty=row.duty if row else "", next_from_at=row and row.trigger_at
    )
