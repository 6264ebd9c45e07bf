"""The page of one person, and pictures."""

from django.shortcuts import get_object_or_404

from secoffice.files.responses import download
from secoffice.people import reading
from secoffice.people.models import Photograph
from secoffice.people.views.verbs import AboutPerson
from secoffice.ui import panels


class PersonPage(AboutPerson):
    template = "people/person.html"

    def get(self, request, **more):
        return self.show()

    def context(self):
        others = sorted(self.page.handles - {self.person.pk})
        return {
            "missing": reading.missing(self.page.known, self.page.pictures),
            "joined": [f"P-{number}" for number in others],
            "panels": panels.at("people.person", self.request, self.person),
        }


class Picture(AboutPerson):
    """The bytes of a picture: handed out through its record only, each time on the record."""

    def prepare(self, picture):
        rows = Photograph.objects.visible_to(self.request.user, withdrawn=True).select_related("stored")
        self.picture = get_object_or_404(rows, pk=picture, person__in=self.page.handles)

    def get(self, request, **more):
        return download(request, self.picture.stored, name=self.picture.stored.name, target=self.picture)
