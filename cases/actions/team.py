"""Who works on a case, who may read it, who must not, and who asks to."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from cases.actions import access_ends, compartments
from cases.actions.access_ends import IN_TEAM
from cases.actions.assigning import notify
from cases.actions.timeline import hold, now, tell
from cases.models import AccessRequest, Case, TeamMember
from cases.workflow import approves, kept_out, recused, works_or_approves
from secoffice.access.actions import admit, recuse, withdraw
from secoffice.accounts.models import User
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.workflow import StepRefused

A_DAY, MOST_A_DAY = timedelta(days=1), 20  # requests for access by one person: nobody tries out every number


def _allowed(by, case):
    if why := works_or_approves(by, hold(case)):
        raise StepRefused(why)


@transaction.atomic
def add(*, case, user, by, reason, part="MEMBER", until=None, at=None):
    """Put a colleague on the team or the reading list; they are told by notice. `until` is kept as the end of
    that day at the case's office."""
    at = now(at)
    _allowed(by, case)
    until = access_ends.last_second(case, until)
    if why := kept_out(user, case):
        raise StepRefused(why)
    member, new = TeamMember.objects.update_or_create(
        case=case,
        user=user,
        left_at=None,
        defaults={"part": part, "reason": reason, "until": until},
        create_defaults={"part": part, "reason": reason, "until": until, "added_by": by, "added_at": at},
    )
    admit(case, principal=f"user:{user.pk}", reason=IN_TEAM, by=by, until=until, at=at)
    access_ends.follow(case, user, until, by=by, at=at)
    trail.record("team", case, by=by, reason=reason, detail={"person": user.pk, "part": part}, at=at)
    if new:
        tell(case, "team", f"{user} joined the team", by=by, at=at, text=reason)
        notify(
            case, "team", "you were added to a case", recipient=user, by=by, step=f"member {member.pk}", at=at
        )
    return member


@transaction.atomic
def remove(*, case, user, by, reason, at=None):
    at = now(at)
    _allowed(by, case)
    if not case.team.filter(user=user, left_at__isnull=True).update(left_at=at):
        raise StepRefused(f"{user} is not in the team.")
    withdraw(case, principal=f"user:{user.pk}", by=by, reason=reason, of=IN_TEAM, at=at)
    access_ends.fall_away(case, user, by=by, at=at)
    compartments.follow(case, by=by, at=at)
    trail.record("left team", case, by=by, reason=reason, detail={"person": user.pk}, at=at)
    tell(case, "team", f"{user} left the team", by=by, at=at, text=reason)


@transaction.atomic
def declare_conflict(*, case, user, by, reason, at=None):
    """Recuse somebody: themselves, or a colleague by a supervisor. It outranks every way in (§0.3.6)."""
    at = now(at)
    if by != user and (why := approves(by, hold(case))):
        raise StepRefused(why)
    if not reason.strip():
        raise StepRefused("Say what the conflict is, in a sentence.")
    if recused(user, hold(case)):
        return
    take_off(case, user, by=by, at=at)
    recuse(case, user=user, reason=reason, by=by, at=at)
    compartments.follow(case, by=by, at=at)
    tell(case, "recused", f"{user} is recused", by=by, at=at)


def take_off(case, user, *, by, at):
    """Whoever is kept out of a case works it no more; their dates go to somebody who may see them."""
    case.team.filter(user=user, left_at__isnull=True).update(left_at=at)
    access_ends.fall_away(case, user, by=by, at=at)
    if user.pk in (case.officer_id, case.offered_to_id):
        held = ("officer", "offered_to")
        gone = {name: None for name in held if getattr(case, f"{name}_id") == user.pk}
        Case._base_manager.filter(pk=case.pk).update(**gone)
        if "offered_to" in gone:
            clocks.supersede(target=case, rule="cases.accept", by=by, at=at)
        case.assignments.filter(officer=user, state="OFFERED").update(
            state="RETURNED", reason="Recused", answered_at=at
        )
        notify(
            case,
            "assignment",
            "case needs an officer",
            recipient=case.supervisor,
            by=by,
            step=f"recused {user.pk}",
            at=at,
        )
    heirs = (case.supervisor, case.officer, case.logged_by)
    heir = next((person for person in heirs if person and person != user), None)
    clocks.reassign(target=case, owner=heir, of=user, by=by, at=at)


@transaction.atomic
def ask_access(*, reference, reason, by, at=None):
    """Ask to see a record by reference. The answer is the same whether it exists or not (§0.6.13)."""
    at, reference = now(at), reference.strip().upper()[:40]
    User.objects.select_for_update().get(pk=by.pk)  # parallel requests do not get round the count
    case = Case.objects.unrestricted(purpose="ask for access").filter(reference=reference).first()
    if case and recused(by, case):
        case = None
    asked = AccessRequest.objects.filter(by=by, reference=reference, state="ASKED").first()
    if asked:
        return asked
    if AccessRequest.objects.filter(by=by, at__gt=at - A_DAY).count() >= MOST_A_DAY:
        raise StepRefused("You asked for many records today. Go on tomorrow, or speak to your supervisor.")
    asked = AccessRequest.objects.create(reference=reference, case=case, by=by, reason=reason, at=at)
    trail.record("asked for access", by=by, reason=reason, detail={"reference": reference}, at=at)
    if case:
        for person in keepers(case):
            notify(
                case,
                "access",
                "somebody asks to see a case",
                recipient=person,
                by=by,
                step=f"asked {asked.pk}",
                at=at,
            )
    return asked


def keepers(case):
    """Who answers a request for access: the officer and the supervisor, else the office's director."""
    people = {person for person in (case.officer, case.supervisor) if person and person.is_active}
    return people or set(
        User.objects.filter(
            Q(groups__name="DIRECTOR") | Q(groups__name="RSO"), office=case.office, is_active=True
        )
    )


@transaction.atomic
def answer_request(*, request, grants, by, reason="", until=None, at=None):
    """Grant or refuse a request for access; the asker is told only when it is granted."""
    at = now(at)
    _allowed(by, request.case)
    if request.by_id == by.pk:
        raise StepRefused("You cannot answer your own request.")
    state = "GRANTED" if grants else "REFUSED"
    if not AccessRequest.objects.filter(pk=request.pk, state="ASKED").update(
        state=state, decided_by=by, decided_at=at
    ):
        raise StepRefused("Somebody else answered this request meanwhile.")
    trail.record(
        f"access {state.lower()}", request.case, by=by, reason=reason, detail={"person": request.by_id}, at=at
    )
    if grants:
        add(
            case=request.case,
            user=request.by,
            by=by,
            part="READER",
            until=until,
            at=at,
            reason=reason or request.reason[:200],
        )
