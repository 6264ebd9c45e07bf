"""The records: the newest of them, one with its history, setting and ending one."""

from django.urls import reverse
from django.utils.functional import cached_property

from cases.travel_documents.lost import actions, authority
from cases.travel_documents.lost.forms import DecideForm, EndForm, ReportForm
from cases.travel_documents.lost.models import Record, Withdrawal
from cases.travel_documents.lost.views.frame import DeskPage, FormPage
from cases.travel_documents.lost.workflow import KIND, WORKFLOW
from secoffice.audit import trail
from secoffice.ui import Column, RecordDetail, RecordList, find

RELATED = ("load", "set_by__office")
MOST = 50


class Records(DeskPage, RecordList):
    """The newest on the list. There is no filter: one document is asked for, ten million are not leafed through."""

    model = Record
    title, one, many = "Newest records", "record", "records"
    related = RELATED
    columns = tuple(map(Column, ("Document", "Kind", "Status", "Day it happened", "Source")))
    template, rows_template = (
        "cases/travel_documents/lost/records.html",
        "cases/travel_documents/lost/_records.html",
    )
    empty_title = "The list is empty"
    empty_text = "Records come with a list or are set by hand. Until then nothing counts as checked."


class RecordPage(DeskPage, RecordDetail):
    model, related = Record, RELATED
    template = "cases/travel_documents/lost/record.html"
    slug_field, slug_kwarg = "pk", "record"

    def more(self):
        record, user = self.record, self.request.user
        withdrawals = list(record.withdrawals.select_related("by__office", "decided_by"))
        return {
            "withdrawals": withdrawals,
            "deeds": trail.about(record).deeds()[:MOST],
            "why_not": authority.why_not_set(user, record.issuer),
            "desk": authority.desk_of(record.issuer),
            "others": self.others(),
            "ends": KIND(actions.ENDS[record.status]).label,
            "proposed": next((one for one in withdrawals if one.status == Withdrawal.Status.PROPOSED), None),
        }

    def others(self):
        """Further records of the same document."""
        rows = Record.objects.visible_to(self.request.user).filter(
            issuer=self.record.issuer, number=self.record.number
        )
        return rows.exclude(pk=self.record.pk).order_by("-date", "-pk")[:MOST]


class Report(FormPage):
    title, button = "Set a record", "Put on the list"
    says = "It is on the list at once. Only the desk of the issuing authority sets and clears records."

    @cached_property
    def issuers(self):
        return authority.issuers_of(self.request.user)

    def why_not(self):
        return authority.why_not_load(self.request.user)

    def form(self, *data):
        return ReportForm(*data[:1], issuers=self.issuers)

    def do(self, form):
        self.made = actions.report(by=self.request.user, **form.cleaned_data)
        self.done = "The document is on the list."

    def after(self):
        return self.made.get_absolute_url() if hasattr(self, "made") else reverse("lost:list")

    back = after


class RecordDeed(FormPage):
    """Ending one record."""

    danger = True

    def setup(self, request, *args, **kept):
        super().setup(request, *args, **kept)
        if self.may_open(request.user):
            rows = Record.objects.visible_to(request.user).select_related(*RELATED)
            self.record = find(request, rows, pk=kept["record"])
            self.back_label = "The record"

    def why_not(self):
        if self.record.ended_on:
            return "The record has ended already."
        return authority.why_not_set(self.request.user, self.record.issuer)

    def form(self, *data):
        return EndForm(*data[:1])

    def after(self):
        return self.record.get_absolute_url()


class DataError(RecordDeed):
    title, button = "This record is a mistake", "Propose"
    says = "The record stands until a second person of the issuing desk, or of an office above it, confirms."
    done = "Proposed. The record stands until somebody else confirms."

    def do(self, form):
        actions.propose_data_error(record=self.record, by=self.request.user, **form.cleaned_data)


class Withdraw(RecordDeed):
    button, done = "End the record", "The record has its last day. It stays on file."
    says = "The record is not deleted: it gets its last day, and from then on the document is no longer found by it."

    @property
    def title(self):
        return f"{KIND(actions.ENDS[self.record.status]).label}: end this record"

    def do(self, form):
        actions.withdraw(record=self.record, by=self.request.user, **form.cleaned_data)


class Decide(FormPage):
    """The second person's word."""

    title, template = "A record is said to be a mistake", "cases/travel_documents/lost/decide.html"
    back_label = "The record"

    def setup(self, request, *args, **kept):
        super().setup(request, *args, **kept)
        if self.may_open(request.user):
            rows = Withdrawal.objects.visible_to(request.user).select_related("record__load", "by__office")
            self.withdrawal = find(request, rows, pk=kept["withdrawal"])
            self.record = self.withdrawal.record

    def why_not(self):
        if self.withdrawal.status != Withdrawal.Status.PROPOSED:
            return "It was decided already."
        return authority.why_not_decide(self.request.user, self.withdrawal)

    def form(self, *data):
        return DecideForm(*data[:1])

    def do(self, form):
        step = "confirm" if self.request.POST.get("decision") == "confirm" else "decline"
        actions.decide(withdrawal=self.withdrawal, step=step, by=self.request.user, **form.cleaned_data)
        self.done = (
            "Confirmed: the record has its last day." if step == "confirm" else "Declined: the record stands."
        )

    def after(self):
        return self.record.get_absolute_url()

    def show(self, form, status=200, **more):
        return super().show(form, status, withdrawal=self.withdrawal, steps=WORKFLOW.steps, **more)
