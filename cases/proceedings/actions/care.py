"""Who has to be told, and who was."""

from django.db import transaction

from cases.actions.timeline import now, tell
from cases.models import Subject
from cases.proceedings.actions.entries import TAKEN_BACK, enter, not_to_come, writing_in
from cases.proceedings.models import Notice
from secoffice.audit import trail
from secoffice.workflow import StepRefused


def notify(*, case, about, text, by, key, subject=None, agency="", told_on=None, how="", at=None):
    """Put on file that a victim or a partner agency is to be told, or, with the day and the way, that they were."""
    at = now(at)
    if (about == Notice.About.PARTNER) != bool(agency) or bool(agency) == bool(subject):
        raise StepRefused("Name the victim, or the agency for a partner.")
    if bool(told_on) != bool(how):
        raise StepRefused("Give both the day and the way they were told, or neither.")
    kept = _compartment(case, subject, by=by) if subject else None
    not_to_come(case, told_on, at=at)
    said = f"{Notice.About(about).label}: {'told' if told_on else 'to be told'}"
    return enter(
        Notice, case=case, by=by, key=key, at=at, said=said, compartment=kept, about=about, text=text,
        subject=subject, agency=agency, told_on=told_on, how=how,
    )  # fmt: skip


def _compartment(case, subject, *, by):
    """Where the notice is kept; whoever may not know of this person has nothing to tell them."""
    rows = Subject.everybody.filter(case=case, pk=subject.pk).standing().open_to(by)
    if not rows.exists():
        raise StepRefused("This person is not on the case.")
    return subject.compartment


@transaction.atomic
def told(*, notice, on, how, by, answer="", at=None):
    """They were told: the day, the way, and what they said."""
    at, case = now(at), writing_in(notice.case, by=by)
    not_to_come(case, on, at=at)
    rows = Notice.objects.filter(pk=notice.pk, withdrawn_at=None, told_on=None)
    if not rows.update(told_on=on, how=how, answer=answer):
        raise StepRefused(f"{TAKEN_BACK} Or they were told already.")
    kept = notice.compartment
    trail.record("told", kept or case, by=by, detail={"notice": notice.pk}, at=at)
    said = f"{notice.get_about_display()}: told"
    tell(case, "proceedings", said, by=by, at=at, text=answer, compartment=kept)
