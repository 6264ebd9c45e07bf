"""What the register puts on the desk; nothing where nothing waits."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cases.travel_documents.register.forms.listing import SOON_DAYS
from cases.travel_documents.register.models import Flag, LossReport, Revocation, TravelDocument
from cases.travel_documents.register.revoking import DECIDERS
from cases.travel_documents.staff import works_here

FEW = 6
S = Revocation.Status


def needed(request):
    """What waits for this reader: proposals to decide, hearings, flags to screen, corrections to confirm."""
    user = request.user
    if not works_here(user) and not user.has_role(*DECIDERS):
        return None
    rows = [*_revocations(user), *_flags(user), *_corrections(user)]
    rows.sort(key=lambda one: (one.next_due_at is None, one.next_due_at, one.pk))
    return {"rows": rows[:FEW], "more": len(rows) > FEW} if rows else None


def _revocations(user):
    mine = Q(entered_by=user, status__in=(S.APPROVED, S.NOTIFIED, S.SERVED, S.HEARING))
    mine |= Q(hearing_officer=user, status=S.HEARING)
    if user.has_role(*DECIDERS):
        mine |= Q(status__in=(S.PROPOSED, S.HEARD)) & ~Q(entered_by=user)
    rows = Revocation.objects.visible_to(user).filter(mine).select_related("document")
    return rows.order_by("next_due_at", "pk")[: FEW + 1]


def _flags(user):
    rows = Flag.objects.visible_to(user).filter(status=Flag.Status.OPEN)
    return rows.order_by("next_due_at", "pk")[: FEW + 1]


def _corrections(user):
    rows = LossReport.objects.visible_to(user).filter(status=LossReport.Status.ASKED).exclude(asked_by=user)
    return rows.order_by("next_due_at", "pk")[: FEW + 1]


def mine(request):
    """My own documents, and those I keep, that end soon."""
    last = timezone.localdate() + timedelta(days=SOON_DAYS)
    rows = TravelDocument.objects.visible_to(request.user).filter(
        Q(staff=request.user) | Q(keeper=request.user),
        Q(expires_on__lte=last) | Q(post_ended_at__isnull=False),
        status=TravelDocument.Status.VALID,
    )
    found = list(rows.select_related("staff").order_by("expires_on", "pk")[: FEW + 1])
    return {"documents": found[:FEW]} if found else None
