"""The lists that were loaded: each with its counts, how far it is, and its faulty lines as a file."""

import csv
import json

from django.forms import Form
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.travel_documents.lost import actions, authority, bringing
from cases.travel_documents.lost.forms import ListForm
from cases.travel_documents.lost.models import Load
from cases.travel_documents.lost.views.frame import DeskPage, FormPage
from secoffice.audit import trail
from secoffice.ui import Column, RecordDetail, RecordList, find
from secoffice.ui.csvfile import Line, cell

FIELDS = ("line", "column", "reason", "value")


class Loads(DeskPage, RecordList):
    model, related = Load, ("by",)
    title, one, many = "Loaded lists", "list", "lists"
    columns = tuple(map(Column, ("List", "Source", "State", "Added", "There already", "Faulty", "When")))
    template, rows_template = (
        "cases/travel_documents/lost/loads.html",
        "cases/travel_documents/lost/_loads.html",
    )
    new_url, new_label = "lost:load_new", "Load a list"
    empty_title = "No list was loaded yet"
    empty_text = "Until a list is loaded or a record set by hand, no document counts as checked against it."


class LoadPage(DeskPage, RecordDetail):
    model, related = Load, ("by",)
    template = "cases/travel_documents/lost/load.html"
    slug_field, slug_kwarg = "pk", "load"

    def more(self):
        return {"load": self.record, **told(self.request, self.record)}


def told(request, load):
    quiet = load.touched_at + bringing.QUIET
    return {
        "stalled": load.state == Load.State.RUNNING and load.stored_id is None and quiet < timezone.now(),
        "may_cancel": not authority.why_not_cancel(request.user, load),
        "first": list(first_faults(load)) if load.errors and not load.running else [],
    }


def one_load(request, pk):
    return find(request, Load.objects.visible_to(request.user).select_related("by"), pk=pk)


@require_safe
def progress(request, load):
    """How far it is, asked every few seconds by its page; looking on leaves no trace in the trail."""
    load = one_load(request, load)
    told_of = {"load": load, "running": load.running, **told(request, load)}
    return render(request, "cases/travel_documents/lost/_progress.html", told_of)


@require_safe
def errors(request, load):
    """The faulty lines as a CSV file, with the number of each and what is wrong."""
    load = one_load(request, load)
    if not load.errors_size:
        raise Http404
    trail.record("exported", load, by=request.user, detail={"errors": load.errors})
    answer = StreamingHttpResponse(as_csv(load), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="lost-list-{load.pk}-errors.csv"'
    return answer


def as_csv(load):
    writer = csv.writer(Line())
    yield "\ufeff" + writer.writerow(FIELDS)
    for fault in faults(load):
        yield writer.writerow([cell(fault[name]) for name in FIELDS])


def faults(load):
    """What the file of the load holds up to the mark; nothing where the file is gone."""
    read = 0
    try:
        with open(load.errors_file, "rb") as file:
            while read < load.errors_size and (text := file.readline()):
                read += len(text)
                yield json.loads(text)
    except (OSError, ValueError):
        return


def first_faults(load, most=20):
    for number, fault in enumerate(faults(load)):
        if number == most:
            return
        yield fault


class Bring(FormPage):
    title, button = "Load a list", "Load"
    says = "The worker reads it; you can watch. What is on the list already stays as it is, and faulty lines are named."
    done = "The list is in the hands of the worker."
    template = "cases/travel_documents/lost/bring.html"
    back_label = "Loaded lists"

    def why_not(self):
        return authority.why_not_load(self.request.user)

    def form(self, *data):
        return ListForm(*data)

    def do(self, form):
        given = {"upload": form.cleaned_data["file"], "key": form.cleaned_data["key"]}
        self.made = actions.bring_list(by=self.request.user, **given)

    def after(self):
        return self.made.get_absolute_url() if hasattr(self, "made") else reverse("lost:loads")

    def show(self, form, status=200, **more):
        return super().show(form, status, issuers=authority.issuers_of(self.request.user), **more)


class Cancel(FormPage):
    title, button, danger = "Break this load off?", "Break it off", True
    says = "What it wrote so far stays on the list. Loading the same list again later goes through it from the start."
    done, back_label = "Broken off.", "The load"

    def setup(self, request, *args, **kept):
        super().setup(request, *args, **kept)
        if self.may_open(request.user):
            self.load = one_load(request, kept["load"])

    def why_not(self):
        return authority.why_not_cancel(self.request.user, self.load)

    def form(self, *data):
        return Form(*data[:1])

    def do(self, form):
        actions.cancel(load=self.load, by=self.request.user)

    def after(self):
        return self.load.get_absolute_url()
