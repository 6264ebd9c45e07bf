"""The page of one visa referral, behind the question what it is opened for."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import View

from cases.models import Case
from cases.travel_documents.fraud import purposes, workflow
from cases.travel_documents.fraud.forms.referring import SIGNS, PurposeForm
from cases.travel_documents.fraud.models import Status, VisaReferral
from cases.views.deeds import Deed
from secoffice.audit import trail
from secoffice.deadlines.models import Deadline
from secoffice.ui import find

AROUND = ("office", "asked_by", "named__office", "case")


class ReferralPage(View):
    """A page of one referral: found through need-to-know; whoever has not said what for is asked first."""

    template = ""
    asks = True

    def dispatch(self, request, *args, referral, **more):
        rows = VisaReferral.objects.visible_to(request.user).select_related(*AROUND)
        self.record = find(request, rows, reference=referral)
        if self.asks and not purposes.told(request, self.record):
            return redirect("document_fraud:purpose", self.record.reference)
        self.prepare(**more)
        if request.method == "GET":
            trail.record("viewed", self.record, by=request.user)
        return super().dispatch(request, *args, **more)

    def prepare(self, **more):
        """Find what else the address names, always through the referral."""

    def get(self, request, **more):
        return self.show()

    def show(self, status=200, **more):
        frame = {"record": self.record, "marking": self.record.marking}
        return render(self.request, self.template, frame | self.context() | more, status=status)

    def context(self):
        return {}


class Purpose(ReferralPage):
    template, asks = "cases/travel_documents/fraud/purpose.html", False

    def context(self):
        return {"form": PurposeForm()}

    def post(self, request, **more):
        form = PurposeForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, status=422)
        purposes.keep(request, self.record, form.cleaned_data["purpose"], form.cleaned_data["remark"])
        return redirect(self.record)


class Detail(ReferralPage):
    template = "cases/travel_documents/fraud/referral.html"

    def context(self):
        record, user = self.record, self.request.user
        opens, shut = deeds(user, record)
        dates = Deadline.objects.visible_to(user).open().for_target(record).select_related("owner")
        case = Case.objects.visible_to(user).filter(pk=record.case_id).first() if record.case_id else None
        return {
            "deeds": opens,
            "shut": shut,
            "signs": [label for code, label in SIGNS if code in record.crime_signs],
            "checks": record.checks.select_related("by"),
            "lines": record.lines.select_related("by")[:60],
            "dates": dates.order_by("due_at", "pk"),
            "case": case,
        }


def deeds(user, record):
    opens, shut = [], {}
    for offer in workflow.WORKFLOW.offers(user, record):
        if not offer.open:
            shut.setdefault(offer.why_not, []).append(offer.step.label)
        elif offer.step.name == "open_case":
            opens.append(Deed(offer.step.label, to(record, "open_referred")))
        else:
            opens.append(Deed(offer.step.label, to(record, "step", offer.step.name)))
    if opens:
        opens[0].main = True
    if record.status in (Status.SUSPECTED, Status.UNDER_FPU_REVIEW) and not workflow.reviews(user, record):
        opens.append(Deed("Record a check", to(record, "check"), "clipboard-check"))
    return opens, shut


def to(record, name, *more):
    return reverse(f"document_fraud:{name}", args=[record.reference, *more])
