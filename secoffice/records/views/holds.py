"""Placing a hold, reading it, releasing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import View

from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.records import kept
from secoffice.records.actions import holds
from secoffice.records.forms import HoldForm, NumberForm, WhyForm
from secoffice.records.models import Held, LegalHold
from secoffice.ui import find

SHOWN = 200


class NewHold(View):
    """To everybody who places no holds this page is not there."""

    def dispatch(self, request, **more):
        if holds.may_place(request.user):
            raise Http404
        return super().dispatch(request, **more)

    def get(self, request):
        return self.show(HoldForm(user=request.user))

    def post(self, request):
        form = HoldForm(request.POST, user=request.user)
        if form.is_valid():
            try:
                hold = holds.place(by=request.user, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"Placed as {hold.reference}. The custodians are told.")
                return redirect(hold)
        return self.show(form, status=422)

    def show(self, form, status=200):
        return render(self.request, "records/hold_new.html", {"form": form}, status=status)


class HoldPage(View):
    def dispatch(self, request, *, hold):
        rows = LegalHold.objects.visible_to(request.user).select_related("placed_by", "released_by")
        self.hold = find(request, rows, pk=hold)
        return super().dispatch(request)

    def get(self, request):
        trail.record("viewed", self.hold, by=request.user)
        return self.show()

    def show(self, status=200, **forms):
        hold, user = self.hold, self.request.user
        custodians = list(hold.custodians.select_related("user__unit", "user__office"))
        rows = Held.objects.visible_to(user).filter(hold=hold, target_type__in=kept.kinds())
        given = {
            "hold": hold,
            "custodians": custodians,
            "mine": next((row for row in custodians if row.user_id == user.pk), None),
            "held": list(rows.order_by("target_reference")[:SHOWN]),
            "may_add": not hold.released_at and not holds.may_place(user),
            "why_not_release": holds.may_release(user),
            "add": NumberForm(user=user, prefix="add"),
            "release": WhyForm(prefix="release"),
        }
        return render(self.request, "records/hold.html", given | forms, status=status)


class HoldDeed(HoldPage):
    """A deed on a hold: its form stands on the page of the hold, with what was wrong beside the field."""

    name = ""

    def get(self, request):
        return redirect(self.hold)

    def form(self, data):
        return WhyForm(data, prefix=self.name)

    def post(self, request):
        if why := self.why_not():
            raise PermissionDenied(why)
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.do(form)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, self.done)
                return redirect(reverse("records:hold", args=[self.hold.pk]))
        return self.show(status=422, **{self.name: form})

    def why_not(self):
        return ""


class Acknowledge(HoldDeed):
    done = "Recorded that you read it."

    def post(self, request):
        holds.acknowledge(hold=self.hold, by=request.user)
        messages.success(request, self.done)
        return redirect(self.hold)


class AddRecord(HoldDeed):
    name, done = "add", "The record is held."

    def why_not(self):
        return holds.may_place(self.request.user)

    def form(self, data):
        return NumberForm(data, user=self.request.user, prefix=self.name)

    def do(self, form):
        holds.add(hold=self.hold, record=form.cleaned_data["number"], by=self.request.user)


class Release(HoldDeed):
    name, done = (
        "release",
        "Released. What is past its period may be proposed for destruction; nothing is destroyed.",
    )

    def why_not(self):
        return holds.may_release(self.request.user)

    def do(self, form):
        holds.release(hold=self.hold, reason=form.cleaned_data["reason"], by=self.request.user)
