"""Finding examinations, and beginning one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.generic import View

from cases.travel_documents.examination import actions, origins
from cases.travel_documents.examination.actions.writing import MARKING
from cases.travel_documents.examination.forms.describing import BeginForm
from cases.travel_documents.examination.forms.listing import ExaminationFilter
from cases.travel_documents.examination.models import Examination
from cases.travel_documents.staff import is_examiner
from cases.views.verbs import SAID_NO
from secoffice.ui import Column, RecordList

WHY_NOT = (
    "Document examiners (DOC_EXAM) begin examinations. Ask the examiner of your office, or of the one above."
)


class ExaminationList(RecordList):
    model = Examination
    title, one, many = "Examinations", "examination", "examinations"
    template = "cases/travel_documents/examination/list.html"
    rows_template = "cases/travel_documents/examination/_rows.html"
    related = ("office", "examiner", "second")
    columns = (
        Column("Examination", "reference"),
        Column("Document"),
        Column("State"),
        Column("Conclusion"),
        Column("Examiner"),
        Column("Begun", "began"),
    )
    sorts = {"began": ("Begun", ("began_at",)), "reference": ("Examination", ("reference",))}
    default_sort = "-began"
    export = (
        ("Examination", "reference"),
        ("Kind", "kind"),
        ("Issuer", "issuer"),
        ("Number", "number"),
        ("State", "get_status_display"),
        ("Conclusion", "get_conclusion_display"),
        ("Level", "get_level_display"),
        ("Examiner", "examiner"),
        ("Second examiner", "second"),
        ("Begun", "began_at"),
        ("Concluded", "concluded_at"),
        ("Marking", "marking"),
    )
    marking = MARKING
    empty_title = "No examinations yet"
    empty_text = "An examiner begins one here, or from a screening, a hit or a document of the register."

    def make_form(self):
        return ExaminationFilter(self.request.GET, user=self.request.user)

    def more(self):
        return {"examines": is_examiner(self.request.user)}


class Begin(View):
    """The form that begins one; `from` names the record it arises from."""

    template = "cases/travel_documents/examination/new.html"

    def dispatch(self, request, *args, **more):
        self.origin = origins.find(request.GET.get("from"), request.user)
        self.why_not = "" if is_examiner(request.user) else WHY_NOT
        return super().dispatch(request, *args, **more)

    def get(self, request):
        known = origins.facts(self.origin) if self.origin else {}
        return self.show(BeginForm(initial={"marking": MARKING, "level": 1} | known))

    def post(self, request):
        form = BeginForm(request.POST)
        if not self.why_not and form.is_valid():
            try:
                told = {"by": request.user, "key": form.cleaned_data["key"], "origin": self.origin}
                record = actions.begin(**told, **form.given())
                messages.success(request, "The examination is begun. Work down its features.")
                return redirect(record)
            except SAID_NO as refused:
                form.add_error(None, str(refused))
        return self.show(form, status=422)

    def show(self, form, status=200):
        told = {"form": form, "origin": self.origin, "marking": MARKING, "refused": self.why_not}
        return render(self.request, self.template, told, status=403 if self.why_not else status)
