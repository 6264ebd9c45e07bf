"""What moved dates: changes of calendars, offices and rules, and the dates each of them moved."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from secoffice.deadlines.forms.changes import ChangeFilter
from secoffice.deadlines.models import Deadline, Recalculation
from secoffice.ui import Column, RecordList, find

DONE = Recalculation.State.DONE


def with_moved(changes, user):
    """`known`: how many of the dates it moved this reader may know of."""
    moved = Deadline.objects.visible_to(user).filter(recalculation=OuterRef("pk")).order_by()
    counted = moved.values("recalculation").annotate(number=Count("pk")).values("number")
    return changes.annotate(known=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


class Changes(RecordList):
    """Whoever keeps the system sees how many moved in all; others only those they may know of."""

    model = Recalculation
    title = "What moved"
    one, many = "change", "changes"
    related = ("by",)
    filter_form = ChangeFilter
    columns = tuple(map(Column, ("Change", "When", "By", "State", "Moved")))
    part_template, rows_template = "deadlines/_changes.html", "deadlines/_change_rows.html"
    template = "deadlines/changes.html"
    empty_title = "No date has moved"
    empty_text = "When a calendar, the zone of an office or a rule changes, what it moved appears here."
    export = (
        ("Change", "words"), ("Cause", "get_cause_display"), ("When", "at"), ("By", "by.name"),
        ("State", "get_state_display"), ("Moved, as far as I may know", "known"),
    )  # fmt: skip

    def get_queryset(self):
        return with_moved(Recalculation.objects.select_related(*self.related), self.request.user)

    def get_context_data(self, page, number):
        running = any(row.state != DONE for row in page.rows)
        return super().get_context_data(page, number) | {
            "running": running,
            "sees_all": sees_all(self.request),
        }


class Moved(RecordList):
    """The dates one change moved, among those the reader may know of: what was, what is, and why."""

    model = Deadline
    one, many = "date moved", "dates moved"
    related = ("follows", "owner", "office")
    columns = (Column("Record"), Column("Date"), Column("Was", "", "wide"), Column("Is", "due", "wide"),
               Column("Owner"), Column("Why"))  # fmt: skip
    sorts = {"due": ("Is", ("due_at", "id"))}
    default_sort = "due"
    template, part_template = "deadlines/change.html", "deadlines/_moved.html"
    rows_template = "deadlines/_moved_rows.html"
    empty_title = "No date of yours has moved"
    empty_text = "Dates of records that you may know of appear here when this change moves them."
    export = (
        ("Reference", "target_reference"), ("Duty", "duty"), ("Was", "follows.due_on"), ("Is", "due_on"),
        ("Owner", "owner.name"), ("Office", "office.code"), ("Why", "explanation"),
    )  # fmt: skip

    @cached_property
    def change(self):
        return find(self.request, Recalculation.objects.select_related("by"), pk=self.kwargs["pk"])

    @property
    def title(self):
        return self.change.words

    def get_queryset(self):
        return super().get_queryset().filter(recalculation=self.change)

    def more(self):
        running = self.change.state != DONE
        return {"change": self.change, "running": running, "sees_all": sees_all(self.request)}


@require_safe
def progress(request, pk=None):
    """How far it is, asked every few seconds by the page that shows it: numbers only and nothing of any date, so
    that looking on leaves no trace in the trail."""
    rows = Recalculation.objects.filter(pk=pk) if pk else Recalculation.objects.exclude(state=DONE)
    change = rows.first()
    if pk and change is None:
        raise Http404
    told = {"change": change if pk else None, "running": change is not None and change.state != DONE}
    return render(request, "deadlines/_progress.html", told | {"sees_all": sees_all(request)})


def sees_all(request):
    return request.user.has_role("SYSADMIN")
