"""`open_calendar`: the first step of an office that starts empty."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from secoffice.accounts.models import User
from secoffice.audit.models import AuditEntry
from secoffice.calendars.models import Calendar
from tests.conftest import Persona

pytestmark = pytest.mark.django_db


def test_a_calendar_is_opened_with_its_weekend_and_holidays():
    call_command("open_calendar", "QMR", "Qamar", country="sa", weekend="fri,sat")
    days = Calendar.objects.get(code="QMR").working_days()
    assert not days.is_working(date(2026, 11, 20)) and days.is_working(date(2026, 11, 22))
    assert AuditEntry.objects.filter(action="calendar opened").count() == 1


@pytest.mark.parametrize("wrong", [{"weekend": "caturday"}, {"country": "ZZ"}])
def test_a_mistake_is_said_and_nothing_is_opened(wrong):
    with pytest.raises(CommandError) as said:
        call_command("open_calendar", "BAD", "Bad", **wrong)
    assert said.value.returncode == 2
    assert not Calendar.objects.exists()


def test_the_first_administrator_opens_the_first_office_with_it():
    call_command("open_calendar", "HQ", "Headquarters", country="US")
    first = Persona(User.objects.create_superuser("first@example.org", "a quiet river at noon", name="First"))
    sent = {"code": "HQS", "name": "Headquarters", "kind": "HQ", "time_zone": "America/New_York"}
    answer = first.post("/accounts/offices/new/", sent | {"calendar": Calendar.objects.get().pk})
    assert answer.status_code == 302, answer.content.decode()
    assert first.get("/accounts/staff/new/").status_code == 200
