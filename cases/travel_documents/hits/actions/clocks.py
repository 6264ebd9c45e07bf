"""The clocks of a hit, on the calendar of its office."""

from cases.travel_documents.hits import deadlines as rules
from cases.travel_documents.hits import guards
from cases.travel_documents.hits.models import Hit
from secoffice.accounts.models import User
from secoffice.accounts.roles import APPROVERS
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.models import Deadline

FIRST = ("DOC_EXAM", "CONS_LIA", "RSO", "DUTY_OFF")


def start(hit, rule, *, by, at):
    """Who works it owes it; the sample is owed by a supervisor."""
    owner = supervisor_of(hit) if rule == rules.SAMPLE else owner_of(hit)
    return clocks.start(rule=rule, target=hit, office=hit.office, trigger_at=at, owner=owner, by=by, at=at)


def follow(hit, step, *, by, at, reason):
    """End and start what the step says."""
    for deadline in Deadline.objects.open().for_target(hit):
        if "*" in step.stops or deadline.rule in step.stops:
            clocks.meet(deadline=deadline, by=by, at=at)
        elif "*" in step.supersedes or deadline.rule in step.supersedes:
            clocks.supersede(deadline=deadline, by=by, at=at, reason=reason[:500] or step.label)
    for rule in step.starts:
        start(hit, rule, by=by, at=at)


def again(hit, rule, *, by, at):
    """This one is done, and the next of its kind runs from now."""
    clocks.meet(target=hit, rule=rule, by=by, at=at)
    start(hit, rule, by=by, at=at)


def hand(hit, owner, *, by, at):
    """What runs is owed by whoever works the hit, the sample excepted."""
    clocks.reassign(
        target=hit,
        rule=(rules.CONFIRM, rules.REMIND, rules.DECIDE, rules.DOCUMENT),
        owner=owner,
        by=by,
        at=at,
    )


def owner_of(hit):
    """Whoever works it; nobody yet: the first of the desk who may know of it."""
    if hit.officer_id and not guards.decides(hit.officer, hit):
        return hit.officer
    return next(iter(desk_of(hit)), hit.officer)


def desk_of(hit):
    """Those who decide at the office, the post that comes first, each admitted to this hit."""
    for role in FIRST:
        people = User.objects.present().filter(office=hit.office_id).with_role(role).order_by("pk")
        if found := [person for person in people if hit.is_visible_to(person)]:
            return found
    return []


def supervisor_of(hit):
    """The nearest who may look at a decision again and did not take it."""
    for office in hit.office.chain():
        for role in APPROVERS:
            people = User.objects.present().filter(office=office).with_role(role).order_by("pk")
            for person in people.exclude(pk__in=[hit.decided_by_id or 0]):
                if hit.is_visible_to(person):
                    return person
    return None


def refresh(hit_id):
    """Copy the soonest open date onto the hit, so that lists sort by it and show its ring without a join."""
    row = (
        Deadline.objects.unrestricted(purpose="next date of a hit")
        .filter(target_type="hits.hit", target_id=hit_id, state="open")
        .order_by("due_at", "pk")
        .first()
    )
    Hit._base_manager.filter(pk=hit_id).update(
        next_due_at=row and row.due_at, next_duty=row.duty if row else "", next_from_at=row and row.trigger_at
    )
