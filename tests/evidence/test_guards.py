"""What is refused to somebody who writes in the tables themselves (domain A.8): each invariant is tried in SQL."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from cases.evidence import actions, guards
from cases.evidence.models import CustodyEvent, Disposal, Exhibit, HandOver
from secoffice.workflow import StepRefused
from tests.evidence.conftest import NOW, answer, digital, give, money, offer, take_in
from tests.factories import make_user

AN_HOUR = timedelta(hours=1)


def refused(says, sql="", *values, **event):
    """By the database alone, in these words: a statement, or an event that goes round the verbs."""
    with pytest.raises(IntegrityError, match=says), transaction.atomic():
        if sql:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
        else:
            CustodyEvent.objects.create(**event)


def following(exhibit, **more):
    """The facts of a next event that would be sound."""
    last = exhibit.events.last()
    given = {"seq": exhibit.events.count() + 1, "kind": "EXAMINE", "from_user": last.to_user, "to_user": last.to_user,
             "happened_at": NOW + AN_HOUR, "entered_at": NOW + AN_HOUR, "by": last.to_user}  # fmt: skip
    return {"exhibit": exhibit} | given | more


@pytest.fixture
def exhibit(case, officer):
    return take_in(case, officer.user)


def test_every_guard_stands_after_a_migration(db):
    with connection.cursor() as cursor:
        cursor.execute(guards.STANDING[connection.vendor])
        standing = {name for name, _ in cursor.fetchall()}
    wanted = {f"evidence_{each.name}" for each in guards.GUARDS if each.vendor in ("", connection.vendor)}
    assert standing == wanted


def test_a_sound_event_is_taken(exhibit):
    assert CustodyEvent.objects.create(**following(exhibit)).pk


# 1: one custodian


def test_the_register_names_no_other_custodian_than_the_chain(exhibit, colleague):
    says = "what its events say"
    refused(
        says, "UPDATE evidence_exhibit SET custodian_id = %s WHERE id = %s", colleague.user.pk, exhibit.pk
    )
    refused(says, "UPDATE evidence_exhibit SET seal = 'X' WHERE id = %s", exhibit.pk)
    end = "UPDATE evidence_exhibit SET custodian_id = NULL, gone_as = 'DESTROY' WHERE id = %s"
    refused(says, end, exhibit.pk)


def test_an_exhibit_is_put_in_no_room_by_the_way(exhibit, room):
    refused(
        "what its events say", "UPDATE evidence_exhibit SET room_id = %s WHERE id = %s", room.pk, exhibit.pk
    )
    actions.store(exhibit=exhibit, room=room, by=exhibit.custodian, at=NOW)
    assert Exhibit._base_manager.get(pk=exhibit.pk).room == room


@pytest.mark.parametrize(
    "change",
    ["category = 'DOCUMENT'", "reference = 'X/E001'", "quantity = 7", "number = 9", "is_copy = (1 = 1)"],
)
def test_what_an_exhibit_is_stays_as_it_was_registered(exhibit, change):
    refused("not changed or deleted", f"UPDATE evidence_exhibit SET {change} WHERE id = %s", exhibit.pk)


# 2: a transfer waits for its receiver


def test_custody_moves_by_no_event_without_a_hand_over(exhibit, colleague):
    moved = {"kind": "TRANSFER", "to_user": colleague.user, "by": colleague.user, "seal_before": "S-104",
             "seal_after": "S-104"}  # fmt: skip
    refused("receiver accepted", **following(exhibit, **moved))
    refused("receiver accepted", **following(exhibit, **moved | {"kind": "EXAMINE"}))


def test_custody_moves_by_no_hand_over_that_waits_and_by_none_twice(exhibit, officer, colleague):
    made = offer(exhibit, colleague.user, officer.user)
    moved = {"kind": "TRANSFER", "to_user": colleague.user, "by": colleague.user, "hand_over": made}
    refused("receiver accepted", **following(exhibit, **moved))
    answer(made, "accept", colleague.user, seal_seen="S-104")
    give(exhibit, colleague.user, officer.user)
    refused("receiver accepted", **following(exhibit, **moved))


def test_an_offer_is_made_by_whoever_keeps_it_and_begins_to_wait(exhibit, officer, colleague):
    given = {"exhibit": exhibit, "kind": "TRANSFER", "released_at": NOW, "status_at": NOW, "purpose": "x"}
    for wrong in (
        {"releaser": colleague.user, "receiver": officer.user},
        {"releaser": officer.user, "receiver": colleague.user, "status": "ACCEPTED"},
    ):
        with pytest.raises(IntegrityError, match="receiver accepted"), transaction.atomic():
            HandOver.objects.create(**given, **wrong)


def test_an_offer_keeps_its_terms_and_its_answer(exhibit, officer, colleague, custodian):
    made = offer(exhibit, colleague.user, officer.user)
    other = "UPDATE evidence_handover SET receiver_id = %s WHERE id = %s"
    refused("not changed or deleted", other, custodian.user.pk, made.pk)
    answer(made, "refuse", colleague.user, reason="The seal is torn")
    for change in ("UPDATE evidence_handover SET status = 'PENDING'", "DELETE FROM evidence_handover"):
        refused("not changed or deleted", f"{change} WHERE id = %s", made.pk)


# 3: events are immutable; what they rest on as well


def test_nothing_on_the_register_is_deleted(exhibit, officer, colleague):
    actions.report_discrepancy(exhibit=exhibit, about="OTHER", says="Bag torn", by=officer.user, at=NOW)
    refused("not changed or deleted", "DELETE FROM evidence_discrepancy")
    refused("not changed or deleted", "DELETE FROM evidence_exhibit")
    refused("append-only", "DELETE FROM evidence_custodyevent")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a statement of SQLite alone")
@pytest.mark.parametrize("table", [guards.EVENT, guards.EXHIBIT, guards.BYTES, guards.OFFER])
def test_no_row_is_replaced(case, officer, colleague, table):
    exhibit = digital(case, officer.user)
    offer(exhibit, colleague.user, officer.user)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
    try:
        refused("append-only|a gap|not changed", f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a statement of PostgreSQL alone")
def test_the_chain_is_not_emptied(exhibit):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # of rows that this test wrote
    refused("append-only", "TRUNCATE evidence_custodyevent CASCADE")


# 4: seals


def test_a_seal_changes_by_no_other_event(exhibit):
    changed = {"seal_before": "S-104", "seal_after": "S-105"}
    for kind in ("STORE", "COURT", "INVENTORY", "COPY"):
        refused("seal changes", **following(exhibit, kind=kind, **changed))
    refused("seal changes", **following(exhibit, kind="STORE", seal_before="S-9", seal_after="S-9"))
    refused("seal changes", **following(exhibit, kind="RESEAL", seal_before="S-104"))
    assert CustodyEvent.objects.create(**following(exhibit, kind="RESEAL", **changed)).pk


def test_an_examination_entered_late_bears_the_seal_of_its_day(exhibit, officer):
    given = {"exhibit": exhibit, "by": officer.user}
    actions.reseal(**given, purpose="Torn", seal_before="S-104", seal_after="S-105", at=NOW + 2 * AN_HOUR)
    late = actions.examine(**given, purpose="Look", happened_at=NOW + AN_HOUR, at=NOW + 3 * AN_HOUR)
    assert (late.seal_before, late.seal_after) == ("S-104", "S-104")
    exhibit.refresh_from_db()
    assert exhibit.seal == "S-105" and not exhibit.discrepancies.exists()


# 5, 6: bytes in doubt, and originals


def test_bytes_in_doubt_are_used_by_nobody(case, officer, colleague):
    exhibit = digital(case, officer.user, source_digest="0" * 64)
    for kind in ("EXAMINE", "COPY", "COURT", "SHIP"):
        refused("in doubt|stays sealed", **following(exhibit, kind=kind))
    given = {"exhibit": exhibit, "kind": "TRANSFER", "released_at": NOW, "status_at": NOW, "purpose": "x"}
    with pytest.raises(IntegrityError, match="in doubt"), transaction.atomic():
        HandOver.objects.create(**given, releaser=officer.user, receiver=colleague.user)


def test_bytes_in_doubt_are_not_shown_in_court(case, officer):
    exhibit = digital(case, officer.user, source_digest="0" * 64)
    with pytest.raises(StepRefused, match="in doubt"):
        actions.bring_to_court(exhibit=exhibit, purpose="Hearing", place="Court", by=officer.user, at=NOW)


def test_the_digests_of_intake_are_never_changed(case, officer):
    exhibit = digital(case, officer.user)
    for change in ("sha256 = 'a'", "sha3 = 'a'", "stored_id = NULL", "source_digest = 'a'"):
        refused("never changed", f"UPDATE evidence_acquisition SET {change}")
    refused("not changed or deleted", "DELETE FROM evidence_acquisition")
    refused("stays sealed", **following(exhibit))


# 7: two persons


def test_money_is_entered_by_two_who_counted_and_lies_in_a_vault(case, officer, colleague, room, vault):
    exhibit = money(case, officer.user, colleague.user)
    counted = {"counted": Decimal(40), "counted_again": Decimal(40)}
    for wrong in ({}, counted, {"witness": colleague.user, "counted": Decimal(40)}):
        refused("two counts", **following(exhibit, kind="STORE", room=vault, **wrong))
    two = counted | {"witness": colleague.user}
    refused("in a vault", **following(exhibit, kind="STORE", room=room, **two))
    assert CustodyEvent.objects.create(**following(exhibit, kind="STORE", room=vault, **two)).pk


# The end


def test_an_exhibit_goes_only_by_an_order_that_was_carried_out(exhibit, officer, supervisor, colleague):
    gone = {"kind": "DESTROY", "to_user": None, "witness": colleague.user}
    refused("approved and witnessed", **following(exhibit, **gone))
    given = {"exhibit": exhibit, "method": "DESTROY", "authority": "x", "ordered_by": officer.user,
             "ordered_at": NOW, "status_at": NOW}  # fmt: skip
    with pytest.raises(IntegrityError, match="begins with an order"), transaction.atomic():
        Disposal.objects.create(**given, status="DONE", approved_by=supervisor.user, witness=colleague.user)
    order = Disposal.objects.create(**given)
    jump = "UPDATE evidence_disposal SET status = 'DONE', approved_by_id = %s, witness_id = %s WHERE id = %s"
    refused("ordered, approved", jump, supervisor.user.pk, colleague.user.pk, order.pk)
    refused("ordered, approved", "UPDATE evidence_disposal SET method = 'RETURN' WHERE id = %s", order.pk)


def test_the_witness_of_the_end_is_the_one_who_was_named(exhibit, officer, supervisor, colleague):
    order = actions.order_disposal(
        exhibit=exhibit, method="RETURN", authority="Release", recipient="The owner", by=supervisor.user,
        key=uuid4(), at=NOW,
    )  # fmt: skip
    director = make_user(office=officer.user.office, roles=["DIRECTOR"])
    answer(order, "approve", director, approver=director)
    refused(
        "approved and witnessed", **following(exhibit, kind="RETURN", to_user=None, witness=colleague.user)
    )
    answer(order, "carry_out", officer.user, witness=colleague.user)
    assert exhibit.events.last().kind == "RETURN"
