"""The page of one record: found among what the reader may see, or not there at all."""

import re

from django.http import Http404
from django.shortcuts import render
from django.views.generic import View

from secoffice.audit import trail
from secoffice.ui.places import panels

REFERENCE = re.compile(r"^[A-Za-z0-9-]{1,40}\Z")


def find(request, rows, **by):
    """The record the reader asks for, or 404. Hidden and missing are one case with the same queries, and both
    are entered as a denial under the reference that was typed (design §2.1)."""
    queryset = rows.objects.visible_to(request.user) if isinstance(rows, type) else rows
    record = queryset.filter(**by).first() if all(map(sayable, by.values())) else None
    if record is None:
        typed = str(next(iter(by.values())))
        asked = trail.Named(
            queryset.model._meta.label_lower, reference=typed if REFERENCE.match(typed) else ""
        )
        trail.record("denied", asked, by=request.user, result="denied")
        raise Http404
    return record


def sayable(value):
    """Can a database be asked for this? PostgreSQL takes no NUL, SQLite no number beyond 64 bits."""
    return "\0" not in value if isinstance(value, str) else not isinstance(value, int) or abs(value) < 2**63


class RecordDetail(View):
    """`model` and `template` are enough; `more` gives what else the page shows."""

    model = None
    template = ""
    slug_field = "reference"
    slug_kwarg = "reference"
    related = ()
    place = None  # where others add panels; the label of the model where nothing else is said

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user).select_related(*self.related)

    def get_object(self):
        return find(self.request, self.get_queryset(), **{self.slug_field: self.kwargs[self.slug_kwarg]})

    def get(self, request, *args, **kwargs):
        self.record = self.get_object()
        trail.record("viewed", self.record, by=request.user)
        return render(request, self.template, self.get_context_data())

    def get_context_data(self):
        return {
            "record": self.record,
            "object": self.record,
            "marking": getattr(self.record, "marking", ""),
            "panels": panels.at(self.place or self.model._meta.label_lower, self.request, self.record),
            **self.more(),
        }

    def more(self):
        return {}
