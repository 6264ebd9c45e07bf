"""Legal hold: placed by LEGAL or the records officer, released by LEGAL alone (F.3)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from secoffice import ports
from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.records import kept
from secoffice.records.models import Custodian, Held, LegalHold

AGAIN = timedelta(days=182)
MOST = 5000
FOR_LEGAL = "Only the legal adviser releases a hold."
NOT_YOURS = "Holds are placed by the legal adviser or the records officer."
NOTHING = "A hold needs records: name some, or say by which terms they are found."
TOO_MANY = f"These terms take in more than {MOST} records. Narrow them."
OVER = "This hold was released meanwhile."


def may_place(user):
    return "" if user.has_role("LEGAL", "REC_OFF") else NOT_YOURS


def may_release(user):
    return "" if user.has_role("LEGAL") else FOR_LEGAL


@transaction.atomic
def place(*, key, reason, authority, start_on, by, records=(), scope=None, custodians=(), at=None):
    """Put records under hold, and those that meet the terms now or later. Sent twice it is placed once. `scope` is
    {"kind": label, "office": id, "of": kind}; a record that the placer cannot see is held as well. Raises Refused."""
    at = at or timezone.now()
    if why := may_place(by):
        raise Refused(why)
    if sent := LegalHold.objects.filter(key=key, placed_by=by).first():
        return sent
    found = {(type(record), record.pk): record for record in (*records, *_matching(scope))}
    if not found and not scope:
        raise Refused(NOTHING)
    given = {"reason": reason, "authority": authority, "start_on": start_on, "scope": scope or {}}
    hold = LegalHold.objects.create(key=key, placed_by=by, placed_at=at, told_at=at, **given)
    for record in found.values():
        _cover(hold, record, at)
    Custodian.objects.bulk_create(Custodian(hold=hold, user=user) for user in custodians)
    _tell(hold, "first", at)
    detail = {"records": len(found), "custodians": len(custodians), "scope": hold.scope}
    trail.record("hold placed", hold, by=by, reason=reason, detail=detail, at=at)
    return hold


@transaction.atomic
def add(*, hold, record, by, at=None):
    """Put one more record under a standing hold."""
    at = at or timezone.now()
    if why := may_place(by):
        raise Refused(why)
    if not LegalHold.objects.standing().select_for_update().filter(pk=hold.pk).exists():
        raise Refused(OVER)
    _cover(hold, record, at)
    trail.record("record held", record, by=by, detail={"hold": hold.reference}, at=at)


def join(record, *, at):
    """A new record comes under every standing hold whose terms it meets."""
    for hold in LegalHold.objects.standing().exclude(scope={}):
        if _matching(hold.scope, record):
            _cover(hold, record, at)


@transaction.atomic
def acknowledge(*, hold, by, at=None):
    """A custodian says that they read it."""
    at = at or timezone.now()
    mine = Custodian.objects.filter(hold=hold, user=by, acknowledged_at=None)
    if mine.update(acknowledged_at=at):
        trail.record("hold acknowledged", hold, by=by, at=at)


@transaction.atomic
def release(*, hold, reason, by, at=None):
    """Let go what no other hold covers. The original retention period counts again: what is past it may be proposed for
    destruction, and nothing is destroyed by itself."""
    at = at or timezone.now()
    if why := may_release(by):
        raise Refused(why)
    ended = {"released_at": at, "released_by": by, "why_released": reason}
    if not LegalHold.objects.standing().filter(pk=hold.pk).update(**ended):
        raise Refused(OVER)
    Held.objects.unrestricted(purpose="hold").filter(hold=hold, ended_at=None).update(ended_at=at)
    _tell(hold, "released", at, words="legal hold released")
    trail.record("hold released", hold, by=by, reason=reason, at=at)


def remind(*, at=None):
    """Tell every custodian of a standing hold again, six months after the last time. Returns how many holds."""
    at, told = at or timezone.now(), 0
    for hold in LegalHold.objects.standing().filter(told_at__lte=at - AGAIN):
        with transaction.atomic():
            if LegalHold.objects.filter(pk=hold.pk, told_at=hold.told_at).update(told_at=at):
                _tell(hold, f"{at:%Y-%m}", at)
                told += 1
    return told


def is_held(record):
    """Is this record under a standing hold?"""
    here = {"target_type": record._meta.label_lower, "target_id": record.pk}
    return Held.objects.unrestricted(purpose="hold").filter(**here, ended_at=None).exists()


def _matching(scope, record=None):
    if not scope:
        return []
    found = kept.kinds()[scope["kind"]].matching(scope)
    if record is not None:
        return found.filter(pk=record.pk) if isinstance(record, found.model) else []
    found = list(found[: MOST + 1])
    if len(found) > MOST:
        raise Refused(TOO_MANY)
    return found


def _cover(hold, record, at):
    """The record, and whatever is kept with it under a kind and number of its own."""
    point = (record._meta.label_lower, record.pk)
    for kind, number in (point, *kept.of(record).with_it(record)):
        Held.objects.unrestricted(purpose="hold").get_or_create(
            hold=hold,
            target_type=kind,
            target_id=number,
            defaults={"target_reference": record.reference, "at": at},
        )


def _tell(hold, step, at, words="legal hold to acknowledge"):
    for custodian in hold.custodians.select_related("user"):
        ports.tell(
            "notice.owed",
            kind="hold",
            source_type="records.legalhold",
            source_id=hold.pk,
            recipient_id=custodian.user_id,
            duty=words,
            reference=hold.reference,
            url=hold.get_absolute_url(),
            office_id=custodian.user.office_id,
            at_once=True,
            step=step,
            at=at,
        )
