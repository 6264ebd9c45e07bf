"""My deadlines."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from secoffice.deadlines.models import Deadline
from secoffice.reminders import actions, desk
from secoffice.reminders.forms.narrowing import DeadlineFilter
from secoffice.reminders.models import DEADLINE, Notice
from secoffice.ui import RecordList, find


class DeadlineList(RecordList):
    """Open deadlines in an order, narrowed by a form. `whose` says from whom: "mine" or "unit"."""

    model = Deadline
    one, many = "deadline", "deadlines"
    sorts = {
        "due": ("Due", ("due_at", "id")),
        "record": ("Record", ("target_reference", "id")),
        "duty": ("Duty", ("duty", "id")),
        "started": ("Began", ("started_at", "id")),
    }
    orders = (
        ("due", "soonest first"), ("-due", "latest first"), ("record", "by record"), ("duty", "by duty"),
        ("-started", "newest first"),
    )  # fmt: skip
    default_sort = "due"
    part_template = "reminders/_deadlines.html"
    export = (
        ("Reference", "target_reference"), ("Duty", "duty"), ("Due", "due_on"), ("Office", "office.code"),
        ("Owner", "owner.name"), ("Severity", "get_severity_display"), ("Put off", "off"),
        ("How the date came about", "explanation"),
    )  # fmt: skip
    whose = "mine"

    def get_queryset(self):
        rows = desk.of(self.request.user, self.whose).annotate(off=self.resting())
        return desk.with_notices(rows, self.request.user)

    def resting(self):
        return desk.put_off(self.request.user)

    def get_context_data(self, page, number):
        now, sort = timezone.now(), getattr(self, "sort", self.default_sort)
        groups = desk.grouped(page.rows, now)
        if sort.removeprefix("-") != "due":
            groups = [desk.Group("found", "Deadlines", page.rows)] if page.rows else []
        elif sort == "-due":
            groups = groups[::-1]
        told = {"groups": groups, "whose": self.whose}
        return super().get_context_data(page, number) | told


class MyDeadlines(DeadlineList):
    """Mine and those of colleagues whose deputy I am, soonest first."""

    title = "My deadlines"
    template = "reminders/deadlines.html"

    def get(self, request, *args, **kwargs):
        """The address of a unit's list as it was once, kept for those who wrote it down."""
        if request.GET.get("view", "mine") == "unit":
            return redirect("reminders:unit")
        if request.GET.get("view", "mine") != "mine":
            raise Http404
        return super().get(request, *args, **kwargs)

    def make_form(self):
        return DeadlineFilter(self.request.GET, user=self.request.user)

    def narrow(self, queryset):
        return self.form.narrow(queryset)

    def more(self):
        return {"counts": desk.counts(desk.of(self.request.user, "mine"), timezone.now())}


@require_POST
def acknowledge_deadline(request, pk):
    deadline = find(request, Deadline, pk=pk)
    mine = Notice.objects.visible_to(request.user).filter(source_type=DEADLINE, source_id=pk)
    actions.acknowledge(notices=mine, by=request.user)
    messages.success(request, f"Reminder for {deadline.reference} acknowledged.")
    if request.POST.get("next") == "date":
        return redirect("reminders:deadline", pk)
    return redirect("reminders:deadlines")
