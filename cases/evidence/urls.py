"""Evidence and custody: addresses below /cases/."""

from django.urls import path, register_converter

from cases.evidence.views import answering, case, exhibit, papers, pictures, room


class Tail:
    """The number of an exhibit below its case: E012."""

    regex = "E[0-9]{3,6}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)


register_converter(Tail, "tail")


def of(route, view, name):
    """A page of one exhibit, which may be known without its case."""
    return path(f"evidence/<number:reference>/<tail:exhibit>/{route}", view.as_view(), name=name)


app_name = "evidence"
urlpatterns = [
    path("evidence/room/", room.Rooms.as_view(), name="room"),
    path("evidence/room/<int:room>/count/", room.Count.as_view(), name="inventory"),
    path("evidence/hand-overs/<int:handover>/", answering.HandOverPage.as_view(), name="handover"),
    path("evidence/disposals/<int:disposal>/", answering.DisposalPage.as_view(), name="disposal"),
    path(
        "evidence/discrepancies/<int:discrepancy>/",
        answering.DiscrepancyPage.as_view(),
        name="discrepancy",
    ),
    of("", exhibit.ExhibitPage, "exhibit"),
    of("bytes/", papers.Bytes, "bytes"),
    of("custody.pdf", papers.CustodyForm, "custody_form"),
    of("label.pdf", papers.Label, "label"),
    of("pictures/<int:picture>/", pictures.PictureBytes, "picture"),
    of("pictures/<int:picture>/strike/", pictures.Strike, "strike_picture"),
    of("<slug:deed>/", exhibit.DeedPage, "deed"),
    path("<number:reference>/evidence/", case.Exhibits.as_view(), name="list"),
    path("<number:reference>/evidence/new/", case.Register.as_view(), name="register"),
]
