"""The life of a lead as a table (domain A.4), with who may and why not. Two sides take its steps: the office that
asks, which is whoever works or supervises the case, and the office that received it."""

from django.db import transaction
from django.utils import timezone

from cases.leads import deadlines as rules
from cases.leads.models import OVER, Status
from cases.workflow import may_write, works_or_approves
from secoffice.audit import trail
from secoffice.deadlines import rules as clock_rules
from secoffice.workflow import Step, StepRefused, Workflow

S = Status
NOT_THE_ASKER = "This is for the office that asks: whoever works or supervises the case."
HEADS = ("RSO", "DIRECTOR")


def sees_case(user, lead):
    """May this person know of the case now? A page brings the answer for its reader along (`reader_id`)."""
    if lead.__dict__.get("reader_id") == user.pk:
        return lead.sees_case
    return lead.case.is_visible_to(user)


def asks(user, lead):
    """The office that asks. Whoever may not know of the case is not of it, whatever their post."""
    return works_or_approves(user, lead.case) and NOT_THE_ASKER if sees_case(user, lead) else NOT_THE_ASKER


def may_send(user, lead):
    return asks(user, lead) or may_write(user, lead.case)


def takes(user, lead):
    """Who decides for the receiving office: its security officer and director, and the supervisor of the unit it
    went to, or any supervisor where it went to none."""
    here = user.office_id == lead.to_office_id
    if here and user.has_role(*HEADS):
        return ""
    if lead.to_unit_id in user.leads or (here and lead.to_unit_id is None and user.has_role("CASE_SUP")):
        return ""
    return (
        "This is for the office that received the lead: its security officer, or the supervisor of the unit."
    )


def works(user, lead):
    """The officer it was given to, or whoever decides for their office."""
    if user.pk == lead.assigned_to_id or not takes(user, lead):
        return ""
    return "This is for the officer who works the lead, or whoever decides for their office."


def takes_part(user, lead):
    """Either side, while the lead goes on."""
    if lead.status in (*OVER, S.DRAFT):
        return f"The lead is {lead.get_status_display().lower()}."
    return (
        works(user, lead)
        and asks(user, lead)
        and "This is for those who ask, and for those who work the lead."
    )


ASKING, TAKING = (
    "whoever works or supervises the case",
    "security officer or supervisor of the receiving office",
)
WORKING = "the officer it was given to, or who decides for their office"

STEPS = (
    Step(
        "send", (S.DRAFT,), S.SENT, may_send, "Send",
        starts=(*rules.REPLY_RULES, rules.ANSWER), who=ASKING,
    ),
    Step("receive", (S.SENT,), S.RECEIVED, takes, "Confirm receipt", who=TAKING),
    Step(
        "accept", (S.SENT, S.RECEIVED), S.ACCEPTED, takes, "Accept",
        stops=(rules.ANSWER,), asks=("officer",), who=TAKING,
    ),
    Step(
        "decline", (S.SENT, S.RECEIVED), S.DECLINED, takes, "Decline",
        needs_reason=True, reason_label="Why your office cannot do it", stops=(rules.ANSWER,),
        supersedes=rules.REPLY_RULES, starts=(rules.DECIDE,), who=TAKING,
    ),
    Step("begin", (S.ACCEPTED, S.RETURNED), S.IN_WORK, works, "Begin work", who=WORKING),
    Step(
        "reply", (S.ACCEPTED, S.IN_WORK, S.RETURNED), S.REPLIED, works, "Reply",
        stops=rules.REPLY_RULES, starts=(rules.DECIDE,), asks=("text", "answers", "files"), who=WORKING,
    ),
    Step(
        "close", (S.REPLIED,), S.CLOSED, asks, "Accept the reply and close",
        stops=(rules.DECIDE,), who=ASKING,
    ),
    Step(
        "return", (S.REPLIED,), S.RETURNED, asks, "Return as incomplete",
        needs_reason=True, reason_label="What is missing", stops=(rules.DECIDE,), starts=rules.REPLY_RULES,
        who=ASKING,
    ),
    Step(
        "cancel", (S.DRAFT, S.SENT, S.RECEIVED, S.ACCEPTED, S.DECLINED, S.IN_WORK, S.REPLIED, S.RETURNED),
        S.CANCELLED, asks, "Cancel the lead", needs_reason=True, reason_label="Why it is no longer needed",
        supersedes=("*",), who=ASKING,
    ),
)  # fmt: skip


def sets(lead, step, *, reason, at, given):
    """What a step writes together with the status."""
    return {"sent_at": at} if step.name == "send" else {}


def after(lead, step, *, by, reason, at, given):
    """In the step's transaction: who may know, its clocks, its line on both sides, whoever must hear of it."""
    from cases.leads.actions import clocks, sharing, telling

    sharing.share(lead, by=by, at=at)
    clocks.follow(lead, step, by=by, at=at, reason=reason)
    telling.step_taken(lead, step, by=by, at=at, reason=reason)


WORKFLOW = Workflow("Lead", *STEPS, sets=sets, after=after)


def take(lead, name, *, by, reason="", at=None):
    """Take a step of the table on a lead; the one door for pages and commands."""
    with transaction.atomic(), trail.held(), clock_rules.held():
        if not lead.is_visible_to(by):
            raise StepRefused("There is no such lead.")
        return WORKFLOW.take(lead, name, by=by, reason=reason, at=at or timezone.now())
