"""Who may know of a lead: its case's readers by the case, the receiving office by the lead (domain A.4).

The office that asks is on the list as well, so that its dates are found; who of it may read the lead is decided by
the case alone. Whoever is kept out of the case is kept out of the lead and its dates.
"""

from django.utils import timezone

from cases.actions.opening import first_readers
from cases.leads.models import Status
from cases.leads.models.lead import ASKS
from secoffice.access.actions import admit, admit_all, withdraw
from secoffice.access.models import Admission, Recusal

RECEIVES, WORKS, BARRED = "receives the lead", "works the lead", "kept out of the case"


def share(lead, *, by, at):
    """Bring the list up to date with the case and the state of the lead."""
    _asking_side(lead, by=by, at=at)
    if lead.status != Status.DRAFT and lead.sent_at:
        admit_all(lead, principals=dict.fromkeys(receivers(lead), RECEIVES), by=by, at=at)
    for row in Recusal.objects.filter(target_type="cases.case", target_id=lead.case_id):
        bar(lead, user_id=row.user_id, by_id=row.by_id, at=at)


def receivers(lead):
    """Who decides for the receiving office."""
    office = lead.to_office_id
    unit = f"lead:{lead.to_unit_id}" if lead.to_unit_id else f"role:CASE_SUP@{office}"
    return [f"role:RSO@{office}", f"role:DIRECTOR@{office}", unit]


def let_work(lead, officer, *, by, at):
    """The officer who works it now, and no longer whoever did before."""
    before = lead.assigned_to_id
    if before and before != officer.pk:
        withdraw(lead, principal=f"user:{before}", by=by, reason="given to somebody else", of=WORKS, at=at)
    admit(lead, principal=f"user:{officer.pk}", reason=WORKS, by=by, at=at)


def bar(lead, *, user_id, by_id, at):
    """Out of the case is out of its leads, with their dates and notices. The trail has it with the case."""
    told = {"reason": BARRED, "by_id": by_id, "at": at or timezone.now()}
    here = {"target_type": "leads.lead", "target_id": lead.pk, "user_id": user_id}
    return Recusal.objects.get_or_create(**here, defaults=told)[1]


def unbar(lead_ids, *, user_id):
    rows = Recusal.objects.filter(target_type="leads.lead", target_id__in=lead_ids, user_id=user_id)
    rows.filter(reason=BARRED).delete()


def follow_case(lead, *, by, at):
    """The case went to another officer: so does the decision on a reply."""
    from cases.leads.actions import clocks

    _asking_side(lead, by=by, at=at)
    clocks.hand_decision(lead, by=by, at=at)


def _asking_side(lead, *, by, at):
    case = lead.case
    wanted = {*first_readers(case), f"user:{lead.asked_by_id}"}
    if case.officer_id:
        wanted.add(f"user:{case.officer_id}")
    rows = Admission.objects.filter(target_type="leads.lead", target_id=lead.pk, reason=ASKS)
    rows.exclude(principal__in=wanted).delete()
    admit_all(lead, principals=dict.fromkeys(sorted(wanted), ASKS), by=by, at=at)
