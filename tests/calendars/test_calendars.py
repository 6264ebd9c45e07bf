"""Calendars as rows, and the verbs that change them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from secoffice.audit.models import AuditEntry
from secoffice.calendars import actions
from secoffice.calendars.models import Calendar

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)


@pytest.fixture
def calendar():
    return actions.open_calendar(code="UTP", name="Utopia City", country="US", weekend=[4, 5], by=None)


def test_a_calendar_counts_with_its_own_weekend_and_its_countrys_holidays(calendar):
    days = calendar.working_days()
    assert days.is_working(date(2026, 3, 8))
    assert days.why(date(2026, 11, 26)) == "Thanksgiving Day"
    assert days.why(date(2026, 3, 6)) == "Friday"


def test_a_calendar_without_a_country_knows_only_its_weekend():
    calendar = actions.open_calendar(code="PLAIN", name="Plain", by=None)
    assert calendar.working_days().is_working(date(2026, 12, 25))


def test_a_closed_day_counts_at_once_and_is_gone_when_removed(calendar):
    assert calendar.working_days().is_working(MONDAY)
    actions.add_closed_day(calendar=calendar, on=MONDAY, name="Founders' Day", by=None)
    assert calendar.working_days().why(MONDAY) == "Founders' Day"
    assert Calendar.objects.get(code="UTP").working_days().why(MONDAY) == "Founders' Day"
    actions.remove_closed_day(calendar=calendar, on=MONDAY, by=None)
    assert Calendar.objects.get(code="UTP").working_days().is_working(MONDAY)


def test_a_moved_weekend_counts_at_once(calendar):
    assert calendar.working_days().is_working(date(2026, 3, 8))
    actions.change_weekend(calendar=calendar, weekend=[6], reason="decree", by=None)
    assert not calendar.working_days().is_working(date(2026, 3, 8))


def test_counting_again_asks_nothing_of_the_database(calendar, django_assert_num_queries):
    calendar.working_days()
    with django_assert_num_queries(0):
        calendar.working_days().add(MONDAY, 250)


def test_a_code_without_a_row_is_a_country(calendar):
    assert Calendar.objects.working_days("UTP").weekend == {4, 5}
    assert Calendar.objects.working_days("GB-SCT").weekend == {5, 6}
    with pytest.raises(ValueError, match="No holidays are known"):
        Calendar.objects.working_days("QQ")


def test_every_verb_leaves_an_entry_in_the_trail(calendar):
    actions.add_closed_day(calendar=calendar, on=MONDAY, name="Founders' Day", by=None)
    actions.change_weekend(calendar=calendar, weekend=[6], reason="decree", by=None)
    actions.remove_closed_day(calendar=calendar, on=MONDAY, by=None)
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True)) == [
        "calendar opened",
        "closed day added",
        "weekend changed",
        "closed day removed",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "utp"},
        {"code": "UTP\n"},
        {"country": "ZZ"},
        {"subdivision": "NOPE"},
        {"weekend": range(7)},
        {"weekend": [9]},
        {"name": ""},
    ],
)
def test_a_calendar_nobody_could_count_in_is_refused(wrong):
    right = {"code": "NEW", "name": "New", "country": "US", "subdivision": "", "weekend": [5, 6]}
    with pytest.raises(ValidationError):
        actions.open_calendar(**right | wrong, by=None)
    assert not Calendar.objects.filter(name="New").exists()


def test_a_day_is_closed_once_and_only_a_closed_day_is_opened(calendar):
    actions.add_closed_day(calendar=calendar, on=MONDAY, name="Founders' Day", by=None)
    with pytest.raises(ValidationError):
        actions.add_closed_day(calendar=calendar, on=MONDAY, name="Again", by=None)
    with pytest.raises(ValidationError, match="no closed day"):
        actions.remove_closed_day(calendar=calendar, on=date(2026, 3, 10), by=None)


def test_no_day_of_rest_is_an_answer_that_the_form_takes(sysadmin):
    page = sysadmin.get("/calendars/new/").content.decode()
    assert "Tick none where every day is worked" in page
    assert "(optional)" not in page.partition("Days of rest")[2].partition("</legend>")[0]
    assert sysadmin.post("/calendars/new/", {"code": "ALL", "name": "Every day"}).status_code == 302
    assert Calendar.objects.get(code="ALL").weekend == []
