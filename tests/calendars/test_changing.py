"""The verbs that move weekends, work days and import days: who may, what stands afterwards, what is refused."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from secoffice import ports
from secoffice.audit.models import AuditEntry
from secoffice.calendars import actions
from secoffice.calendars.models import Calendar, DayImport

pytestmark = pytest.mark.django_db
THURSDAY, SUNDAY, MOVED = date(2026, 11, 26), date(2026, 12, 6), date(2026, 12, 1)


@pytest.fixture
def calendar():
    return actions.open_calendar(code="UTP", name="Utopia City", country="US", by=None)


def fresh(calendar):
    return Calendar.objects.get(pk=calendar.pk).working_days()


def test_a_weekend_moves_from_a_date_on_and_back(calendar):
    actions.change_weekend(calendar=calendar, weekend=[4, 5], from_on=MOVED, reason="Decree 12", by=None)
    assert fresh(calendar).why(date(2026, 11, 29)) == "Sunday"
    assert fresh(calendar).is_working(SUNDAY) and fresh(calendar).why(date(2026, 12, 4)) == "Friday"
    actions.withdraw_weekend(calendar=calendar, from_on=MOVED, by=None)
    assert fresh(calendar).why(SUNDAY) == "Sunday"
    with pytest.raises(ValidationError, match="no new weekend"):
        actions.withdraw_weekend(calendar=calendar, from_on=MOVED, by=None)


def test_a_weekend_moved_twice_from_one_day_is_the_last_that_was_said(calendar):
    for weekend in ([4, 5], [6]):
        actions.change_weekend(calendar=calendar, weekend=weekend, from_on=MOVED, reason="", by=None)
    assert fresh(calendar).weekend_on(MOVED) == {6}
    assert calendar.weekends.count() == 1


def test_whoever_looked_at_an_older_calendar_is_told(calendar):
    seen = calendar.version
    actions.add_closed_day(calendar=calendar, on=MOVED, name="Founders", by=None)
    with pytest.raises(actions.Stale):
        actions.change_weekend(
            calendar=calendar, weekend=[6], from_on=MOVED, reason="", by=None, version=seen
        )


def test_a_holiday_is_worked_and_rested_again(calendar):
    actions.add_closed_day(calendar=calendar, on=THURSDAY, name="State visit", works=True, by=None)
    assert fresh(calendar).is_working(THURSDAY)
    actions.remove_closed_day(calendar=calendar, on=THURSDAY, by=None)
    assert fresh(calendar).why(THURSDAY) == "Thanksgiving Day"
    said = AuditEntry.objects.filter(action__startswith="worked day").values_list("action", flat=True)
    assert sorted(said) == ["worked day added", "worked day removed"]


@pytest.mark.parametrize(
    ("on", "works", "why"),
    [
        (date(2026, 12, 2), True, "worked already"),
        (THURSDAY, False, "public holiday already"),
        (date(1850, 1, 1), False, "between 1900"),
    ],
)
def test_a_day_that_would_change_nothing_is_refused(calendar, on, works, why):
    with pytest.raises(ValidationError, match=why):
        actions.add_closed_day(calendar=calendar, on=on, name="Day", works=works, by=None)


def test_a_double_click_adds_one_day(calendar):
    first, second = (
        actions.add_closed_day(calendar=calendar, on=MOVED, name="Founders", by=None) for _ in range(2)
    )
    assert first == second
    assert AuditEntry.objects.filter(action="closed day added").count() == 1


def test_days_are_imported_together_and_go_together(calendar):
    actions.add_closed_day(calendar=calendar, on=MOVED, name="Founders", by=None)
    key, days = uuid4(), [(MOVED, "Again"), (date(2026, 12, 2), "Second"), (date(2026, 12, 3), "Third")]
    batch, again = (actions.import_days(calendar=calendar, days=days, key=key, by=None) for _ in range(2))
    assert batch == again and fresh(calendar).why(date(2026, 12, 3)) == "Third"
    assert fresh(calendar).why(MOVED) == "Founders"
    assert actions.undo_import(calendar=calendar, batch=batch, by=None) == 2
    assert fresh(calendar).is_working(date(2026, 12, 3)) and not fresh(calendar).is_working(MOVED)
    with pytest.raises(ValidationError, match="undone already"):
        actions.undo_import(calendar=calendar, batch=batch, by=None)


def test_an_import_of_what_stands_already_is_none(calendar):
    actions.add_closed_day(calendar=calendar, on=MOVED, name="Founders", by=None)
    with pytest.raises(ValidationError, match="stand in the calendar"):
        actions.import_days(calendar=calendar, days=[(MOVED, "Again")], key=uuid4(), by=None)
    assert not DayImport.objects.exists()


def test_a_calendar_is_kept_by_administrators_and_those_who_answer_for_its_offices(
    post, rso, director, sysadmin, officer, outsider
):
    assert all(post.calendar.kept_by(who.user) for who in (rso, director, sysadmin))
    assert not any(post.calendar.kept_by(who.user) for who in (officer, outsider))
    with pytest.raises(ports.Refused):
        actions.add_closed_day(calendar=post.calendar, on=MOVED, name="Mine", by=outsider.user)
    with pytest.raises(ports.Refused):
        actions.open_calendar(code="OWN", name="Own", by=rso.user)
