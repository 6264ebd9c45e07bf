"""Who may do what with a case, each answered in a sentence: "" means yes."""

from django.utils import timezone

from cases.models import Status
from secoffice.access.models import Recusal, controls_for
from secoffice.accounts.roles import APPROVERS


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


def parts_again(user, case):
    """A merge can be taken back until the case that went on is closed."""
    if case.merged_into is None or not case.merged_into.is_live:
        return "The case that it was merged into has ended; reopen that one first."
    return approves(user, case)
