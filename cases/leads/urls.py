"""Leads and collateral requests: addresses below /cases/."""

from django.urls import path

from cases.leads.views import case, lead, listing, verbs


def of(route, view, name):
    """A page of one lead."""
    return path(f"leads/<number:lead>/{route}", view.as_view(), name=name)


app_name = "leads"
urlpatterns = [
    path("leads/", listing.LeadList.as_view(), name="all"),
    path("<number:reference>/leads/", case.Leads.as_view(), name="list"),
    path("<number:reference>/leads/new/", case.New.as_view(), name="new"),
    of("", lead.LeadView, "detail"),
    of("edit/", verbs.Edit, "edit"),
    of("step/<str:name>/", verbs.StepPage, "step"),
    of("assign/", verbs.Assign, "assign"),
    of("reply/", verbs.ReplyPage, "reply"),
    of("enclose/", verbs.Enclose, "enclose"),
    of("note/", verbs.Note, "note"),
    of("chase/", verbs.Chase, "chase"),
    of("precedence/", verbs.Precedence, "precedence"),
    of("files/<int:enclosure>/", lead.File, "file"),
]
