"""What this desk holds against closing a case (domain A.7). Each check is one number, which the page of a case brings
along."""

from django.urls import reverse

from cases import tabs
from cases.models import Status
from cases.workflow import CLOSING
from secoffice.clockface import several
from secoffice.workflow import Open, Unsure

MISCONDUCT = "AD"
LISTED = tabs.number("proceedings_listed", "proceedings_allegation WHERE {here} AND withdrawn_at IS NULL")
UNFOUND = tabs.number(
    "proceedings_unfound", "proceedings_allegation WHERE {here} AND withdrawn_at IS NULL AND result = ''"
)
UNANSWERED = tabs.number(
    "proceedings_unanswered",
    "proceedings_referral WHERE {here} AND withdrawn_at IS NULL AND status IN ('SENT', 'DEFERRED')",
)
ANSWERED = tabs.number(
    "proceedings_answered",
    "proceedings_referral WHERE {here} AND withdrawn_at IS NULL AND status IN ('ACCEPTED', 'DECLINED')",
)
OUT = tabs.number(
    "proceedings_out",
    "proceedings_legalprocess WHERE {here} AND withdrawn_at IS NULL AND status IN ('ISSUED', 'SERVED')",
)
UNTOLD = tabs.number(
    "proceedings_untold", "proceedings_notice WHERE {here} AND withdrawn_at IS NULL AND told_on IS NULL"
)
WITHOUT_RIGHTS = tabs.number(
    "proceedings_without_rights",
    "cases_subject WHERE {here} AND part = 'VICTIM' AND taken_off_at IS NULL AND NOT EXISTS (SELECT 1 FROM"
    " proceedings_notice AS given WHERE given.subject_id = cases_subject.id AND given.about = 'RIGHTS'"
    " AND given.told_on IS NOT NULL AND given.withdrawn_at IS NULL)",
)
LOOKOUTS = tabs.number(
    "proceedings_lookouts", "proceedings_lookout WHERE {here} AND withdrawn_at IS NULL AND status = 'IN'"
)
SAID_ENTERED = tabs.number(
    "proceedings_said_entered",
    "proceedings_outcome WHERE {here} AND withdrawn_at IS NULL AND code = 'LOOKOUT_ENTERED' AND NOT EXISTS (SELECT 1"
    " FROM proceedings_lookout AS kept WHERE kept.case_id = proceedings_outcome.case_id"
    " AND kept.withdrawn_at IS NULL)",
)
PERSONNEL = tabs.number(
    "proceedings_personnel", "proceedings_personnelreferral WHERE {here} AND withdrawn_at IS NULL"
)
EMPLOYEES = tabs.number(
    "proceedings_employees",
    "cases_subject WHERE {here} AND taken_off_at IS NULL AND compartment_id IS NULL AND person_id IN (SELECT"
    " person_id FROM people_staffperson) AND NOT EXISTS (SELECT 1 FROM proceedings_personnelreferral AS told"
    " WHERE told.case_id = cases_subject.case_id AND told.withdrawn_at IS NULL"
    " AND told.added_at >= cases_subject.added_at)",
)


def page(name, case):
    return reverse(f"proceedings:{name}", args=[case.reference])


@CLOSING.provide("findings")
def every_allegation_has_a_finding(case):
    if not LISTED.of(case):
        said = "No allegation is listed point by point; see that the closing review says what was found."
        return [Unsure(said, page("list", case))]
    without = UNFOUND.of(case)
    said = f"{several(without, 'allegation')} without a finding."
    return [Open(said, page("list", case))] if without else []


@CLOSING.provide("prosecutor")
def every_referral_is_answered(case):
    """A case that is referred waits for an answer, be the referral itself on file or not."""
    if waiting := UNANSWERED.of(case):
        return [Open(f"{several(waiting, 'referral')} without an answer.", page("referrals", case))]
    if case.status == Status.REFERRED and not ANSWERED.of(case):
        return [Open("The case is referred, and no answer is on file.", page("referrals", case))]
    return []


@CLOSING.provide("notices")
def everybody_is_told(case):
    """Neutral words: there may be a victim whom the reader of the list must not know of."""
    untold = UNTOLD.of(case) + WITHOUT_RIGHTS.of(case)
    said = "A notice that the law may require is not on file as given."
    return [Open(said, page("notices", case))] if untold else []


@CLOSING.provide("process", "Every legal process is returned or withdrawn")
def no_paper_is_out(case):
    out = OUT.of(case)
    said = f"{several(out, 'paper')} of legal process not returned."
    return [Open(said, page("process", case))] if out else []


@CLOSING.provide("lookouts", "Lookouts are entered, and those no longer needed are lifted")
def lookouts_are_settled(case):
    found, waiting = [], LOOKOUTS.of(case)
    if waiting:
        said = f"{several(waiting, 'lookout')} in place: lift each, or say why it stays."
        found.append(Open(said, page("lookouts", case)))
    if SAID_ENTERED.of(case):
        said = "The outcome says that a lookout was entered, and none is on file."
        found.append(Open(said, page("lookouts", case)))
    return found


@CLOSING.provide("personnel", "Personnel security is told when an employee is involved")
def personnel_security_is_told(case):
    """Of employees whom every reader of the case may know of; the list betrays nobody in a compartment. Whoever came
    to the case after the last entry needs another one."""
    owed = EMPLOYEES.of(case) or (case.kind == MISCONDUCT and not PERSONNEL.of(case))
    said = "An employee may be involved: record the referral to personnel security, or why none is needed."
    return [Open(said, page("lookouts", case))] if owed else []
