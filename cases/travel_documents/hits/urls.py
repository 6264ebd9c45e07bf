"""Watch list and hits: addresses below /travel-documents/."""

from django.urls import path

from cases.travel_documents.hits.views import board, hit, verbs, watch

app_name = "hits"
urlpatterns = [
    path("hits/", board.HitList.as_view(), name="list"),
    path("hits/<number:hit>/", hit.HitView.as_view(), name="hit"),
    path("hits/<number:hit>/<slug:deed>/", verbs.VerbPage.as_view(), name="deed"),
    path("watch/", watch.WatchList.as_view(), name="watch"),
    path("watch/new/", watch.New.as_view(), name="new_entry"),
    path("watch/load/", watch.Load.as_view(), name="load"),
    path("watch/cleared/", watch.ClearedList.as_view(), name="cleared"),
    path("watch/cleared/<int:pair>/end/", watch.EndClearance.as_view(), name="end_clearance"),
    path("watch/<number:entry>/", watch.EntryView.as_view(), name="entry"),
    path("watch/<number:entry>/revise/", watch.Revise.as_view(), name="revise"),
    path("watch/<number:entry>/lift/", watch.Lift.as_view(), name="lift"),
]
