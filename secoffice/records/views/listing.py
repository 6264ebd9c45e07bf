"""The holds a reader may know of."""

from django.shortcuts import render

from secoffice.records.actions import holds
from secoffice.records.models import Custodian, LegalHold

MOST = 200


def keeps_records(user):
    return user.has_role("LEGAL", "REC_OFF")


def all_holds(request):
    """Those who keep holds see every one, custodians their own."""
    rows = list(LegalHold.objects.visible_to(request.user).select_related("placed_by")[:MOST])
    waiting = Custodian.objects.filter(user=request.user, hold__in=rows, acknowledged_at=None)
    mine = set(waiting.values_list("hold_id", flat=True))
    for row in rows:
        row.waits = row.pk in mine and row.released_at is None
    return render(
        request, "records/holds.html", {"holds": rows, "may_place": not holds.may_place(request.user)}
    )
