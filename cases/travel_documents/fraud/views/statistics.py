"""The figures of the desk, each leading to exactly its records."""

from datetime import timedelta

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View

from cases.travel_documents.fraud import statistics
from cases.travel_documents.staff import works_here
from secoffice.audit import trail

DAYS = 365


def day(**more):
    return forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class PeriodForm(forms.Form):
    since, until = day(label="From"), day(label="Until")

    def clean(self):
        given = super().clean()
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", "This day lies before the first.")
        return given


class Statistics(View):
    def get(self, request):
        if not works_here(request.user):
            raise Http404
        today = timezone.localdate()
        first = (today - timedelta(days=DAYS)).replace(day=1)
        form = PeriodForm(request.GET or None, initial={"since": first, "until": today})
        good = form.is_valid() if form.is_bound else True
        given = form.cleaned_data if form.is_bound and good else {}
        period = statistics.Period(given.get("since") or first, given.get("until") or today)
        trail.record(
            "counted", trail.Named("travel_documents.screening"), by=request.user, detail=period.query
        )
        tables = statistics.of(request.user, period) if good else []
        told = {"form": form, "tables": tables, "period": period, "marking": "CUI//INV/PRVCY"}
        return render(
            request, "cases/travel_documents/fraud/statistics.html", told, status=200 if good else 422
        )
