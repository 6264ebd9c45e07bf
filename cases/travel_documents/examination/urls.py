"""Examinations and the taxonomy of fraud: addresses below /travel-documents/."""

from django.urls import path

from cases.travel_documents.examination.views import listing, record, taxonomy, verbs


def of(route, view, name):
    """A page of one examination."""
    return path(f"examinations/<number:examination>/{route}", view.as_view(), name=name)


app_name = "examination"
urlpatterns = [
    path("examinations/", listing.ExaminationList.as_view(), name="list"),
    path("examinations/new/", listing.Begin.as_view(), name="new"),
    of("", record.Detail, "detail"),
    of("describe/", verbs.Describe, "describe"),
    of("features/", verbs.Features, "features"),
    of("conclusion/", verbs.Conclude, "conclusion"),
    of("images/new/", verbs.AddImage, "add_image"),
    of("images/<int:image>/", record.Image, "image"),
    of("images/<int:image>/strike/", verbs.StrikeImage, "strike_image"),
    of("step/<str:name>/", verbs.StepPage, "step"),
    path("fraud-types/", taxonomy.Taxonomy.as_view(), name="taxonomy"),
    path("fraud-types/<slug:fraud_type>/", taxonomy.ChangeType.as_view(), name="fraud_type"),
    path("fraud-types/<slug:fraud_type>/signs/", taxonomy.AddIndicator.as_view(), name="add_indicator"),
    path(
        "fraud-types/<slug:fraud_type>/signs/<int:sign>/end/",
        taxonomy.EndIndicator.as_view(),
        name="end_indicator",
    ),
]
