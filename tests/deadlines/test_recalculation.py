"""A change of calendar, office or rule moves the open dates that rest on it, each once, overwriting nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import OperationalError

from secoffice import ports
from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions, recalculation, rules, steps
from secoffice.deadlines.models import Deadline, Recalculation, State
from tests.deadlines.conftest import TRIGGER
from tests.factories import make_calendar, make_office, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 10, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAYS = ("half_on", "ahead_on", "warn_on", "escalate_1_on", "escalate_2_on", "due_on", "due_at", "raw_at")


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
def moved(monkeypatch):
    """What was told as "dates.moved": (old day, new day, words)."""
    told = []

    def hears(*, moved, words, **_):
        told.extend((old.due_on, new.due_on, words) for old, new in moved)

    monkeypatch.setitem(ports._listening, "dates.moved", [hears])
    return told


def close(office, *days):
    """The office closes on these days, and whoever keeps dates hears of it."""
    for day in days:
        office.calendar.closed_days.create(on=day, name="Founding Day")
    office.calendar.save()
    words = "Closed day added: Founding Day"
    ports.tell("dates.changed", cause="calendar", key=str(office.calendar.pk), words=words, by=None, at=NOW)


def work(at=NOW, passes=2):
    for n in range(passes):
        recalculation.run(at + n * (MINUTE + timedelta(seconds=1)))


def test_a_closed_day_moves_the_date_in_a_new_row_that_follows(start, office, moved):
    old = start()
    close(office, date(2026, 5, 1))
    work()
    old.refresh_from_db()
    new = Deadline.objects.open().get()
    assert (old.state, old.due_on) == (State.SUPERSEDED, date(2026, 5, 1))
    assert old.reason == "Closed day added: Founding Day"
    assert (new.follows, new.due_on) == (old, date(2026, 5, 4))
    assert "(Founding Day), moved forward to Mon 4 May 2026" in new.explanation
    assert moved == [(date(2026, 5, 1), date(2026, 5, 4), "Closed day added: Founding Day")]
    change = Recalculation.objects.get()
    assert (new.recalculation, change.moved, change.state, change.passes) == (change, 1, "done", 2)
    assert AuditEntry.objects.filter(action="deadline moved").count() == 1


def test_it_comes_out_as_if_it_were_worked_out_today(start, office, other_record):
    start("t.answer")
    close(office, date(2026, 4, 6), date(2026, 4, 7))
    work()
    afresh = start("t.answer", target=other_record)
    moved = Deadline.objects.open().get(target_id=17)
    assert [getattr(moved, name) for name in DAYS] == [getattr(afresh, name) for name in DAYS]


def test_what_does_not_move_stays_as_it_is(start, office, moved):
    before = start()
    elsewhere = start(office=make_office(calendar=make_calendar(country="US")))
    close(office, date(2026, 12, 2))
    work()
    assert set(Deadline.objects.open()) == {before, elsewhere} and not moved
    before.refresh_from_db()
    assert before.version == 1


def test_only_the_days_of_alerts_are_written_into_the_row(start, office, moved):
    row = start()
    close(office, date(2026, 4, 28))
    work()
    again = Deadline.objects.get()
    assert (again.pk, again.due_on, again.warn_on, again.version) == (
        row.pk,
        row.due_on,
        date(2026, 4, 27),
        1,
    )
    assert not moved


def test_a_warning_that_was_told_is_not_told_again(start, office):
    row = start()
    at = datetime(2026, 4, 28, 13, tzinfo=UTC)
    Deadline.objects.update(next_step_at=row.after_noting(at))
    close(office, date(2026, 5, 1))
    work(at)
    new = Deadline.objects.open().get()
    assert new.warn_on == date(2026, 4, 28)
    assert new.next_step_at == steps.morning(date(2026, 5, 4), office.tz)


def test_an_escalation_told_before_is_not_told_again(start, office):
    row = start()
    at = datetime(2026, 5, 6, 13, tzinfo=UTC)
    Deadline.objects.update(next_step_at=row.after_noting(at))
    close(office, date(2026, 5, 1))
    work(at)
    new = Deadline.objects.open().get()
    assert new.due_on == date(2026, 5, 4)
    assert new.next_step_at == steps.morning(date(2026, 5, 7), office.tz)


def test_an_office_that_changes_zone_and_calendar_takes_its_dates_along(start, office):
    row = start()
    office.calendar, office.time_zone = make_calendar(code="MADE"), "Asia/Kathmandu"
    office.save()
    ports.tell("dates.changed", cause="office", key=str(office.pk), words="Moved", by=None, at=NOW)
    work()
    new = Deadline.objects.open().get()
    assert (new.follows, new.calendar_code, new.due_on) == (row, "MADE", date(2026, 5, 1))
    assert new.due_at == datetime(2026, 5, 1, 18, 14, 59, tzinfo=UTC)


def test_an_extension_and_tolled_days_are_worked_out_from_what_they_rest_on(start, office, owner):
    longer = actions.extend(deadline=start(), days=30, reason="witness abroad", by=owner, at=NOW)
    actions.toll(deadline=longer, days=2, reason="court closed", approved_by=make_user(), by=owner, at=NOW)
    assert Deadline.objects.open().get().due_on == date(2026, 6, 3)
    close(office, date(2026, 6, 1), date(2026, 6, 2))
    work()
    again = Deadline.objects.open().get()
    assert (again.due_on, again.tolled_days) == (date(2026, 6, 5), 2)
    assert again.explanation.startswith("Extended: 30 calendar days from Fri 1 May 2026")


def test_a_rule_of_more_days_moves_its_dates_but_not_days_that_were_given(start, sysadmin, moved):
    mine, given = start(), start(days=45)
    actions.change_rule(
        code="t.review", values={"days": 40}, reason="New policy", by=sysadmin.user, version=0, at=NOW
    )
    work()
    assert {row.days: row.due_on for row in Deadline.objects.open()} == {
        40: date(2026, 5, 11),
        45: given.due_on,
    }
    assert len(moved) == 1
    assert start() == Deadline.objects.open().get(follows=mine)


def test_other_settings_of_a_rule_are_written_into_the_rows(start, sysadmin, moved):
    row = start()
    values = {"severity": "grave", "nag_days": 7, "ahead": ((10, "cd"),), "at_once": True}
    actions.change_rule(code="t.review", values=values, reason="x", by=sysadmin.user, version=0, at=NOW)
    work()
    row.refresh_from_db()
    assert (row.severity, row.nag_days, row.at_once, row.duty_officer) == ("grave", 7, True, True)
    assert row.ahead_on == ["2026-04-21"] and not moved


def test_the_second_pass_finds_what_was_written_meanwhile(start, office):
    close(office, date(2026, 5, 1))
    recalculation.run(NOW)
    row = start()
    Deadline.objects.update(due_on=date(2026, 5, 1), due_at=datetime(2026, 5, 2, 3, 59, 59, tzinfo=UTC))
    recalculation.run(NOW + MINUTE / 2)
    assert Deadline.objects.get() == row
    recalculation.run(NOW + MINUTE)
    assert Deadline.objects.open().get().due_on == date(2026, 5, 4)


def test_batches_go_on_where_a_dead_worker_left_them(start, office, monkeypatch, moved):
    monkeypatch.setattr(recalculation, "BATCH", 2)
    for n in range(5):
        start(trigger_at=TRIGGER + timedelta(minutes=n))
    close(office, date(2026, 5, 1))
    change = recalculation._claim(NOW, set())
    assert recalculation._batch(change, NOW)
    assert recalculation.run(NOW + MINUTE) == 0  # its lease still holds
    recalculation.run(NOW + recalculation.LEASE)
    assert len(moved) == 5
    assert not Deadline.objects.open().filter(due_on=date(2026, 5, 1)).exists()


def test_a_row_that_cannot_be_worked_out_is_passed_over(start, office, monkeypatch, moved):
    broken, sound = start(), start(days=31)
    Deadline.objects.filter(pk=broken.pk).update(rule="gone")
    close(office, date(2026, 5, 1))
    work()
    broken.refresh_from_db()
    assert broken.is_open and broken.due_on == date(2026, 5, 1)
    assert Recalculation.objects.get().state == "done"
    assert sound.due_on == date(2026, 5, 4)


def test_their_records_are_held_before_any_date_is_touched(start, office, monkeypatch):
    row, order = start(), []
    monkeypatch.setattr(recalculation.keepers, "hold", lambda rows: order.extend(each.pk for each in rows))
    honest = recalculation._move
    monkeypatch.setattr(recalculation, "_move", lambda *given: order.append("moved") or honest(*given))
    close(office, date(2026, 5, 1))
    work(passes=1)
    assert order == [row.pk, "moved"]


def test_where_telling_of_one_fails_the_others_move_and_are_told(start, office, monkeypatch, caplog):
    rows, told = [start(trigger_at=TRIGGER + n * MINUTE) for n in range(7)], []

    def hears(*, moved, **_):
        if any(old.pk == rows[4].pk for old, _ in moved):
            raise LookupError("nobody there")
        told.extend(old.pk for old, _ in moved)

    monkeypatch.setitem(ports._listening, "dates.moved", [hears])
    close(office, date(2026, 5, 1))
    work(passes=1)
    still = Deadline.objects.open().get(due_on=date(2026, 5, 1))
    assert still.pk == rows[4].pk and f"Deadline {still.pk} cannot be worked out" in caplog.text
    assert sorted(told) == [row.pk for row in rows if row.pk != still.pk]
    assert AuditEntry.objects.filter(action="deadline moved").count() == 6


def test_a_database_that_is_too_busy_is_asked_again_by_the_next_sweep(start, office, monkeypatch, moved):
    row, busy = start(), [OperationalError("database is locked")]
    honest = recalculation._move

    def move(*given):
        if busy:
            raise busy.pop()
        return honest(*given)

    monkeypatch.setattr(recalculation, "_move", move)
    close(office, date(2026, 5, 1))
    work(passes=1)
    assert Deadline.objects.open().get() == row and not moved
    work(NOW + recalculation.LEASE)
    assert len(moved) == 1 and Recalculation.objects.get().state == "done"


def test_watchers_of_a_record_hear_once(start, office, monkeypatch):
    start()
    start(trigger_at=TRIGGER + MINUTE)
    heard = []
    monkeypatch.setattr(rules, "_watchers", rules.defaultdict(list))
    rules.watch("tests.record")(heard.append)
    close(office, date(2026, 5, 1))
    work()
    assert heard == [17]
