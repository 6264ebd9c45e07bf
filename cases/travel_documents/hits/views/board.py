"""Finding hits: mine, not confirmed yet, waiting for a second person, all."""

from cases.travel_documents.hits.forms.listing import HitFilter
from cases.travel_documents.hits.models import Hit
from secoffice.ui import Column, RecordList


class HitList(RecordList):
    model = Hit
    title, one, many = "Hits", "hit", "hits"
    filter_form = HitFilter
    template = "cases/travel_documents/hits/board.html"
    rows_template = "cases/travel_documents/hits/_rows.html"
    related = ("office", "officer")
    columns = (
        Column("Clock", "due"),
        Column("Hit", "reference"),
        Column("State"),
        Column("Kind"),
        Column("Officer"),
        Column("Next date"),
        Column("Raised", "raised"),
    )
    sorts = {
        "raised": ("Raised", ("raised_at",)),
        "due": ("Next date", ("next_due_at",)),
        "reference": ("Hit", ("reference",)),
    }
    default_sort = "-raised"
    export = (
        ("Hit", "reference"),
        ("Kind", "get_kind_display"),
        ("What was asked", "title"),
        ("State", "get_status_display"),
        ("Score", "score"),
        ("Match", "band"),
        ("Answer", "get_answer_display"),
        ("Office", "office"),
        ("Officer", "officer"),
        ("Raised", "raised_at"),
        ("Confirmation asked", "asked_at"),
        ("Decided", "decided_at"),
        ("Next duty", "next_duty"),
        ("Next date", "next_due_at"),
        ("Marking", "marking"),
    )
    marking = Hit.marking
    empty_title = "No hits yet"
    empty_text = "A screening that meets a list raises one. It is a lead to be looked at, never proof."

    def make_form(self):
        return HitFilter(self.request.GET, user=self.request.user)
