"""The life of a hit as two tables: of a document that answered, and of a name (domain C.10, H.4). And that of a watch
entry."""

from django.db import transaction
from django.utils import timezone

from cases.travel_documents.hits import deadlines as rules
from cases.travel_documents.hits import guards
from cases.travel_documents.hits.models import CLOSED, Answer, Status, Verdict, WatchStatus
from secoffice.audit import trail
from secoffice.deadlines import rules as clock_rules
from secoffice.workflow import Step, StepRefused, Workflow

S = Status
DESK = "the desk of the office"
OTHERWISE = "Something else was proposed."
FIRST = "examiner, analyst, consular liaison, duty or security officer"
SECOND = "a second one of them, or a supervisor up the chain; never who proposed it"
ENDED_BY = {
    Answer.CONFIRMED: S.CONFIRMED, Answer.RECOVERED: S.CONFIRMED_RECOVERED, Answer.DATA_ERROR: S.DATA_ERROR,
    Answer.NO_REPLY: S.UNCONFIRMED,
}  # fmt: skip
CONFIRM = {
    S.CONFIRMED: ("confirm", "Agree: confirmed"),
    S.CONFIRMED_RECOVERED: ("confirm_recovered", "Agree: recovered by its owner"),
    S.DATA_ERROR: ("confirm_error", "Agree: error in the data"),
    S.UNCONFIRMED: ("confirm_no_reply", "Agree: close without a reply"),
    S.TRUE_MATCH: ("confirm_match", "Agree: the same person"),
    S.FALSE_POSITIVE: ("confirm_other", "Agree: another person"),
}


def proposed_end(hit):
    """The state a proposal leads to, once a second person agrees."""
    return ENDED_BY.get(hit.answer) if hit.is_document else hit.verdict


def agrees_on(end):
    """The second person agrees on what was proposed, on nothing else."""

    def may(user, hit):
        if why := guards.seconds(user, hit):
            return why
        return "" if proposed_end(hit) == end else OTHERWISE

    return may


def alone(user, hit):
    return guards.decides(user, hit) or guards.needs_two(hit, user)


def takes_back(user, hit):
    return "" if user.pk == hit.proposed_by_id else "Only who proposed it takes it back."


def confirming(*ends):
    for end in ends:
        name, label = CONFIRM[end]
        yield Step(name, (S.PROPOSED,), end, agrees_on(end), label, stops=("*",), who=SECOND)


def sent_back_to(state):
    yield Step(
        "send_back", (S.PROPOSED,), state, guards.seconds, "Send back", needs_reason=True,
        reason_label="What speaks against it", who=SECOND,
    )  # fmt: skip
    yield Step("take_back", (S.PROPOSED,), state, takes_back, "Take the proposal back", who="who proposed it")
    yield Step(
        "reopen", CLOSED, S.OPEN, guards.supervises, "Open again", needs_reason=True,
        reason_label="What speaks for another decision", supersedes=("*",), starts=(rules.DECIDE,),
        who="a supervisor who did not decide it",
    )  # fmt: skip


DOCUMENT_HITS = Workflow(
    "Document hit",
    Step(
        "ask", (S.OPEN,), S.ASKED, guards.works, "Ask for confirmation", needs_reason=True,
        reason_label="Whom you asked, and how", stops=(rules.CONFIRM,), who=DESK,
    ),
    Step(
        "answer", (S.ASKED, S.ANSWERED), S.ANSWERED, guards.works, "Record the answer", needs_reason=True,
        reason_label="What the answer says", stops=(rules.REMIND,), asks=("answer",), who=DESK,
    ),
    Step(
        "propose", (S.ANSWERED,), S.PROPOSED, guards.decides, "Propose a decision", needs_reason=True,
        reason_label="What it rests on", who=FIRST,
    ),
    *confirming(S.CONFIRMED, S.CONFIRMED_RECOVERED, S.DATA_ERROR, S.UNCONFIRMED),
    *sent_back_to(S.ANSWERED),
    sets=lambda *told, **more: sets(*told, **more), after=lambda *told, **more: after(*told, **more),
)  # fmt: skip

NAME_HITS = Workflow(
    "Name hit",
    Step(
        "decide_match", (S.OPEN,), S.TRUE_MATCH, alone, "The same person", needs_reason=True,
        reason_label="Evidence", asks=("reasons",), stops=("*",),
        who=f"{FIRST}, alone where the match is possible and they did not decide on the pair before",
    ),
    Step(
        "decide_other", (S.OPEN,), S.FALSE_POSITIVE, alone, "Another person", needs_reason=True,
        reason_label="Evidence", asks=("reasons",), stops=("*",), who=f"{FIRST}, alone as above",
    ),
    Step(
        "propose", (S.OPEN,), S.PROPOSED, guards.decides, "Propose a decision", needs_reason=True,
        reason_label="Evidence", asks=("verdict", "reasons"), who=FIRST,
    ),
    Step(
        "ask_document", (S.OPEN,), S.DOCUMENT, guards.decides, "Not enough: ask for a document",
        needs_reason=True, reason_label="What is missing, and which document would show it",
        supersedes=(rules.DECIDE,), starts=(rules.DOCUMENT,), who=FIRST,
    ),
    Step(
        "document_came", (S.DOCUMENT,), S.OPEN, guards.works, "The document came", needs_reason=True,
        reason_label="What came, and what it shows", stops=(rules.DOCUMENT,), starts=(rules.DECIDE,), who=DESK,
    ),
    *confirming(S.TRUE_MATCH, S.FALSE_POSITIVE),
    *sent_back_to(S.OPEN),
    sets=lambda *told, **more: sets(*told, **more), after=lambda *told, **more: after(*told, **more),
)  # fmt: skip


def table(hit):
    return DOCUMENT_HITS if hit.is_document else NAME_HITS


def sets(hit, step, *, reason, at, given):
    """What a step writes together with the status."""
    if step.name == "ask":
        return {"asked_at": at}
    if step.name == "answer":
        return {"answer": given["answer"], "answered_at": at}
    if step.name == "propose":
        return {"proposed_by": given["by"], "verdict": given.get("verdict", "")}
    if step.name in ("send_back", "take_back"):
        return {"proposed_by": None, "verdict": ""}
    if step.name == "reopen":
        return {"proposed_by": None, "decided_by": None, "decided_at": None, "verdict": "", "sampled": False,
                "checked_by": None, "checked_at": None}  # fmt: skip
    if step.target in CLOSED:
        said = {} if hit.is_document else {"verdict": Verdict(step.target)}
        return said | {"decided_by": given["by"], "decided_at": at, "sampled": given.get("sampled", False)}
    return {"verdict": Verdict.INSUFFICIENT} if step.name == "ask_document" else {}


def after(hit, step, *, by, reason, at, given):
    """In the step's transaction: its clocks, its line, and what follows from how it ended."""
    from cases.travel_documents.hits.actions import clocks, ending, telling

    clocks.follow(hit, step, by=by, at=at, reason=reason)
    telling.step_taken(hit, step, by=by, at=at, reason=reason)
    ending.follow(hit, step, by=by, at=at)


def take(hit, name, *, by, reason="", at=None, given=None):
    """Take a step of its table on a hit; the one door for pages and commands."""
    with transaction.atomic(), trail.held(), clock_rules.held():
        if not hit.is_visible_to(by):
            raise StepRefused("There is no such hit.")
        given = {**(given or {}), "by": by}
        return table(hit).take(hit, name, by=by, reason=reason, at=at or timezone.now(), given=given)


# The watch list


def edits(user, entry):
    return guards.may_edit_list(user)


def entry_sets(entry, step, *, reason, at, given):
    return {"lifted_by": given["by"], "why_lifted": reason[:500]}


WATCH = Workflow(
    "Watch entry",
    Step(
        "lift", (WatchStatus.ACTIVE,), WatchStatus.LIFTED, edits, "Lift", needs_reason=True,
        reason_label="Why nobody looks for this person any more", who="examiner, analyst or security officer",
    ),
    sets=entry_sets,
)  # fmt: skip
