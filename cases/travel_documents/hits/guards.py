"""Who may do what with a hit, each answered in a sentence: "" means yes. Who may know of it is asked before."""

from cases.travel_documents import staff
from cases.travel_documents.hits.models import CLOSED, Decision, Hit, Status, Verdict
from secoffice.accounts.roles import APPROVERS

DECIDERS = ("DOC_EXAM", "RSO", "CONS_LIA", "DUTY_OFF", "ANALYST")
SECONDS = (*DECIDERS, "CASE_SUP", "DIRECTOR")
STRONG = "STRONG"
DECIDING = (Decision.Part.ALONE, Decision.Part.PROPOSED, Decision.Part.CONFIRMED)


def in_chain(user, hit):
    """Does this person work at the office of the hit, or at one above it (§0.6.5)?"""
    return user.office_id in {office.pk for office in hit.office.chain()}


def works(user, hit):
    """Whoever made the screening, and the desk of the office."""
    if user.pk == hit.raised_by_id or (user.has_role(*staff.DESK, "ANALYST") and in_chain(user, hit)):
        return ""
    return "This is for the travel-document desk of the office, or of one above it."


def decides(user, hit):
    if user.has_role(*DECIDERS) and in_chain(user, hit):
        return ""
    return "An examiner, analyst, consular liaison, duty or security officer of the office decides this."


def seconds(user, hit):
    """Never who proposed it, whoever else is there: the rule does not bend (§0.6.5)."""
    if user.pk == hit.proposed_by_id:
        return "You proposed this yourself. A second person decides, here or further up the chain."
    if user.has_role(*SECONDS) and in_chain(user, hit):
        return ""
    return "A second person who may decide, at this office or further up the chain, does this."


def supervises(user, hit):
    """Looks again at what one analyst decided, never at a decision of their own."""
    if user.pk in (hit.decided_by_id, hit.proposed_by_id):
        return "You decided this yourself; another supervisor looks at it."
    if user.has_role(*APPROVERS) and in_chain(user, hit):
        return ""
    return "A supervisor of the office, its security officer or its director does this."


def needs_two(hit, user):
    """Why one person is not enough here; "" where one is (H.4, I.2 step 6)."""
    if hit.is_document:
        return "A document hit is closed by two people."
    if hit.band == STRONG:
        return "A strong match is decided by two people."
    if user.pk in decided_before(hit):
        return "You decided on this pair before; this time a second person confirms."
    return ""


def decided_before(hit, said=None):
    """Who decided on the same person and entry before, or on this hit before it was opened again; `said` are its
    decisions where they are read already. A page brings the answer along (`known_before`): it asks often."""
    if (known := hit.__dict__.get("known_before")) is not None:
        return known
    said = [
        one for one in (hit.decisions.all() if said is None else said) if one.verdict != Verdict.INSUFFICIENT
    ]
    opened = max((one.at for one in said if one.part == Decision.Part.OPENED), default=None)
    people = {one.by_id for one in said if one.part in DECIDING and opened and one.at < opened}
    if hit.subject_key:
        pair = Hit._base_manager.filter(subject_key=hit.subject_key, entry=hit.entry_id, status__in=CLOSED)
        for both in pair.exclude(pk=hit.pk).values_list("decided_by_id", "proposed_by_id"):
            people |= {*both}
    return people - {None}


def may_record(user, hit):
    """What was done, and what came in, is written down as long as anybody works it."""
    return works(user, hit)


def may_step_aside(user, hit):
    if hit.status == Status.PROPOSED and hit.proposed_by_id == user.pk:
        return "You proposed a decision on this; take it back first."
    return ""


def may_edit_list(user):
    """Who adds to the watch list, revises and lifts."""
    if user.has_role("DOC_EXAM", "RSO", "ANALYST"):
        return ""
    return "Examiners, security officers and analysts write in the watch list."
