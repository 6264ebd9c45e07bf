"""What hits put on the desk; nothing where nothing waits."""

from django.db.models import Q

from cases.travel_documents.hits import guards
from cases.travel_documents.hits.models import Hit, Status
from secoffice.accounts.roles import APPROVERS

FEW = 6


def mine(request):
    """Hits I work, soonest date first."""
    if request.user.roles.isdisjoint((*guards.SECONDS, "INTAKE", "AGENT")):
        return None
    return cut(Hit.objects.visible_to(request.user).of(request.user).exclude(status=Status.PROPOSED))


def needed(request):
    """Proposals that wait for a second person, hits nobody works, and decisions to look at again."""
    user = request.user
    if user.roles.isdisjoint(guards.SECONDS):
        return None
    waits = Q(status=Status.PROPOSED) & ~Q(proposed_by=user)
    if user.has_role(*guards.DECIDERS):
        waits |= Q(officer=None, status=Status.OPEN, office=user.office_id)
    if user.has_role(*APPROVERS):
        waits |= Q(sampled=True, checked_at=None, office=user.office_id) & ~Q(decided_by=user)
    return cut(Hit.objects.visible_to(user).filter(waits))


def cut(hits):
    rows = list(hits.select_related("office").order_by("next_due_at", "pk")[: FEW + 1])
    return {"hits": rows[:FEW], "more": len(rows) > FEW} if rows else None
