"""What the drill found when it set clocks, held fast without it."""

from datetime import UTC, datetime, timedelta

import time_machine

from secoffice import celery
from secoffice.reminders.sending import Clock

NOON = datetime(2026, 3, 30, 12, tzinfo=UTC)


def test_a_sender_sees_the_clock_set_forward():
    """Its lease is over for the others, so it must look whether its mails are still its own."""
    with time_machine.travel(NOON, tick=False) as clock:
        working = Clock(NOON)
        clock.shift(timedelta(hours=1))
        assert working.now >= NOON + timedelta(hours=1)
        clock.shift(timedelta(hours=-2))
        assert NOON <= working.now < NOON + timedelta(minutes=1)


def test_the_scheduler_goes_on_when_the_clock_is_set_back(monkeypatch):
    asked = []
    with time_machine.travel(NOON, tick=False) as clock:
        scheduler = celery.Scheduler(app=celery.app, lazy=True)
        monkeypatch.setattr(scheduler, "apply_async", lambda entry, **_: asked.append(entry.task))
        monkeypatch.setattr(type(scheduler), "get_schedule", lambda self: self.data)
        scheduler.data = {
            "reminders": scheduler.Entry(
                "reminders", "run", NOON, schedule=timedelta(minutes=1), app=celery.app
            )
        }
        monkeypatch.setattr(type(scheduler), "schedule", property(lambda self: self.data))
        scheduler.tick()
        assert asked == []
        clock.shift(timedelta(hours=-1))
        scheduler.tick()
        assert asked == ["run"]
        scheduler.tick()
        assert asked == ["run"]
