"""Addresses of proceedings, below /cases/."""

from django.urls import path

from cases.proceedings.views import adding, deeds, lists


def on(route, view, name):
    return path(f"<number:reference>/proceedings/{route}", view.as_view(), name=name)


app_name = "proceedings"
urlpatterns = [
    on("", lists.Findings, "list"),
    on("outcomes/", lists.Outcomes, "outcomes"),
    on("process/", lists.Process, "process"),
    on("referrals/", lists.Referrals, "referrals"),
    on("arrests/", lists.Arrests, "arrests"),
    on("notices/", lists.Notices, "notices"),
    on("hours/", lists.Hours, "hours"),
    on("add/<str:what>/", adding.Add, "add"),
    on("<str:kind>/<int:row>/take-back/", deeds.TakeBack, "take_back"),
    on("allegations/<int:row>/finding/", deeds.FindingPage, "finding"),
    on("process/<int:row>/<str:step>/", deeds.ProcessStep, "process_step"),
    on("referrals/<int:row>/chase/", deeds.Chase, "chase"),
    on("referrals/<int:row>/<str:step>/", deeds.ReferralStep, "referral_step"),
    on("notices/<int:row>/told/", deeds.Told, "told"),
]
