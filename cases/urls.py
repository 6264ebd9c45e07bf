"""Addresses of the investigations department, below /cases/."""

from django.urls import path, register_converter

from cases.views import care, dates, file, listing, log, opening, record, retention, subjects, verbs


class Reference:
    """A case number as people type it: letters in either case. It has a hyphen, which tells it from the places of
    the desks (/cases/leads/)."""

    regex = "(?=[A-Za-z0-9]*-)[A-Za-z0-9-]{5,40}"

    def to_python(self, value):
        return value.upper()

    def to_url(self, value):
        return str(value)


register_converter(Reference, "number")


def on(route, view, name):
    """A page of one case."""
    return path(f"<number:reference>/{route}", view.as_view(), name=name)


app_name = "cases"
urlpatterns = [
    path("", listing.CaseList.as_view(), name="list"),
    path("new/", opening.new, name="new"),
    path("new/similar/", opening.find_similar, name="similar"),
    path("ask-access/", opening.ask_access, name="ask_access"),
    path("log/", log.LogList.as_view(), name="log"),
    path("log/new/", log.new, name="log_new"),
    path("log/<str:reference>/", log.entry, name="log_entry"),
    path("how-a-case-moves/", record.HowCasesMove.as_view(), name="how"),
    on("", record.Overview, "detail"),
    on("timeline/", record.Timeline, "timeline"),
    on("dates/", record.Dates, "dates"),
    on("offences/", dates.Offences, "offences"),
    on("offences/<int:offence>/withdraw/", dates.OffenceBack, "offence_withdraw"),
    on("step/<str:name>/", verbs.StepPage, "step"),
    on("approvals/<int:approval>/", verbs.ApprovalPage, "approval"),
    on("assign/", verbs.Assign, "assign"),
    on("answer/", verbs.Answer, "answer"),
    on("acknowledge/", verbs.Acknowledge, "acknowledge"),
    on("last-step/", verbs.LastStep, "last_step"),
    on("edit/", verbs.Edit, "edit"),
    on("reviews/", verbs.Reviews, "reviews"),
    on("notes/", file.Notes, "notes"),
    on("notes/<int:note>/", file.OneNote, "note"),
    on("draft/", file.Draft, "draft"),
    on("attach/", file.Files, "attach"),
    on("files/<int:file>/", file.File, "file"),
    on("subjects/", subjects.Subjects, "subjects"),
    on("subjects/<int:subject>/", subjects.Change, "subject_change"),
    on("subjects/<int:subject>/off/", subjects.Strike, "subject_off"),
    on("subjects/inside/", subjects.Inside, "inside"),
    on("subjects/inside/<int:compartment>/<int:user>/", subjects.LetOut, "let_out"),
    on("team/", care.Team, "team"),
    on("team/<int:member>/remove/", care.TeamRemove, "team_remove"),
    on("retention/", retention.Retention, "retention"),
    on("retention/ask/", retention.AskForItem, "ask_for_item"),
    on("recuse/", care.Conflict, "recuse"),
    on("who/", care.Who, "who"),
    on("spill/", care.SpillReport, "report_spill"),
    on("spills/", care.Spills, "spills"),
    on("spills/<int:spill>/", care.SpillPage, "spill"),
]
