"""The offences of a case, from which limitation periods run."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from cases import workflow
from cases.actions import offences
from cases.forms.working import OffenceForm
from cases.views.verbs import VerbPage


class Offences(VerbPage):
    """The offences of a case with their limitation periods, and the form of the next one (§0.6.8)."""

    tab, template, form_class = "dates", "cases/record/offences.html", OffenceForm
    title, done = "Offences", "The offence is on file, and its limitation period runs."

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def form(self, *data):
        return OffenceForm(*data[:1])

    def get(self, request, **more):
        return self.show(form=None if self.why_not() else self.form())

    def do(self, form):
        offences.add_offence(case=self.case, by=self.request.user, **form.cleaned_data)

    def after(self):
        return reverse("cases:offences", args=[self.case.reference])

    def context(self):
        rows = self.case.offences.select_related("added_by", "withdrawn_by", "deadline")[:100]
        limits = {date.pk: date for date in self.dates if date.rule == offences.RULE}
        return {"title": self.title, "offences": offences.with_limits(rows, limits)}


class OffenceBack(VerbPage):
    """Take back an offence that was entered wrongly; it stays on file, struck out, with the reason."""

    title, button, done = (
        "Take the offence back",
        "Take it back",
        "Taken back. It stays on file with your reason.",
    )
    says = "Its limitation date is cancelled unless another offence rests on it."

    def prepare(self, offence):
        rows = self.case.offences.filter(withdrawn_at=None)
        self.offence = get_object_or_404(rows.select_related("case__office"), pk=offence)

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def do(self, form):
        reason = form.cleaned_data["reason"]
        offences.withdraw_offence(offence=self.offence, reason=reason, by=self.request.user)

    def after(self):
        return reverse("cases:offences", args=[self.case.reference])
