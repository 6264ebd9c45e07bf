"""Documents that one person holds, and losses of theirs: a card on the page of the person, filled after it is shown."""

from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from cases.travel_documents.register.models import LossReport, TravelDocument
from cases.travel_documents.register.views.listing import MARKING, told_of
from cases.travel_documents.staff import works_here
from secoffice.audit import trail
from secoffice.people.models import Person
from secoffice.ui import find

MANY = 40


def panel(request, person):
    """Where the documents stand; whoever does not work the desk is not led there."""
    return {"url": reverse("register:of_person", args=[person.pk])} if works_here(request.user) else None


class OfPerson(View):
    """The person is found through need-to-know, and so is each document."""

    def dispatch(self, request, *args, person, **more):
        self.person = find(request, Person, pk=person)
        return super().dispatch(request, *args, **more)

    def get(self, request):
        documents = TravelDocument.objects.visible_to(request.user).filter(holder=self.person)
        losses = LossReport.objects.visible_to(request.user).filter(person=self.person)
        trail.record(
            "listed",
            trail.Named("register.traveldocument"),
            by=request.user,
            detail={"person": self.person.pk},
        )
        given = {
            "person": self.person,
            "documents": told_of(request.user, list(documents.order_by("-pk")[:MANY])),
            "losses": list(losses.order_by("-pk")[:MANY]),
            "marking": MARKING,
        }
        return render(request, "cases/travel_documents/register/of_person.html", given)
