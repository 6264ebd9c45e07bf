"""What other rooms tell of documents: the register of travel documents reports a loss, and takes it back.

Only where the office that speaks is the issuing desk; of other issuers' documents nothing is set here (domain C.10).
"""

from cases.travel_documents.lost import authority, normal
from cases.travel_documents.lost.actions import ENDS, identity
from cases.travel_documents.lost.models import Record, Withdrawal
from cases.travel_documents.lost.workflow import KIND
from secoffice import ports
from secoffice.audit import trail


@ports.hears("document lost")
def listed(*, issuer, type, number, status, date, circumstance, reference, office, by, at, **_):
    """Set a record at the word of the register, in the transaction of what happened there."""
    if not _speaks(office, issuer):
        return
    more = {"circumstance": circumstance, "set_by": by, "set_at": at}
    record, new = Record.objects.get_or_create(**identity(issuer, type, number, status, date), defaults=more)
    if new:
        trail.record("lost document reported", record, by=by, detail={"says": reference}, at=at)


@ports.hears("document no longer lost")
def taken_off(*, issuer, type, number, status, reason, reference, office, by, also_by, at, **_):
    """End what stands with that status: two persons said so there (`by` and `also_by`)."""
    if not _speaks(office, issuer):
        return
    same = {"issuer": normal.normal_issuer(issuer), "number": normal.normal_number(number), "number_to": ""}
    rows = Record.objects.filter(
        **same, status=Record.Status[status], type=normal.known_type(type), ended_on=None
    )
    for record in rows.exclude(withdrawals__status=Withdrawal.Status.PROPOSED):
        kind = ENDS[record.status] if record.status == Record.Status.REVOKED else KIND.DATA_ERROR
        Withdrawal.objects.create(
            record=record, kind=kind, reason=reason[:500] or reference, by=also_by or by, at=at,
            status=Withdrawal.Status.CONFIRMED, status_at=at, decided_by=by,
        )  # fmt: skip
        Record.objects.filter(pk=record.pk).update(ended_on=office.local_date(at))
        trail.record(
            "step confirm", record, by=by, reason=reason, detail={"says": reference, "kind": kind}, at=at
        )


@ports.hears("document recovered")
def owner_has_it_again(*, records, reference, by, at, **_):
    """A hit was answered so: the issuing desk is asked to end the record, at its own word (domain C.10, I.2). A record
    that has ended, waits for an answer or has no desk here is left as it is."""
    standing = Record.objects.filter(pk__in=records, ended_on=None)
    for record in standing.exclude(withdrawals__status=Withdrawal.Status.PROPOSED):
        if authority.desk_of(record.issuer) is None:
            continue
        # Everybody at every desk reads the reason; the hit is for those who may know of it, and stands in the trail.
        reason = "Its owner has it again, as was found when a hit on it was confirmed"
        told = {"reason": reason, "by": by, "at": at, "status_at": at}
        Withdrawal.objects.create(record=record, kind=ENDS[record.status], **told)
        trail.record("withdrawal proposed", record, by=by, reason=reason, detail={"says": reference}, at=at)


def _speaks(office, issuer):
    desk = authority.desk_of(normal.normal_issuer(issuer))
    return desk is not None and office is not None and desk.pk == office.pk
