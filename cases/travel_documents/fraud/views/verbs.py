"""Verbs on a visa referral, each a small form page."""

from django.contrib import messages
from django.db import IntegrityError, OperationalError
from django.http import Http404
from django.shortcuts import redirect

from cases.travel_documents.fraud import actions, workflow
from cases.travel_documents.fraud.forms import referring as forms
from cases.travel_documents.fraud.models import Status
from cases.travel_documents.fraud.views.referral import ReferralPage
from cases.views.verbs import SAID_NO, TWICE
from secoffice.records.guards import held_back


class VerbPage(ReferralPage):
    """GET shows the form, POST does the deed. A refusal gives the form back with the sentence and all that was
    typed, and nothing half done."""

    template = "cases/travel_documents/fraud/form.html"
    title, button, says, done = "", "Save", "", "Saved."

    def why_not(self):
        return ""

    def get(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        return self.show(form=self.form())

    def post(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        form = self.form(request.POST)
        if form.is_valid() and self.attempt(form):
            messages.success(request, self.done)
            return redirect(self.after())
        self.record.refresh_from_db()
        return self.show(form=form, status=422)

    def after(self):
        return self.record

    def attempt(self, form):
        try:
            self.do(form)
        except SAID_NO as refused:
            form.add_error(None, str(refused))
            return False
        except (IntegrityError, OperationalError) as error:
            form.add_error(None, held_back(error) or TWICE)
            return False
        return True

    def context(self):
        return {"title": self.title, "button": self.button, "says": self.says}


class AddCheck(VerbPage):
    title, button, done = "Record a check", "Record", "The check is recorded."

    def why_not(self):
        return workflow.reviews(self.request.user, self.record)

    def form(self, *data):
        return forms.CheckForm(*data)

    def do(self, form):
        actions.record_check(referral=self.record, by=self.request.user, **form.cleaned_data)


class OpenReferred(VerbPage):
    title = button = "Open a case"
    says = "The referral goes on the case, with whoever it names."

    def why_not(self):
        step = workflow.WORKFLOW.steps["open_case"]
        if self.record.status not in step.sources:
            return f"That is not possible while it is “{self.record.get_status_display()}”."
        return workflow.WORKFLOW.offer(step, self.request.user, self.record).why_not

    def form(self, *data):
        return forms.OpenReferredForm(*data, referral=self.record)

    def do(self, form):
        self.case = actions.open_referred(referral=self.record, by=self.request.user, **form.cleaned_data)
        self.done = f"Case {self.case.reference} is open."

    def after(self):
        return self.case if self.case.is_visible_to(self.request.user) else self.record


class StepPage(VerbPage):
    def prepare(self, name):
        self.step = workflow.WORKFLOW.steps.get(name)
        if self.step is None or name == "open_case":
            raise Http404
        self.title = self.button = self.step.label

    def why_not(self):
        if self.record.status not in self.step.sources:
            return f"That is not possible while it is “{self.record.get_status_display()}”."
        return workflow.WORKFLOW.offer(self.step, self.request.user, self.record).why_not

    def form(self, *data):
        return forms.StepForm(*data, step=self.step)

    def do(self, form):
        reason = form.cleaned_data["reason"]
        actions.take(referral=self.record, name=self.step.name, by=self.request.user, reason=reason)
        self.done = f"{self.step.label}: the referral is now “{Status(self.step.target).label}”."
