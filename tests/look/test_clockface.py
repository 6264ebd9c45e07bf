"""The clock of a deadline says the same by colour, sign and words."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from secoffice import clockface

NOON = datetime(2026, 6, 22, 12, tzinfo=UTC)


def deadline(days, total=30, **more):
    due_at = NOON + timedelta(days=days)
    return SimpleNamespace(due_at=due_at, trigger_at=due_at - timedelta(days=total), state="open", **more)


@pytest.mark.parametrize(
    ("days", "tone", "text", "words"),
    [
        (20, "ok", "20", "20 days left of 30"),
        (1, "warn", "1", "1 day left of 30"),
        (0.1, "warn", "0", "Due today"),
        (-0.1, "bad", "!", "Late since today"),
        (-1, "bad", "−1", "1 day late"),
        (-4000, "bad", "−…", "4000 days late"),
    ],
)
def test_a_running_date_is_said_in_three_ways(days, tone, text, words):
    face = clockface.of_deadline(deadline(days), at=NOON)
    assert (face.tone, face.text, face.words) == (tone, text, words)


def test_the_arc_grows_with_the_time_used_and_is_never_invisible():
    assert clockface.of_days(30, 30).used == 2
    assert clockface.of_days(15, 30).used == 50
    assert clockface.of_days(0, 30).used == 100


def test_the_warning_date_of_the_deadline_decides_when_it_is_near():
    assert clockface.of_deadline(deadline(6, warn_on=date(2026, 6, 22)), at=NOON).tone == "warn"
    assert clockface.of_deadline(deadline(2, warn_on=date(2026, 6, 23)), at=NOON).tone == "ok"


def test_days_are_counted_to_the_date_at_the_responsible_office():
    """Due at the end of the 23rd in Pago Pago, which is the 24th in UTC."""
    row = deadline(1.9, due_on=date(2026, 6, 23))
    assert clockface.of_deadline(row, at=NOON).text == "1"


@pytest.mark.parametrize(("state", "tone"), [("met", "done"), ("extended", "none"), ("cancelled", "none")])
def test_a_clock_that_no_longer_runs_is_not_late(state, tone):
    row = deadline(-3)
    row.state = state
    assert clockface.of_deadline(row, at=NOON).tone == tone


def test_nothing_due_is_a_dash():
    assert clockface.of_deadline(SimpleNamespace(due_at=None), at=NOON) == clockface.NO_DATE
