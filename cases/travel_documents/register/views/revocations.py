"""The page of one revocation, and its steps."""

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.urls import reverse

from cases.models import Case
from cases.travel_documents.register import revoking
from cases.travel_documents.register.actions import revocations
from cases.travel_documents.register.actions.knowing import seen
from cases.travel_documents.register.forms.revoking import StepForm, SurrenderForm
from cases.travel_documents.register.models import Revocation, TravelDocument
from cases.travel_documents.register.views.page import Deeds, Page, VerbPage

MANY = 60
SAYS = {
    "approve": "At once: the document is revoked and looked out for, the lists of lost documents and the consular "
    "section are told, and the notice is owed.",
    "notify": "The notice states the reasons, how to ask for a review, and that the document must be handed in.",
    "serve": "From the day the person received it they have sixty days to ask for a hearing.",
    "serve_final": "No hearing is open on these grounds: with the service the revocation is final.",
    "request": "It counts when it was received in time, however it was sent.",
    "put_off": "Asked for at least five working days before the hearing, and for ninety days at most.",
    "overturn": "At once: the document is valid again, and the lists are told.",
}


class RevocationPage(Page):
    model = Revocation
    related = (
        *("document__holder", "document__office__calendar", "case", "entered_by", "approved_by"),
        *("hearing_officer", "decided_by", "office__parent__parent"),
    )


class RevocationView(RevocationPage):
    template = "cases/travel_documents/register/revocation.html"

    def context(self):
        row, user = self.record, self.request.user
        prefetch_related_objects([row], "reasons")
        case = seen(Case, user, pk=row.case_id).first() if row.case_id else None
        return {
            "deeds": deeds(user, row),
            "reasons": row.reasons.all(),
            "document": seen(TravelDocument, user, pk=row.document_id).first(),
            "holder": self.person(row.document.holder_id),
            "case": case,
            "lines": row.lines.select_related("by")[:MANY],
            "lookouts": row.lookouts.all(),
            **self.dates(),
        }


def deeds(user, row):
    found = Deeds()
    found.steps(
        revoking.REVOCATION,
        user,
        row,
        lambda name: reverse("register:revocation_step", args=[row.reference, name]),
    )
    if row.in_force and not row.surrendered_on:
        why = revocations.why_not_surrendered(user, row)
        found.offer(
            "Record that it came back", reverse("register:surrendered", args=[row.reference]), "", why
        )
    return found


class RevocationStep(VerbPage, RevocationPage):
    def prepare(self, name):
        self.step = revoking.REVOCATION.steps.get(name)
        if self.step is None:
            raise Http404
        self.title = self.button = self.step.label
        self.says = SAYS.get(name, "")

    def why_not(self):
        if self.record.status not in self.step.sources:
            return f"That is not possible while it is “{self.record.get_status_display()}”."
        return revoking.REVOCATION.offer(self.step, self.request.user, self.record).why_not

    def form(self, *data):
        return StepForm(*data, step=self.step, revocation=self.record)

    def do(self, form):
        revocations.take(
            revocation=self.record, name=self.step.name, by=self.request.user, **form.cleaned_data
        )
        self.done = f"{self.step.label}: it is now “{self.record.get_status_display().lower()}”."


class Surrendered(VerbPage, RevocationPage):
    title, done = "Record that it came back", "The demand is met."

    def why_not(self):
        return revocations.why_not_surrendered(self.request.user, self.record)

    def form(self, *data):
        return SurrenderForm(*data)

    def do(self, form):
        revocations.surrendered(revocation=self.record, by=self.request.user, **form.cleaned_data)
