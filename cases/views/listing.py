"""Finding cases."""

from cases.forms.listing import CaseFilter
from cases.models import Case
from cases.views import walk
from secoffice.ui import Column, RecordList, panels


class CaseList(RecordList):
    model = Case
    title, one, many = "Cases", "case", "cases"
    filter_form = CaseFilter
    template, rows_template = "cases/list.html", "cases/_case_rows.html"
    related = ("officer", "office")
    fields = (
        "reference",
        "title",
        "kind",
        "status",
        "priority",
        "marking",
        "quarantined_at",
        "opened_at",
        "next_due_at",
        "next_duty",
        "next_from_at",
        "officer__name",
        "office__name",
    )
    columns = (
        Column("Clock", "due"),
        Column("Case", "reference"),
        Column("Kind"),
        Column("State"),
        Column("Officer"),
        Column("Next date"),
        Column("Opened", "opened"),
    )
    sorts = {
        "opened": ("Opened", ("opened_at",)),
        "due": ("Next date", ("next_due_at",)),
        "reference": ("Case", ("reference",)),
    }
    default_sort = "-opened"
    export = (
        ("Case", "reference"),
        ("Title", "shown_title"),
        ("Kind", "get_kind_display"),
        ("State", "get_status_display"),
        ("Priority", "get_priority_display"),
        ("Office", "office"),
        ("Officer", "officer"),
        ("Opened", "opened_at"),
        ("Next duty", "next_duty"),
        ("Next date", "next_due_at"),
        ("Marking", "marking"),
    )
    marking = "CUI//INV/PERS/PRVCY"
    empty_title = "No cases yet"
    empty_text = "Cases that you log, work or supervise stand here."
    new_url, new_label = "cases:new", "Log a case"

    def make_form(self):
        return CaseFilter(self.request.GET, user=self.request.user)

    def more(self):
        """Where a desk offers a deed on several cases, each row has a box to choose it."""
        return {"panels": panels.at("cases.list", self.request, None)}

    def show(self, page, number, status=200):
        if page.rows:
            url, total = self.request.get_full_path(), self.counted(number).split()[0]
            walk.leave(
                self.request, url=url, rows=page.rows, total=total, before=page.previous, after=page.next
            )
        return super().show(page, number, status)
