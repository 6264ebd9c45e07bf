"""Addresses of the investigations department, below /cases/."""

from django.urls import path

from cases.models import Case
from cases.views import listing, log, opening
from secoffice.ui import RecordDetail

app_name = "cases"
urlpatterns = [
    path("", listing.CaseList.as_view(), name="list"),
    path("new/", opening.new, name="new"),
    path("new/similar/", opening.find_similar, name="similar"),
    path("ask-access/", opening.ask_access, name="ask_access"),
    path("log/", log.LogList.as_view(), name="log"),
    path("log/new/", log.new, name="log_new"),
    path("log/<str:reference>/", log.entry, name="log_entry"),
    path("<str:reference>/", RecordDetail.as_view(model=Case, template="cases/record/overview.html"), name="detail"),
]
