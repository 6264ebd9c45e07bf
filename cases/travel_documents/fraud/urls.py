"""Document fraud: addresses below /travel-documents/ and, for a case, below /cases/."""

from django.urls import path

from cases.travel_documents.fraud.views import families, opening, referral, referrals, statistics, verbs


def of(route, view, name):
    """A page of one referral."""
    return path(f"fraud/<number:referral>/{route}", view.as_view(), name=name)


app_name = "document_fraud"
urlpatterns = [
    path("fraud/", referrals.ReferralList.as_view(), name="list"),
    path("fraud/new/", referrals.New.as_view(), name="new"),
    path("fraud/open-case/", opening.OpenCase.as_view(), name="open_case"),
    path("fraud/on-case/<number:reference>/", opening.OnCase.as_view(), name="on_case"),
    of("", referral.Detail, "referral"),
    of("purpose/", referral.Purpose, "purpose"),
    of("check/", verbs.AddCheck, "check"),
    of("open-case/", verbs.OpenReferred, "open_referred"),
    of("step/<str:name>/", verbs.StepPage, "step"),
    path("families/", families.FamilyPage.as_view(), name="families"),
    path("families/note/", families.Note.as_view(), name="note"),
    path("families/shared/<str:trait>/<str:mark>/", families.Shared.as_view(), name="shared"),
    path("families/<number:family>/", families.Detail.as_view(), name="family"),
    path("families/<number:family>/grow/", families.Grow.as_view(), name="grow"),
    path("statistics/", statistics.Statistics.as_view(), name="statistics"),
]
