"""Loss reports and the flags they raise."""

from django.http import Http404
from django.urls import reverse

from cases.travel_documents.register import workflow
from cases.travel_documents.register.actions import documents, losing
from cases.travel_documents.register.actions.knowing import seen
from cases.travel_documents.register.forms.losing import IdentifyForm, LossForm, ReasonForm
from cases.travel_documents.register.models import Flag, LossReport, TravelDocument
from cases.travel_documents.register.views.page import Deeds, NewPage, Page, VerbPage
from cases.travel_documents.staff import works_here


class NewLoss(NewPage):
    title, button, back = "Report a loss", "Record the loss", "/travel-documents/register/losses/"
    says = (
        "From now the document is invalid for ever, also when it is found: then it is handed in, not used. "
        "One that is not on the register yet is entered."
    )

    def why_not(self):
        return "" if works_here(self.request.user) else documents.NOT_HERE

    def form(self, *data):
        return LossForm(*data, user=self.request.user)

    def do(self, form):
        user, key = self.request.user, form.cleaned_data["key"]
        self.made = losing.report(office=user.office, by=user, key=key, **form.given())
        new, reference = self.made.key == key, self.made.reference
        self.done = f"Recorded as {reference}." if new else f"It was recorded already, as {reference}."


class LossPage(Page):
    model = LossReport
    related = ("document", "person", "entered_by", "asked_by", "answered_by")


class LossView(LossPage):
    template = "cases/travel_documents/register/loss.html"

    def context(self):
        report, user = self.record, self.request.user
        return {
            "deeds": deeds(user, report),
            "document": seen(TravelDocument, user, pk=report.document_id).first(),
            "person": self.person(report.person_id),
            "flag": seen(Flag, user, report=report).first(),
            **self.dates(),
        }


def deeds(user, report):
    found = Deeds()
    if report.document_id is None and report.stands:
        url = reverse("register:identify", args=[report.reference])
        found.offer("Give its number", url, "123", workflow.of_the_desk(user, report))
    for offer in workflow.LOSS.offers(user, report):
        url = reverse("register:loss_step", args=[report.reference, offer.step.name])
        found.offer(offer.step.label, url, "", offer.why_not, main=offer.step.name == "confirm")
    return found


class Identify(VerbPage, LossPage):
    title, done = "Give its number", "From now the document is invalid."

    def why_not(self):
        if self.record.document_id or not self.record.stands:
            return "Its document is known already, or the report was recorded in error."
        return workflow.of_the_desk(self.request.user, self.record)

    def form(self, *data):
        return IdentifyForm(*data, initial={"type": self.record.type, "issuer": self.record.issuer})

    def do(self, form):
        losing.identify(report=self.record, by=self.request.user, **form.cleaned_data)


class LossStep(VerbPage, LossPage):
    table = workflow.LOSS
    says = "A loss that was recorded is undone only where two persons say that it was an error."

    def prepare(self, name):
        self.step = self.table.steps.get(name)
        if self.step is None:
            raise Http404
        self.title = self.button = self.step.label

    def why_not(self):
        if self.record.status not in self.step.sources:
            return f"That is not possible while it is “{self.record.get_status_display()}”."
        return self.table.offer(self.step, self.request.user, self.record).why_not

    def form(self, *data):
        return ReasonForm(*data, step=self.step)

    def do(self, form):
        reason = form.cleaned_data["reason"]
        losing.take(report=self.record, name=self.step.name, by=self.request.user, reason=reason)
        self.done = f"{self.step.label}: it is now “{self.record.get_status_display().lower()}”."


class FlagPage(Page):
    model, by = Flag, "pk"
    related = ("report__document", "report__person", "decided_by")


class FlagView(FlagPage):
    template = "cases/travel_documents/register/flag.html"

    def context(self):
        flag, user = self.record, self.request.user
        found = Deeds()
        found.steps(
            workflow.FLAG, user, flag, lambda name: reverse("register:flag_step", args=[flag.pk, name])
        )
        return {
            "deeds": found,
            "report": seen(LossReport, user, pk=flag.report_id).first(),
            "person": self.person(flag.report.person_id),
            "now": losing.losses_of(flag.report),
            **self.dates(),
        }


class FlagStep(LossStep):
    model, by, table, says = Flag, "pk", workflow.FLAG, ""
    related = FlagPage.related

    def do(self, form):
        reason = form.cleaned_data["reason"]
        losing.screen(flag=self.record, name=self.step.name, by=self.request.user, reason=reason)
        self.done = f"{self.step.label}: recorded."
