"""Exhibits for many cases: two on every second of them, and thirty on a long file; each taken in and looked at."""

from datetime import timedelta

from cases.evidence.actions.chain import HOLDS, number_of
from cases.evidence.models import CustodyEvent, Exhibit, Seizure
from cases.scale import desks
from cases.scale.inserting import insert
from secoffice.access.models import Admission
from secoffice.accounts.models import User

EVERY, SOME, MANY = 2, 2, 30
HOUR = timedelta(hours=1)


@desks.add
def fill(batch):
    of_case = {n: case for n, case in batch.cases.items() if n % EVERY == 0}
    seizures = insert(seizure(case) for case in of_case.values())
    exhibits = insert(
        exhibit
        for (n, case), seized in zip(of_case.items(), seizures, strict=True)
        for exhibit in of(n, case, seized)
    )
    insert(event(exhibit, 1, "COLLECT", exhibit.registered_at) for exhibit in exhibits)
    insert(event(exhibit, 2, "EXAMINE", exhibit.registered_at + HOUR) for exhibit in exhibits)
    insert(admission(exhibit) for exhibit in exhibits)


def seizure(case):
    return Seizure(
        case=case, authority="CONSENT", seized_at=case.opened_at, zone=str(case.office.time_zone),
        place="Consular hall", found_by="The consular section", by_id=desks.writer(case), entered_at=case.opened_at,
    )  # fmt: skip


def of(number, case, seized):
    for place in range(1, (MANY if desks.is_long(number) else SOME) + 1):
        yield Exhibit(
            case=case, number=place, reference=f"{case.reference}/E{place:03}", seizure=seized, category="DOCUMENT",
            description=f"Application form, sheet {place}", seal=f"S-{place:04}", marking=case.marking,
            controls=case.controls, custodian_id=desks.writer(case), registered_by_id=desks.writer(case),
            registered_at=case.opened_at,
        )  # fmt: skip


def event(exhibit, seq, kind, at):
    """A link of the chain: taken in first, afterwards with whoever has it."""
    holder = exhibit.custodian_id
    return CustodyEvent(
        exhibit_id=exhibit.pk, seq=seq, kind=kind, from_user_id=holder if seq > 1 else None, to_user_id=holder,
        happened_at=at, entered_at=at, by_id=holder, purpose="Registered" if seq == 1 else "Signatures compared",
        seal_after=exhibit.seal,
    )  # fmt: skip


def admission(exhibit):
    return Admission(
        target_type="evidence.exhibit", target_id=exhibit.pk, principal=number_of(User(pk=exhibit.custodian_id)),
        reason=HOLDS, controls=exhibit.controls, by_id=exhibit.registered_by_id, at=exhibit.registered_at,
    )  # fmt: skip
