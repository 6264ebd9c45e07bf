"""Opening a fraud case from records of the desk, and the documents of a case."""

from django.contrib import messages
from django.db import IntegrityError, OperationalError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.generic import View

from cases.travel_documents.fraud import actions, kinds
from cases.travel_documents.fraud.forms.opening import AttachForm, OpenCaseForm
from cases.travel_documents.staff import works_here
from cases.views.record import CasePage
from cases.views.verbs import SAID_NO, TWICE
from cases.workflow import may_write

MARKING = "CUI//INV/PRVCY"


class OpenCase(View):
    """`from` names the records to begin with."""

    template = "cases/travel_documents/fraud/open_case.html"

    def dispatch(self, request, *args, **more):
        if not works_here(request.user) or request.user.office is None:
            raise Http404
        return super().dispatch(request, *args, **more)

    def get(self, request):
        references = request.GET.get("from", "")[:600]
        records = [
            found
            for each in references.replace(",", " ").split()[:20]
            if (found := kinds.find(each, request.user))
        ]
        first = {"references": " ".join(record.reference for record in records), "kind": "PF"}
        if records:
            first["title"] = f"{kinds.of(records[0]).title(records[0])}"[:160]
        return self.show(OpenCaseForm(initial=first, user=request.user))

    def post(self, request):
        form = OpenCaseForm(request.POST, user=request.user)
        if form.is_valid():
            try:
                case = actions.open_case(by=request.user, **form.given())
                messages.success(
                    request, "The case is logged, with the documents and whoever they name on it."
                )
                return redirect(case)
            except SAID_NO as refused:
                form.add_error(None, str(refused))
        return self.show(form, status=422)

    def show(self, form, status=200):
        return render(self.request, self.template, {"form": form, "marking": MARKING}, status=status)


class OnCase(CasePage):
    """The documents of a case, as they stood when they were attached."""

    template, tab = "cases/travel_documents/fraud/on_case.html", "document_fraud:on_case"

    def context(self):
        rows = list(self.case.travel_documents.select_related("by"))
        seen = visible(rows, self.request.user)
        for row in rows:
            row.record = seen.get((row.target_type, row.target_id))
        why = may_write(self.request.user, self.case)
        return {
            "rows": rows,
            "why_not_write": why,
            "form": AttachForm(user=self.request.user) if not why else None,
        }

    def post(self, request, **more):
        form = AttachForm(request.POST, user=request.user)
        if form.is_valid():
            try:
                for record in form.cleaned_data["reference"]:
                    actions.attach(
                        case=self.case, record=record, why=form.cleaned_data["why"], by=request.user
                    )
                messages.success(request, "Attached.")
                return redirect("document_fraud:on_case", self.case.reference)
            except SAID_NO as refused:
                form.add_error(None, str(refused))
            except (IntegrityError, OperationalError):
                form.add_error(None, TWICE)
        return self.show(form=form, status=422)


def visible(rows, user):
    """The records behind the rows that this reader may open, a query a kind."""
    ids = {}
    for row in rows:
        ids.setdefault(row.target_type, []).append(row.target_id)
    found = ((kind, kinds.read(kind, those, user)) for kind, those in ids.items())
    return {(kind, pk): record for kind, records in found for pk, record in records.items()}
