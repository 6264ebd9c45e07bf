"""Who is asked to decide about a paper: the nearest up the chain who may (§0.6.5), let in while it waits."""

from cases.actions.reviewing import deciders
from cases.papers.models import Memorandum, Report, Status
from cases.workflow import kept_out
from secoffice.access.actions import admit, withdraw
from secoffice.access.models import Admission
from secoffice.workflow import StepRefused

ASKED = "asked to approve a paper"
WAITING = (Status.SUBMITTED, Status.ENDORSED)


def owes_word(paper, *, by, at):
    """Who owes the next word on a paper: its author while it is a draft, else whoever is asked to decide."""
    if paper.status not in WAITING:
        _ask_no_more(paper.case, by=by, at=at)
        return paper.author
    people = who_decides(paper)
    for person in people:
        if not paper.case.is_visible_to(person):
            admit(paper.case, principal=f"user:{person.pk}", reason=ASKED, by=by, at=at)
    supervisor = paper.case.supervisor
    return supervisor if supervisor in people else people[0]


def who_decides(paper):
    """Those of the nearest office up the chain who may; neither a writer of it nor who approved it first."""
    taken = {*paper.writers, getattr(paper, "endorsed_by_id", None)}
    for office in paper.case.office.chain():
        people = [person for person in deciders(paper.case, office) if person.pk not in taken]
        if people := [person for person in people if not kept_out(person, paper.case)]:
            return people
    raise StepRefused("Nobody else up the chain can decide this. Tell your director or headquarters.")


def _ask_no_more(case, *, by, at):
    """Nothing waits: who was let in to decide has no need to know any more."""
    if any(kind.objects.filter(case=case, status__in=WAITING).exists() for kind in (Memorandum, Report)):
        return
    rows = Admission.objects.filter(target_type="cases.case", target_id=case.pk, reason=ASKED)
    for principal in list(rows.values_list("principal", flat=True)):
        withdraw(case, principal=principal, by=by, of=ASKED, at=at)
