"""What this department puts on the desk."""

from django.utils import timezone

from cases import workflow
from cases.models import Approval, Case, LogEntry

FEW = 6


def mine(request):
    """Cases I work or am offered, soonest date first."""
    cases = Case.objects.visible_to(request.user).live().filter(officer=request.user)
    rows = list(cases.order_by("next_due_at", "pk")[: FEW + 1])
    return {"cases": rows[:FEW], "more": len(rows) > FEW}


def needed(request):
    """Offers to answer, decisions asked of me, entries of mine to finish."""
    user = request.user
    visible = Case.objects.visible_to(user)
    offers = list(visible.filter(offered_to=user).order_by("next_due_at", "pk")[:FEW])
    asked = (
        Approval.objects.filter(state="ASKED", case__in=visible).exclude(asked_by=user).select_related("case")
    )
    decisions = (
        [a for a in asked.order_by("asked_at")[: FEW * 2] if may_decide(user, a)] if approver(user) else []
    )
    for approval in decisions:
        approval.label = workflow.WORKFLOW.steps[approval.step].label.lower()
    entries = list(LogEntry.objects.visible_to(user).open().filter(by=user).order_by("happened_at")[:FEW])
    return {"offers": offers, "decisions": decisions[:FEW], "entries": entries}


def approver(user):
    return user.has_role("CASE_SUP", "RSO", "DIRECTOR")


def may_decide(user, approval):
    case = approval.case
    return user.pk not in (case.officer_id, case.logged_by_id, case.offered_to_id)


def unit(request):
    """What stands out in the units this person supervises; each figure opens exactly its records."""
    if not request.user.leads:
        return None
    now = timezone.now()
    cases = Case.objects.visible_to(request.user).live().filter(unit__in=request.user.leads)
    late = cases.filter(next_due_at__lt=now)
    return {
        "open": capped(cases),
        "late": capped(late),
        "cases": list(late.select_related("officer").order_by("next_due_at", "pk")[:FEW]),
    }


def capped(rows):
    """Counted up to a hundred; a desk needs no more."""
    return rows.order_by().values("pk")[:100].count()
