"""Entering documents, and the verbs on one."""

from django.contrib import messages
from django.http import Http404
from django.utils import timezone

from cases.travel_documents.register import printed, validity, workflow
from cases.travel_documents.register.actions import custody, documents, losing, revocations, steps
from cases.travel_documents.register.forms import documents as forms
from cases.travel_documents.register.forms.losing import KnownLossForm, ReasonForm
from cases.travel_documents.register.forms.revoking import ProposalForm
from cases.travel_documents.register.views.document import DocumentPage
from cases.travel_documents.register.views.page import NewPage, VerbPage
from cases.travel_documents.staff import works_here


def say_what_is_odd(request, document):
    today = document.office.local_date(timezone.now())
    for sentence in (
        *validity.warnings(document, office=document.office),
        *printed.differences(document, on=today),
    ):
        messages.warning(request, sentence)


class New(NewPage):
    title, button, back = "Enter a document", "Enter", "/travel-documents/register/"
    says = "What is printed in it. Whose it is stands apart, and may stay unknown."

    def why_not(self):
        return "" if works_here(self.request.user) else documents.NOT_HERE

    def form(self, *data):
        return forms.NewDocumentForm(*data, user=self.request.user)

    def do(self, form):
        user, key = self.request.user, form.cleaned_data["key"]
        self.made = documents.enter(office=user.office, by=user, key=key, **form.given())
        self.done = f"On the register as {self.made.reference}."

    def after(self):
        say_what_is_odd(self.request, self.made)
        return super().after()


class Edit(VerbPage, DocumentPage):
    title, done = "Correct what is printed", "Corrected."

    def why_not(self):
        return documents.may_write(self.request.user, self.record)

    def form(self, *data):
        return forms.DocumentForm(*data, initial=forms.written(self.record))

    def do(self, form):
        version = form.cleaned_data["version"] or 0
        documents.edit(document=self.record, by=self.request.user, version=version, **form.given())

    def attempt(self, form):
        try:
            return super().attempt(form)
        except documents.StaleDocument as stale:
            self.record = stale.document
            form.data = form.data.copy()
            form.data["version"] = stale.document.version  # saved once more, what stands in the form stays
            form.add_error(None, f"{stale} {self.difference(form, stale.document)}")
            return False

    def difference(self, form, document):
        """What is on file otherwise than it stands in the form, in words; nothing of either is lost."""
        on_file = forms.written(document)
        names = [name for name in documents.PRINTED if name in form.cleaned_data]
        other = [name for name in names if (on_file[name] or "") != (form.cleaned_data[name] or "")]
        said = "; ".join(f"{form.fields[name].label or name}: {on_file[name] or 'empty'}" for name in other)
        return f"On file now: {said}. Saved once more, yours stays." if said else "You both wrote the same."

    def after(self):
        say_what_is_odd(self.request, self.record)
        return super().after()


class Holder(VerbPage, DocumentPage):
    title, done = "Say whose it is", "Saved."
    says = "Whose document it is, which need not be who carries it. What is printed goes to the page of the holder."

    def why_not(self):
        if self.record.staff_id:
            return "It is the document of a colleague; its holder goes with the account."
        return documents.may_write(self.request.user, self.record)

    def form(self, *data):
        known = self.person(self.record.holder_id)
        initial = {"holder": known.person.reference if known else ""}
        return forms.HolderForm(*data, user=self.request.user, initial=initial)

    def do(self, form):
        given = form.cleaned_data
        documents.link_holder(
            document=self.record, person=given["holder"], reason=given["reason"], by=self.request.user
        )


class Custody(VerbPage, DocumentPage):
    title, done = "Say who keeps it", "Saved."
    says = "The keeper hears before it ends, as its holder does."

    def why_not(self):
        if not self.record.staff_id or self.record.is_over:
            return "Only the documents of the office’s own staff have a keeper, until they are destroyed."
        return workflow.keeps(self.request.user, self.record)

    def form(self, *data):
        record = self.record
        initial = {"keeper": record.keeper, "with_holder": record.with_holder, "where": record.kept_where}
        return forms.CustodyForm(*data, document=record, initial=initial)

    def do(self, form):
        custody.give(document=self.record, by=self.request.user, **form.cleaned_data)


class GoesOn(VerbPage, DocumentPage):
    title, button, done = "The status goes on", "Save", "The document serves on."
    says = "Its holder is back, or never left."

    def why_not(self):
        if not self.record.post_ended_at:
            return "Nobody said that the status of its holder ended."
        return workflow.keeps(self.request.user, self.record)

    def form(self, *data):
        return ReasonForm(*data, step=workflow.DOCUMENT.steps["give_back"])

    def do(self, form):
        custody.post_goes_on(document=self.record, by=self.request.user, **form.cleaned_data)


class StepPage(VerbPage, DocumentPage):
    def prepare(self, name):
        self.step = workflow.DOCUMENT.steps.get(name)
        if self.step is None or name not in workflow.PAGES:
            raise Http404
        self.title = self.button = self.step.label

    def why_not(self):
        if self.record.status not in self.step.sources:
            return f"That is not possible while it is “{self.record.get_status_display()}”."
        return workflow.DOCUMENT.offer(self.step, self.request.user, self.record).why_not

    def form(self, *data):
        initial = {"ended": "POST"} if self.record.post_ended_at else {}
        return forms.StepForm(*data, step=self.step, initial=initial)

    def do(self, form):
        steps.take(document=self.record, name=self.step.name, by=self.request.user, **form.cleaned_data)
        self.done = f"{self.step.label}: it is now “{self.record.get_status_display()}”."


class Lose(VerbPage, DocumentPage):
    title, button = "Report it lost or stolen", "Record the loss"
    says = "From now it is invalid for ever, also when it is found: then it is handed in, not used."

    def why_not(self):
        if self.record.is_over:
            return "The document was destroyed."
        if self.request.user.pk == self.record.staff_id:
            return ""
        return workflow.of_the_desk(self.request.user, self.record)

    def form(self, *data):
        record = self.record
        told = {name: getattr(record, name) for name in ("born", "birthplace")}
        return KnownLossForm(*data, initial={"name": record.name_visual, "earlier_losses": 0} | told)

    def do(self, form):
        user, key = self.request.user, form.cleaned_data["key"]
        made = losing.report(office=user.office, by=user, key=key, document=self.record, **form.given())
        new = made.key == key
        self.done = (
            f"Recorded as {made.reference}." if new else f"It was recorded already, as {made.reference}."
        )


class Revoke(VerbPage, DocumentPage):
    title, button = "Propose its revocation", "Propose"
    says = "Somebody else decides. From the approval on the document is invalid."
    done = "Proposed. Whoever decides is told."

    def why_not(self):
        return revocations.may_propose(self.request.user, self.record)

    def form(self, *data):
        return ProposalForm(*data, user=self.request.user)

    def do(self, form):
        user, key = self.request.user, form.cleaned_data["key"]
        self.made = revocations.propose(document=self.record, by=user, key=key, **form.given())

    def after(self):
        return self.made if self.made.is_visible_to(self.request.user) else super().after()
