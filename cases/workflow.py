"""The life of a case as a table (domain A.2), with who may and why not."""

from django.db import transaction
from django.utils import timezone

from cases import deadlines as rules
from cases.gate import CLOSES, CLOSING, OVERRIDE, REFERRING, SCREENING, closes_over, still_open
from cases.guards import (  # noqa: F401  (asked for as workflow.may_write and the like)
    approves,
    came_from,
    in_team,
    kept_out,
    may_acknowledge,
    may_review,
    may_write,
    parts_again,
    recused,
    screens,
    works,
    works_or_approves,
)
from cases.models import ENDED, LIVE, Status
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.deadlines import rules as clock_rules
from secoffice.deadlines.models import Deadline
from secoffice.workflow import Step, Workflow

S = Status
WORKING = (S.PRELIMINARY, S.FULL, S.PROSECUTION, S.ADMIN_ACTION)

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
        keeps=(rules.ACCESS,),
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
        keeps=(rules.LIMITATION, rules.ACCESS),
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
        keeps=(rules.ACCESS,),
        approval=True,
        asks=("disposition", "decontrol"),
        who=SUPERVISOR,
    ),
    Step(
        OVERRIDE,
        tuple(s for s in LIVE),
        S.CLOSED,
        closes_over,
        "Close over what is open",
        needs_reason=True,
        reason_label="Why it is closed although something is open, and who goes on with that",
        checks=CLOSING,
        stops=("*",),
        keeps=(rules.ACCESS,),
        approval=True,
        over=True,
        asks=("disposition", "decontrol"),
        who="a supervisor asks, a second one up the chain approves; neither the officer nor the author",
    ),
    Step(
        "unmerge",
        (S.MERGED,),
        S.REOPENED,
        parts_again,
        "Take the merge back",
        needs_reason=True,
        reason_label="Why they are two matters after all",
        starts=rules.REVIEWS[:1],
        who=f"{SUPERVISOR}; until the case that went on is closed",
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
    for deadline in Deadline.objects.open().for_target(case).exclude(rule__in=step.keeps):
        if "*" in step.stops or deadline.rule in step.stops:
            clocks.meet(deadline=deadline, by=by, at=at)
        elif "*" in step.supersedes or deadline.rule in step.supersedes:
            clocks.supersede(deadline=deadline, by=by, at=at, reason=step.label)
    for rule in step.starts:
        start_clock(rule, case, by=by, at=at)


def after(case, step, *, by, reason, at, given):
    """In the step's transaction: its clocks, its line in the timeline, and what else follows from it."""
    from cases.actions import merging
    from cases.actions.offences import run_again
    from cases.actions.reviewing import overtake
    from cases.actions.timeline import tell

    keep_clocks(case, step, by=by, at=at)
    if step.name in ("reopen", "unmerge"):
        run_again(case, by=by, at=at)
        merging.begun_again(case, by=by, at=at)
    if step.target in ENDED:
        overtake(case, by=by, at=at)
        merging.ended(case, step, by=by, at=at)
    if step.name == OVERRIDE:
        reason = still_open(case, reason)
    tell(case, "step", f"{step.label}: now {case.get_status_display().lower()}", by=by, at=at, text=reason)
    if step.name == "merge":
        merging.joined(case, by=by, at=at)
    if step.name == "unmerge":
        merging.parted(case, given["from"], by=by, at=at)


def sets(case, step, *, reason, at, given):
    """What a step writes together with the status."""
    if step.name == "open_preliminary":
        return {"predicate": reason}
    if step.name == "suspend":
        return {"came_from": case.status}
    if step.name in CLOSES:
        decontrol = given.get("decontrol") or case.decontrol
        return {"closed_at": at, "disposition": given.get("disposition", ""), "decontrol": decontrol}
    if step.name == "reopen":
        return {"closed_at": None, "disposition": ""}
    if step.name == "merge":
        return {"merged_into": given["into"]}
    if step.name == "unmerge":
        given["from"] = case.merged_into
        return {"merged_into": None}
    return {}


WORKFLOW = Workflow("Case", *STEPS, sets=sets, after=after)


def take(case, name, *, by, reason="", at=None, given=None):
    """Take a step of the table on a case; the one door for pages, commands and approvals."""
    with transaction.atomic(), trail.held(), clock_rules.held():
        return WORKFLOW.take(case, name, by=by, reason=reason, at=at or timezone.now(), given=given)
