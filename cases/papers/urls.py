"""Interviews and reports: addresses below /cases/."""

from django.urls import path

from cases.papers.models import Memorandum, Report
from cases.papers.views import lists, paper

PAGES = (
    ("", paper.Show, ""),
    ("edit/", paper.Edit, "_edit"),
    ("keep/", paper.Keep, "_keep"),
    ("take-over/", paper.TakeOver, "_take_over"),
    ("step/<slug:step>/", paper.Step, "_step"),
    ("copies/", paper.Release, "_copies"),
    ("copies/<int:number>/", paper.CopyFile, "_copy"),
)


def pages_of(kind, folder):
    """The same pages for memoranda and for reports."""
    for route, view, name in PAGES:
        address = f"<number:reference>/{folder}/<int:paper>/{route}"
        yield path(address, view.as_view(kind=kind), name=f"{kind._meta.model_name}{name}")


app_name = "papers"
urlpatterns = [
    path("<number:reference>/interviews/", lists.Interviews.as_view(), name="interviews"),
    path("<number:reference>/reports/", lists.Reports.as_view(), name="reports"),
    *pages_of(Memorandum, "interviews"),
    path("<number:reference>/interviews/<int:paper>/add/", paper.Add.as_view(), name="memorandum_add"),
    *pages_of(Report, "reports"),
    path("<number:reference>/reports/<int:paper>/preview/", paper.Preview.as_view(), name="report_preview"),
]
