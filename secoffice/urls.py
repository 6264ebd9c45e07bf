"""Every address of the house."""

from django.urls import include, path

from secoffice.views import desk

urlpatterns = [
    path("", desk, name="desk"),
    path("accounts/", include("secoffice.accounts.urls")),
    path("audit/", include("secoffice.audit.urls")),
    path("calendars/", include("secoffice.calendars.urls")),
    path("cases/", include("cases.urls")),
    path("cases/", include("cases.leads.urls")),
    path("cases/", include("cases.evidence.urls")),
    path("cases/", include("cases.papers.urls")),
    path("cases/", include("cases.proceedings.urls")),
    path("cases/", include("cases.deconfliction.urls")),
    path("cases/", include("cases.links.urls")),
    path("travel-documents/", include("cases.travel_documents.lost.urls")),
    path("travel-documents/", include("cases.travel_documents.hits.urls")),
    path("travel-documents/", include("cases.travel_documents.register.urls")),
    path("travel-documents/", include("cases.travel_documents.examination.urls")),
    path("travel-documents/", include("cases.travel_documents.fraud.urls")),
    path("travel-documents/", include("cases.travel_documents.urls")),
    path("people/", include("secoffice.people.urls")),
    path("records/", include("secoffice.records.urls")),
    path("deadlines/", include("secoffice.deadlines.urls")),
    path("", include("secoffice.reminders.urls")),
    path("", include("secoffice.runtime.urls")),
]
