"""Verbs on an examination, each a small form page."""

from django.contrib import messages
from django.db import IntegrityError, OperationalError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from cases.forms.working import ReasonForm
from cases.travel_documents.examination import actions, workflow
from cases.travel_documents.examination.actions.picturing import may_picture
from cases.travel_documents.examination.forms import describing, looking
from cases.travel_documents.examination.models import Status
from cases.travel_documents.examination.views.record import ExaminationPage
from cases.views.verbs import SAID_NO, TWICE
from secoffice.records.guards import held_back

SAYS = {
    "conclude": "What is written is frozen, with a digest over all of it.",
    "submit": "A second examiner looks again. Nothing can be changed meanwhile.",
    "confirm": "You stand for the conclusion beside its examiner. What is written is frozen.",
}


class VerbPage(ExaminationPage):
    """GET shows the form, POST does the deed. A refusal gives the form back with the sentence and all that was
    typed, and nothing half done."""

    template = "cases/travel_documents/examination/form.html"
    title, button, says, done = "", "Save", "", "Saved."

    def why_not(self):
        """The sentence shown instead of the form; "" where it may be sent."""
        if self.record.status != Status.DRAFT:
            return f"It is “{self.record.get_status_display().lower()}”: nothing is written in it now."
        return workflow.examines(self.request.user, self.record)

    def get(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        return self.show(form=self.form())

    def post(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        form = self.form(request.POST, request.FILES)
        if form.is_valid() and self.attempt(form):
            messages.success(request, self.done)
            return redirect(self.record)
        self.record.refresh_from_db()
        return self.show(form=form, status=422)

    def attempt(self, form):
        try:
            self.do(form)
        except actions.StaleExamination as stale:
            form.data = form.data.copy()
            form.data["version"] = stale.record.version
            form.add_error(None, f"{stale} What you wrote stands below; saved once more, it stays.")
            return False
        except SAID_NO as refused:
            form.add_error(None, str(refused))
            return False
        except (IntegrityError, OperationalError) as error:
            form.add_error(None, held_back(error) or TWICE)
            return False
        return True

    def told(self, form):
        return {"record": self.record, "by": self.request.user, "version": form.cleaned_data["version"]}

    def context(self):
        return {"title": self.title, "button": self.button, "says": self.says}


class Describe(VerbPage):
    template = "cases/travel_documents/examination/describe.html"
    title = "Describe the document"
    says = "Copy the printed page as it stands. Where the zone says otherwise, the page of the examination shows it."

    def form(self, *data):
        return describing.DescribeForm(*data[:1], record=self.record)

    def do(self, form):
        actions.describe(**self.told(form), **form.given())


class Features(VerbPage):
    template = "cases/travel_documents/examination/features.html"
    title = "Features"
    says = "What you did not look at stays “not examined”: that is no fault, and it is said."

    def form(self, *data):
        return looking.FeaturesForm(*data[:1], record=self.record)

    def do(self, form):
        actions.look_at(**self.told(form), features=form.given())


class Conclude(VerbPage):
    title = "Conclusion"
    says = "An adverse conclusion is confirmed by a second examiner before it counts."
    done = "The conclusion is written. Take the next step to make it count."

    def form(self, *data):
        return looking.ConclusionForm(*data[:1], record=self.record, user=self.request.user)

    def do(self, form):
        actions.conclude_as(**self.told(form), **form.given())


class AddImage(VerbPage):
    title, button, done = "Add an image", "Add", "The image is kept, with its digest."

    def form(self, *data):
        return looking.ImageForm(*data)

    def do(self, form):
        actions.add_image(record=self.record, by=self.request.user, **form.cleaned_data)


class StrikeImage(VerbPage):
    title = button = "Strike the image"
    says, done = "It stays on file, struck out, with the reason.", "The image is struck."

    def prepare(self, image):
        self.picture = get_object_or_404(self.record.pictures.filter(struck_at=None), pk=image)

    def why_not(self):
        return may_picture(self.request.user, self.record)

    def form(self, *data):
        return ReasonForm(*data[:1])

    def do(self, form):
        actions.strike_image(picture=self.picture, by=self.request.user, **form.cleaned_data)


class StepPage(VerbPage):
    def prepare(self, name):
        self.step = workflow.WORKFLOW.steps.get(name)
        if self.step is None:
            raise Http404
        self.title = self.button = self.step.label
        self.says = SAYS.get(name, "")

    def why_not(self):
        if self.record.status not in self.step.sources:
            return f"That is not possible while it is “{self.record.get_status_display()}”."
        return workflow.WORKFLOW.offer(self.step, self.request.user, self.record).why_not

    def form(self, *data):
        return looking.StepForm(*data[:1], step=self.step, record=self.record)

    def do(self, form):
        actions.take(**self.told(form), name=self.step.name, reason=form.cleaned_data["reason"])
        self.done = f"{self.step.label}: the examination is now “{Status(self.step.target).label}”."
