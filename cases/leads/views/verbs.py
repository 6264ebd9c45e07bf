"""Verbs on a lead, each a small form page, for one side or the other."""

from django.contrib import messages
from django.db import IntegrityError, OperationalError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from cases.forms.working import AttachForm
from cases.leads import workflow
from cases.leads.actions import asking, drafting, working
from cases.leads.forms import working as forms
from cases.leads.forms.drafting import LeadForm
from cases.leads.models import Status
from cases.leads.views.lead import LeadPage, framed
from cases.leads.views.stale import differences
from cases.views.verbs import SAID_NO, TWICE
from secoffice.records.guards import held_back

SAYS = {
    "send": "From now the receiving office sees the lead and the files on it, and its clock runs.",
    "accept": "Your office does it. Whoever works it can be named now or later.",
    "decline": "The office that asks decides what becomes of it.",
    "close": "The files of the reply are put with those of the case.",
    "return": "The clock of the precedence starts again from now.",
    "cancel": "The receiving office is told, and nothing is owed any more.",
}


class VerbPage(LeadPage):
    """GET shows the form, POST does the deed. A refusal gives the form back with the sentence and all that was
    typed, and nothing half done."""

    template = "cases/leads/form.html"
    title, button, says, done = "", "Save", "", "Done."

    def why_not(self):
        """The sentence shown instead of the form; "" where it may be sent."""
        return ""

    def get(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        return self.show(form=self.form())

    def post(self, request, **more):
        form = self.form(request.POST, request.FILES)
        if form.is_valid() and self.attempt(form):
            messages.success(request, self.done)
            return redirect(self.lead if self.lead.is_visible_to(request.user) else "leads:all")
        self.lead = self.again()
        return self.show(form=form, status=422)

    def attempt(self, form):
        try:
            try:
                self.do(form)
            except (IntegrityError, OperationalError):  # sent twice; the slower one finds what the faster did
                self.lead = self.again()
                self.do(form)
        except SAID_NO as refused:
            for sentence in getattr(refused, "messages", [str(refused)]):
                form.add_error(None, sentence)
            return False
        except (IntegrityError, OperationalError) as error:
            form.add_error(None, held_back(error) or TWICE)
            return False
        return True

    def again(self):
        """The lead as it stands: a refused deed may have left the copy in hand half changed."""
        return get_object_or_404(framed(self.request.user), pk=self.lead.pk)

    def context(self):
        return {"title": self.title, "button": self.button, "says": self.says}


class StepPage(VerbPage):
    """A step of the table that needs no more than a reason; a reply has a page of its own."""

    def prepare(self, name):
        self.step = workflow.WORKFLOW.steps.get(name)
        if self.step is None or name == "reply":
            raise Http404
        self.title = self.button = self.step.label
        self.says = SAYS.get(name, "")

    def why_not(self):
        if self.lead.status not in self.step.sources:
            return f"That is not possible while the lead is “{self.lead.get_status_display()}”."
        return workflow.WORKFLOW.offer(self.step, self.request.user, self.lead).why_not

    def form(self, *data):
        if self.step.name == "accept":
            return forms.OfficerForm(*data[:1], lead=self.lead, needed=False)
        return forms.StepForm(*data[:1], step=self.step)

    def do(self, form):
        given = {"lead": self.lead, "by": self.request.user}
        if self.step.name == "accept":
            working.accept(**given, officer=form.cleaned_data["officer"])
        else:
            reason = form.cleaned_data["reason"]
            match self.step.name:
                case "return":
                    asking.return_reply(**given, missing=reason)
                case "close":
                    asking.accept_reply(**given, reason=reason)
                case "send":
                    drafting.send(**given)
                case "cancel":
                    asking.cancel(**given, reason=reason)
                case name:
                    workflow.take(self.lead, name, by=self.request.user, reason=reason)
        self.done = f"{self.step.label}: the lead is now “{Status(self.step.target).label}”."


class Edit(VerbPage):
    """A draft. Two people who change it at once lose nothing: both versions are shown."""

    template, title, says = (
        "cases/leads/edit.html",
        "Change the draft",
        "Nobody else sees it before it is sent.",
    )
    done = "Saved."

    def why_not(self):
        if self.lead.status != Status.DRAFT:
            return "The lead was sent. Cancel it and write another, or send a note."
        return workflow.may_send(self.request.user, self.lead)

    def form(self, *data):
        return LeadForm(*data[:1], case=self.lead.case, lead=self.lead)

    def do(self, form):
        version = form.cleaned_data["version"] or 0
        drafting.edit(lead=self.lead, by=self.request.user, version=version, **form.given())

    def post(self, request, **more):
        if not self.lead.sees_case:  # the form names the files of the case
            return self.get(request)
        try:
            return super().post(request, **more)
        except drafting.StaleDraft as stale:
            self.lead = self.again()
            sent = request.POST.copy()
            sent["version"] = stale.lead.version  # saved once more, this version stays
            form = self.form(sent)
            return self.show(form=form, stale=differences(form, stale.lead), status=422)


class Assign(VerbPage):
    title, button = "Give the lead to an officer", "Give"
    says = "They are let in to this lead and owe the reply. The case stays closed to them."

    def why_not(self):
        return workflow.takes(self.request.user, self.lead)

    def form(self, *data):
        return forms.OfficerForm(*data[:1], lead=self.lead)

    def do(self, form):
        working.assign(lead=self.lead, by=self.request.user, **form.cleaned_data)
        self.done = f"{form.cleaned_data['officer']} works this lead now."


class ReplyPage(VerbPage):
    template = "cases/leads/reply.html"
    title, button, done = "Reply", "Send the reply", "The reply is sent. The office that asked decides on it."

    @property
    def says(self):
        return f"Asked for as: {self.lead.get_reply_format_display().lower()}."

    def why_not(self):
        step = workflow.WORKFLOW.steps["reply"]
        if self.lead.status not in step.sources:
            return f"That is not possible while the lead is “{self.lead.get_status_display()}”."
        return workflow.works(self.request.user, self.lead)

    def post(self, request, **more):
        if workflow.works(request.user, self.lead):  # the form names files that are not sent yet
            return self.get(request)
        return super().post(request, **more)

    def form(self, *data):
        return forms.ReplyForm(*data[:1], lead=self.lead)

    def do(self, form):
        working.reply(lead=self.lead, by=self.request.user, **form.given())


class Enclose(VerbPage):
    title, button, done = "Add a file for the reply", "Add", "The file is ready. It goes out with the reply."
    says = "The office that asks sees it once the reply is sent."

    def why_not(self):
        return workflow.works(self.request.user, self.lead)

    def form(self, *data):
        return AttachForm(*data)

    def do(self, form):
        working.enclose(lead=self.lead, by=self.request.user, **form.cleaned_data)


class Note(VerbPage):
    title, button, done = "Add a note", "Add", "The note is there for both offices."
    says = "Both offices read it."

    def why_not(self):
        return workflow.takes_part(self.request.user, self.lead)

    def form(self, *data):
        return forms.WordsForm(*data[:1], label="Note")

    def do(self, form):
        working.note(lead=self.lead, by=self.request.user, **form.cleaned_data)


class Chase(VerbPage):
    title, button, done = "Chase", "Chase", "Whoever owes the reply is told."

    def why_not(self):
        return workflow.asks(self.request.user, self.lead)

    def form(self, *data):
        return forms.WordsForm(*data[:1], label="What you ask")

    def do(self, form):
        asking.chase(lead=self.lead, by=self.request.user, **form.cleaned_data)


class Precedence(VerbPage):
    title, button = "Change precedence", "Change"
    says, done = (
        "The clock of the new precedence runs from now.",
        "The precedence is changed, and its clock runs.",
    )

    def why_not(self):
        return workflow.asks(self.request.user, self.lead)

    def form(self, *data):
        return forms.PrecedenceForm(*data[:1], initial={"precedence": self.lead.precedence})

    def do(self, form):
        asking.change_precedence(lead=self.lead, by=self.request.user, **form.cleaned_data)
