"""The eight invariants of custody (domain A.8), one after the other."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from cases.evidence import actions
from cases.evidence.models import CustodyEvent, Exhibit
from secoffice.access.models import Admission, Recusal
from secoffice.audit.models import AuditEntry
from secoffice.deadlines.models import Deadline
from secoffice.reminders.models import Notice
from secoffice.workflow import StepRefused
from tests.evidence.conftest import NOW, SEIZED, answer, digital, give, money, offer, take_in
from tests.factories import make_case

A_DAY = timedelta(days=1)


def kinds(exhibit):
    return list(exhibit.events.values_list("kind", flat=True))


def doubts(exhibit):
    return list(exhibit.discrepancies.filter(status="OPEN").values_list("about", flat=True))


def test_what_is_seized_is_registered_with_its_first_custodian(case, officer):
    exhibit = take_in(case, officer.user)
    assert exhibit.reference == f"{case.reference}/E001" and exhibit.custodian == officer.user
    event = exhibit.events.get()
    assert (event.kind, event.from_user, event.to_user, event.seal_after) == (
        "COLLECT",
        None,
        officer.user,
        "S-104",
    )
    assert case.events.filter(verb="evidence", says="E001: collected").exists()
    assert AuditEntry.objects.filter(action="custody collect", target_reference=exhibit.reference).exists()


def test_the_same_form_sent_twice_registers_once(case, officer):
    key = uuid4()
    assert take_in(case, officer.user, key=key) == take_in(case, officer.user, key=key)
    assert Exhibit._base_manager.count() == 1


def test_numbers_follow_one_another(case, officer):
    assert [take_in(case, officer.user).tail for _ in range(3)] == ["E001", "E002", "E003"]


# 1, 2: one custodian; a hand-over waits for the receiver


def test_an_exhibit_is_not_hung_on_the_seizure_of_another_case(case, officer):
    foreign = take_in(make_case(by=officer.user, officer=officer.user, status="FULL"), officer.user)
    with pytest.raises(StepRefused, match="another case"):
        take_in(case, officer.user, seizure=foreign.seizure)
    assert not Exhibit.objects.visible_to(officer.user).filter(case=case).exists()


def test_until_the_receiver_accepts_the_giver_stays_responsible(case, officer, custodian):
    exhibit = take_in(case, officer.user)
    made = offer(exhibit, custodian.user, officer.user)
    exhibit.refresh_from_db()
    assert exhibit.custodian == officer.user and kinds(exhibit) == ["COLLECT"]
    answer(made, "accept", custodian.user, seal_seen="S-104")
    exhibit.refresh_from_db()
    assert exhibit.custodian == custodian.user and kinds(exhibit) == ["COLLECT", "TRANSFER"]
    event = exhibit.events.last()
    assert (event.from_user, event.to_user) == (officer.user, custodian.user)


def test_the_giver_cannot_accept_nor_anybody_else(case, officer, custodian, supervisor):
    made = offer(take_in(case, officer.user), custodian.user, officer.user)
    for user in (officer.user, supervisor.user):
        with pytest.raises(StepRefused, match="only they can answer"):
            answer(made, "accept", user, seal_seen="S-104")


def test_a_second_hand_over_and_any_handling_wait_for_the_first(case, officer, custodian, supervisor):
    exhibit = take_in(case, officer.user)
    made = offer(exhibit, custodian.user, officer.user)
    for deed in (lambda: offer(exhibit, supervisor.user, officer.user),
                 lambda: actions.examine(exhibit=exhibit, purpose="Look", by=officer.user)):  # fmt: skip
        with pytest.raises(StepRefused, match="being handed over"):
            deed()
    answer(made, "withdraw", officer.user, reason="The wrong colleague")
    assert offer(exhibit, supervisor.user, officer.user).status == "PENDING"


def test_the_receiver_may_refuse_with_a_reason_and_knows_of_it_no_more(case, officer, custodian):
    exhibit = take_in(case, officer.user)
    made = offer(exhibit, custodian.user, officer.user)
    assert exhibit.is_visible_to(custodian.user) and not case.is_visible_to(custodian.user)
    with pytest.raises(StepRefused, match="in a sentence"):
        answer(made, "refuse", custodian.user)
    answer(made, "refuse", custodian.user, reason="The seal is torn")
    exhibit.refresh_from_db()
    assert exhibit.custodian == officer.user and not exhibit.is_visible_to(custodian.user)


def test_both_sides_are_told_and_the_answer_has_a_clock(case, officer, custodian):
    made = offer(take_in(case, officer.user), custodian.user, officer.user)
    clock = Deadline.objects.open().for_target(made.exhibit).get(rule="evidence.accept")
    assert clock.owner == custodian.user and clock.due_on == (NOW + A_DAY).date()
    assert Notice.objects.filter(recipient=custodian.user, kind="evidence").exists()
    answer(made, "accept", custodian.user, seal_seen="S-104")
    assert not Deadline.objects.open().for_target(made.exhibit).exists()
    assert Notice.objects.filter(recipient=officer.user, duty="hand-over accepted").exists()


def test_who_gave_it_away_no_longer_knows_of_it_by_that(case, officer, custodian, colleague):
    exhibit = take_in(case, officer.user)
    give(exhibit, officer.user, custodian.user)
    give(exhibit, custodian.user, colleague.user)
    held = Admission.objects.filter(target_type="evidence.exhibit", reason="keeps it")
    assert list(held.values_list("principal", flat=True)) == [f"user:{colleague.user.pk}"]


def test_nobody_who_is_recused_receives_it(case, officer, colleague):
    from cases.actions import team

    team.declare_conflict(case=case, user=colleague.user, by=colleague.user, reason="Cousin")
    with pytest.raises(StepRefused, match="cannot be let in"):
        offer(take_in(case, officer.user), colleague.user, officer.user)


def test_for_a_custodian_who_is_kept_out_somebody_up_the_chain_hands_it_over(
    case, officer, colleague, custodian, supervisor
):
    from cases.actions import team

    exhibit = take_in(case, officer.user)
    give(exhibit, officer.user, colleague.user)
    with pytest.raises(StepRefused, match="only its custodian"):
        offer(exhibit, custodian.user, supervisor.user)
    team.declare_conflict(case=case, user=colleague.user, by=colleague.user, reason="Cousin")
    with pytest.raises(StepRefused):
        offer(exhibit, custodian.user, officer.user)
    made = offer(exhibit, custodian.user, supervisor.user)
    assert made.releaser == colleague.user  # answers for it until it is accepted
    answer(made, "accept", custodian.user, seal_seen="S-104")
    last = exhibit.events.last()
    assert (last.from_user, last.to_user) == (colleague.user, custodian.user)


def test_who_is_recused_from_the_case_sees_neither_exhibit_nor_its_dates(
    case, officer, custodian, supervisor
):
    from cases.actions import team

    exhibit = take_in(case, officer.user)
    made = offer(exhibit, custodian.user, officer.user)
    mine = Deadline.objects.visible_to(custodian.user).filter(target_type="evidence.exhibit")
    assert mine.count() == 1 and exhibit.is_visible_to(custodian.user)
    team.declare_conflict(case=case, user=custodian.user, by=supervisor.user, reason="Cousin")
    assert not mine.exists() and not exhibit.is_visible_to(custodian.user)
    assert Deadline.objects.open().for_target(exhibit).get().owner == officer.user
    with pytest.raises(StepRefused):
        answer(made, "accept", custodian.user, seal_seen="S-104")
    later = take_in(case, officer.user)
    assert Recusal.objects.filter(
        target_type="evidence.exhibit", target_id=later.pk, user=custodian.user
    ).exists()


def test_what_is_shipped_is_the_senders_until_it_arrives_and_late_arrival_is_explained(
    case, officer, custodian
):
    exhibit = take_in(case, officer.user)
    made = offer(exhibit, custodian.user, officer.user, kind="SHIP", carrier="Pouch", window_days=5)
    exhibit.refresh_from_db()
    assert exhibit.custodian == officer.user and kinds(exhibit) == ["COLLECT", "SHIP"]
    assert Deadline.objects.open().for_target(exhibit).get(rule="evidence.shipping").owner == officer.user
    late = {"seal_seen": "S-104", "at": NOW + 6 * A_DAY}
    with pytest.raises(StepRefused, match="longer than its window"):
        answer(made, "accept", custodian.user, **late)
    answer(made, "accept", custodian.user, reason="Held at customs", **late)
    assert kinds(exhibit) == ["COLLECT", "SHIP", "RECEIVE", "DISCREPANCY"] and doubts(exhibit) == ["WINDOW"]


def test_shipping_names_a_carrier(case, officer, custodian):
    with pytest.raises(StepRefused, match="carrier"):
        offer(take_in(case, officer.user), custodian.user, officer.user, kind="SHIP")


# 3: events are immutable


@pytest.mark.parametrize(
    "falsify",
    [
        "UPDATE evidence_custodyevent SET purpose = 'x'",
        "DELETE FROM evidence_custodyevent",
        "UPDATE evidence_custodyevent SET to_user_id = NULL",
    ],
)
def test_the_database_changes_and_deletes_no_event(case, officer, falsify):
    take_in(case, officer.user)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(falsify)


def facts(exhibit, **more):
    last = exhibit.events.last()
    given = {"seq": last.seq + 1, "kind": "EXAMINE", "from_user": last.to_user, "to_user": last.to_user,
             "happened_at": last.happened_at, "entered_at": last.entered_at, "by": last.by}  # fmt: skip
    return given | more


def test_the_database_takes_no_event_that_leaves_a_gap(case, officer, colleague):
    exhibit = take_in(case, officer.user)
    me, other = officer.user, colleague.user
    early = NOW - A_DAY
    for wrong in (
        {"from_user": other, "to_user": other},
        {"from_user": None, "to_user": me},
        {"kind": "COLLECT", "from_user": None, "to_user": other},
        {"happened_at": early},
        {"seq": 5},
        {"to_user": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CustodyEvent.objects.create(exhibit=exhibit, **facts(exhibit, **wrong))
    assert CustodyEvent.objects.create(exhibit=exhibit, **facts(exhibit)).pk


def test_a_mistake_is_corrected_by_an_event_that_points_at_it(case, officer):
    exhibit = take_in(case, officer.user)
    first = exhibit.events.get()
    made = actions.correct(event=first, says="It was counter 4", by=officer.user, at=NOW)
    assert made.corrects == first and exhibit.events.get(pk=first.pk).place == "Counter 3"
    with pytest.raises(StepRefused, match="not its correction"):
        actions.correct(event=made, says="No", by=officer.user)


# Ordered by when it happened


def test_a_late_entry_stands_where_it_happened_and_is_flagged(case, officer, custodian):
    exhibit = take_in(case, officer.user)
    give(exhibit, officer.user, custodian.user, at=NOW + 3 * A_DAY)
    actions.bring_to_court(
        exhibit=exhibit,
        purpose="Hearing",
        place="Court",
        by=custodian.user,
        happened_at=NOW + A_DAY,
        at=NOW + 4 * A_DAY,
    )
    assert kinds(exhibit) == ["COLLECT", "COURT", "TRANSFER"]
    event = exhibit.events.get(kind="COURT")
    assert event.late and event.from_user == officer.user  # who had it that day
    assert not exhibit.events.get(kind="COLLECT").late


def test_what_moves_it_is_entered_in_order(case, officer, room):
    exhibit = take_in(case, officer.user)
    actions.examine(exhibit=exhibit, purpose="Look", by=officer.user, at=NOW + A_DAY)
    with pytest.raises(StepRefused, match="happened after that"):
        actions.store(
            exhibit=exhibit, room=room, by=officer.user, happened_at=NOW + A_DAY / 2, at=NOW + 2 * A_DAY
        )


@pytest.mark.parametrize("days", [-1, 2])
def test_nothing_happens_before_it_was_collected_or_in_the_future(case, officer, days):
    exhibit = take_in(case, officer.user)
    with pytest.raises(StepRefused):
        actions.examine(exhibit=exhibit, purpose="x", by=officer.user, happened_at=NOW + days * A_DAY, at=NOW)


# 4: seals


def test_a_seal_changes_by_resealing(case, officer):
    exhibit = take_in(case, officer.user)
    given = {
        "purpose": "Torn bag",
        "seal_before": "S-104",
        "seal_after": "S-105",
        "by": officer.user,
        "at": NOW,
    }
    actions.reseal(exhibit=exhibit, **given)
    exhibit.refresh_from_db()
    assert exhibit.seal == "S-105" and doubts(exhibit) == []


def test_another_seal_than_the_registers_is_a_discrepancy_and_all_are_told(
    case, officer, custodian, auditor, supervisor
):
    exhibit = take_in(case, officer.user)
    made = offer(exhibit, custodian.user, officer.user)
    answer(made, "accept", custodian.user, seal_seen="S-999")
    assert doubts(exhibit) == ["SEAL"] and kinds(exhibit)[-1] == "DISCREPANCY"
    told = set(Notice.objects.filter(duty="discrepancy to clear up").values_list("recipient", flat=True))
    assert supervisor.user.pk in told and officer.user.pk in told


def test_a_discrepancy_is_closed_by_an_auditor_or_up_the_chain_never_by_the_custodian(
    case, officer, custodian, supervisor
):
    exhibit = take_in(case, officer.user)
    made = offer(exhibit, custodian.user, officer.user)
    answer(made, "accept", custodian.user, seal_seen="")
    found = exhibit.discrepancies.get()
    for user in (custodian.user, officer.user):
        with pytest.raises(StepRefused):
            answer(found, "close", user, reason="Typing error")
    answer(found, "close", supervisor.user, reason="Seen on the photograph")
    found.refresh_from_db()
    assert (found.status, found.closed_by, found.finding) == (
        "CLOSED",
        supervisor.user,
        "Seen on the photograph",
    )


# 6: copies are examined


def test_the_original_of_bytes_is_not_examined(case, officer):
    exhibit = digital(case, officer.user)
    with pytest.raises(StepRefused, match="working copy"):
        actions.examine(exhibit=exhibit, purpose="Look", by=officer.user)
    copy = actions.make_copy(exhibit=exhibit, purpose="Examination", by=officer.user, key=uuid4())
    assert copy.parent == exhibit and copy.acquisition.agrees
    assert actions.examine(exhibit=copy, purpose="Look", by=officer.user).kind == "EXAMINE"


# 7: two persons


def test_money_needs_a_second_person_two_counts_and_a_vault(case, officer, custodian, colleague, room, vault):
    with pytest.raises(StepRefused, match="two counts"):
        money(case, officer.user, None)
    with pytest.raises(StepRefused, match="somebody else"):
        money(case, officer.user, officer.user)
    exhibit = money(case, officer.user, colleague.user)
    with pytest.raises(StepRefused, match="vault"):
        actions.store(exhibit=exhibit, room=room, by=officer.user, at=NOW)
    with pytest.raises(StepRefused, match="two counts"):
        actions.store(exhibit=exhibit, room=vault, by=officer.user, at=NOW)
    made = offer(exhibit, custodian.user, officer.user)
    with pytest.raises(StepRefused, match="two counts"):
        answer(made, "accept", custodian.user, seal_seen="S-104")
    answer(
        made, "accept", custodian.user, seal_seen="S-104", witness=colleague.user, counted=Decimal(40),
        counted_again=Decimal(39),
    )  # fmt: skip
    assert doubts(exhibit) == ["COUNT"]


# 8: to the evidence room within a business day


def test_the_room_is_reached_in_a_business_day_or_a_reason_is_written(case, officer, room):
    exhibit = take_in(case, officer.user)
    clock = Deadline.objects.open().for_target(case).get(rule="evidence.room")
    assert clock.due_on == (NOW + A_DAY).date() and clock.owner == officer.user
    late = {"exhibit": exhibit, "room": room, "by": officer.user, "at": NOW + 5 * A_DAY}
    with pytest.raises(StepRefused, match="Say why"):
        actions.store(**late)
    event = actions.store(why_late="The post was closed", bin="B 12", **late)
    assert event.purpose == "The post was closed"
    assert not Deadline.objects.open().for_target(case).filter(rule="evidence.room").exists()


def test_one_clock_runs_for_all_of_one_seizure_and_ends_with_the_last(case, officer, room):
    first = take_in(case, officer.user)
    second = take_in(case, officer.user, seizure=first.seizure)
    for exhibit, left in ((first, 1), (second, 0)):
        actions.store(exhibit=exhibit, room=room, by=officer.user, at=NOW)
        assert Deadline.objects.open().for_target(case).filter(rule="evidence.room").count() == left


def test_who_keeps_the_room_knows_of_what_lies_in_it_and_not_of_the_case(
    case, officer, custodian, auditor, room, post
):
    from tests.factories import make_user

    second = make_user(office=post, roles=["EVID_CUST"])
    exhibit = take_in(case, officer.user)
    assert not exhibit.is_visible_to(second)
    give(exhibit, officer.user, custodian.user)
    actions.store(exhibit=exhibit, room=room, by=custodian.user, at=NOW)
    assert exhibit.is_visible_to(second) and exhibit.is_visible_to(auditor.user)
    assert not case.is_visible_to(second)


def test_a_stricter_marking_keeps_out_who_may_see_the_case(case, officer, unit):
    from tests.factories import make_user

    local = make_user(unit=unit, roles=["CASE_SUP"], employment="LOCAL")
    type(unit).objects.filter(pk=unit.pk).update(supervisor=local)
    exhibit = take_in(case, officer.user, marking="CUI//INV//NOFORN")
    assert case.is_visible_to(local) and not exhibit.is_visible_to(local)


def test_a_marking_keeps_out_neither_who_registers_nor_who_receives(case, officer, post):
    from tests.factories import make_user

    local = make_user(name="Lena Local", office=post, employment="LOCAL")
    exhibit = take_in(case, officer.user, marking="CUI//INV//NOFORN")
    with pytest.raises(StepRefused, match="does not admit Lena Local"):
        offer(exhibit, local, officer.user)
    type(local).objects.filter(pk=officer.user.pk).update(employment="LOCAL")
    officer.user.refresh_from_db()
    with pytest.raises(StepRefused, match="keep you out yourself"):
        take_in(case, officer.user, marking="CUI//INV//NOFORN")


def test_only_those_who_work_the_case_register(case, custodian):
    with pytest.raises(StepRefused):
        take_in(case, custodian.user)
    with pytest.raises(StepRefused, match="future"):
        take_in(case, case.officer, seizure=SEIZED | {"seized_at": NOW + A_DAY})
