"""Register of travel documents: addresses below /travel-documents/register/."""

from django.urls import path

from cases.travel_documents.register.views import (
    document,
    documents,
    listing,
    losses,
    mine,
    person,
    revocations,
)


def on(route, view, name):
    """A page of one document."""
    return path(f"register/<number:key>/{route}", view.as_view(), name=name)


def of(kind, route, view, name):
    """A page of one loss report or revocation."""
    return path(f"register/{kind}/<number:key>/{route}", view.as_view(), name=name)


app_name = "register"
urlpatterns = [
    path("register/", listing.Documents.as_view(), name="list"),
    path("register/find/", listing.Find.as_view(), name="find"),
    path("register/new/", documents.New.as_view(), name="new"),
    path("register/of-person/<int:person>/", person.OfPerson.as_view(), name="of_person"),
    path("register/mine/", mine.Mine.as_view(), name="mine"),
    path("register/losses/", listing.Losses.as_view(), name="losses"),
    path("register/losses/new/", losses.NewLoss.as_view(), name="loss_new"),
    path("register/flags/<int:key>/", losses.FlagView.as_view(), name="flag"),
    path("register/flags/<int:key>/<str:name>/", losses.FlagStep.as_view(), name="flag_step"),
    path("register/revocations/", listing.Revocations.as_view(), name="revocations"),
    of("losses", "", losses.LossView, "loss"),
    of("losses", "number/", losses.Identify, "identify"),
    of("losses", "<str:name>/", losses.LossStep, "loss_step"),
    of("revocations", "", revocations.RevocationView, "revocation"),
    of("revocations", "surrendered/", revocations.Surrendered, "surrendered"),
    of("revocations", "<str:name>/", revocations.RevocationStep, "revocation_step"),
    on("", document.DocumentView, "document"),
    on("edit/", documents.Edit, "edit"),
    on("holder/", documents.Holder, "holder"),
    on("custody/", documents.Custody, "custody"),
    on("goes-on/", documents.GoesOn, "goes_on"),
    on("lose/", documents.Lose, "lose"),
    on("revoke/", documents.Revoke, "revoke"),
    on("step/<str:name>/", documents.StepPage, "step"),
]
