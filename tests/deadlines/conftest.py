"""A record to hang deadlines on, without a department."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from secoffice.deadlines import rules
from secoffice.deadlines.rules import Rule
from tests.factories import make_calendar, make_office

TRIGGER = datetime(2026, 4, 1, 9, 10, tzinfo=UTC)


class Record:
    """Whatever has a reference and an address can have deadlines."""

    _meta = SimpleNamespace(label_lower="tests.record")

    def __init__(self, pk):
        self.pk, self.reference = pk, f"UTP-26-{pk:05}"

    def get_absolute_url(self):
        return f"/records/{self.pk}/"


@pytest.fixture
def record():
    return Record(17)


@pytest.fixture
def other_record():
    return Record(18)


@pytest.fixture
def office(db):
    calendar = make_calendar(code="UTPUS", country="US")
    return make_office(code="UTPX", time_zone="America/New_York", calendar=calendar)


@pytest.fixture(autouse=True)
def test_rules(monkeypatch):
    """Rules of these tests only."""
    monkeypatch.setattr(rules, "_rules", dict(rules._rules))
    rules.register(Rule("t.review", "supervisory review", 30))
    rules.register(Rule("t.answer", "reply to another office", 5, "bd", severity="routine"))
    rules.register(Rule("t.warning", "warning", 24, "h", "NONE", severity="grave", at_once=True))
    rules.register(Rule("t.gate", "plan approved", -30))
