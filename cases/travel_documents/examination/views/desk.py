"""What examinations put on the desk: those that wait for this examiner's second look, and their own."""

from cases.travel_documents.examination.models import Examination, Status
from cases.travel_documents.staff import is_examiner

FEW = 6


def needed(request):
    """Others' adverse conclusions, oldest first."""
    if not is_examiner(request.user):
        return None
    rows = Examination.objects.visible_to(request.user).filter(status=Status.SECOND)
    return cut(rows.exclude(examiner=request.user).order_by("status_at", "pk"))


def mine(request):
    if not is_examiner(request.user):
        return None
    rows = Examination.objects.visible_to(request.user).under_way()
    return cut(rows.filter(examiner=request.user).order_by("began_at", "pk"))


def cut(rows):
    found = list(rows[: FEW + 1])
    return {"examinations": found[:FEW], "more": len(found) > FEW} if found else None
