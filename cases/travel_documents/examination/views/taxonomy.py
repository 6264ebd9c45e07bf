"""The taxonomy of document fraud: read by the desk, kept by examiners."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View

from cases.travel_documents.examination import actions
from cases.travel_documents.examination.actions.taxonomy import may_keep
from cases.travel_documents.examination.forms.looking import IndicatorForm, TypeForm
from cases.travel_documents.examination.models import FraudType, Indicator
from cases.travel_documents.staff import works_here
from cases.views.verbs import SAID_NO


class Taxonomy(View):
    def get(self, request):
        if not works_here(request.user):
            raise Http404
        signs = Prefetch("indicators", Indicator.objects.visible_to(request.user).in_force(), to_attr="signs")
        types = FraudType.objects.visible_to(request.user).prefetch_related(signs)
        told = {"types": types, "why_not": may_keep(request.user)}
        return render(request, "cases/travel_documents/examination/taxonomy.html", told)


class Keep(View):
    """A small form on one type, for examiners."""

    template = "cases/travel_documents/examination/keep.html"
    title, button, done, says = "", "Save", "Saved.", ""

    def dispatch(self, request, *args, fraud_type, **more):
        self.fraud_type = get_object_or_404(FraudType.objects.visible_to(request.user), code=fraud_type)
        self.more = more
        return super().dispatch(request, *args, **more)

    def get(self, request, **more):
        return self.show(self.form())

    def post(self, request, **more):
        form = self.form(request.POST)
        if not may_keep(request.user) and form.is_valid():
            try:
                self.do(form.cleaned_data)
                messages.success(request, self.done)
                return redirect("examination:taxonomy")
            except SAID_NO as refused:
                form.add_error(None, str(refused))
        return self.show(form, status=422)

    def show(self, form, status=200):
        why = may_keep(self.request.user)
        told = {"form": form, "view": self, "fraud_type": self.fraud_type, "refused": why}
        return render(self.request, self.template, told, status=403 if why else status)


class ChangeType(Keep):
    title = "Put it in other words"

    def form(self, *data):
        said = {name: getattr(self.fraud_type, name) for name in ("label", "meaning", "version")}
        return TypeForm(*data, initial=said)

    def do(self, given):
        actions.change_type(fraud_type=self.fraud_type, by=self.request.user, **given)


class AddIndicator(Keep):
    title, button, done = "Add a sign", "Add", "The sign is on the list."

    def form(self, *data):
        return IndicatorForm(*data)

    def do(self, given):
        actions.add_indicator(fraud_type=self.fraud_type, by=self.request.user, **given)


class EndIndicator(Keep):
    title = button = "Take the sign off the list"
    done, says = "The sign is off the list.", "Examinations that saw it keep it."

    def form(self, *data):
        from django import forms

        self.sign = get_object_or_404(self.fraud_type.indicators.in_force(), pk=self.more["sign"])
        self.says = f"“{self.sign}”. {type(self).says}"
        return forms.Form(*data)

    def do(self, given):
        actions.end_indicator(indicator=self.sign, by=self.request.user)
