"""What the lost list puts on the desk: records that somebody asks this person's office to end."""

from cases.travel_documents.lost import authority
from cases.travel_documents.lost.models import Withdrawal

FEW = 6


def needed(request):
    """Of the issuers whose desk this person's office is, oldest first; never what they proposed themselves."""
    issuers = authority.issuers_of(request.user)
    if not issuers:
        return None
    rows = Withdrawal.objects.visible_to(request.user).waiting().filter(record__issuer__in=issuers)
    rows = rows.exclude(by=request.user).select_related("record", "by").order_by("at", "pk")
    found = list(rows[: FEW + 1])
    return {"withdrawals": found[:FEW], "more": len(found) > FEW} if found else None
