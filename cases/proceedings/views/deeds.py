"""What happens to an entry later: a finding, a step, a chaser, told, taken back."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from cases import workflow as cases_workflow
from cases.forms.working import ReasonForm
from cases.proceedings import forms, workflow
from cases.proceedings.actions import care, entries, findings, legal, outside, referrals
from cases.proceedings.models import (
    Allegation,
    Arrest,
    Expense,
    LegalProcess,
    Lookout,
    Notice,
    Outcome,
    PersonnelReferral,
    Referral,
    WorkedHours,
)
from cases.views.verbs import VerbPage


class EntryPage(VerbPage):
    """A deed on one entry of the case; one that was taken back is not there."""

    tab, model, place = "proceedings:list", None, ""

    def prepare(self, row, **more):
        rows = self.model.objects.filter(case=self.case, withdrawn_at=None)
        if self.model is Notice:
            rows = rows.open_to(self.request.user)
        self.row = get_object_or_404(rows, pk=row)
        self.row.case = self.case

    def why_not(self):
        if self.case.quarantined_at:
            return "A spill was reported here. Nothing is written until that is decided."
        return cases_workflow.may_write(self.request.user, self.case)

    def context(self):
        return super().context() | {"says": "" if self.case.quarantined_at else self.about()}

    def about(self):
        """What the form is about, in the words of the file."""
        return self.says

    def after(self):
        return reverse(f"proceedings:{self.place}", args=[self.case.reference])

    back = after


class FindingPage(EntryPage):
    """A finding on an allegation. Who found something meanwhile is shown beside what was typed."""

    model, place, button, done = Allegation, "list", "File the finding", "The finding is on file."

    def form(self, *data):
        return forms.FindingForm(*data[:1], initial={"version": self.row.version})

    def do(self, form):
        try:
            findings.find(allegation=self.row, by=self.request.user, **form.cleaned_data)
        except findings.StaleFinding:
            form.data = form.data.copy()
            form.data["version"] = Allegation.objects.get(pk=self.row.pk).version
            raise

    def about(self):
        return self.row.text

    def context(self):
        return super().context() | {"title": f"Finding on allegation {self.row.number}"}


class StepPage(EntryPage):
    """A step of the table of a legal process, a referral or a lookout."""

    table = None

    def prepare(self, row, step):
        super().prepare(row)
        self.step = self.table.steps.get(step)
        if self.step is None:
            raise Http404
        self.title = self.button = self.step.label
        self.done = f"Recorded: {self.step.label.lower()}."

    def why_not(self):
        if self.row.status not in self.step.sources:
            return f"That is not possible while it is “{self.row.get_status_display()}”."
        return super().why_not()

    def form(self, *data):
        return forms.StepForm(*data[:1], step=self.step, initial={"on": timezone.localdate()})

    def about(self):
        return str(self.row)


class ProcessStep(StepPage):
    model, place, table = LegalProcess, "process", workflow.PROCESS

    def do(self, form):
        legal.move(process=self.row, step=self.step.name, by=self.request.user, **form.cleaned_data)


class ReferralStep(StepPage):
    model, place, table = Referral, "referrals", workflow.REFERRAL

    def do(self, form):
        referrals.answer(referral=self.row, step=self.step.name, by=self.request.user, **form.cleaned_data)


class LookoutStep(StepPage):
    model, place, table = Lookout, "lookouts", workflow.LOOKOUT

    def do(self, form):
        outside.settle(lookout=self.row, step=self.step.name, by=self.request.user, **form.cleaned_data)


class Chase(EntryPage):
    model, place, form_class = Referral, "referrals", forms.ChaserForm
    title, button, done = "Ask for an answer", "Record it", "Recorded. The diary begins again."
    says = "Say whom you asked and what they said. Nothing is sent from here."

    def form(self, *data):
        return self.form_class(*data[:1])

    def do(self, form):
        referrals.chase(referral=self.row, by=self.request.user, **form.cleaned_data)


class Told(EntryPage):
    model, place, form_class = Notice, "notices", forms.ToldForm
    title, button, done = "They were told", "Record it", "Recorded that they were told."

    def form(self, *data):
        return self.form_class(*data[:1], initial={"on": timezone.localdate()})

    def do(self, form):
        care.told(notice=self.row, by=self.request.user, **form.cleaned_data)

    def about(self):
        return self.row.text


class TakeBack(EntryPage):
    """An entry that was wrong: it stays on file, struck out, with the reason."""

    title, button, done = (
        "Take the entry back",
        "Take it back",
        "Taken back. It stays on file with your reason.",
    )
    models = {
        "allegations": (Allegation, "list"),
        "outcomes": (Outcome, "outcomes"),
        "process": (LegalProcess, "process"),
        "referrals": (Referral, "referrals"),
        "arrests": (Arrest, "arrests"),
        "lookouts": (Lookout, "lookouts"),
        "personnel": (PersonnelReferral, "lookouts"),
        "notices": (Notice, "notices"),
        "hours": (WorkedHours, "hours"),
        "expenses": (Expense, "hours"),
    }

    def prepare(self, kind, row):
        if kind not in self.models:
            raise Http404
        self.model, self.place = self.models[kind]
        super().prepare(row)

    def form(self, *data):
        return ReasonForm(*data[:1])

    def do(self, form):
        entries.take_back(entry=self.row, reason=form.cleaned_data["reason"], by=self.request.user)
