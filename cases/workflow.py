"""The life of a case as a table (domain A.2), with who may and why not."""

from django.db import transaction
from django.utils import timezone

from cases import deadlines as rules
from cases.models import LIVE, Status
from secoffice.access.models import Recusal, controls_for
from secoffice.accounts.roles import APPROVERS
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.deadlines import rules as clock_rules
from secoffice.deadlines.models import Deadline
from secoffice.workflow import Checklist, Step, StepRefused, Workflow

S = Status
WORKING = (S.PRELIMINARY, S.FULL, S.PROSECUTION, S.ADMIN_ACTION)

# Checks that later departments add to (leads, evidence, reports); until then the step says so.
SCREENING = Checklist("cases.screen")
REFERRING = Checklist("cases.refer", {"report": "Report of investigation approved"})
CLOSING = Checklist(
    "cases.close",
    {
        "findings": "Every allegation has a finding",
        "leads": "Every lead is closed or cancelled with a reason",
        "evidence": "Every exhibit has a disposition order or is on hold",
        "prosecutor": "The prosecutor’s decision is filed",
        "notices": "Victims and partner agencies are told where the law requires",
        "retention": "A retention item is assigned",
    },
)


def recused(user, case):
    return Recusal.objects.filter(user=user, target_type=case._meta.label_lower, target_id=case.pk).exists()


def approves(user, case):
    """Somebody up the chain who is neither the officer nor the author (§0.4, §0.6.5)."""
    if user.pk in (case.officer_id, case.logged_by_id, case.offered_to_id):
        return "You cannot approve a case that you logged or work yourself; somebody else up the chain must."
    if not user.has_role(*APPROVERS) or user.office_id not in {office.pk for office in case.office.chain()}:
        return "Only a supervisor of this case, or somebody further up the chain, can do this."
    if user.office_id == case.office_id and not user.has_role("RSO", "DIRECTOR"):
        if case.unit_id and case.unit_id not in user.leads:
            return "Only the supervisor of the case’s unit, or somebody further up the chain, can do this."
    return ""


def screens(user, case):
    """Intake screens; so may whoever could approve."""
    if user.has_role("INTAKE") and user.office_id == case.office_id:
        return ""
    return approves(user, case) and "Screening is for intake, or for a supervisor who did not log the case."


def kept_out(user, case):
    """Why this colleague cannot be let in: recused (which is not said), or not admitted by the marking."""
    if not user.is_active:
        return f"{user} does not work here any more."
    if case.controls not in controls_for(user):
        return f"The marking {case.marking} does not admit {user}, who is {user.get_employment_display().lower()}."
    if recused(user, case):
        return "This person cannot be let in to this case."
    return ""


def in_team(user, case):
    """Works on it now. A page brings the answer for its reader along (`reader_id`, `in_team`): it asks often."""
    if case.__dict__.get("reader_id") == user.pk:
        return case.in_team
    return case.team.now(timezone.now()).filter(user=user, part="MEMBER").exists()


def works(user, case):
    """The officer, a member of the team, or whoever logged a case that nobody has yet."""
    if user.pk == case.officer_id or (case.officer_id is None and user.pk == case.logged_by_id):
        return ""
    if in_team(user, case):
        return ""
    return "Only the officer and the team of this case can do this."


def works_or_approves(user, case):
    return (
        works(user, case)
        and approves(user, case)
        and ("Only the officer, the team, or a supervisor of this case can do this.")
    )


def may_write(user, case):
    """Whoever works the case or supervises it writes in it, as long as it lives."""
    if not case.is_live:
        return f"The case is {case.get_status_display().lower()}; reopen it to write in it."
    return works_or_approves(user, case)


def may_review(user, case):
    """A live case is reviewed by whoever may approve its steps."""
    if not case.is_live:
        return f"The case is {case.get_status_display().lower()}; there is nothing to review."
    return approves(user, case)


def may_acknowledge(user, case):
    """Whoever took the complaint, works it, screens it or supervises it."""
    return (
        works(user, case)
        and screens(user, case)
        and ("Only the officer, the team, intake or a supervisor of this case can do this.")
    )


def came_from(*statuses):
    def may(user, case):
        if case.came_from not in statuses:
            return f"It was suspended from “{Status(case.came_from).label if case.came_from else '—'}”."
        return approves(user, case)

    return may


@SCREENING.provide("source", "Source, channel and allegation are recorded")
def source_recorded(case):
    return (
        []
        if case.source and case.channel and case.allegation.strip()
        else ["The source or allegation is missing."]
    )


@CLOSING.provide("approvals", "Nothing is waiting for a decision")
def nothing_waits(case):
    waiting = case.__dict__.get("waiting_besides_close")
    if waiting is None:
        waiting = case.approvals.filter(state="ASKED").exclude(step="close").count()
    return [f"{waiting} request{'s' * (waiting > 1)} for approval wait for a decision."] if waiting else []


@CLOSING.provide("officer", "No assignment is waiting for an answer")
def no_open_offer(case):
    return ["An assignment waits for an answer."] if case.offered_to_id else []


@CLOSING.provide("spills", "No spill is open")
def no_open_spill(case):
    spills = case.__dict__.get("open_spills")
    if spills is None:
        spills = case.spills.filter(state="QUARANTINED").count()
    return ["Something in this case is quarantined."] if spills else []


SUPERVISOR = "supervisor of the unit, or further up the chain; never the officer or the author"

STEPS = (
    Step(
        "screen",
        (S.COMPLAINT,),
        S.SCREENED,
        screens,
        "Screen",
        needs_reason=True,
        reason_label="Jurisdiction, and what was searched for duplicates",
        checks=SCREENING,
        stops=("cases.screen",),
        who="intake, or a supervisor who did not log it",
    ),
    Step(
        "open_preliminary",
        (S.SCREENED, S.REOPENED),
        S.PRELIMINARY,
        approves,
        "Open a preliminary inquiry",
        needs_reason=True,
        reason_label="Predicate: why a crime or threat may be occurring",
        approval=True,
        starts=rules.PRELIMINARY,
        who=SUPERVISOR,
    ),
    Step(
        "open_full",
        (S.SCREENED, S.PRELIMINARY, S.REOPENED),
        S.FULL,
        approves,
        "Open a full investigation",
        needs_reason=True,
        reason_label="Articulable facts, and the plan",
        approval=True,
        starts=rules.REVIEWS[:3],
        supersedes=rules.PRELIMINARY,
        who=SUPERVISOR,
    ),
    Step(
        "refer",
        (S.SCREENED, *WORKING, S.REOPENED),
        S.REFERRED,
        approves,
        "Refer",
        needs_reason=True,
        reason_label="To whom it was sent, and when",
        checks=REFERRING,
        approval=True,
        starts=("cases.referral_diary",),
        stops=("cases.report",),
        who=SUPERVISOR,
    ),
    Step(
        "prosecute",
        (S.REFERRED,),
        S.PROSECUTION,
        works_or_approves,
        "Accepted for prosecution",
        needs_reason=True,
        reason_label="Who accepted it, and when",
        stops=("cases.referral_diary",),
        who="officer, team or supervisor",
    ),
    Step(
        "administrative",
        (S.REFERRED, S.FULL),
        S.ADMIN_ACTION,
        approves,
        "Take administrative action",
        needs_reason=True,
        reason_label="Which action, and who takes it",
        approval=True,
        stops=("cases.referral_diary",),
        who=SUPERVISOR,
    ),
    Step(
        "declined",
        (S.REFERRED,),
        S.FULL,
        works_or_approves,
        "Declined: resume the investigation",
        needs_reason=True,
        reason_label="Who declined it, and why",
        starts=("cases.review_next",),
        stops=("cases.referral_diary",),
        who="officer, team or supervisor",
    ),
    Step(
        "suspend",
        (*WORKING, S.REFERRED),
        S.SUSPENDED,
        approves,
        "Suspend",
        needs_reason=True,
        reason_label="Why it cannot go on (fugitive, pending court …)",
        approval=True,
        starts=("cases.review_next",),
        supersedes=rules.PRELIMINARY,
        who=SUPERVISOR,
    ),
    Step(
        "resume_preliminary",
        (S.SUSPENDED,),
        S.PRELIMINARY,
        came_from("PRELIMINARY"),
        "Resume the preliminary inquiry",
        needs_reason=True,
        reason_label="What changed",
        starts=rules.PRELIMINARY,
        who=SUPERVISOR,
    ),
    Step(
        "resume_full",
        (S.SUSPENDED,),
        S.FULL,
        came_from("FULL", "REFERRED", "PROSECUTION", "ADMIN_ACTION"),
        "Resume the investigation",
        needs_reason=True,
        reason_label="What changed",
        starts=("cases.review_next",),
        who=SUPERVISOR,
    ),
    Step(
        "transfer",
        (S.COMPLAINT, S.SCREENED, *WORKING, S.REFERRED, S.SUSPENDED, S.REOPENED),
        S.TRANSFERRED,
        approves,
        "Transfer to another agency",
        needs_reason=True,
        reason_label="To whom, and under which agreement",
        supersedes=("*",),
        approval=True,
        who=SUPERVISOR,
    ),
    Step(
        "merge",
        (S.COMPLAINT, S.SCREENED, *WORKING, S.REOPENED),
        S.MERGED,
        approves,
        "Merge into another case",
        needs_reason=True,
        reason_label="Why they are one matter",
        supersedes=("*",),
        asks=("into",),
        who=SUPERVISOR,
    ),
    Step(
        "close",
        tuple(s for s in LIVE),
        S.CLOSED,
        approves,
        "Close",
        needs_reason=True,
        reason_label="Closing review: what was found",
        checks=CLOSING,
        stops=("*",),
        approval=True,
        asks=("disposition",),
        who=SUPERVISOR,
    ),
    Step(
        "reopen",
        (S.CLOSED,),
        S.REOPENED,
        approves,
        "Reopen",
        needs_reason=True,
        reason_label="The new information",
        starts=rules.REVIEWS[:1],
        approval=True,
        who=SUPERVISOR,
    ),
)


def owner_of(rule, case):
    """Reviews and decisions are the supervisor's, intake clocks the author's, the rest the officer's."""
    if "review" in rule or rule == "cases.decide":
        return case.supervisor or case.officer
    if rule in ("cases.acknowledge", "cases.screen"):
        return case.logged_by
    if rule == "cases.accept":
        return case.offered_to
    return case.officer or case.supervisor or case.logged_by


def start_clock(rule, case, *, by, at):
    """Start a rule's clock unless it already runs."""
    if not Deadline.objects.open().for_target(case).filter(rule=rule).exists():
        first_clock(rule, case, by=by, at=at)


def first_clock(rule, case, *, by, at):
    """Start a rule's clock where none can run yet: a case being logged."""
    clocks.start(
        rule=rule, target=case, office=case.office, trigger_at=at, owner=owner_of(rule, case), by=by, at=at
    )


def keep_clocks(case, step, *, by, at):
    for deadline in Deadline.objects.open().for_target(case):
        if "*" in step.stops or deadline.rule in step.stops:
            clocks.meet(deadline=deadline, by=by, at=at)
        elif "*" in step.supersedes or deadline.rule in step.supersedes:
            clocks.supersede(deadline=deadline, by=by, at=at, reason=step.label)
    for rule in step.starts:
        start_clock(rule, case, by=by, at=at)


def after(case, step, *, by, reason, at, given):
    """In the step's transaction: its clocks, its line in the timeline."""
    from cases.actions.offences import run_again
    from cases.actions.timeline import tell

    keep_clocks(case, step, by=by, at=at)
    if step.name == "reopen":
        run_again(case, by=by, at=at)
    tell(case, "step", f"{step.label}: now {case.get_status_display().lower()}", by=by, at=at, text=reason)


def sets(case, step, *, reason, at, given):
    """What a step writes together with the status."""
    if step.name == "open_preliminary":
        return {"predicate": reason}
    if step.name == "suspend":
        return {"came_from": case.status}
    if step.name == "close":
        return {"closed_at": at, "disposition": given.get("disposition", "")}
    if step.name == "reopen":
        return {"closed_at": None, "disposition": ""}
    if step.name == "merge":
        if given["into"].pk == case.pk:
            raise StepRefused("A case cannot be merged into itself.")
        return {"merged_into": given["into"]}
    return {}


WORKFLOW = Workflow("Case", *STEPS, sets=sets, after=after)


def take(case, name, *, by, reason="", at=None, given=None):
    """Take a step of the table on a case; the one door for pages, commands and approvals."""
    with transaction.atomic(), trail.held(), clock_rules.held():
        return WORKFLOW.take(case, name, by=by, reason=reason, at=at or timezone.now(), given=given)
