"""Proposing records past their period for destruction, and the three approvals that takes."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from secoffice import ports
from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.records import kept, workflow
from secoffice.records.actions.holds import is_held
from secoffice.records.models import Consent, Disposition, Retention

FOR_RECORDS = "Only the records officer proposes a record for destruction."
NOT_YET = "Its retention period is not over."
PROPOSED = "It is proposed already."
CHANGED = "Somebody else decided this meanwhile. Look at it again."


@transaction.atomic
def propose(*, retention, by, at=None):
    """Propose a record whose period is over; by that the records officer has approved. Raises Refused."""
    at, record = at or timezone.now(), kept.find(retention.target_type, retention.target_id)
    if why := why_not(retention, record, by, at):
        raise Refused(why)
    try:
        with transaction.atomic():
            made = Disposition.objects.create(
                **{
                    name: getattr(retention, name)
                    for name in ("target_type", "target_id", "target_reference")
                },
                item=retention.item,
                eligible_on=retention.eligible_on,
                witnessed=kept.of(record).restricted(record),
                status_at=at,
                proposed_by=by,
                proposed_at=at,
            )
    except IntegrityError:
        raise Refused(PROPOSED)
    Consent.objects.create(disposition=made, part=Consent.Part.REC_OFF, by=by, at=at)
    trail.record("proposed for destruction", record, by=by, detail={"item": made.item}, at=at)
    ports.tell("disposition.proposed", record=record, by=by, at=at)
    return made


def why_not(retention, record, user, at):
    """Why a record cannot be proposed by this person now; "" where it can."""
    if not user.has_role("REC_OFF"):
        return FOR_RECORDS
    newest = Retention.objects.visible_to(user).filter(pk=retention.pk, replaced_at=None).exists()
    if record is None or not newest or not retention.eligible_on or retention.eligible_on > at.date():
        return NOT_YET
    return workflow.HELD if is_held(record) else ""


@transaction.atomic
def consent(*, disposition, by, at=None):
    """Approve in the part that is this person's. With the third the record is approved for destruction."""
    at, fresh = at or timezone.now(), _hold(disposition)
    record = kept.find(fresh.target_type, fresh.target_id)
    if record is not None and is_held(record):
        raise Refused(workflow.HELD)
    part = workflow.may_give(by, fresh)
    if not part:
        raise Refused(workflow.TWICE if fresh.consents.filter(by=by).exists() else workflow.NOT_ASKED)
    Consent.objects.create(disposition=fresh, part=part, by=by, at=at)
    trail.record("destruction approved", fresh, by=by, detail={"part": part}, at=at)
    if not workflow.three_agree(by, fresh):
        workflow.WORKFLOW.take(fresh, "approve", by=by, at=at)
    return fresh


@transaction.atomic
def keep(*, disposition, reason, by, at=None):
    """One of the three says no: the record stays, and may be proposed again later."""
    return workflow.WORKFLOW.take(_hold(disposition), "keep", by=by, reason=reason, at=at)


def _hold(disposition):
    """Two who decide at once take turns."""
    rows = Disposition.objects.unrestricted(purpose="disposition").select_for_update()
    fresh = rows.get(pk=disposition.pk)
    if fresh.status != disposition.status:
        raise Refused(CHANGED)
    return fresh
