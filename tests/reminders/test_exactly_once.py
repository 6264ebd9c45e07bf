"""Whenever it runs, however often, and whatever the mail server does: every step owed is sent, and sent
once."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from secoffice.deadlines import rules
from secoffice.reminders.checking import PASSED
from secoffice.reminders.models import Mail, Notice
from secoffice.reminders.tasks import run_reminders
from tests.factories import make_office, make_user
from tests.reminders import flaky
from tests.reminders.owing import owe

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 20, tzinfo=UTC)  # the clocks change in both zones while it runs
RULE = rules.register(rules.Rule("test.any", "supervisory review", 10))
FAULTS = ["ok", "ok", "ok", "451", "lost before", "lost after", "refused"]


def owed_days(deadline):
    """Every day on which the owner is told something, until the end of the experiment."""
    days = {deadline.half_on, deadline.warn_on, deadline.due_on} - {None}
    return sorted(days | {deadline.due_on + timedelta(days=late) for late in range(1, 60)})


def expected(deadline, runs, tz):
    """The oracle: at each run the latest day reached, if it was not noted at an earlier run."""
    told = []
    for at in sorted(runs):
        eights = [(day, datetime.combine(day, time(8), tz)) for day in owed_days(deadline)]
        reached = [day for day, eight in eights if eight <= at and (not told or day > told[-1])]
        told += reached[-1:]
    return told


def experiment(days, hours, faults, zone):
    office = make_office(time_zone=zone)
    deadline = owe(
        make_user(office=office, password=None), rule=RULE, trigger=START.date().isoformat(), days=days
    )
    runs = sorted(START + timedelta(hours=hour) for hour in hours)
    flaky.luck[:], flaky.taken[:] = faults, []
    for at in runs:
        run_reminders(at)
    flaky.luck.clear()
    runs.append(datetime.combine(runs[-1].date() + timedelta(days=2), time(16), UTC))
    run_reminders(runs[-1])
    return deadline, runs, office.tz


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)
@given(
    days=some.integers(1, 25),
    hours=some.lists(some.integers(0, 24 * 40), min_size=1, max_size=12),
    faults=some.lists(some.sampled_from(FAULTS), max_size=10),
    zone=some.sampled_from(["America/New_York", "Europe/Lisbon", "Asia/Riyadh"]),
)
def test_every_step_owed_is_sent_and_sent_once(settings_for_flaky, days, hours, faults, zone):
    with transaction.atomic():
        deadline, runs, tz = experiment(days, hours, list(faults), zone)
        notices = Notice.objects.filter(source_id=deadline.pk)
        # at an escalation nobody above can read, the owner still hears
        assert [n.occurrence_on for n in notices.order_by("pk")] == expected(deadline, runs, tz)
        dropped = notices.filter(mail__state="cancelled")
        assert set(notices.values_list("mail__state", flat=True)) <= {"sent", "cancelled"}
        # only a warning that failed until its date had passed, and then the late reminder was sent
        assert set(dropped.values_list("why", flat=True)) <= {PASSED}
        assert not dropped or notices.filter(step="overdue", mail__state="sent")
        ids = Counter(mail.extra_headers["Message-ID"] for mail in flaky.taken)
        never = set(dropped.values_list("mail__message_id", flat=True))
        assert set(ids) | never == set(Mail.objects.values_list("message_id", flat=True))
        assert sum(ids.values()) - len(ids) <= faults.count("lost after")
        transaction.set_rollback(True)


@pytest.fixture
def settings_for_flaky(settings):
    settings.EMAIL_BACKEND = "tests.reminders.flaky.Backend"
