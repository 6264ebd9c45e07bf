"""Verbs on deadlines, and what the database itself refuses."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from secoffice.access.models import Admission
from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions, rules
from secoffice.deadlines.models import Deadline, State
from tests.deadlines.conftest import TRIGGER
from tests.factories import make_absence, make_user

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 4, 20, 12, tzinfo=UTC)


@pytest.fixture
def owner(office):
    return make_user(office=office)


@pytest.fixture
def start(record, office, owner):
    def start(rule="t.review", **more):
        given = {"target": record, "office": office, "trigger_at": TRIGGER, "owner": owner, "by": owner}
        return actions.start(rule=rule, **given | {"at": TRIGGER} | more)

    return start


@pytest.fixture
def heard(monkeypatch):
    """Record ids the watchers were told of."""
    heard = []
    monkeypatch.setattr(rules, "_watchers", rules.defaultdict(list))
    rules.watch("tests.record")(heard.append)
    return heard


def actions_taken():
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


def test_a_deadline_carries_its_dates_its_record_and_its_explanation(start, owner):
    deadline = Deadline.objects.get(pk=start().pk)
    assert (deadline.due_on, deadline.half_on, deadline.warn_on) == (
        date(2026, 5, 1),
        date(2026, 4, 16),
        date(2026, 4, 28),
    )
    assert (deadline.escalate_1_on, deadline.escalate_2_on) == (date(2026, 5, 4), date(2026, 5, 8))
    assert deadline.due_at == datetime(2026, 5, 2, 3, 59, 59, tzinfo=UTC)
    assert deadline.next_step_at == datetime(2026, 4, 16, 12, tzinfo=UTC)
    assert (deadline.reference, deadline.target_url) == ("UTP-26-00017", "/records/17/")
    assert deadline.explanation == "30 calendar days from Wed 1 Apr 2026 is Fri 1 May 2026."
    assert (deadline.calendar_code, deadline.owner, deadline.version) == ("UTPUS", owner, 1)


def test_starting_a_running_clock_again_gives_the_same_deadline(start):
    first = start()
    assert start() == first
    assert start(days=60) != first
    assert start(trigger_at=LATER) != first
    assert actions_taken().count("deadline started") == 3


def test_a_routine_deadline_has_no_escalation_to_the_director(start):
    deadline = start("t.answer")
    assert deadline.escalate_1_on == date(2026, 4, 9)
    assert deadline.escalate_2_on is None


def test_a_back_planned_deadline_is_measured_from_the_day_it_was_set(start):
    event = datetime(2026, 10, 5, 4, tzinfo=UTC)
    deadline = start("t.gate", trigger_at=event, at=TRIGGER)
    assert deadline.due_on == date(2026, 9, 8)
    assert deadline.half_on == date(2026, 6, 20)
    assert deadline.next_step_at.date() == date(2026, 6, 20)


def test_an_unknown_rule_is_refused(start):
    with pytest.raises(rules.UnknownRule, match="no deadline rule"):
        start("t.nothing")


def test_a_met_deadline_is_closed_and_tells_no_more(start, owner, record):
    start()
    met = actions.meet(target=record, rule="t.review", by=owner, at=LATER)
    met.refresh_from_db()
    assert (met.state, met.closed_at, met.closed_by, met.next_step_at) == (State.MET, LATER, owner, None)
    assert not met.met_late()
    assert actions.meet(target=record, rule="t.review", by=owner) is None
    assert actions_taken() == ["deadline started", "deadline met"]


def test_of_several_of_one_rule_the_one_due_first_is_met(start, owner, record):
    late, soon = start(days=60), start(days=30)
    assert actions.meet(target=record, rule="t.review", by=owner) == soon
    assert Deadline.objects.open().get() == late


def test_a_clock_may_start_again_once_the_first_was_met(start, owner):
    first = start()
    actions.meet(deadline=first, by=owner)
    assert start() != first


def test_superseding_a_record_closes_what_is_named_and_nothing_of_another(start, owner, record, other_record):
    review, answer, elsewhere = start(), start("t.answer"), start(target=other_record)
    actions.supersede(target=record, rule=["t.review", "t.gate"], reason="opened in full", by=owner)
    assert set(Deadline.objects.open()) == {answer, elsewhere}
    review.refresh_from_db()
    assert (review.state, review.reason) == (State.SUPERSEDED, "opened in full")
    actions.supersede(target=record, by=owner)
    assert Deadline.objects.open().get() == elsewhere


def test_cancelling_needs_a_reason(start, owner):
    deadline = start()
    with pytest.raises(ValidationError, match="reason"):
        actions.cancel(deadline=deadline, reason="  ", by=owner)
    actions.cancel(deadline=deadline, reason="entered twice", by=owner)
    assert Deadline.objects.get().state == State.CANCELLED


def test_whoever_comes_second_is_told_so(start, owner):
    mine, theirs = start(), Deadline.objects.get()
    actions.meet(deadline=mine, by=owner)
    with pytest.raises(actions.DeadlineChanged, match="meanwhile"):
        actions.cancel(deadline=theirs, reason="too late", by=owner)
    assert Deadline.objects.get().state == State.MET


def test_an_extension_is_a_new_row_and_overwrites_nothing(start, owner):
    old = start()
    new = actions.extend(deadline=old, days=30, reason="witness abroad", by=owner, at=LATER)
    old.refresh_from_db()
    assert (old.state, old.due_on) == (State.EXTENDED, date(2026, 5, 1))
    assert (new.follows, new.due_on, new.owner, new.rule) == (old, date(2026, 6, 1), owner, "t.review")
    assert new.explanation == (
        "Extended: 30 calendar days from Fri 1 May 2026 is Sun 31 May 2026 (weekend), "
        "moved forward to Mon 1 Jun 2026."
    )
    assert new.half_on == date(2026, 5, 11)  # between the day of the extension and the new date
    assert old.followed_by == new
    assert actions_taken() == ["deadline started", "deadline extended"]


def test_an_extended_clock_is_not_started_twice(start, owner):
    new = actions.extend(deadline=start(), days=30, reason="witness abroad", by=owner, at=LATER)
    assert start() == new


def test_an_extension_to_a_date_is_rolled_and_says_so(start, owner):
    new = actions.extend(deadline=start(), until=date(2026, 5, 24), reason="leave", by=owner, at=LATER)
    assert new.due_on == date(2026, 5, 26)
    assert new.explanation == "Extended to Sun 24 May 2026, moved forward to Tue 26 May 2026."


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"days": 5, "reason": ""}, "reason"),
        ({"reason": "x"}, "either"),
        ({"days": 5, "until": date(2026, 6, 1), "reason": "x"}, "either"),
        ({"days": 0, "reason": "x"}, "later"),
        ({"days": -9, "reason": "x"}, "later"),
        ({"until": date(2026, 4, 30), "reason": "x"}, "later"),
    ],
)
def test_an_extension_that_extends_nothing_is_refused(start, owner, wrong, sentence):
    deadline = start()
    with pytest.raises(ValidationError, match=sentence):
        actions.extend(deadline=deadline, by=owner, **wrong)
    assert Deadline.objects.get().state == State.OPEN


def test_hours_are_extended_from_the_hour(start, owner):
    new = actions.extend(deadline=start("t.warning"), days=6, reason="line down", by=owner, at=TRIGGER)
    assert new.due_at == TRIGGER + timedelta(hours=30)
    assert new.at_once


def test_tolled_time_is_added_to_both_values_with_reason_and_approver(start, owner, record):
    approver = make_user()
    with pytest.raises(ValidationError, match="approver"):
        actions.toll(deadline=start(), days=3, reason="court closed", approved_by=None, by=owner)
    new = actions.toll(
        deadline=start(), days=1, reason="court closed", approved_by=approver, by=owner, at=LATER
    )
    assert (new.due_on, new.tolled_days) == (date(2026, 5, 4), 1)
    assert new.raw_at.astimezone(ZoneInfo("America/New_York")).date() == date(2026, 5, 2)
    assert "; 1 tolled day makes it Sat 2 May 2026 (weekend), moved forward to Mon 4 May 2026." in (
        new.explanation
    )
    again = actions.toll(deadline=new, days=2, reason="still", approved_by=approver, by=owner, at=LATER)
    assert (again.due_on, again.tolled_days) == (date(2026, 5, 4), 3)  # three days later than 1 May, in all


def test_open_deadlines_change_hands_together_and_only_those_of_the_former_owner(start, owner, record):
    mine, boss = start(), make_user()
    theirs = start("t.answer", owner=boss)
    new = make_user()
    assert actions.reassign(target=record, owner=new, of=owner, by=boss) == [mine]
    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert (mine.owner, mine.version, theirs.owner) == (new, 2, boss)
    assert mine.next_step_at is not None


def test_watchers_hear_once_at_the_end_of_a_long_load(start, owner, record, heard):
    with rules.held():
        deadline = start()
        actions.meet(deadline=deadline, by=owner)
        assert heard == []
    assert heard == [record.pk]


def test_watchers_hear_of_every_change(start, owner, record, heard):
    deadline = start()
    start()  # runs already: nothing changed
    deadline = actions.extend(deadline=deadline, days=9, reason="x", by=owner, at=LATER)
    actions.reassign(deadline=deadline, owner=None, by=owner)
    actions.meet(deadline=deadline, by=owner)
    assert heard == [17, 17, 17, 17]


def test_whoever_may_know_of_the_record_may_know_of_its_deadlines(start, owner):
    deadline, stranger = start(), make_user()
    assert not Deadline.objects.visible_to(owner).exists()
    Admission.objects.create(
        target_type="tests.record", target_id=17, principal=f"user:{owner.pk}", reason="x"
    )
    assert Deadline.objects.visible_to(owner).get() == deadline
    assert not Deadline.objects.visible_to(stranger).exists()


def test_a_deputy_sees_what_the_absent_colleague_owns(start, owner):
    deadline, deputy = start(), make_user()
    make_absence(user=owner, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 9), deputy=deputy)
    assert Deadline.objects.owned_by(deputy, on=date(2026, 4, 9)).get() == deadline
    assert not Deadline.objects.owned_by(deputy, on=date(2026, 4, 10)).exists()
    assert Deadline.objects.owned_by(owner).get() == deadline


def test_the_ledger_finds_what_is_reached_and_moves_it_on(start, django_assert_num_queries):
    deadline = start()
    assert not Deadline.objects.reached(TRIGGER).exists()
    with django_assert_num_queries(1):
        found = Deadline.objects.reached(LATER).get()
        assert found.step_reached(LATER) == ("half", date(2026, 4, 16))
        assert found.after_noting(LATER) == datetime(2026, 4, 28, 12, tzinfo=UTC)
    assert deadline == found


def test_overdue_begins_after_the_last_second_of_the_due_day(start):
    deadline = start()
    assert not deadline.is_overdue(deadline.due_at)
    assert deadline.is_overdue(deadline.due_at + timedelta(seconds=1))
    assert not Deadline.objects.overdue(deadline.due_at).exists()
    assert deadline.days_left(date(2026, 5, 3)) == -2


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "met"},
        {"state": "lost"},
        {"closed_at": TRIGGER},
        {"state": "met", "closed_at": TRIGGER},  # a closed row with a step to come
        {"version": 0},
    ],
)
def test_the_database_refuses_a_deadline_that_contradicts_itself(start, wrong):
    start()
    with pytest.raises(IntegrityError), transaction.atomic():
        Deadline.objects.update(**wrong)


def test_the_database_refuses_a_second_running_clock(start):
    deadline = start()
    deadline.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        deadline.save(force_insert=True)


def test_two_rules_under_one_code_are_a_mistake():
    rules.register(rules.get("t.review"))
    with pytest.raises(ValueError, match="twice"):
        rules.register(rules.Rule("t.review", "other words", 9))
    with pytest.raises(ValueError, match="unknown"):
        rules.Rule("t.wrong", "words", 9, "week")
