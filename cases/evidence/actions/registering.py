"""Registering what was seized: number, first event, digests from the bytes, the clock of the evidence room."""

import hashlib

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Max

from cases.actions.timeline import hold as hold_case
from cases.actions.timeline import now
from cases.evidence.actions import chain
from cases.evidence.actions.disagreeing import open_digest, report_discrepancy
from cases.evidence.deadlines import ROOM
from cases.evidence.models import Acquisition, Exhibit, Seizure
from cases.evidence.recusing import as_the_case
from cases.guards import may_write
from secoffice import markings
from secoffice.access.actions import admit
from secoffice.access.models import controls_for
from secoffice.deadlines import actions as clocks
from secoffice.files import actions as files
from secoffice.files import blobs
from secoffice.workflow import StepRefused

PORTION = 1 << 20
NOT_SOUND = (
    "The stored bytes are not those that were taken in. Nobody uses this exhibit until that is cleared up."
)


def register(*, case, by, key, seizure, upload=None, acquisition=None, at=None, **given):
    """Put an exhibit on the register, with its first custody event. The same key gives the one already there.

    `seizure` is a Seizure of the case or the fields of a new one; `given` are fields of Exhibit and, for what
    takes two persons, `witness`, `counted` and `counted_again`; `upload` with `acquisition` (fields) are the bytes of
    a digital exhibit. Whoever registers is the first custodian.
    """
    sent = Exhibit._base_manager.filter(key=key, case=case, registered_by=by)
    if filed := sent.first():
        return filed
    try:
        return _register(case, seizure, upload, acquisition or {}, given, key=key, by=by, at=now(at))
    except IntegrityError:
        if filed := sent.first():
            return filed
        raise


@transaction.atomic
def _register(case, seizure, upload, acquisition, given, *, key, by, at):
    chain.refuse(may_write(by, hold_case(case)))
    two = {name: given.pop(name, None) for name in ("witness", "counted", "counted_again")}
    if given.get("parent") and given["parent"].case_id != case.pk:
        raise StepRefused("The item it belongs to is in another case.")
    if isinstance(seizure, Seizure) and seizure.case_id != case.pk:
        raise StepRefused("This seizure belongs to another case.")
    seizure = seizure if isinstance(seizure, Seizure) else _seize(case, seizure, by=by, at=at)
    exhibit = new_exhibit(case, seizure, given, key=key, by=by, at=at)
    facts = chain.two_persons(exhibit, by=by, **two)
    event = chain.append(
        exhibit, "COLLECT", by=by, at=at, happened_at=seizure.seized_at, to=by, place=seizure.place,
        from_words=exhibit.owner or seizure.place[:120], seal_after=exhibit.seal, condition=exhibit.condition,
        purpose=f"{seizure.get_authority_display()}{f', {seizure.document}' if seizure.document else ''}", **facts,
    )  # fmt: skip
    if why := chain.miscounted(exhibit, event):
        report_discrepancy(exhibit=exhibit, about="COUNT", says=why, by=by, at=at)
    if upload:
        take_in(exhibit, upload, acquisition, by=by, at=at)
    clocks.start(
        rule=ROOM, target=case, office=case.office, trigger_at=seizure.seized_at, owner=by, by=by, at=at
    )
    return exhibit


def _seize(case, fields, *, by, at):
    if fields["seized_at"] > at:
        raise StepRefused("It cannot have been taken in the future.")
    zone = str(case.office.time_zone)
    return Seizure.objects.create(case=case, by=by, entered_at=at, zone=zone, **fields)


def new_exhibit(case, seizure, given, *, key, by, at):
    number = (case.exhibits.aggregate(last=Max("number"))["last"] or 0) + 1
    read = markings.parse(given.pop("marking", "") or case.marking)
    if read.bits | case.controls not in controls_for(by):
        raise StepRefused(f"The marking {read.banner} would keep you out yourself.")
    exhibit = Exhibit(
        key=key, case=case, seizure=seizure, number=number, reference=f"{case.reference}/E{number:03}",
        marking=str(read), controls=read.bits | case.controls, custodian=by, registered_by=by, registered_at=at,
        **given,
    )  # fmt: skip
    exhibit.save(force_insert=True)
    exhibit.refresh_from_db(fields=["quantity"])
    as_the_case(exhibit)
    admit(exhibit, principal=chain.number_of(by), reason=chain.HOLDS, by=by, at=at)
    return exhibit


def take_in(exhibit, upload, facts, *, by, at):
    """Store the bytes, digest them by two algorithms, and hold them against what the source says."""
    stored = files.store(upload=upload, by=by, at=at)
    bytes_of = Acquisition.objects.create(
        exhibit=exhibit, stored=stored, name=stored.name, sha256=stored.digest, verified_at=at,
        sha3=second_digest(upload.file), **facts,
    )  # fmt: skip
    if not bytes_of.agrees:
        says = "The digest of the source is not that of the bytes taken in."
        report_discrepancy(exhibit=exhibit, about="DIGEST", says=says, by=by, at=at)
    return bytes_of


def second_digest(file):
    digest = hashlib.sha3_256()
    file.seek(0)
    while portion := file.read(PORTION):
        digest.update(portion)
    return digest.hexdigest()


def sound(exhibit, *, by, at=None):
    """The bytes of a digital exhibit, open and checked by both digests. A difference is put on file, and nobody uses
    the exhibit until that is cleared up. Raises StepRefused."""
    bytes_of = exhibit.acquisition
    if open_digest(exhibit):
        raise StepRefused(NOT_SOUND)
    file = None if bytes_of.stored.is_destroyed else blobs.opened(bytes_of.sha256)
    if file is not None and second_digest(file) == bytes_of.sha3:
        file.seek(0)
        return file
    if file is not None:
        file.close()
    says = "The stored bytes are missing or differ from the digests of intake."
    report_discrepancy(exhibit=exhibit, about="DIGEST", says=says, by=by, at=at)
    raise StepRefused(NOT_SOUND)


def make_copy(*, exhibit, purpose, by, key, at=None):
    """Make a working copy of a digital exhibit: an exhibit of its own, of the same bytes, for examination."""
    at = now(at)
    if made := Exhibit._base_manager.filter(key=key, parent=exhibit, registered_by=by).first():
        return made
    if not hasattr(exhibit, "acquisition"):
        raise StepRefused("Only stored bytes are copied here.")
    with sound(exhibit, by=by, at=at) as source:
        return _copy(exhibit, source, purpose, key=key, by=by, at=at)


@transaction.atomic
def _copy(exhibit, source, purpose, *, key, by, at):
    chain.refuse(chain.may_act(by, chain.hold(exhibit)))
    bytes_of = exhibit.acquisition
    given = {
        "parent": exhibit, "category": "DIGITAL_COPY", "description": f"Working copy of {exhibit.tail}",
        "is_copy": True, "marking": exhibit.marking,
    }  # fmt: skip
    copy = new_exhibit(exhibit.case, exhibit.seizure, given, key=key, by=by, at=at)
    made_of = {"from_words": exhibit.tail, "purpose": f"Working copy of {exhibit.tail}"}
    chain.append(copy, "COLLECT", by=by, at=at, to=by, **made_of)
    facts = {"method": bytes_of.method, "tool": "Secoffice", "source_digest": bytes_of.sha256}
    take_in(copy, File(source, name=bytes_of.name), facts, by=by, at=at)
    chain.append(exhibit, "COPY", by=by, at=at, purpose=purpose, text=f"copied as {copy.tail}")
    return copy
