"""What must be true before a case is screened, referred or closed (domain A.7), and how two people may close one
over what is still open. Each line of the list leads to where it is mended."""

from django.urls import reverse

from cases.guards import approves
from secoffice.clockface import several
from secoffice.workflow import Checklist, Open, Unsure

OVERRIDE = "close_over"
CLOSES = ("close", OVERRIDE)

# The desks (leads, evidence, papers …) add their checks to these; until they do the step says so.
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
        "decontrol": "Marking and end of control are set",
        "retention": "A retention item is assigned",
    },
)


def left_in_merged(what, case, open_in):
    """What a desk finds open in cases that were merged into this one, where they are shown: `open_in(ids)` counts it. A
    page of a case knows already whether any was merged."""
    from cases.actions.merging import ids_within

    if case.__dict__.get("merged_here") == 0 or not (ids := ids_within(case)) or not (left := open_in(ids)):
        return []
    said = f"{several(left, what)} not settled in what was merged into this case."
    return [Open(said, reverse("proceedings:merged", args=[case.reference]))]


def at(tab, case):
    return reverse(f"cases:{tab}", args=[case.reference])


@SCREENING.provide("source", "Source, channel and allegation are recorded")
def source_recorded(case):
    return (
        []
        if case.source and case.channel and case.allegation.strip()
        else ["The source or allegation is missing."]
    )


@CLOSING.provide("decontrol")
def decontrol_said(case):
    """The form of closing asks for it, so it does not keep anybody from there."""
    said = "No day or event is named yet; closing asks for it."
    return [] if case.decontrol else [Unsure(said, at("edit", case))]


@CLOSING.provide("approvals", "Nothing is waiting for a decision", firm=True)
def nothing_waits(case):
    waiting = case.__dict__.get("waiting_besides_close")
    if waiting is None:
        waiting = case.approvals.filter(state="ASKED").exclude(step__in=CLOSES).count()
    said = f"{waiting} request{'s' * (waiting > 1)} for approval wait for a decision."
    return [Open(said, case.get_absolute_url())] if waiting else []


@CLOSING.provide("officer", "No assignment is waiting for an answer", firm=True)
def no_open_offer(case):
    return [Open("An assignment waits for an answer.", at("team", case))] if case.offered_to_id else []


@CLOSING.provide("spills", "No spill is open", firm=True)
def no_open_spill(case):
    spills = case.__dict__.get("open_spills")
    if spills is None:
        spills = case.spills.filter(state="QUARANTINED").count()
    return [Open("Something in this case is quarantined.", at("spills", case))] if spills else []


def closes_over(user, case):
    """Nobody closes over what is open alone: a supervisor asks, and it happens when a second one approves."""
    if why := approves(user, case):
        return why
    asked = case.approvals.filter(step=OVERRIDE, state="APPROVED", decided_by=user)
    if asked.exclude(asked_by=user).filter(decided_at__gte=case.status_at).exists():
        return ""
    return "Closing over what is open takes two: one supervisor asks with a reason, another one approves."


def may_ask_over(user, case, offer):
    """Why this reader cannot ask for closing over what is open; "" when they can."""
    if why := approves(user, case):
        return why
    if firm := [found.sentence for found in offer.findings if found.blocks and found.firm]:
        return f"This cannot be overridden: {' '.join(firm)}"
    if not any(found.blocks for found in offer.findings):
        return "Nothing is open; the case can be closed without an override."
    return ""


def still_open(case, reason):
    """The reason of an override, and what it went over: it stands in the timeline for whoever asks later."""
    sentences = [found.sentence for found in CLOSING.run(case) if found.blocks]
    return "\n".join([reason, *(f"Still open: {sentence}" for sentence in sentences)])
