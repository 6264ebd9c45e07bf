"""Batches: sending a file in, watching how far it is, and taking the answers away."""

import csv
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render

from cases.travel_documents import actions, batches
from cases.travel_documents.forms.batches import BatchForm, LineFilter
from cases.travel_documents.models import Batch, BatchLine
from cases.travel_documents.reporting import COLUMNS, report, row
from cases.travel_documents.views.desk import DeskPage
from secoffice.audit import trail
from secoffice.files.refusal import FileRefused
from secoffice.ports import Refused
from secoffice.ui import Column, RecordList, csvfile, find

PIECE = 1_000


class BatchList(DeskPage, RecordList):
    model = Batch
    title, one, many = "Batches", "batch", "batches"
    template, rows_template = "cases/travel_documents/batches.html", "cases/travel_documents/_batches.html"
    related = ("by", "office")
    columns = (
        Column("Batch", "sent"), Column("State"), Column("Documents"), Column("Hits"), Column("By"),
        Column("Sent in", "", "wide"),
    )  # fmt: skip
    sorts = {"sent": ("Sent in", ("at",))}
    default_sort = "-sent"
    marking = "CUI//PRVCY"
    empty_title = "No batch yet"
    empty_text = "A file of documents is read and asked for in all lists; the answers come back in its order."
    new_url, new_label = "travel_documents:batch_new", "Send in a file"


class SendIn(DeskPage):
    template = "cases/travel_documents/batch_new.html"

    def get(self, request):
        return self.show(BatchForm(initial={"key": uuid4()}))

    def post(self, request):
        form = BatchForm(request.POST, request.FILES)
        if form.is_valid() and (batch := self.attempt(form)):
            return redirect(batch)
        return self.show(form, status=422)

    def attempt(self, form):
        given = form.cleaned_data
        try:
            return actions.start(
                by=self.request.user, upload=given["upload"], form=form.kind, total=form.total,
                on=given["inspected_on"], key=given["key"],
            )  # fmt: skip
        except (Refused, FileRefused) as refused:
            form.add_error("upload", str(refused))
            return None

    def show(self, form, status=200):
        told = {"form": form, "columns": batches.COLUMNS, "most": batches.MOST}
        return render(self.request, self.template, told, status=status)


class OfBatch(DeskPage):
    """Pages of one batch."""

    def prepare(self, reference, **more):
        rows = Batch.objects.visible_to(self.request.user).select_related("by", "office", "cancelled_by")
        self.batch = find(self.request, rows, reference=reference)


class BatchPage(OfBatch, RecordList):
    """The report, and beneath it the answers line by line."""

    model = BatchLine
    one, many = "line", "lines"
    filter_form = LineFilter
    template, rows_template = "cases/travel_documents/batch.html", "cases/travel_documents/_lines.html"
    columns = (
        Column("Line", "line"),
        Column("Outcome"),
        Column("Document"),
        Column("Faults"),
        Column("Hits"),
    )
    sorts = {"line": ("Line", ("line",))}
    default_sort = "line"
    empty_title, empty_text = "No answer yet", "Answers appear here as the worker goes on."

    @property
    def title(self):
        return f"Batch {self.batch.reference}"

    @property
    def marking(self):
        return self.batch.marking

    def get_queryset(self):
        return BatchLine.objects.filter(batch=self.batch)

    def get_context_data(self, page, number):
        page.rows[:] = map(row, page.rows)
        return super().get_context_data(page, number)

    def more(self):
        return {"batch": self.batch, **report(self.batch)}


class Progress(OfBatch):
    """How far it is, asked every other second by the page that shows it: numbers alone, so that looking on leaves no
    trace in the trail."""

    def get(self, request, reference):
        told = {"batch": self.batch, **report(self.batch)}
        response = render(request, "cases/travel_documents/_progress.html", told)
        if not self.batch.is_going_on:
            response["HX-Refresh"] = "true"
        return response


class Cancel(OfBatch):
    def get(self, request, reference):
        return redirect(self.batch)

    def post(self, request, reference):
        try:
            actions.cancel(batch=self.batch, by=request.user)
            messages.success(request, "Cancelled. What was answered already stays.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(self.batch)


class Answers(OfBatch):
    """All answers as a file, in the order of the lines: CSV, or JSON lines as `screen_documents` prints them."""

    def get(self, request, reference, form):
        if form not in ("csv", "jsonl"):
            raise Http404
        trail.record("exported", self.batch, by=request.user, detail={"form": form, "lines": self.batch.done})
        lines = in_csv(self.batch) if form == "csv" else (f"{line.answer}\n" for line in in_order(self.batch))
        kind = "text/csv; charset=utf-8" if form == "csv" else "application/jsonl"
        response = StreamingHttpResponse(lines, content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="{self.batch.reference}-cui-prvcy.{form}"'
        return response


def in_order(batch):
    """Lines in pieces, each asked for after the last one given: no cursor stays open meanwhile."""
    last = 0
    while piece := list(BatchLine.objects.filter(batch=batch, line__gt=last).order_by("line")[:PIECE]):
        yield from piece
        last = piece[-1].line


def in_csv(batch):
    writer = csv.writer(csvfile.Line())
    yield "\ufeff" + writer.writerow([batch.marking])
    yield writer.writerow([label for label, _ in COLUMNS])
    for line in in_order(batch):
        told = row(line)
        yield writer.writerow([csvfile.cell(value(told)) for _, value in COLUMNS])
