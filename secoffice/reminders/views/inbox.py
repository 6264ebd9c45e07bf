"""The inbox: what somebody was told, read, acknowledged; and naming a reader where there is none."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secoffice.ports import Refused
from secoffice.reminders import actions, desk
from secoffice.reminders.forms import InboxFilter, NameReader
from secoffice.reminders.models import Notice
from secoffice.ui import RecordList, find


class Inbox(RecordList):
    """What is new on top, then what was read, latest first; of each deadline the latest notice only."""

    model = Notice
    title = "Inbox"
    one, many = "notice", "notices"
    filter_form = InboxFilter
    template = "reminders/inbox.html"
    part_template = "reminders/_inbox.html"

    def get_queryset(self):
        return Notice.objects.visible_to(self.request.user).with_owed()

    def narrow(self, queryset):
        """Without a filter this is the part that was read; what is new stands above it."""
        return queryset.filter(read_at__isnull=False) if self.in_two_parts else self.form.narrow(queryset)

    @cached_property
    def in_two_parts(self):
        return not any(self.form.cleaned_data.values())

    def more(self):
        on_first = (
            self.form.is_valid() and self.in_two_parts and not {"after", "before"} & set(self.request.GET)
        )
        fresh = self.get_queryset().unread().order_by("-pk")[: desk.FRESH + 1] if on_first else []
        return {"fresh": list(fresh)[: desk.FRESH], "more_fresh": len(fresh) > desk.FRESH}


@require_safe
def open_notice(request, pk):
    """To the record, if it is still theirs to know; the notice counts as read."""
    notice = find(request, Notice, pk=pk)
    actions.mark_read(notices=Notice.objects.visible_to(request.user).filter(pk=pk), by=request.user)
    if notice.opaque:
        return redirect("reminders:name_reader", pk=pk)
    return redirect(notice.url if notice.leads_inside else "reminders:inbox")


@require_POST
def read_all(request):
    actions.mark_read(notices=Notice.objects.visible_to(request.user), by=request.user)
    messages.success(request, "Everything is marked as read.")
    return redirect("reminders:inbox")


@require_POST
def acknowledge_all(request):
    count = actions.acknowledge(notices=Notice.objects.visible_to(request.user), by=request.user)
    messages.success(request, f"{count} acknowledged." if count else "There was nothing left to acknowledge.")
    return redirect("reminders:inbox")


@require_POST
def acknowledge_one(request, pk):
    find(request, Notice, pk=pk)
    actions.acknowledge(notices=Notice.objects.visible_to(request.user).filter(pk=pk), by=request.user)
    messages.success(request, "Acknowledged.")
    return redirect("reminders:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def name_reader(request, pk):
    """For an opaque notice: who may read what the reader of this page may not."""
    notice = find(request, Notice.objects.visible_to(request.user).filter(opaque=True), pk=pk)
    form = NameReader(request.POST or None, notice=notice)
    if form.is_valid() and named(request, notice, form):
        return redirect("reminders:inbox")
    told = {"notice": notice, "form": form}
    return render(request, "reminders/name_reader.html", told, status=422 if form.is_bound else 200)


def named(request, notice, form):
    """Let the person in, or say beside the field why not."""
    try:
        actions.name_reader(notice=notice, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error("person", str(refused))
        return False
    messages.success(request, f"{form.cleaned_data['person']} is told now.")
    return True
