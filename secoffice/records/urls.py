"""Retention and legal hold: addresses below /records/."""

from django.urls import path

from secoffice.records.views import holds, listing, queue

app_name = "records"
urlpatterns = [
    path("holds/", listing.all_holds, name="holds"),
    path("holds/new/", holds.NewHold.as_view(), name="hold_new"),
    path("holds/<int:hold>/", holds.HoldPage.as_view(), name="hold"),
    path("holds/<int:hold>/read/", holds.Acknowledge.as_view(), name="hold_read"),
    path("holds/<int:hold>/add/", holds.AddRecord.as_view(), name="hold_add"),
    path("holds/<int:hold>/release/", holds.Release.as_view(), name="hold_release"),
    path("queue/", queue.Queue.as_view(), name="queue"),
    path("queue/<int:row>/propose/", queue.Propose.as_view(), name="propose"),
    path("queue/<int:row>/approve/", queue.Approve.as_view(), name="approve"),
    path("queue/<int:row>/keep/", queue.Keep.as_view(), name="keep"),
]
