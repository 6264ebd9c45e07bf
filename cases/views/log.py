"""The post's daily log."""

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions import log
from cases.forms.log import FinishForm, LogFilter, LogForm
from cases.models import LogEntry
from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.ui import Column, RecordList, find


class LogList(RecordList):
    model = LogEntry
    title, one, many = "Log", "entry", "entries"
    filter_form = LogFilter
    rows_template = "cases/_log_rows.html"
    related = ("by", "office", "case")
    columns = (
        Column("When", "when"),
        Column("What"),
        Column("Where"),
        Column("Kind"),
        Column("State"),
        Column("By"),
    )
    sorts = {"when": ("When", ("happened_at",))}
    default_sort = "-when"
    export = (
        ("Reference", "reference"),
        ("When", "happened_at"),
        ("What", "shown_what"),
        ("Where", "shown_where"),
        ("Kind", "get_category_display"),
        ("State", "get_state_display"),
        ("By", "by"),
    )
    empty_title = "The log is empty"
    empty_text = "Walk-ins, packages, calls and sightings stand here, newest first."
    new_url, new_label = "cases:log_new", "Log an entry"


@require_http_methods(["GET", "POST"])
def new(request):
    if request.user.office_id is None:
        messages.error(request, "Your account has no office yet; an administrator can give it one.")
        return redirect("desk")
    if request.method == "GET":
        form = LogForm(initial={"happened_at": timezone.localtime(timezone.now(), request.user.tz)})
        return render(request, "cases/log_new.html", {"form": form})
    form = LogForm(request.POST)
    if not form.is_valid():
        return render(request, "cases/log_new.html", {"form": form}, status=422)
    try:
        entry = log.log_entry(by=request.user, office=request.user.office, **form.cleaned_data)
    except IntegrityError:
        form.add_error(None, "This form was sent already. Open a new one and type it there.")
        return render(request, "cases/log_new.html", {"form": form}, status=422)
    messages.success(request, f"Logged as {entry.reference}. Finish it now, or later.")
    return redirect(entry)


@require_http_methods(["GET", "POST"])
def entry(request, reference):
    found = find_entry(request, reference)
    if request.method == "GET":
        return render(request, "cases/log_entry.html", {"entry": found, "form": FinishForm(instance=found)})
    form = FinishForm(request.POST)
    if form.is_valid():
        try:
            log.finish_entry(entry=found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{found.reference} is finished.")
            return redirect(found)
    return render(request, "cases/log_entry.html", {"entry": found, "form": form}, status=422)


def find_entry(request, reference):
    rows = LogEntry.objects.visible_to(request.user).select_related("by", "office", "case", "finished_by")
    found = find(request, rows, reference=reference)
    trail.record("viewed", found, by=request.user)
    found.case_shown = found.case if found.case_id and found.case.is_visible_to(request.user) else None
    return found
