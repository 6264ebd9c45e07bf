"""Dates people set, requests to stop a clock, settings of rules, and who may."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from secoffice import ports
from secoffice.access.models import Admission, Recusal
from secoffice.deadlines import actions, keepers, rules, steps
from secoffice.deadlines.models import Basis, Deadline, RuleSetting, Toll
from tests.deadlines.conftest import TRIGGER
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)


@pytest.fixture
def owner(office):
    return make_user(office=office)


@pytest.fixture
def chief(office):
    return make_user(office=office, roles=["DIRECTOR"])


@pytest.fixture
def deadline(record, office, owner):
    """Everybody of the office may know of its record."""
    Admission.objects.create(
        target_type="tests.record", target_id=record.pk, principal=f"office:{office.pk}", reason="works here"
    )
    given = {"target": record, "office": office, "trigger_at": TRIGGER, "owner": owner, "by": owner}
    return actions.start(rule="t.review", at=TRIGGER, **given)


@pytest.fixture
def asked(deadline, owner):
    given = {"from_on": date(2026, 4, 13), "until_on": date(2026, 4, 17), "reason": "court closed"}
    return actions.ask_toll(deadline=deadline, by=owner, at=NOW, **given)


def set_date(record, office, by, on=date(2026, 5, 24)):
    return actions.set_date(target=record, office=office, on=on, why="the witness is back", by=by, at=NOW)


def test_a_date_somebody_sets_is_told_on_that_day_and_daily_after_and_climbs_to_nobody(record, office, owner):
    row = set_date(record, office, owner)
    assert (row.due_on, row.basis, row.owner, row.why) == (
        date(2026, 5, 24),
        Basis.DAY,
        owner,
        "the witness is back",
    )
    assert [row.half_on, row.warn_on, row.escalate_1_on, row.escalate_2_on] == [None] * 4
    assert row.next_step_at == steps.morning(row.due_on, office.tz)
    assert row.explanation == "Set by hand to Sun 24 May 2026."


def test_the_same_day_set_twice_is_one_date_and_a_colleague_has_their_own(record, office, owner, chief):
    first = set_date(record, office, owner)
    assert set_date(record, office, owner) == first
    assert set_date(record, office, chief) != first


def test_a_day_that_is_over_is_refused_beside_its_field(record, office, owner):
    with pytest.raises(ValidationError) as refused:
        set_date(record, office, owner, on=date(2026, 4, 10))
    assert "on" in refused.value.message_dict


def test_somebody_without_an_office_is_told_why_no_day_can_be_counted(record, owner):
    with pytest.raises(ValidationError, match="You belong to none yet"):
        set_date(record, None, owner)
    assert not Deadline.objects.filter(rule="desk.bring_forward").exists()


def test_an_approved_request_makes_the_later_date(asked, deadline, chief):
    actions.answer_toll(toll=asked, approved=True, answer="agreed", by=chief, at=NOW)
    new = Deadline.objects.open().get()
    assert (new.follows, new.tolled_days, new.due_on) == (deadline, 5, date(2026, 5, 6))
    assert (asked.state, asked.made, asked.decided_by) == ("approved", new, chief)


@pytest.mark.parametrize("asker", ["owner", "colleague"])
def test_an_owner_who_did_not_ask_for_it_is_told_that_the_date_moved(
    monkeypatch, deadline, office, owner, chief, asker
):
    moved = []
    monkeypatch.setitem(ports._listening, "dates.moved", [lambda **told: moved.append(told)])
    by = {"owner": owner}.get(asker) or make_user(office=office)
    given = {"from_on": date(2026, 4, 13), "until_on": date(2026, 4, 17), "reason": "court closed"}
    toll = actions.ask_toll(deadline=deadline, by=by, at=NOW, **given)
    actions.answer_toll(toll=toll, approved=True, answer="agreed", by=chief, at=NOW)
    told = [] if by == owner else [{"moved": [(deadline, toll.made)], "by": chief, "at": NOW}]
    assert moved == told


def test_a_refused_request_keeps_its_reason_and_moves_nothing(asked, deadline, chief):
    actions.answer_toll(toll=asked, approved=False, answer="the court sits", by=chief)
    assert Toll.objects.get().answer == "the court sits"
    assert Deadline.objects.open().get() == deadline


def test_nobody_answers_their_own_request_nor_without_the_right(asked, owner, office):
    for person in (owner, make_user(office=office), make_user(roles=["DIRECTOR"])):
        with pytest.raises(ports.Refused):
            actions.answer_toll(toll=asked, approved=True, answer="yes", by=person)
    assert Deadline.objects.get().tolled_days == 0


def test_somebody_recused_since_they_opened_the_page_neither_asks_nor_answers(asked, deadline, record, chief):
    Recusal.objects.create(target_type="tests.record", target_id=record.pk, user=chief, reason="kin")
    with pytest.raises(ports.Refused, match="no such date"):
        actions.answer_toll(toll=asked, approved=True, answer="yes", by=chief)
    days = {"from_on": date(2026, 4, 20), "until_on": date(2026, 4, 21)}
    with pytest.raises(ports.Refused, match="no such date"):
        actions.ask_toll(deadline=deadline, by=chief, reason="court closed", **days)
    assert Toll.objects.get().state == "asked"


def test_a_request_waits_once_and_can_be_withdrawn_by_whoever_asked(asked, deadline, owner, chief):
    same = {"from_on": asked.from_on, "until_on": asked.until_on, "reason": asked.reason}
    assert actions.ask_toll(deadline=deadline, by=owner, **same) == asked
    with pytest.raises(ValidationError, match="waits"):
        actions.ask_toll(deadline=deadline, by=chief, **same)
    with pytest.raises(ports.Refused):
        actions.withdraw_toll(toll=asked, by=chief)
    actions.withdraw_toll(toll=asked, by=owner)
    with pytest.raises(actions.DeadlineChanged):
        actions.answer_toll(toll=asked, approved=True, answer="late", by=chief)


def test_the_chain_above_may_move_a_date_and_its_owner_may_not(deadline, owner, chief):
    assert keepers.why_not("extend", deadline, chief) == ""
    assert "your own" in keepers.why_not("extend", deadline, owner)
    assert keepers.why_not("extend", deadline, make_user(roles=["DIRECTOR"]))
    actions.meet(deadline=deadline, by=owner)
    assert keepers.why_not("extend", deadline, chief) == keepers.OVER


def test_what_an_administrator_sets_counts_from_then_on(sysadmin, record, office, owner):
    values = {"days": 10, "ahead": ((4, "cd"), (30, "cd")), "nag_days": 0, "escalate_bd": (2, 3)}
    actions.change_rule(code="t.review", values=values, reason="policy", by=sysadmin.user, version=0)
    given = {"target": record, "office": office, "trigger_at": TRIGGER, "owner": owner, "by": owner}
    row = actions.start(rule="t.review", **given)
    assert (row.due_on, row.ahead_on, row.nag_days) == (date(2026, 4, 13), ["2026-04-09"], 0)
    assert (row.escalate_1_on, row.escalate_2_on) == (date(2026, 4, 15), date(2026, 4, 16))
    assert rules.get("t.review").days == 30
    actions.reset_rule(code="t.review", reason="back", by=sysadmin.user, version=1)
    assert rules.in_force("t.review") == rules.get("t.review")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("days", 0),
        ("days", -3),
        ("days", 10**9),
        ("unit", "week"),
        ("nag_days", -1),
        ("warn_bd", True),
        ("ahead", ((3, "h"),)),
        ("escalate_bd", (5, 1)),
        ("half", "yes"),
        ("duty", "words"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_name(sysadmin, name, value):
    with pytest.raises(ValidationError) as refused:
        actions.change_rule(code="t.review", values={name: value}, reason="x", by=sysadmin.user, version=0)
    assert name in refused.value.message_dict
    assert not RuleSetting.objects.exists()


def test_whoever_changes_a_rule_second_is_told_so_and_nobody_else_may(sysadmin, owner):
    change = {"code": "t.review", "values": {"days": 9}, "reason": "x"}
    actions.change_rule(**change, by=sysadmin.user, version=0)
    for stale in (0, 7):
        with pytest.raises(actions.RuleChanged):
            actions.change_rule(**change, by=sysadmin.user, version=stale)
    with pytest.raises(ports.Refused):
        actions.change_rule(**change, by=owner, version=1)


def test_a_setting_that_no_longer_makes_sense_is_left_out():
    RuleSetting.objects.create(code="t.review", values={"unit": "fortnight", "days": 3}, reason="old")
    assert rules.in_force("t.review") == rules.get("t.review")
