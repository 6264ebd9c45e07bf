"""Finding visa referrals, and making one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.generic import View

from cases.travel_documents.fraud import actions
from cases.travel_documents.fraud.actions.referring import MARKING
from cases.travel_documents.fraud.forms.referring import ReferralFilter, ReferralForm
from cases.travel_documents.fraud.models import VisaReferral
from cases.travel_documents.staff import works_here
from cases.views.verbs import SAID_NO
from secoffice.ui import Column, RecordList


class ReferralList(RecordList):
    """Whom a referral is about stands on its own page, behind the question what for."""

    model = VisaReferral
    title, one, many = "Visa referrals", "referral", "referrals"
    template = "cases/travel_documents/fraud/list.html"
    rows_template = "cases/travel_documents/fraud/_rows.html"
    related = ("office", "asked_by", "case")
    columns = (
        Column("Referral", "reference"),
        Column("Suspected"),
        Column("State"),
        Column("Reported by"),
        Column("Reported", "asked"),
    )
    sorts = {"asked": ("Reported", ("asked_at",)), "reference": ("Referral", ("reference",))}
    default_sort = "-asked"
    export = (
        ("Referral", "reference"),
        ("Suspected", "get_kind_display"),
        ("State", "get_status_display"),
        ("Office", "office"),
        ("Reported by", "asked_by"),
        ("Reported", "asked_at"),
        ("Marking", "marking"),
    )
    marking = MARKING
    empty_title = "No referrals yet"
    empty_text = (
        "A visa that somebody suspects of fraud is reported here, and reviewed by the consular section first."
    )

    def make_form(self):
        return ReferralFilter(self.request.GET, user=self.request.user)

    def more(self):
        return {"works_here": works_here(self.request.user)}


class New(View):
    template = "cases/travel_documents/fraud/new.html"

    def dispatch(self, request, *args, **more):
        if not works_here(request.user) or request.user.office is None:
            raise Http404
        return super().dispatch(request, *args, **more)

    def get(self, request):
        return self.show(ReferralForm(user=request.user))

    def post(self, request):
        form = ReferralForm(request.POST, user=request.user)
        if form.is_valid():
            try:
                record = actions.refer_visa(by=request.user, **form.cleaned_data)
                messages.success(request, said(record))
                return redirect("document_fraud:list")
            except SAID_NO as refused:
                form.add_error(None, str(refused))
        return self.show(form, status=422)

    def show(self, form, status=200):
        return render(self.request, self.template, {"form": form, "marking": MARKING}, status=status)


def said(record):
    if record.is_malfeasance:
        return f"{record.reference} went straight to the security officer. Nobody of the consular section sees it."
    return f"{record.reference} is with the fraud prevention unit."
