"""What waits for an answer: a hand-over, an order of disposal, a discrepancy. One page each, one button a step."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.generic import View

from cases.evidence import actions, forms
from cases.evidence.models import Discrepancy, Disposal, Exhibit, HandOver, Room
from cases.evidence.views.exhibit import attempt
from cases.evidence.workflow import TABLES
from secoffice.ui import find

OF_EXHIBIT = (
    "exhibit__case__office__parent__parent",
    "exhibit__case__unit",
    "exhibit__custodian",
    "exhibit__room",
)


class Answering(View):
    """`rows(user)`: what this reader may know of. The steps open to them are the buttons."""

    template, related, done = "cases/evidence/answer.html", (), {}

    def dispatch(self, request, *args, **more):
        ((_, number),) = more.items()
        self.record = find(
            request, self.rows(request.user).select_related(*OF_EXHIBIT, *self.related), pk=number
        )
        self.table = TABLES[type(self.record)]
        self.offers = self.table.offers(request.user, self.record)
        return super().dispatch(request, *args)

    def rows(self, user):
        return self.model.objects.filter(exhibit__in=Exhibit.objects.visible_to(user))

    def open(self):
        return [offer.step for offer in self.offers if offer.open]

    def get(self, request):
        return self.page(self.form() if self.open() else None)

    def post(self, request):
        step = next((step for step in self.open() if step.name == request.POST.get("step")), None)
        if step is None:
            return self.page(self.form() if self.open() else None, 422)
        form = self.form(request.POST)
        if form.is_valid() and attempt(form, self.do, step, form):
            messages.success(request, self.done[step.name])
            self.warn()
            return redirect(self.after())
        return self.page(form, 422)

    def form(self, *data):
        return self.form_class(*data, exhibit=self.record.exhibit, user=self.request.user)

    def do(self, step, form):
        given = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        actions.take(record=self.record, name=step.name, by=self.request.user, **given)

    def warn(self):
        """What else came of it."""

    def after(self):
        exhibit = self.record.exhibit
        return exhibit if exhibit and exhibit.is_visible_to(self.request.user) else "desk"

    def page(self, form, status=200):
        exhibit = self.record.exhibit
        told = {"record": self.record, "exhibit": exhibit, "form": form, "steps": self.open(), "title": self.title,
                "shut": [offer for offer in self.offers if not offer.open],
                "marking": exhibit.marking if exhibit else "", "facts": self.facts()}  # fmt: skip
        return render(self.request, self.template, told, status=status)


class HandOverPage(Answering):
    model, form_class, title = HandOver, forms.AcceptForm, "Hand-over"
    related = ("releaser", "receiver")
    done = {
        "accept": "Accepted. You keep it from now on.",
        "refuse": "Refused. Whoever offered it is told, and still answers for it.",
        "withdraw": "Withdrawn. Whoever offered it still answers for it.",
    }

    def form(self, *data):
        """Whoever may only withdraw it is asked for nothing but the reason."""
        form = super().form(*data)
        if [step.name for step in self.open()] == ["withdraw"]:
            form.fields = {name: form.fields[name] for name in ("key", "reason")}
            form.fields["reason"].label = "Why it is withdrawn"
        return form

    def post(self, request):
        """A refusal needs the reason alone, whatever else was left empty."""
        if request.POST.get("step") == "refuse":
            self.form_class = forms.RefuseForm
        return super().post(request)

    def warn(self):
        """What the receiver found otherwise was put on file with the acceptance."""
        found = self.record.exhibit.discrepancies.filter(
            opened_by=self.request.user, opened_at__gte=self.record.status_at, status="OPEN"
        )
        if self.record.status == "ACCEPTED" and (says := " ".join(found.values_list("says", flat=True))):
            messages.warning(self.request, f"A discrepancy was opened: {says}")

    def facts(self):
        offer = self.record
        return [
            ("From", offer.releaser.name), ("To", offer.receiver.name), ("How", offer.get_kind_display()),
            ("Purpose", offer.purpose), ("Carrier", f"{offer.carrier} {offer.tracking}".strip()),
            ("Answer", offer.answer), ("State", offer.get_status_display()),
        ]  # fmt: skip


class DisposalPage(Answering):
    model, form_class, title = Disposal, forms.CarryOutForm, "Disposal"
    related = ("ordered_by", "approved_by", "witness")
    done = {
        "approve": "Approved. Its custodian carries it out, with a witness.",
        "refuse": "Refused. It stays.",
        "withdraw": "The order is taken back.",
        "carry_out": "Carried out. The chain of custody has ended.",
    }

    def form(self, *data):
        form = super().form(*data)
        if "carry_out" not in [step.name for step in self.open()]:
            form.fields = {name: form.fields[name] for name in ("key", "reason")}
        return form

    def facts(self):
        order = self.record
        return [
            ("What", order.get_method_display()), ("Authority", order.authority), ("Receives it", order.recipient),
            ("Ordered by", order.ordered_by.name), ("Approved by", order.approved_by and order.approved_by.name),
            ("Witness", order.witness and order.witness.name), ("Receipt", order.receipt),
            ("State", order.get_status_display()),
        ]  # fmt: skip

    def do(self, step, form):
        given = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        user = self.request.user
        actions.take(record=self.record, name=step.name, by=user, approver=user, **given)


class DiscrepancyPage(Answering):
    model, title, done = Discrepancy, "Discrepancy", {"close": "Closed, with what was found."}
    related = ("opened_by", "closed_by", "room__office__parent__parent")

    def rows(self, user):
        mine = Q(exhibit__in=Exhibit.objects.visible_to(user))
        if user.has_role("EVID_CUST", "EVID_AUD", "RSO"):
            below = Q(office=user.office_id) | Q(office__parent=user.office_id)
            mine |= Q(exhibit=None, room__in=Room.objects.filter(below))
        return Discrepancy.objects.filter(mine)

    def form(self, *data):
        return forms.CloseForm(*data)

    def facts(self):
        found = self.record
        return [
            ("About", found.get_about_display()), ("Found", found.says), ("Room", found.room),
            ("Opened by", found.opened_by.name if found.opened_by else "the program"),
            ("Closed by", found.closed_by and found.closed_by.name), ("Finding", found.finding),
            ("State", found.get_status_display()),
        ]  # fmt: skip

    def after(self):
        return super().after() if self.record.exhibit_id else "evidence:room"
