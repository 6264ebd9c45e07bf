"""One screening: the document laid out, the lists that were asked, and what an examiner says of a century."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render

from cases.travel_documents import actions, laying, suggesting
from cases.travel_documents.forms.screening import CenturyForm, ScreeningFilter, ZoneForm, others
from cases.travel_documents.models import Screening
from cases.travel_documents.staff import is_examiner
from cases.travel_documents.views.desk import DeskPage
from secoffice.ports import Refused
from secoffice.ui import Column, RecordDetail, RecordList, find

SHORT = (
    *("reference", "outcome", "holder", "issuer", "number", "format", "sources", "at"),
    *("by__name", "office__code"),
)
RELATED = ("office", "by", "suggested_by")


class ScreeningPage(DeskPage, RecordDetail):
    model = Screening
    template = "cases/travel_documents/screening.html"
    related = RELATED
    form = None

    def prepare(self, reference):
        self.record = find(self.request, self.get_queryset(), reference=reference)

    def get_object(self):
        return self.record

    def more(self):
        record = self.record
        centuries = list(record.centuries.select_related("by"))
        may = is_examiner(self.request.user) and any(others(record.reading["fields"]))
        return {
            **laying.out(record, self.request.user),
            "suggestions": suggesting.of(record),
            "centuries": centuries,
            "century": self.form or (CenturyForm(screening=record) if may else None),
            "form": self.form,
            "zone": next_zone(),
        }


def next_zone():
    """The field for the next document, without the words of the desk around it."""
    form = ZoneForm(initial={"key": uuid4()})
    form.fields["zone"].label, form.fields["zone"].help_text = "Next document", ""
    return form


class ChooseCentury(ScreeningPage):
    """The examiner's form on the page of a screening."""

    def get(self, request, reference):
        return redirect(self.record)

    def post(self, request, reference):
        self.form = CenturyForm(request.POST, screening=self.record)
        if self.form.is_valid() and self.attempt():
            messages.success(request, "The century is set, and the lists were asked again with it.")
            return redirect(self.record)
        return render(request, self.template, self.get_context_data(), status=422)

    def attempt(self):
        part, chosen = self.form.cleaned_data["chosen"]
        given = {"part": part, "chosen": chosen, "reason": self.form.cleaned_data["reason"]}
        try:
            actions.choose_century(screening=self.record, by=self.request.user, **given)
        except Refused as refused:
            self.form.add_error(None, str(refused))
        return self.form.is_valid()


class ScreeningList(DeskPage, RecordList):
    model = Screening
    title, one, many = "Screenings", "screening", "screenings"
    filter_form = ScreeningFilter
    template, rows_template = "cases/travel_documents/list.html", "cases/travel_documents/_rows.html"
    related = ("office", "by")
    columns = (
        Column("Outcome"), Column("Screening", "screened"), Column("Document"), Column("Lists"), Column("By"),
        Column("When", "", "wide"),
    )  # fmt: skip
    sorts = {"screened": ("Screened", ("at",))}
    default_sort = "-screened"
    export = (
        ("Screening", "reference"), ("Outcome", "get_outcome_display"), ("When", "at"), ("Office", "office.code"),
        ("By", "by.name"), ("Format", "format"), ("Issuer", "issuer"), ("Type", "document_type"),
        ("Number", "number"), ("Holder", "holder"), ("Errors", lambda row: " ".join(row.reading["errors"])),
        ("Warnings", lambda row: " ".join(row.reading["warnings"] + row.reading["policy_warnings"])),
        ("Not checked", lambda row: " ".join(n for n, s in row.sources.items() if s != "checked")),
        ("Inspected on", "inspected_on"), ("Marking", "marking"),
    )  # fmt: skip
    marking = "CUI//PRVCY"
    new_url, new_label = "travel_documents:desk", "Screen a document"
    empty_title = "No document was screened yet"
    empty_text = "What the desk reads and asks the lists about stands here."

    def get_queryset(self):
        """The long columns are read for a file alone."""
        rows = super().get_queryset()
        return rows if self.request.GET.get("export") else rows.only(*SHORT)

    def make_form(self):
        return ScreeningFilter(self.request.GET, user=self.request.user)
