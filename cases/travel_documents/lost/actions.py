"""Setting and clearing records, bringing lists, naming issuing desks."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.travel_documents.lost import authority, normal, ranges
from cases.travel_documents.lost.models import Block, IssuingDesk, Load, Record, Withdrawal
from cases.travel_documents.lost.workflow import KIND, WORKFLOW
from secoffice import celery
from secoffice.audit import trail
from secoffice.files import actions as files
from secoffice.ports import Refused

TASK = "cases.travel_documents.lost.tasks.read_lists"
STATUS = Record.Status
# What other than a data error ends a record, by its status.
ENDS = {
    STATUS.STOLEN: KIND.RECOVERED, STATUS.LOST: KIND.RECOVERED, STATUS.STOLEN_BLANK: KIND.RECOVERED,
    STATUS.REVOKED: KIND.REINSTATED, STATUS.INVALID: KIND.REINSTATED,
}  # fmt: skip


@transaction.atomic
def report(*, issuer, type, number, status, date, by, number_to="", circumstance="", at=None):
    """Set a record by hand. `status` is a letter or word of Record.Status. The same facts again give the record that is
    there. Refused for anybody but the issuing desk, and for what was withdrawn before. ValueError for no document."""
    facts = identity(issuer, type, number, status, date, number_to)
    if why := authority.why_not_set(by, facts["issuer"]):
        raise Refused(why)
    at = at or timezone.now()
    more = {"circumstance": circumstance, "set_by": by, "set_at": at}
    record, new = Record.objects.get_or_create(**facts, defaults=more)
    if new:
        _cut(record)
        detail = {"issuer": record.issuer, "type": record.type, "status": record.get_status_display()}
        trail.record("lost document reported", record, by=by, reason=circumstance, detail=detail, at=at)
    elif record.ended_on:
        raise Refused(
            f"This very record was withdrawn on {record.ended_on:%-d %b %Y}. A new loss has another day."
        )
    return record


def identity(issuer, type, number, status, date, number_to=""):
    """What makes one record, in its normal form."""
    issuer, number = normal.normal_issuer(issuer), normal.normal_number(number)
    number_to, kind = normal.normal_number(number_to), normal.known_type(type)
    status = STATUS[status] if status in STATUS.names else STATUS(status)
    if not (normal.is_issuer(issuer) and number and kind):
        raise ValueError("Issuer, number and kind of the document are needed.")
    if number_to and status != STATUS.STOLEN_BLANK:
        raise ValueError("Only stolen blanks are recorded as a range.")
    number_to = "" if number_to == number else number_to
    return {
        "issuer": issuer, "number": number, "number_to": number_to, "type": kind, "status": status, "date": date,
    }  # fmt: skip


def _cut(record):
    if record.number_to:
        cut = ranges.blocks(record.number, record.number_to)
        Block.objects.bulk_create(Block(issuer=record.issuer, block=one, record=record) for one in cut)


# Clearing


@transaction.atomic
def propose_data_error(*, record, reason, by, key=None, at=None):
    """Say that a record is a mistake. It stands until a second person confirms."""
    return _propose(record, KIND.DATA_ERROR, reason, by, key, at)


@transaction.atomic
def withdraw(*, record, reason, by, key=None, at=None):
    """End a record at the issuing desk's word: the owner has the document again, or the decision was taken back."""
    withdrawal = _propose(record, ENDS[record.status], reason, by, key, at)
    if withdrawal.status == Withdrawal.Status.PROPOSED:
        WORKFLOW.take(withdrawal, "confirm", by=by, at=at, given={"by": by})
    return withdrawal


def _propose(record, kind, reason, by, key, at):
    at = at or timezone.now()
    if key and (made := Withdrawal.objects.filter(key=key, by=by, record=record).first()):
        return made
    if why := authority.why_not_set(by, record.issuer):
        raise Refused(why)
    if not reason.strip():
        raise Refused("Say in a sentence why.")
    if Record.objects.filter(pk=record.pk, ended_on=None).select_for_update().first() is None:
        raise Refused("The record has ended already.")
    if Withdrawal.objects.waiting().filter(record=record).exists():
        raise Refused("Somebody proposed already that this record is a mistake. That is decided first.")
    more = {"key": key} if key else {}
    given = {"reason": reason[:500], "by": by, "at": at, "status_at": at}
    made = Withdrawal.objects.create(record=record, kind=kind, **given, **more)
    trail.record("withdrawal proposed", record, by=by, reason=reason, detail={"kind": str(kind)}, at=at)
    return made


def decide(*, withdrawal, step, by, answer="", at=None):
    """Confirm or decline what somebody else proposed."""
    return WORKFLOW.take(withdrawal, step, by=by, reason=answer, at=at, given={"by": by})


# Lists


@transaction.atomic
def bring_list(*, upload, by, key, at=None):
    """Put a list into the hands of the worker, for the issuers whose desk the office is. Sent twice, read once."""
    if made := Load.objects.filter(key=key, by=by).first():
        return made
    if why := authority.why_not_load(by):
        raise Refused(why)
    at, stored = at or timezone.now(), files.store(upload=upload, by=by, at=at)
    load = Load.objects.create(
        key=key, source=f"Issuing desk, {by.office}", issuers=",".join(authority.issuers_of(by)), by=by,
        file_name=stored.name, digest=stored.digest, size=stored.size, stored=stored, begun_at=at, touched_at=at,
        errors_file=str(errors_folder() / f"{key}.jsonl"),
    )  # fmt: skip
    trail.record(
        "lost list brought", load, by=by, detail={"sha256": load.digest, "issuers": load.issuers}, at=at
    )
    transaction.on_commit(lambda: celery.wake(TASK))
    return load


def errors_folder():
    folder = Path(settings.DATA) / "lost"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@transaction.atomic
def cancel(*, load, by, at=None):
    """Break a load off. What it wrote stays: records are withdrawn one by one, never by the list."""
    if why := authority.why_not_cancel(by, load):
        raise Refused(why)
    at = at or timezone.now()
    if not Load.objects.unfinished().filter(pk=load.pk).update(state=Load.State.CANCELLED, finished_at=at):
        raise Refused("It ended meanwhile.")
    trail.record("lost list cancelled", load, by=by, detail={"added": load.added}, at=at)


# Issuing desks


@transaction.atomic
def name_desk(*, issuer, office, by, at=None):
    """Say which office is the desk of an issuer. Refused for anybody but an administrator; None is the system."""
    _keeps_desks(by)
    issuer = normal.normal_issuer(issuer)
    if not normal.is_issuer(issuer):
        raise ValueError("The issuer is no code of three letters.")
    given = {"office": office, "by": by, "at": at or timezone.now()}
    desk, _ = IssuingDesk.objects.update_or_create(issuer=issuer, defaults=given)
    trail.record("issuing desk named", desk, by=by, detail={"issuer": issuer, "office": office.code}, at=at)
    return desk


@transaction.atomic
def close_desk(*, desk, by, at=None):
    """The issuer has no desk here any more; its records stand and are set from outside alone."""
    _keeps_desks(by)
    trail.record("issuing desk closed", desk, by=by, detail={"issuer": desk.issuer}, at=at)
    desk.delete()


def _keeps_desks(by):
    if by is not None and not authority.may_name_desks(by):
        raise Refused("Administrators name the issuing desks.")
