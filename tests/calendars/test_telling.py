"""Every change of a calendar, and of the calendar or zone of an office, is told to whoever keeps dates."""

from datetime import date

import pytest

from secoffice import ports
from secoffice.accounts import actions as accounts
from secoffice.calendars import actions
from tests.factories import make_calendar, make_office, make_unit

pytestmark = pytest.mark.django_db
FOUNDING = date(2026, 12, 2)


@pytest.fixture
def told(monkeypatch):
    """What was told as "dates.changed", in order."""
    facts = []
    monkeypatch.setitem(ports._listening, "dates.changed", [lambda **told: facts.append(told)])
    return facts


@pytest.fixture
def calendar():
    return make_calendar(code="UTP", name="Utopia City")


def test_a_closed_day_is_told_with_its_calendar_and_its_words(told, calendar):
    actions.add_closed_day(calendar=calendar, on=FOUNDING, name="Founding Day", by=None)
    words = "Closed day added: Wed 2 Dec 2026, Founding Day"
    assert told == [{"cause": "calendar", "key": str(calendar.pk), "words": words, "by": None, "at": None}]


def test_every_verb_tells_once(told, calendar):
    actions.open_calendar(code="NEW", name="New", by=None)
    actions.add_closed_day(calendar=calendar, on=FOUNDING, name="Founding Day", by=None)
    actions.change_weekend(calendar=calendar, weekend=[4, 5], reason="decree", by=None)
    actions.remove_closed_day(calendar=calendar, on=FOUNDING, by=None)
    assert [each["words"].split(":")[0] for each in told] == [
        "Calendar opened",
        "Closed day added",
        "Weekend is now Friday and Saturday",
        "Closed day removed",
    ]


def test_an_office_that_moves_to_another_calendar_or_zone_is_told(told, calendar, sysadmin):
    office = make_office(name="Brenn", calendar=make_calendar(name="Old days"), time_zone="UTC")
    office.calendar, office.time_zone = calendar, "Asia/Riyadh"
    accounts.keep(office, by=sysadmin.user)
    assert [(each["cause"], each["key"]) for each in told] == [("office", str(office.pk))]
    assert told[0]["words"] == "Brenn: calendar Old days → Utopia City, time zone UTC → Asia/Riyadh"


def test_an_office_that_only_changes_its_name_moves_no_date(told, sysadmin):
    office = make_office()
    office.name = "Renamed"
    accounts.keep(office, by=sysadmin.user)
    accounts.keep(make_unit(office=office), by=sysadmin.user)
    assert told == []
