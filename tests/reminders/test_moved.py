"""Many dates that moved at once: everybody hears, and telling of many costs no more queries than of few."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secoffice import ports
from secoffice.audit.models import AuditEntry
from secoffice.deadlines import recalculation
from secoffice.deadlines.models import Deadline, Recalculation
from secoffice.reminders.models import Notice, Watch
from tests.factories import make_user
from tests.reminders.owing import KIND, admit, at, owe

pytestmark = pytest.mark.django_db
NOW = at("2026-04-10T12:00")


def close(office):
    """The office closes on the day all of them are due."""
    office.calendar.closed_days.create(on=date(2026, 5, 1), name="Founding Day")
    office.calendar.save()
    change = {"cause": "calendar", "key": str(office.calendar.pk), "words": "Founding Day", "by": None}
    ports.tell("dates.changed", **change, at=NOW)


def owners(unit, count):
    return [make_user(unit=unit, password=None) for _ in range(count)]


def moved_pairs(people, watcher):
    pairs = []
    for person in people:
        old = owe(person)
        admit(old.matter, watcher)
        Watch.objects.create(user=watcher, target_type=KIND, target_id=old.matter.pk)
        pairs.append((old, Deadline.objects.select_related("office").get(pk=old.pk)))
    return pairs


def test_telling_of_two_hundred_costs_as_much_as_of_three(unit, colleague):
    costs = []
    for count in (3, 200):
        pairs = moved_pairs(owners(unit, count), colleague.user)
        with CaptureQueriesContext(connection) as queries:
            ports.tell("dates.moved", moved=pairs, words="Closed", at=NOW)
        costs.append(len(queries))
    assert Notice.objects.filter(step="moved").count() == 2 * 203
    assert costs[1] == costs[0] <= 20


def test_two_hundred_dates_move_and_every_owner_hears_once(unit):
    people = owners(unit, 200)
    for person in people:
        owe(person)
    close(unit.office)
    recalculation.run(NOW)
    recalculation.run(NOW + recalculation.BETWEEN)
    told = Notice.objects.filter(step="moved")
    assert sorted(told.values_list("recipient", flat=True)) == sorted(person.pk for person in people)
    assert set(told.values_list("was_on", "due_on")) == {(date(2026, 5, 1), date(2026, 5, 4))}
    assert Recalculation.objects.get().moved == 200
    assert AuditEntry.objects.filter(action="deadline moved").count() == 200
