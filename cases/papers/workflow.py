"""The lives of papers as tables, with who may and why not (A.5, §0.4)."""

from dataclasses import replace

from django.urls import reverse

from cases import workflow as of_cases
from cases.gate import REFERRING
from cases.papers.models import Memorandum, Report, Status
from cases.workflow import approves, may_write
from secoffice.workflow import Checklist, Open, Step, Workflow

S = Status
WHOLE = Checklist("papers.whole")
SENT_BACK = "What is to be mended"


def writes(user, paper):
    """The words are their author's, while the author may write in the case."""
    if user.pk != paper.author_id:
        return f"Only its author, {paper.author}, can do this."
    return may_write(user, paper.case)


def decides(user, paper):
    """Somebody up the chain who neither wrote it nor works the case."""
    if user.pk in paper.writers:
        return "You wrote this yourself; somebody else up the chain approves it."
    if not paper.case.is_live:
        return may_write(user, paper.case)
    return approves(user, paper.case)


def decides_second(user, paper):
    if user.pk == paper.endorsed_by_id:
        return "You gave the first approval; a second person up the chain gives the other."
    return decides(user, paper)


@WHOLE.provide("words", "It says what it must")
def words_are_there(paper):
    """What is missing, in sentences with the way to its field."""
    needed = {
        Memorandum: {"substance": "what was said", "place": "the place", "present": "who was present"},
        Report: {"synopsis": "the synopsis", "predication": "the predication", "findings": "the findings"},
    }[type(paper)]
    missing = [words for name, words in needed.items() if not getattr(paper, name).strip()]
    return [Open(f"Write {' and '.join(missing)}.", f"{paper.get_absolute_url()}edit/")] if missing else []


SUBMIT = Step(
    "submit",
    (S.DRAFT,),
    S.SUBMITTED,
    writes,
    "Hand in",
    checks=WHOLE,
    starts=("papers.decide",),
    who="its author",
)
TAKE_BACK = Step(
    "take_back", (S.SUBMITTED,), S.DRAFT, writes, "Take back", starts=("papers.mend",), who="its author"
)
RETURN = Step(
    "return", (S.SUBMITTED,), S.DRAFT, decides, "Send back", needs_reason=True, reason_label=SENT_BACK,
    starts=("papers.mend",), who=of_cases.SUPERVISOR,
)  # fmt: skip
APPROVE = Step("approve", (S.SUBMITTED,), S.APPROVED, decides, "Approve", who=of_cases.SUPERVISOR)
ENDORSE = Step(
    "endorse",
    (S.SUBMITTED,),
    S.ENDORSED,
    decides,
    "Approve first",
    starts=("papers.decide",),
    who=of_cases.SUPERVISOR,
)
SECOND = replace(
    APPROVE, sources=(S.ENDORSED,), may=decides_second, label="Approve",
    who="another supervisor up the chain; neither the author nor the first to approve",
)  # fmt: skip
RETURN_EITHER = replace(RETURN, sources=(S.SUBMITTED, S.ENDORSED))


def sets(paper, step, *, reason, at, given):
    """What a step writes together with the status; `given` has who takes it and what was built for it."""
    by = given["by"]
    if step.name == "submit":
        return {"remarks": "", "returned_by": None} | given.get("built", {})
    if step.name == "return":
        return {"remarks": reason, "returned_by": by} | _unsaid(paper)
    if step.name == "take_back":
        return _unsaid(paper)
    if step.name == "endorse":
        return {"endorsed_by": by, "endorsed_at": at}
    if step.name == "approve":
        return {"approved_by": by, "approved_at": at, "digest": given["digest"]}
    return {}


def _unsaid(paper):
    """A report that is a draft again is built anew, and approved anew by both."""
    return {"endorsed_by": None, "endorsed_at": None, "content": {}} if isinstance(paper, Report) else {}


def after(paper, step, *, by, reason, at, given):
    from cases.papers.actions import drafting

    drafting.follow(paper, step, by=by, at=at, reason=reason)


def about(paper):
    return paper.kept_by


MEMORANDA = Workflow(
    "Memorandum of interview", SUBMIT, TAKE_BACK, APPROVE, RETURN, sets=sets, after=after, about=about
)
REPORTS = Workflow(
    "Report of investigation", SUBMIT, TAKE_BACK, ENDORSE, SECOND, RETURN_EITHER,
    sets=sets, after=after, about=about,
)  # fmt: skip


def table(paper):
    return REPORTS if isinstance(paper, Report) else MEMORANDA


@REFERRING.provide("report")
def report_approved(case):
    """The page of a case brings the number of approved reports along; elsewhere it is asked for."""
    count = case.__dict__.get("count_papers_reports")
    if count or (count is None and Report.objects.filter(case=case).approved().exists()):
        return []
    url = reverse("papers:reports", args=[case.reference])
    return [Open("No report of investigation is approved yet.", url)]
