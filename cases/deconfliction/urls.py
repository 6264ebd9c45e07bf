"""Deconfliction: addresses below /cases/."""

from django.urls import path

from cases.deconfliction.views import asking, file, liaison

app_name = "deconfliction"
urlpatterns = [
    path("deconfliction/", asking.Board.as_view(), name="board"),
    path("deconfliction/checks/<uuid:key>/", asking.Answer.as_view(), name="check"),
    path("deconfliction/liaison/", liaison.Conflicts.as_view(), name="liaison"),
    path("deconfliction/<str:reference>/", liaison.Sides.as_view(), name="sides"),
    path("<number:reference>/deconfliction/", file.OfFile.as_view(), name="file"),
    path("<number:reference>/deconfliction/mode/", file.SetMode.as_view(), name="mode"),
    path(
        "<number:reference>/deconfliction/operations/<int:operation>/off/",
        file.CallOff.as_view(),
        name="call_off",
    ),
]
