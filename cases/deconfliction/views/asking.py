"""Asking all files by hand, and the answer. Hit or none: same status, same layout, same queries, same time."""

import time

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.generic import View

from cases.deconfliction import actions, answering
from cases.deconfliction.forms import AskForm
from cases.deconfliction.models import Answering, Check, Contact
from secoffice.ui import find

SECONDS = 0.25  # an answer takes this long in every case
FEW = 20
ASKERS = ("AGENT", "CASE_SUP", "RSO", "DIRECTOR", "INTAKE", "DUTY_OFF", "ANALYST", "LIAISON")


def may_ask(user):
    return user.has_role(*ASKERS)


class AskPage(View):
    """For those who work cases; to everybody else it is not there."""

    def dispatch(self, request, *args, **more):
        if not may_ask(request.user):
            raise Http404
        return super().dispatch(request, *args, **more)


class Board(AskPage):
    def get(self, request):
        return self.show(AskForm())

    def post(self, request):
        began = time.monotonic()
        try:
            return self.ask(request, AskForm(request.POST))
        finally:
            time.sleep(max(0, SECONDS - (time.monotonic() - began)))

    def ask(self, request, form):
        if not form.is_valid():
            return self.show(form, status=422)
        given = {"reason": form.cleaned_data["reason"], "key": form.cleaned_data["key"]}
        try:
            check = actions.ask(terms=form.terms(), by=request.user, **given)
        except actions.TooOften as often:
            messages.error(request, str(often))
            return self.show(form, status=429)
        return redirect("deconfliction:check", check.key)

    def show(self, form, status=200):
        checks = list(
            Check.objects.filter(by=self.request.user, compartment=None).select_related("case")[:FEW]
        )
        for check in checks:
            check.sentence = answering.sentence(check)
        context = {"form": form, "checks": checks, "liaises": self.request.user.has_role("LIAISON")}
        return render(self.request, "cases/deconfliction/board.html", context, status=status)


class Answer(AskPage):
    """What one question was answered. Its asker's alone."""

    def get(self, request, key):
        check = find(request, Check.objects.filter(by=request.user).select_related("case"), key=key)
        told = Contact.objects.filter(conflict__check_made=check).exclude(conflict__mode=Answering.SILENT)
        context = {
            "check": check,
            "sentence": answering.sentence(check),
            "lines": answering.lines(check, request.user),
            "contacts": list(told.select_related("by").order_by("at", "pk")),
        }
        return render(request, "cases/deconfliction/check.html", context)
