"""Addresses of proceedings, below /cases/."""

from django.urls import path

from cases.proceedings.views import adding, bulk, deeds, lists, merged


def on(route, view, name):
    return path(f"<number:reference>/proceedings/{route}", view.as_view(), name=name)


app_name = "proceedings"
urlpatterns = [
    path("bulk/", bulk.Choose.as_view(), name="bulk"),
    path("bulk/<int:bulk>/", bulk.Result.as_view(), name="bulk_result"),
    path("<number:reference>/merged/", merged.Merged.as_view(), name="merged"),
    on("", lists.Findings, "list"),
    on("outcomes/", lists.Outcomes, "outcomes"),
    on("process/", lists.Process, "process"),
    on("referrals/", lists.Referrals, "referrals"),
    on("arrests/", lists.Arrests, "arrests"),
    on("lookouts/", lists.Lookouts, "lookouts"),
    on("notices/", lists.Notices, "notices"),
    on("hours/", lists.Hours, "hours"),
    on("add/<str:what>/", adding.Add, "add"),
    on("<str:kind>/<int:row>/take-back/", deeds.TakeBack, "take_back"),
    on("allegations/<int:row>/finding/", deeds.FindingPage, "finding"),
    on("process/<int:row>/<str:step>/", deeds.ProcessStep, "process_step"),
    on("referrals/<int:row>/chase/", deeds.Chase, "chase"),
    on("referrals/<int:row>/<str:step>/", deeds.ReferralStep, "referral_step"),
    on("lookouts/<int:row>/<str:step>/", deeds.LookoutStep, "lookout_step"),
    on("notices/<int:row>/told/", deeds.Told, "told"),
]
