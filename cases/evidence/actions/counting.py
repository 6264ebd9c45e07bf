"""Counting a room: what should be there against what was seen, both ways. Never by who keeps something in it."""

from django.db import transaction

from cases.actions.timeline import now
from cases.evidence.actions import chain
from cases.evidence.actions.disagreeing import report_discrepancy, report_in_room
from cases.evidence.models import Exhibit, Inventory, Room
from secoffice.audit import trail
from secoffice.workflow import StepRefused

MOST = 1_000


def may_keep_rooms(user, office):
    if user.has_role("EVID_CUST") and user.office_id == office.pk:
        return ""
    return "Rooms are opened by the evidence custodian of the office."


@transaction.atomic
def open_room(*, office, name, by, vault=False, at=None):
    """A place of the office in which exhibits are kept."""
    at = now(at)
    chain.refuse(may_keep_rooms(by, office))
    if Room.objects.filter(office=office, name=name).exists():
        raise StepRefused("There is a room of this name.")
    room = Room.objects.create(office=office, name=name, vault=vault, opened_by=by, opened_at=at)
    trail.record("evidence room opened", room, by=by, at=at)
    return room


def may_count(user, room):
    """An auditor up the chain, or a custodian of the office who keeps nothing in this room (§0.4)."""
    if room.exhibits.filter(custodian=user).exists():
        return "You keep exhibits in this room; somebody else counts them."
    if user.has_role("EVID_AUD") and user.office_id in {office.pk for office in room.office.chain()}:
        return ""
    if user.has_role("EVID_CUST") and user.office_id == room.office_id:
        return ""
    return "A room is counted by an evidence auditor, or by a custodian who keeps nothing in it."


@transaction.atomic
def take_inventory(*, room, numbers, by, key, at=None):
    """Hold the numbers seen in a room against the register. What is missing or should not be there is put on file.

    Only what this person may know of is compared; a number they cannot see is like one that does not exist.
    """
    at = now(at)
    if sent := Inventory.objects.filter(key=key, room=room, by=by).first():
        return sent
    chain.refuse(may_count(by, room))
    seen = {number.strip().upper() for number in numbers if number.strip()}
    if len(seen) > MOST:
        raise StepRefused(f"Count at most {MOST:,} at a time.")
    known = {e.reference: e for e in Exhibit.objects.visible_to(by).filter(reference__in=seen)}
    expected = {e.reference: e for e in Exhibit.objects.visible_to(by).filter(room=room)}
    missing, unexpected = sorted(expected.keys() - seen), sorted(seen - expected.keys())
    count = Inventory.objects.create(
        key=key, room=room, by=by, at=at, expected=len(expected), seen=len(seen), missing=missing,
        unexpected=unexpected,
    )  # fmt: skip
    trail.record("inventory", room, by=by, detail={"missing": missing, "unexpected": unexpected}, at=at)
    for number in sorted(expected.keys() & seen):
        chain.append(
            chain.hold(expected[number]), "INVENTORY", by=by, at=at, room=room, text="seen at an inventory"
        )
    put_on_file(room, [expected[number] for number in missing], unexpected, known, by=by, at=at)
    return count


def put_on_file(room, missing, unexpected, known, *, by, at):
    for exhibit in missing:
        says = f"Not found in {room} at an inventory."
        report_discrepancy(exhibit=exhibit, about="MISSING", says=says, by=by, at=at)
    for number in unexpected:
        if number in known:
            says = f"Found in {room}; the register says: {known[number].where}."
            report_discrepancy(exhibit=known[number], about="UNEXPECTED", says=says, by=by, at=at)
        else:
            report_in_room(room=room, says=f"Found, but not on the register: {number[:60]}", by=by, at=at)
