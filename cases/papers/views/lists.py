"""The memoranda of a case, and the versions of its report."""

from django.urls import reverse
from django.utils.functional import cached_property

from cases import workflow
from cases.forms.working import Sent
from cases.models import Subject
from cases.papers import content
from cases.papers.actions import drafting
from cases.papers.forms import BeginForm
from cases.papers.models import Status
from cases.papers.views.paper import sees_drafts
from cases.views.verbs import VerbPage
from secoffice.people.models import Fact

MOST = 200


class PaperList(VerbPage):
    """What is there, and the form that begins one more."""

    def why_not(self):
        return workflow.may_write(self.request.user, self.case)

    def get(self, request, **more):
        return self.show(form=None if self.why_not() else self.form())

    def after(self):
        return reverse(
            f"papers:{self.begun._meta.model_name}_edit", args=[self.case.reference, self.begun.pk]
        )

    @property
    def drafts(self):
        return sees_drafts(self.request.user, self.case)


class Interviews(PaperList):
    tab, template, title = "papers:interviews", "cases/papers/interviews.html", "Interviews"
    done = "Begun. What you write is kept as you go."

    def form(self, *data):
        return BeginForm(*data[:1], people=self.people)

    @cached_property
    def people(self):
        """Everybody on the case whom this reader may know of, with how to call them: two queries."""
        rows = Subject.everybody.filter(case=self.case).open_to(self.request.user)
        rows = list(rows.select_related("person", "compartment"))
        names = content.names_of(rows, Fact.objects.visible_to(self.request.user))
        for row in rows:
            row.case, row.name = self.case, names[row.pk]
        return {row.pk: row for row in rows}

    def do(self, form):
        given = {"case": self.case, "by": self.request.user} | form.cleaned_data
        self.begun = drafting.begin_memorandum(**given)

    def context(self):
        rows = self.case.memorandums.open_to(self.request.user).shown_to(
            self.request.user, drafts=self.drafts
        )
        rows = list(rows.select_related("author")[:MOST])
        for row in rows:
            row.case, row.subject = self.case, self.people[row.subject_id]
        return {"title": self.title, "papers": rows}


class Reports(PaperList):
    tab, template, title = "papers:reports", "cases/papers/reports.html", "Reports"
    done, form_class = "Begun. What you write is kept as you go.", Sent

    def form(self, *data):
        return Sent(*data[:1])

    def do(self, form):
        self.begun = drafting.begin_report(case=self.case, by=self.request.user, key=form.cleaned_data["key"])

    def context(self):
        user = self.request.user
        rows = self.case.reports.open_to(user).shown_to(user, drafts=self.drafts)
        rows = list(
            rows.select_related("author", "endorsed_by", "approved_by").prefetch_related("copies")[:MOST]
        )
        for row in rows:
            row.case = self.case
        going = any(row.status != Status.APPROVED for row in rows)
        return {"title": self.title, "papers": rows, "going": going}
