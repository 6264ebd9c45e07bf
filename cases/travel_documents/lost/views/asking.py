"""Asking about one document. What is asked goes by POST and stands in no address."""

from django.shortcuts import render

from cases.travel_documents.lost import answers, authority, lookup
from cases.travel_documents.lost.forms import AskForm
from cases.travel_documents.lost.models import Withdrawal
from cases.travel_documents.lost.outside import adapters
from cases.travel_documents.lost.views.frame import DeskPage
from secoffice.audit import trail

FEW = 20
NAMES = {lookup.LOCAL: "The office’s own list", "sltd": "Outside list (SLTD)"}
SAYS = {
    "hit": (
        "Hit: this document is on a list",
        "A lead to be confirmed with its issuer, no proof: owners find books again, digits are mistyped, numbers are "
        "used twice.",
    ),
    "refer": (
        "Refer: the number is listed for another kind of document",
        "Look at the document again, then ask its issuer.",
    ),
    "not_checked": (
        "Not checked: nothing found, but not every list could be asked",
        "This is no clear answer.",
    ),
    "clear": ("Nothing found", "Every list was asked, and none knows it."),
}


class Ask(DeskPage):
    template = "cases/travel_documents/lost/ask.html"

    def get(self, request):
        return self.show(AskForm())

    def post(self, request):
        form = AskForm(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        asked = form.cleaned_data
        given = lookup.look_up(asked["issuer"], asked["number"], asked["type"])
        outcome = answers.outcome(given)
        detail = {
            "outcome": outcome,
            "records": [one.record_id for answer in given for one in answer.found][:FEW],
        }
        trail.record("searched", trail.Named("lost.record"), by=request.user, detail=detail)
        return self.show(form, outcome=outcome, said=SAYS[outcome], answers=self.named(given), asked=asked)

    @staticmethod
    def named(given):
        return [(NAMES.get(answer.source, answer.source), answer) for answer in given]

    def show(self, form, status=200, **more):
        user = self.request.user
        waiting = Withdrawal.objects.visible_to(user).waiting().select_related("record__load", "by")
        told = {
            "form": form, "off": not adapters.switched_on(), "waiting": list(waiting[:FEW]),
            "sets": bool(authority.issuers_of(user)),
        }  # fmt: skip
        return render(self.request, self.template, told | more, status=status)
