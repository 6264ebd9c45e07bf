"""A list and a record page over cases, as a department would write them; and their addresses."""

from django import forms
from django.urls import path

from cases.models import Case, Status
from secoffice.search import index
from secoffice.ui import Column, RecordDetail, RecordList


class Filter(forms.Form):
    q = forms.CharField(label="Text", max_length=100)
    status = forms.ChoiceField(choices=[("", "Any"), *Status.choices])
    priority = forms.MultipleChoiceField(choices=[("1", "Immediate"), ("2", "Priority"), ("3", "Routine")])
    since = forms.DateField(label="Received since")
    anonymous = forms.BooleanField()

    def narrow(self, cases):
        asked = self.cleaned_data
        cases = index.matching(cases, asked["q"])
        if asked["status"]:
            cases = cases.filter(status=asked["status"])
        if asked["priority"]:
            cases = cases.filter(priority__in=asked["priority"])
        if asked["since"]:
            cases = cases.filter(received_on__gte=asked["since"])
        return cases.filter(anonymous=True) if asked["anonymous"] else cases


class Cases(RecordList):
    model = Case
    title = "Cases"
    filter_form = Filter
    columns = (Column("Case", "reference", "wide"), Column("Next date", "due"), Column("Officer"))
    sorts = {
        "opened": ("Opened", ("opened_at", "id")),
        "reference": ("Case", ("reference",)),
        "due": ("Next date", ("next_due_at", "id")),
        "status": ("State", ("status", "opened_at", "id")),
        "officer": ("Officer", ("officer__name",)),
        "received": ("Received", ("received_on",)),
    }
    default_sort = "-opened"
    related = ("officer",)
    rows_template = "ui/_rows.html"
    export = (
        ("Case", "reference"),
        ("Title", "title"),
        ("Status", "get_status_display"),
        ("Officer", "officer.name"),
        ("Received", "received_on"),
        ("Opened", "opened_at"),
        ("Anonymous", "anonymous"),
        ("Twice the id", lambda case: case.pk * 2),
    )


class CasePage(RecordDetail):
    model = Case
    template = "ui/record.html"


urlpatterns = [
    path("cases/", Cases.as_view(), name="list"),
    path("cases/<slug:reference>/", CasePage.as_view(), name="detail"),
    path("", Cases.as_view(), name="desk"),
    path("found/<int:pk>/", CasePage.as_view(slug_field="pk", slug_kwarg="pk"), name="by_id"),
]
