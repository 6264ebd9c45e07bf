"""Deciding on a hit: one proposes, another confirms; or one alone where that is enough, and a supervisor's sample."""

from django.db import transaction

from cases.travel_documents.hits import deadlines as rules
from cases.travel_documents.hits import guards, sampling, workflow
from cases.travel_documents.hits.actions import telling
from cases.travel_documents.hits.actions.holding import allow, hold, now
from cases.travel_documents.hits.models import CLOSED, Decision, Hit, Reason, Verdict
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.workflow import StepRefused

Part = Decision.Part
OTHERWISE = "Something else was proposed meanwhile. Read it again before you decide."
ALONE = {Verdict.TRUE_MATCH: "decide_match", Verdict.FALSE_POSITIVE: "decide_other"}


@transaction.atomic
def decide(*, hit, by, verdict, reasons, evidence, key, at=None):
    """What an analyst says of a name: final where one person is enough, a proposal where two are needed. `reasons` are
    codes of Reason, at least one for a final word. The same form sent twice decides once."""
    at, verdict = now(at), Verdict(verdict)
    if made := _said(hit, by, key):
        return made
    if hold(hit).is_document:
        raise StepRefused("A document hit is closed by the answer of whoever owns the record.")
    reasons = [Reason(code).value for code in reasons]
    if verdict != Verdict.INSUFFICIENT and not reasons:
        raise StepRefused("Choose at least one reason.")
    two = guards.needs_two(hit, by)
    if verdict == Verdict.INSUFFICIENT:
        step, part = "ask_document", Part.ALONE
    else:
        step, part = ("propose", Part.PROPOSED) if two else (ALONE[verdict], Part.ALONE)
    given = {"verdict": verdict, "sampled": not two and sampling.is_sampled(hit.reference)}
    workflow.take(hit, step, by=by, reason=evidence, at=at, given=given)
    return _say(hit, part, verdict, by=by, at=at, reasons=reasons, evidence=evidence, key=key)


@transaction.atomic
def propose(*, hit, by, evidence, key, at=None):
    """Propose to close a document hit by the answer that came."""
    at = now(at)
    if made := _said(hit, by, key):
        return made
    if not hold(hit).is_document:
        raise StepRefused("On a name somebody says whether it is the same person.")
    workflow.take(hit, "propose", by=by, reason=evidence, at=at)
    end = workflow.proposed_end(hit) or ""
    return _say(hit, Part.PROPOSED, end, by=by, at=at, evidence=evidence, key=key)


@transaction.atomic
def second(*, hit, by, agrees, key, words="", proposal=None, at=None):
    """The second person agrees, and the hit is closed; or sends it back and says why. `proposal` is the number of the
    decision they read: another one, proposed meanwhile, is not agreed to unread."""
    at = now(at)
    if made := _said(hit, by, key):
        return made
    hold(hit)
    if proposal is not None and proposal != proposed(hit):
        raise StepRefused(OTHERWISE)
    end = workflow.proposed_end(hit)
    if agrees and end not in workflow.CONFIRM:
        raise StepRefused("Nothing is proposed here now.")
    step = workflow.CONFIRM[end][0] if agrees else "send_back"
    workflow.take(hit, step, by=by, reason=words, at=at)
    part = Part.CONFIRMED if agrees else Part.SENT_BACK
    return _say(hit, part, end or "", by=by, at=at, evidence=words, key=key)


def proposed(hit):
    """The number of the decision that waits for a second person; None where none does."""
    rows = hit.decisions.filter(part=Part.PROPOSED).order_by("-pk")
    return rows.values_list("pk", flat=True).first()


def take_back(*, hit, by, at=None):
    return workflow.take(hit, "take_back", by=by, at=at)


def document_came(*, hit, by, what, at=None):
    """The document that was asked for is there: the hit is decided on anew."""
    return workflow.take(hit, "document_came", by=by, reason=what, at=at)


@transaction.atomic
def check_sample(*, hit, by, agrees, key, words="", at=None):
    """A supervisor looks again at what one analyst decided; who does not agree opens it again."""
    at = now(at)
    if made := _said(hit, by, key):
        return made
    allow(by, hit, guards.supervises, CLOSED)
    if not hit.sampled or hit.checked_at:
        raise StepRefused("This decision does not wait for a check.")
    if not agrees:
        return reopen(hit=hit, by=by, reason=words, key=key, at=at)
    if not Hit._base_manager.filter(pk=hit.pk, checked_at=None).update(checked_by=by, checked_at=at):
        raise StepRefused("Somebody else checked this meanwhile.")
    clocks.meet(target=hit, rule=rules.SAMPLE, by=by, at=at)
    telling.add_line(hit, "checked", "Checked in the sample: agreed", by=by, at=at, text=words)
    trail.record("sample checked", hit, by=by, reason=words, at=at)
    return _say(hit, Part.AGREED, hit.verdict, by=by, at=at, evidence=words, key=key)


@transaction.atomic
def reopen(*, hit, by, reason, key, at=None):
    """A decision is looked at again; whoever took it may not be the only one to decide this time."""
    at = now(at)
    if made := _said(hit, by, key):
        return made
    workflow.take(hit, "reopen", by=by, reason=reason, at=at)
    return _say(hit, Part.OPENED, "", by=by, at=at, evidence=reason, key=key)


def _said(hit, by, key):
    return Decision.objects.filter(key=key, hit=hit, by=by).first()


def _say(hit, part, verdict, *, by, at, key, reasons=(), evidence=""):
    return Decision.objects.create(
        hit=hit, part=part, verdict=verdict, reasons=list(reasons), evidence=evidence, by=by, at=at, key=key
    )
