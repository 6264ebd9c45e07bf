"""What document fraud puts on the desk: referrals that wait for this person."""

from django.db.models import Q

from cases.travel_documents.fraud.models import Status, VisaReferral

FEW = 6


def needed(request):
    user = request.user
    waits = Q(pk__in=[])
    if user.has_role("CONS_LIA"):
        waits |= Q(
            status__in=(Status.SUSPECTED, Status.UNDER_FPU_REVIEW, Status.CONFIRMED, Status.INCONCLUSIVE)
        )
    if user.has_role("RSO", "DIRECTOR"):
        waits |= Q(status=Status.REFERRED_RSO) & ~Q(asked_by=user)
    if not user.has_role("CONS_LIA", "RSO", "DIRECTOR"):
        return None
    rows = list(VisaReferral.objects.visible_to(user).filter(waits).order_by("asked_at", "pk")[: FEW + 1])
    return {"referrals": rows[:FEW], "more": len(rows) > FEW} if rows else None
