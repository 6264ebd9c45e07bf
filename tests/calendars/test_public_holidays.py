"""Public holidays come with the program; when an upgrade brings others, open dates are worked out again."""

from datetime import UTC, date, datetime

import pytest

from secoffice import ports
from secoffice.audit.models import AuditEntry
from secoffice.calendars import actions, models, public
from secoffice.calendars.models import Calendar
from secoffice.calendars.working_days import country_holidays
from secoffice.deadlines import actions as clocks
from secoffice.deadlines import recalculation
from secoffice.deadlines.models import Deadline
from tests.factories import make_calendar, make_case, make_office, make_unit, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FEAST = date(2026, 3, 20)


@pytest.fixture
def told(monkeypatch):
    facts = []
    monkeypatch.setattr(
        ports, "_listening", ports._listening | {"dates.changed": [lambda **f: facts.append(f)]}
    )
    return facts


@pytest.fixture
def calendar():
    return actions.open_calendar(code="UTP", name="Utopia City", country="US", by=None, at=NOW)


@pytest.fixture
def upgrade(monkeypatch):
    """Another version of what is known: these days come, those go."""

    def bring(come=None, gone=()):
        def load(country, subdivision=""):
            def of(year):
                known = country_holidays(country, subdivision)(year)
                kept = {day: name for day, name in known.items() if day not in gone}
                return kept | {day: name for day, name in (come or {}).items() if day.year == year}

            return of

        monkeypatch.setattr(models, "country_holidays", load)

    return bring


def test_a_calendar_nobody_changed_is_left_alone(told, calendar):
    told.clear()
    version = Calendar.objects.get().version
    assert public.look(NOW) == 0
    assert (told, Calendar.objects.get().version) == ([], version)


def test_days_that_came_and_went_are_told_once_and_stand_in_the_trail(told, calendar, upgrade):
    told.clear()
    upgrade(come={FEAST: "Feast"}, gone=[date(2026, 7, 3)])
    assert [public.look(NOW), public.look(NOW)] == [1, 0]
    words = (
        "Public holidays changed: Fri 20 Mar 2026, Feast; Fri 3 Jul 2026, Independence Day observed no longer"
    )
    assert [(each["cause"], each["key"], each["words"]) for each in told] == [
        ("calendar", str(calendar.pk), words)
    ]
    assert AuditEntry.objects.filter(action="public holidays changed").count() == 1
    assert not Calendar.objects.get().working_days().is_working(FEAST)


def test_what_is_over_and_what_was_never_known_is_no_change(told, calendar, upgrade):
    told.clear()
    upgrade(come={date(2032, 3, 19): "Feast"}, gone=[date(2026, 1, 1)])
    assert public.look(datetime(2027, 1, 5, tzinfo=UTC)) == 0
    assert told == [] and "2032-03-19" in Calendar.objects.get().public


def test_another_country_put_right_by_hand_is_no_upgrade(told, calendar):
    given = {
        "name": "Utopia City",
        "country": "PT",
        "subdivision": "",
        "weekend": [5, 6],
        "reason": "typed wrongly",
    }
    actions.correct(calendar=calendar, by=None, at=NOW, **given)
    told.clear()
    assert public.look(NOW) == 0 and told == []


def test_a_calendar_kept_before_this_was_known_begins_with_what_holds_now(told, upgrade):
    make_calendar(country="US")
    assert public.look(NOW) == 0
    upgrade(come={FEAST: "Feast"})
    assert public.look(NOW) == 1


def test_an_open_date_moves_with_a_holiday_that_an_upgrade_brings(calendar, upgrade):
    officer = make_user(unit=make_unit(office=make_office(calendar=calendar)), roles=["AGENT"])
    case = make_case(by=officer, officer=officer)
    given = {"rule": "cases.report", "target": case, "office": case.office, "owner": officer, "by": officer}
    old = clocks.start(trigger_at=datetime(2026, 2, 18, 9, tzinfo=UTC), at=NOW, **given)
    recalculation.run(NOW)
    assert old.due_on == FEAST
    upgrade(come={FEAST: "Feast"})
    public.look(NOW)
    recalculation.run(NOW)
    new = Deadline.objects.get(follows=old)
    assert new.due_on == date(2026, 3, 23)
    assert new.recalculation.words == "Public holidays changed: Fri 20 Mar 2026, Feast"
