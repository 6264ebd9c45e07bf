"""The liaison officer's pages: both sides of a conflict, and what was done to bring them together."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View

from cases.deconfliction import actions
from cases.deconfliction.forms import ContactForm
from cases.deconfliction.models import Conflict
from cases.deconfliction.workflow import WORKFLOW
from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.ui import find

MOST = 100
SIDES = (
    "check_made__by__office",
    "check_made__case",
    "case__officer",
    "case__office",
    "case__unit__supervisor",
)


class LiaisonPage(View):
    def dispatch(self, request, *args, **more):
        if not request.user.has_role("LIAISON"):
            trail.record("denied", trail.Named("deconfliction.conflict"), by=request.user, result="denied")
            raise Http404
        return super().dispatch(request, *args, **more)


class Conflicts(LiaisonPage):
    """What is to be brought together, newest first."""

    def get(self, request):
        rows = Conflict.objects.visible_to(request.user).select_related(*SIDES)
        waiting = list(rows.exclude(status="SETTLED")[: MOST + 1])
        settled = list(rows.filter(status="SETTLED")[:20])
        context = {"waiting": waiting[:MOST], "more": len(waiting) > MOST, "settled": settled}
        return render(request, "cases/deconfliction/liaison.html", context)


class Sides(LiaisonPage):
    """Everything under one liaison reference."""

    def dispatch(self, request, *args, reference, **more):
        self.reference = reference.upper()
        return super().dispatch(request, *args, **more)

    def rows(self):
        rows = Conflict.objects.visible_to(self.request.user).filter(check_made__reference=self.reference)
        return rows.select_related(*SIDES).prefetch_related("contacts__by").order_by("pk")

    def get(self, request):
        find(request, self.rows(), check_made__reference=self.reference)
        return self.show()

    def post(self, request):
        sent = request.POST.get("conflict", "")
        sound = sent.isascii() and sent.isdigit() and len(sent) < 18
        conflict = get_object_or_404(self.rows(), pk=int(sent) if sound else 0)
        form, step = ContactForm(request.POST), request.POST.get("step", "")
        if form.is_valid():
            try:
                actions.take(conflict=conflict, step=step, by=request.user, **form.cleaned_data)
                messages.success(request, "Recorded. Both sides are told.")
                return redirect("deconfliction:sides", self.reference)
            except Refused as refused:
                form.add_error(None, str(refused))
        return self.show(form, conflict.pk, status=422)

    def show(self, sent=None, about=None, status=200):
        conflicts = list(self.rows())
        for conflict in conflicts:
            conflict.steps = WORKFLOW.from_status(conflict.status)
            conflict.form = sent if conflict.pk == about else ContactForm(initial={"key": uuid4()})
        context = {"conflicts": conflicts, "check": conflicts[0].check_made, "reference": self.reference}
        return render(self.request, "cases/deconfliction/sides.html", context, status=status)
