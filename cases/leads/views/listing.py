"""Finding leads."""

from cases.leads.forms.listing import LeadFilter
from cases.leads.models import Lead
from secoffice.ui import Column, RecordList


class LeadList(RecordList):
    model = Lead
    title, one, many = "Leads", "lead", "leads"
    filter_form = LeadFilter
    rows_template = "cases/leads/_rows.html"
    related = ("to_office", "to_unit", "from_office", "assigned_to")
    columns = (
        Column("Clock", "due"),
        Column("Lead", "reference"),
        Column("State"),
        Column("From"),
        Column("To"),
        Column("Officer"),
        Column("Next date"),
        Column("Written", "written"),
    )
    sorts = {
        "written": ("Written", ("written_at",)),
        "due": ("Next date", ("next_due_at",)),
        "reference": ("Lead", ("reference",)),
    }
    default_sort = "-written"
    export = (
        ("Lead", "reference"),
        ("What is asked", "title"),
        ("State", "get_status_display"),
        ("Precedence", "get_precedence_display"),
        ("From", "from_office"),
        ("To", "receiver"),
        ("Officer", "assigned_to"),
        ("Written", "written_at"),
        ("Next duty", "next_duty"),
        ("Next date", "next_due_at"),
        ("Marking", "marking"),
    )
    marking = "CUI//INV/PERS/PRVCY"
    empty_title = "No leads yet"
    empty_text = "What your cases ask of other offices, and what other offices ask of yours, stands here."

    def make_form(self):
        return LeadFilter(self.request.GET, user=self.request.user)
