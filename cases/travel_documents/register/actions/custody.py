"""Special-issuance documents of the office's own staff: who keeps the book, and what becomes of it when they leave."""

from django.db import transaction

from cases.travel_documents.register import deadlines as rules
from cases.travel_documents.register import workflow
from cases.travel_documents.register.actions import clocks, knowing, telling
from cases.travel_documents.register.actions.documents import hold
from cases.travel_documents.register.models import TravelDocument
from secoffice.audit import trail
from secoffice.deadlines import actions as dates
from secoffice.workflow import StepRefused


def allow(by, document):
    """The document held, or StepRefused with the sentence."""
    hold(document)
    if not document.is_visible_to(by):
        raise StepRefused("There is no such document.")
    if not document.staff_id:
        raise StepRefused("It is not a document of the office’s own staff.")
    if document.is_over:
        raise StepRefused("The document was destroyed.")
    if why := workflow.keeps(by, document):
        raise StepRefused(why)


@transaction.atomic
def give(*, document, keeper, with_holder, where, by, at=None):
    """Say who keeps the book: its holder, or the keeper, who is named in either case and hears of its end."""
    at = clocks.now(at)
    allow(by, document)
    if keeper.pk == document.staff_id:
        raise StepRefused("Its holder is no keeper of it; choose somebody else.")
    before = document.keeper
    given = {"keeper": keeper, "with_holder": with_holder, "kept_where": where}
    TravelDocument._base_manager.filter(pk=document.pk).update(**given)
    for name, value in given.items():
        setattr(document, name, value)
    if before and before.pk != keeper.pk:
        knowing.no_longer(document, before, knowing.KEEPS, by=by, at=at)
    knowing.share_with_holder(document, by=by, at=at)
    says = "With its holder" if with_holder else f"Kept by {keeper}" + (f", {where}" if where else "")
    telling.line(document, "custody", says, by=by, at=at)
    detail = {"keeper": keeper.pk, "with_holder": with_holder}
    trail.record("custody of document", document, by=by, detail=detail, at=at)
    clocks.follow_document(document, by=by, at=at)
    return document


@transaction.atomic
def hand_over(*, document, giver, receiver, by, at=None):
    """Leave and departure: what a keeper kept goes to a colleague, unseen by whoever keeps the accounts."""
    at = clocks.now(at)
    if hold(document).keeper_id != giver.pk:
        return
    TravelDocument._base_manager.filter(pk=document.pk).update(keeper=receiver)
    document.keeper = receiver
    knowing.no_longer(document, giver, knowing.KEEPS, by=by, at=at)
    knowing.share_with_holder(document, by=by, at=at)
    telling.line(document, "custody", f"Kept by {receiver}, after {giver}", by=by, at=at)
    detail = {"from": giver.pk, "to": receiver.pk}
    trail.record("document handed over", document, by=by, detail=detail, at=at)
    clocks.follow_document(document, by=by, at=at)


@transaction.atomic
def post_ended(*, document, by, at=None):
    """The status that justified it has ended (22 CFR 51.4): somebody gets the book back and cancels it. A second word
    changes nothing."""
    at = clocks.now(at)
    rows = TravelDocument._base_manager.filter(pk=document.pk, post_ended_at=None)
    if not rows.update(post_ended_at=at):
        return
    document.post_ended_at = at
    telling.line(document, "post ended", "The status that justified it has ended", by=by, at=at)
    trail.record("status of holder ended", document, by=by, at=at)
    owner = document.keeper or clocks.somebody(document, "RSO", "CONS_LIA", "DOC_EXAM")
    clocks.start(document, rules.LEFT, owner=owner, by=by, at=at)
    clocks.follow_document(document, by=by, at=at)


@transaction.atomic
def post_goes_on(*, document, reason, by, at=None):
    """It was not so, or they are back: the book serves on."""
    at = clocks.now(at)
    allow(by, document)
    if document.status != TravelDocument.Status.VALID:
        raise StepRefused("The document is not valid any more.")
    if not document.staff.is_active:
        raise StepRefused(f"{document.staff} does not work here now.")
    rows = TravelDocument._base_manager.filter(pk=document.pk, post_ended_at__isnull=False)
    if not rows.update(post_ended_at=None):
        raise StepRefused("Nobody said that the status of its holder ended.")
    document.post_ended_at = None
    telling.line(document, "post goes on", "Its holder’s status goes on", by=by, at=at, text=reason)
    trail.record("status of holder goes on", document, by=by, reason=reason, at=at)
    dates.cancel(target=document, rule=rules.LEFT, reason=reason, by=by, at=at)
    clocks.follow_document(document, by=by, at=at)
    return document
