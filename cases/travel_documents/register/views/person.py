"""What the page of a person shows of their documents."""

from cases.travel_documents.register.models import LossReport, TravelDocument
from cases.travel_documents.register.views.listing import told_of

MANY = 40


def panel(request, person):
    """Documents that this person holds and losses of theirs, as far as the reader may know of them."""
    documents = TravelDocument.objects.visible_to(request.user).filter(holder=person).order_by("-pk")[:MANY]
    losses = LossReport.objects.visible_to(request.user).filter(person=person).order_by("-pk")[:MANY]
    found = {"documents": told_of(request.user, list(documents)), "losses": list(losses)}
    return found if any(found.values()) else None
