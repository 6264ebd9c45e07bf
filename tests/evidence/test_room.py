"""Rooms and counting them: what is missing, what should not be there, and who may not count."""

from uuid import uuid4

import pytest

from cases.evidence import actions
from cases.evidence.models import Discrepancy
from secoffice.workflow import StepRefused
from tests.evidence.conftest import NOW, answer, give, take_in
from tests.factories import make_user


@pytest.fixture
def shelf(case, officer, custodian, auditor, room):
    """Three exhibits of which two lie in the room."""
    made = [take_in(case, officer.user) for _ in range(3)]
    for exhibit in made[:2]:
        give(exhibit, officer.user, custodian.user)
        actions.store(exhibit=exhibit, room=room, by=custodian.user, at=NOW)
    return made


def count(room, by, *numbers):
    return actions.take_inventory(room=room, numbers=numbers, by=by, key=uuid4(), at=NOW)


def test_a_count_that_agrees_is_entered_on_each_chain(shelf, room, auditor):
    made = count(room, auditor.user, *(exhibit.reference.lower() for exhibit in shelf[:2]))
    assert (made.expected, made.seen, made.missing, made.unexpected) == (2, 2, [], [])
    assert [exhibit.events.last().kind for exhibit in shelf] == ["INVENTORY", "INVENTORY", "COLLECT"]
    assert not Discrepancy.objects.exists()


def test_what_is_missing_and_what_should_not_be_there_is_put_on_file(shelf, room, auditor, custodian):
    give(shelf[2], shelf[2].custodian, custodian.user)  # on the shelf, but never stored
    actions.store(exhibit=shelf[2], room=room, by=custodian.user, at=NOW)
    other = actions.open_room(office=room.office, name="Room 2", by=custodian.user)
    actions.store(exhibit=shelf[2], room=other, by=custodian.user, at=NOW)
    made = count(room, auditor.user, shelf[0].reference, shelf[2].reference, "UTP-2026-00000-X/E001")
    assert made.missing == [shelf[1].reference]
    assert made.unexpected == sorted([shelf[2].reference, "UTP-2026-00000-X/E001"])
    found = Discrepancy.objects.order_by("pk").values_list("about", "exhibit", "room")
    assert set(found) == {
        ("MISSING", shelf[1].pk, None), ("UNEXPECTED", shelf[2].pk, None), ("UNEXPECTED", None, room.pk),
    }  # fmt: skip


def test_a_number_one_may_not_know_of_is_like_one_that_does_not_exist(shelf, room, auditor):
    made = count(room, auditor.user, *(exhibit.reference for exhibit in shelf))
    assert made.unexpected == [shelf[2].reference]
    unknown = Discrepancy.objects.get()
    assert unknown.exhibit is None and unknown.says == f"Found, but not on the register: {shelf[2].reference}"


def test_who_keeps_something_in_a_room_does_not_count_it(shelf, room, custodian, officer, post):
    for user, why in (
        (custodian.user, "You keep exhibits"),
        (officer.user, "counted by an evidence auditor"),
    ):
        with pytest.raises(StepRefused, match=why):
            count(room, user)
    assert count(room, make_user(office=post, roles=["EVID_CUST"])).missing


def test_the_same_form_sent_twice_counts_once(shelf, room, auditor):
    key = uuid4()
    sent = {"room": room, "numbers": [], "by": auditor.user, "key": key, "at": NOW}
    assert actions.take_inventory(**sent) == actions.take_inventory(**sent)
    assert Discrepancy.objects.filter(about="MISSING").count() == 2


def test_what_is_missing_again_is_the_same_discrepancy(shelf, room, auditor):
    for _ in range(2):
        count(room, auditor.user)
    assert Discrepancy.objects.filter(about="MISSING").count() == 2


def test_a_discrepancy_of_the_room_is_closed_by_another_of_the_room(shelf, room, auditor, custodian):
    count(room, auditor.user, *(exhibit.reference for exhibit in shelf[:2]), "NOT-ON-FILE")
    found = Discrepancy.objects.get()
    with pytest.raises(StepRefused, match="did not open it"):
        answer(found, "close", auditor.user, reason="A box of pens")
    answer(found, "close", custodian.user, reason="A box of pens")
    found.refresh_from_db()
    assert found.status == "CLOSED"


def test_rooms_are_opened_by_the_custodian_of_the_office_once(room, custodian, officer, auditor):
    for user in (officer.user, auditor.user):
        with pytest.raises(StepRefused):
            actions.open_room(office=room.office, name="Another", by=user)
    with pytest.raises(StepRefused, match="of this name"):
        actions.open_room(office=room.office, name="Room 1", by=custodian.user)
