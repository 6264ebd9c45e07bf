"""Verbs on a case, each a small form page: steps, approvals, assignment, facts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from cases import gate, workflow
from cases.actions import assigning, opening, reviewing, writing
from cases.forms import editing
from cases.forms.working import (
    AnswerForm,
    AssignForm,
    ReasonForm,
    ReviewForm,
    StepForm,
)
from cases.models import Case, Status
from cases.views import deeds
from cases.views.record import CasePage, framed
from secoffice.deadlines.actions import DeadlineChanged
from secoffice.files.refusal import FileRefused
from secoffice.ports import Refused
from secoffice.records.guards import held_back

SAID_NO = (Refused, FileRefused, DeadlineChanged, ValidationError, ValueError)
TWICE = "This form was sent already, or the same thing was done meanwhile. Look at the case before you send it again."


class VerbPage(CasePage):
    """GET shows the form, POST does the deed. A refusal gives the form back with the sentence and all that was
    typed, and nothing half done."""

    template = "cases/record/form.html"
    form_class = ReasonForm
    title, button, says, done = "", "Save", "", "Done."

    def why_not(self):
        """The sentence shown instead of the form; "" where it may be sent."""
        return ""

    def form(self, *data):
        return self.form_class(*data)

    def do(self, form):
        raise NotImplementedError

    def get(self, request, **more):
        if why := self.why_not():
            return self.show(refused=why, form=None, status=403)
        return self.show(form=self.form())

    def post(self, request, **more):
        form = self.form(request.POST, request.FILES)
        if form.is_valid() and self.attempt(form):
            messages.success(request, self.done)
            return redirect(self.after())
        self.case = self.again()
        return self.show(form=form, status=422)

    def attempt(self, form):
        """Two clicks race: the slower one tries once more and finds what the faster one did."""
        try:
            try:
                self.do(form)
            except (IntegrityError, OperationalError):  # sent twice; or each waited for what the other held
                self.case = self.again()
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
        """The case as it stands: a refused deed may have left the copy in hand half changed."""
        return get_object_or_404(framed(self.request.user), pk=self.case.pk)

    def after(self):
        """Back to the case, or to the list where the deed took it out of sight."""
        return self.case if self.case.is_visible_to(self.request.user) else "cases:list"

    def back(self):
        """Where Cancel leads: to the tab the form was opened from."""
        return self.address(self.tab)

    def context(self):
        return {"title": self.title, "button": self.button, "says": self.says, "back": self.back()}


class StepPage(VerbPage):
    """A step of the workflow: taken where it is open, asked for up the chain where it is not (§0.6.5)."""

    template = "cases/record/step.html"

    def prepare(self, name):
        self.step = workflow.WORKFLOW.steps.get(name)
        if self.step is None:
            raise Http404
        self.offer = workflow.WORKFLOW.offer(self.step, self.request.user, self.case)
        self.asks = deeds.may_ask(self.offer, self.request.user, self.case)

    def why_not(self):
        if self.case.status not in self.step.sources:
            return f"That is not possible while the case is “{self.case.get_status_display()}”."
        return "" if self.offer.open or self.asks else self.offer.why_not

    def form(self, *data):
        return StepForm(*data, step=self.step, case=self.case, user=self.request.user)

    def do(self, form):
        given = {"by": self.request.user, "reason": form.cleaned_data["reason"], "given": form.given()}
        if self.asks:
            reviewing.ask_approval(case=self.case, step=self.step.name, key=form.cleaned_data["key"], **given)
            self.done = f"Asked for: {self.step.label.lower()}. You hear when it is decided."
        else:
            workflow.take(self.case, self.step.name, **given)
            self.done = f"{self.step.label}: the case is now “{self.case.get_status_display()}”."

    def context(self):
        label = self.step.label
        return {
            "title": f"Ask for approval: {label}" if self.asks else label,
            "button": "Ask for approval" if self.asks else label,
            "offer": self.offer,
            "asks": self.asks,
            "target": Status(self.step.target).label,
            "starts": deeds.duties(self.step.starts),
            "stops": deeds.duties(self.step.stops + self.step.supersedes, self.step.keeps),
            "who": self.step.who,
            "over": self.over(),
        }

    def over(self):
        """Where a case that cannot be closed is asked to be closed all the same; "" for those who cannot ask."""
        if self.step.name != "close" or not any(found.blocks for found in self.offer.findings):
            return ""
        offer = workflow.WORKFLOW.offer(workflow.WORKFLOW.steps[gate.OVERRIDE], self.request.user, self.case)
        return (
            deeds.to("step", self.case, gate.OVERRIDE)
            if deeds.may_ask(offer, self.request.user, self.case)
            else ""
        )


class ApprovalPage(VerbPage):
    """A step somebody asked for: approve it, refuse it with a reason, or take the request back."""

    template = "cases/record/approval.html"

    def prepare(self, approval):
        rows = self.case.approvals.select_related("asked_by", "decided_by", "office")
        self.approval = get_object_or_404(rows, pk=approval)

    def why_not(self):
        if self.approval.asked_by_id == self.request.user.pk:
            return "You asked for this yourself; somebody else must decide."
        return workflow.approves(self.request.user, self.case)

    def form(self, *data):
        return ReasonForm(*data, label="If you refuse it: why", needed=False)

    def get(self, request, **more):
        waits = self.approval.state == "ASKED"
        return self.show(form=self.form() if waits and not self.why_not() else None)

    def do(self, form):
        given = {"approval": self.approval, "by": self.request.user}
        if self.request.POST.get("decision") == "withdraw":
            reviewing.withdraw_request(**given)
            self.done = "The request is taken back."
            return
        approves = self.request.POST.get("decision") == "approve"
        reviewing.decide(approves=approves, answer=form.cleaned_data["reason"], **given)
        self.done = "Approved, and the step is taken." if approves else "Refused; the asker is told."

    def context(self):
        step = workflow.WORKFLOW.steps[self.approval.step]
        return {
            "title": step.label,
            "approval": self.approval,
            "why_not": self.why_not(),
            "findings": step.checks.run(self.case) if step.checks else [],
            "mine": self.approval.asked_by_id == self.request.user.pk,
            "outcome": dict(Case._meta.get_field("disposition").flatchoices).get(
                self.approval.given.get("disposition"), ""
            ),
        }


class Assign(VerbPage):
    title, button = "Assign", "Assign"

    def why_not(self):
        return assigning.may_assign(self.request.user, self.case)

    @property
    def says(self):
        if self.case.office.must_accept:
            return "The officer accepts the case or returns it; until then nobody new works it."
        return "The case is theirs at once."

    def form(self, *data):
        return AssignForm(*data[:1], case=self.case, user=self.request.user)

    def do(self, form):
        officer = form.cleaned_data["officer"]
        offer = assigning.assign(
            case=self.case, officer=officer, by=self.request.user, reason=form.cleaned_data["reason"]
        )
        self.done = (
            f"Offered to {officer}." if offer.state == "OFFERED" else f"{officer} works this case now."
        )


class Answer(VerbPage):
    """The officer accepts the offer, or returns it with a reason."""

    form_class, template, title = AnswerForm, "cases/record/answer.html", "Accept or return this case"

    def why_not(self):
        mine = self.case.offered_to_id == self.request.user.pk
        return "" if mine else "This case is not waiting for your answer."

    def do(self, form):
        accepts = self.request.POST.get("decision") == "accept"
        assigning.answer(
            case=self.case, by=self.request.user, accepts=accepts, reason=form.cleaned_data["reason"]
        )
        self.done = "The case is yours now." if accepts else "Returned; whoever assigned it is told."

    def context(self):
        offer = self.case.assignments.filter(state="OFFERED").select_related("by").first()
        return super().context() | {"offer": offer}


class Acknowledge(VerbPage):
    title, button, done = (
        "Acknowledge the complaint",
        "Record it",
        "Recorded that the complaint was acknowledged.",
    )
    says = "Say how the complainant was told that the complaint arrived. Nothing is sent from here."

    def why_not(self):
        if all(row.rule != "cases.acknowledge" for row in self.dates):
            return "No acknowledgement is owed: it was given already, or the source stays anonymous."
        return workflow.may_acknowledge(self.request.user, self.case)

    def form(self, *data):
        return ReasonForm(*data[:1], label="How, and when")

    def do(self, form):
        opening.acknowledge(case=self.case, by=self.request.user, how=form.cleaned_data["reason"])


class LastStep(VerbPage):
    title, button, done = (
        "Last investigative step",
        "Record it",
        "Recorded. The report is due in thirty days.",
    )
    says = "From here the clock of the report of investigation runs: thirty days."

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def form(self, *data):
        return ReasonForm(*data[:1], label="What the last step was")

    def do(self, form):
        opening.finish_investigating(case=self.case, by=self.request.user, what=form.cleaned_data["reason"])


class Edit(VerbPage):
    """The facts of the case. Two people who change them at once lose nothing: both versions are shown."""

    template, title, button, done = "cases/record/edit.html", "Edit the facts", "Save", "Saved."

    def why_not(self):
        if self.case.quarantined_at:
            return "A spill was reported here. Nothing is edited until that is decided."
        return workflow.may_write(self.request.user, self.case)

    def form(self, *data):
        if data:
            given = data[0] if self.case.quarantined_at else editing.settled(data[0], self.case)
            return editing.EditForm(given, case=self.case)
        return editing.EditForm(case=self.case)

    def do(self, form):
        self.sent = form
        given = form.changes() | {"version": form.cleaned_data["version"]}
        writing.edit(case=self.case, by=self.request.user, **given)

    def post(self, request, **more):
        try:
            return super().post(request, **more)
        except writing.StaleEdit as stale:
            self.case = self.again()
            return self.show(
                form=None,
                stale=editing.differences(self.sent, stale.case),
                sent=editing.sent(self.sent),
                version=stale.case.version,
                was=editing.traces(stale.case),
                status=422,
            )


class Reviews(VerbPage):
    """The reviews on file, and the form of the next one."""

    tab, template, form_class, done = (
        "reviews",
        "cases/record/reviews.html",
        ReviewForm,
        "The review is on file.",
    )
    title = "Reviews"

    def form(self, *data):
        today = self.case.office.local_date(timezone.now())
        more = (
            {} if data else {"initial": {"on": today, "next_review_on": deeds.next_review(self.case, today)}}
        )
        return ReviewForm(*data[:1], **more)

    def get(self, request, **more):
        return self.show(form=None if workflow.may_review(request.user, self.case) else self.form())

    def do(self, form):
        reviewing.record_review(case=self.case, by=self.request.user, **form.cleaned_data)

    def context(self):
        return {
            "title": self.title,
            "reviews": self.case.reviews.select_related("reviewer")[:100],
            "why_not_review": workflow.may_review(self.request.user, self.case),
        }
