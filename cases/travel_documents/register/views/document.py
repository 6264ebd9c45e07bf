"""The page of one document: what is printed, whose it is, what happened to it."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from cases.travel_documents.register import printed, validity, workflow
from cases.travel_documents.register.actions import documents, revocations
from cases.travel_documents.register.actions.knowing import seen
from cases.travel_documents.register.models import Lookout, LossReport, Revocation, TravelDocument
from cases.travel_documents.register.views.page import Deeds, Page

MANY = 60


class DocumentPage(Page):
    model = TravelDocument
    related = ("holder", "staff", "keeper", "entered_by")
    told = {
        "looked_out_for": Exists(Lookout.objects.filter(document=OuterRef("pk"), lifted_at=None)),
        "is_being_revoked": Exists(revocations.running().filter(document=OuterRef("pk"))),
    }


class DocumentView(DocumentPage):
    template = "cases/travel_documents/register/document.html"

    def context(self):
        document, user = self.record, self.request.user
        today = document.office.local_date(timezone.now())
        return {
            "deeds": deeds(user, document),
            "holder": self.person(document.holder_id),
            "expired": document.is_expired(today),
            "odd": [
                *validity.warnings(document, office=document.office),
                *printed.differences(document, on=today),
            ],
            "lines": document.lines.filter(revocation=None).select_related("by")[:MANY],
            "losses": seen(LossReport, user, document=document).order_by("-pk")[:MANY],
            "revocations": seen(Revocation, user, document=document).order_by("-pk")[:MANY],
            **self.dates(),
        }


def to(name, document, *more):
    return reverse(f"register:{name}", args=[document.reference, *more])


def deeds(user, document):
    """What can be done with it now, and why not the rest. Only what somebody waits for stands out."""
    found, write = Deeds(), documents.may_write(user, document)
    own = user.pk == document.staff_id
    reported = document.status in (TravelDocument.Status.LOST, TravelDocument.Status.STOLEN)
    if not document.is_over and not reported:
        why = "" if own else workflow.of_the_desk(user, document)
        found.offer("Report lost or stolen", to("lose", document), "exclamation-diamond", why)
    if not document.is_over:
        found.offer("Correct what is printed", to("edit", document), "pencil", write)
        if not document.staff_id:
            found.offer("Say whose it is", to("holder", document), "person-vcard", write)
    if document.staff_id and not document.is_over:
        keeps = workflow.keeps(user, document)
        found.offer("Say who keeps it", to("custody", document), "safe", keeps)
        if document.post_ended_at and document.status == TravelDocument.Status.VALID:
            found.offer("The status goes on", to("goes_on", document), "", keeps)
    for offer in workflow.DOCUMENT.offers(user, document):
        if offer.step.name in workflow.PAGES:
            left = document.post_ended_at is not None and offer.step.name == "surrender"
            found.offer(offer.step.label, to("step", document, offer.step.name), "", offer.why_not, main=left)
    if not document.is_over:
        why = revocations.may_propose(user, document)
        found.offer("Propose its revocation", to("revoke", document), "slash-circle", why)
    return found
