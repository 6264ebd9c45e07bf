"""The desk: one field for the zone, a look-up by number, and what came out of the last documents."""

from uuid import uuid4

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.generic import View

from cases.travel_documents import actions, suggesting
from cases.travel_documents.forms.screening import NumberForm, ZoneForm
from cases.travel_documents.models import Screening
from cases.travel_documents.staff import works_here
from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.ui import find

FEW = 5
RECENT = ("reference", "outcome", "holder", "issuer", "number", "at")


class DeskPage(View):
    """For those who work here; to everybody else it is not there."""

    def dispatch(self, request, *args, **more):
        if not works_here(request.user):
            target = trail.Named("travel_documents.screening")
            trail.record("denied", target, by=request.user, result="denied")
            raise Http404
        self.prepare(**more)
        return super().dispatch(request, *args, **more)

    def prepare(self, **more):
        """Finds the record that the address names, whatever the method: hidden is 404 before anything else is said."""


class Desk(DeskPage):
    template = "cases/travel_documents/desk.html"

    def get(self, request):
        return self.show()

    def post(self, request):
        by_number = "number" in request.POST
        form = (NumberForm if by_number else ZoneForm)(request.POST)
        if not form.is_valid():
            return self.show(**{"number" if by_number else "zone": form}, status=422)
        given = {"by": request.user, "key": form.cleaned_data["key"], "on": form.cleaned_data["inspected_on"]}
        try:
            return redirect(actions.screen(**given, **(self.number(form) if by_number else self.zone(form))))
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.show(**{"number" if by_number else "zone": form}, status=422)

    def number(self, form):
        return {name: form.cleaned_data[name] for name in ("issuer", "number", "type")}

    def zone(self, form):
        """What was sent, and whose suggestion it is where it was taken up."""
        reference = form.cleaned_data["suggested"]
        known = (
            Screening.objects.visible_to(self.request.user).filter(reference=reference) if reference else None
        )
        return {"text": form.cleaned_data["zone"], "suggested": known.first() if reference else None}

    def show(self, zone=None, number=None, status=200, **more):
        rows = Screening.objects.visible_to(self.request.user).filter(by=self.request.user)
        told = {
            "zone": zone or ZoneForm(initial={"key": uuid4()}),
            "number": number or NumberForm(initial={"key": uuid4()}, auto_id="number_%s"),
            "form": zone or number,  # what the title of the page and the list of errors speak of
            "recent": list(rows.only(*RECENT).order_by("-at", "-pk")[:FEW]),
        }
        return render(self.request, self.template, told | more, status=status)


class TakeUp(Desk):
    """Fill the field with a suggested reading. Nothing is screened before it is sent again."""

    def prepare(self, reference, number):
        self.screening = find(self.request, Screening, reference=reference)

    def get(self, request, reference, number):
        return redirect(self.screening)

    def post(self, request, reference, number):
        screening = self.screening
        suggested = dict(enumerate(suggesting.of(screening), 1)).get(number)
        if suggested is None:
            raise Http404
        initial = {
            "key": uuid4(), "zone": suggested.text, "suggested": screening.reference,
            "inspected_on": screening.inspected_on,
        }  # fmt: skip
        return self.show(zone=ZoneForm(initial=initial), suggestion=suggested)
