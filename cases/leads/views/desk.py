"""What leads put on the desk; nothing where nothing waits."""

from django.db.models import Q
from django.utils import timezone

from cases.leads.models import OUT, Lead, Status

FEW = 6


def soonest(request, condition):
    rows = Lead.objects.visible_to(request.user).filter(condition)
    rows = rows.select_related("from_office", "to_office", "to_unit")
    return list(rows.order_by("next_due_at", "pk")[: FEW + 1])


def mine(request):
    """Leads I work, soonest date first."""
    return cut(soonest(request, Q(assigned_to=request.user, status__in=OUT)))


def needed(request):
    """Leads to accept for my office, and replies to decide on in my cases."""
    user = request.user
    condition = Q(case__officer=user) | Q(case__officer=None, asked_by=user)
    condition &= Q(status__in=(Status.REPLIED, Status.DECLINED))
    if user.has_role("RSO", "DIRECTOR", "CASE_SUP"):
        here = Q(to_office=user.office_id, to_unit=None) | Q(to_unit__in=user.leads)
        if user.has_role("RSO"):
            here |= Q(to_office=user.office_id)
        condition |= here & Q(status__in=(Status.SENT, Status.RECEIVED))
    return cut(soonest(request, condition))


def out(request):
    """Overdue replies that my cases, or those of my units, wait for."""
    user = request.user
    ours = Q(asked_by=user) | Q(case__officer=user) | Q(case__unit__in=user.leads)
    return cut(soonest(request, ours & Q(status__in=OUT, next_due_at__lt=timezone.now())))


def cut(rows):
    return {"leads": rows[:FEW], "more": len(rows) > FEW} if rows else None
