"""The tab of a case: its operations, who asked about it, what was asked for it, and how it answers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cases import workflow
from cases.deconfliction import actions, answering, modes, telling
from cases.deconfliction.forms import ModeForm, OperationForm
from cases.deconfliction.models import Check, Operation
from cases.models.subject import open_to
from cases.views.verbs import VerbPage

MOST = 100


class FilePage(VerbPage):
    tab = "deconfliction:file"

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def after(self):
        return reverse("deconfliction:file", args=[self.case.reference])


class OfFile(FilePage):
    template, title = "cases/deconfliction/file.html", "Deconfliction"

    def get(self, request, **more):
        return self.show(form=None if self.why_not() else self.form())

    def form(self, *data):
        return OperationForm(*data[:1])

    def do(self, form):
        _, check = actions.plan_operation(case=self.case, by=self.request.user, **form.cleaned_data)
        self.done = "The operation is planned."
        if check:
            messages.info(self.request, answering.sentence(check))

    def context(self):
        case, user = self.case, self.request.user
        checks = open_to(Check.objects.filter(case=case).select_related("by"), user)[:MOST]
        for check in (checks := list(checks)):
            check.sentence = answering.sentence(check)
        mode, said = modes.of(case)
        return {
            "title": self.title,
            "operations": case.operations.select_related("by", "called_off_by")[:MOST],
            "who_asked": telling.who_asked(case, user)[:MOST],
            "checks": checks,
            "mode": mode,
            "mode_said": said,
            "may_set_mode": not workflow.approves(user, case),
        }


class SetMode(FilePage):
    title, button, done = "How this file answers", "Set", "The file answers so from now on."
    says = "What a compartment of the case keeps is silent always, whatever is chosen here."

    def why_not(self):
        return workflow.approves(self.request.user, self.case)

    def form(self, *data):
        return ModeForm(data[0]) if data else ModeForm(initial={"mode": modes.of(self.case)[0]})

    def do(self, form):
        actions.set_mode(case=self.case, by=self.request.user, **form.cleaned_data)


class CallOff(FilePage):
    title, button, done = (
        "Call the operation off",
        "Call off",
        "Called off. It stays on file with your reason.",
    )

    def prepare(self, operation):
        rows = Operation.objects.filter(case=self.case, called_off_at=None)
        self.operation = get_object_or_404(rows, pk=operation)
        self.operation.case = self.case

    def do(self, form):
        reason = form.cleaned_data["reason"]
        actions.call_off(operation=self.operation, reason=reason, by=self.request.user)
