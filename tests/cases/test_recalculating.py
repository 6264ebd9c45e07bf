"""A calendar changes while somebody gives more time: both get on, on real connections."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.utils import timezone

from secoffice.calendars import actions as calendars
from secoffice.deadlines import recalculation
from secoffice.deadlines.models import Deadline, Recalculation
from secoffice.reminders import moving
from tests.factories import make_case

pytestmark = pytest.mark.django_db(transaction=True)


def side_by_side(*jobs):
    gate, failed = Barrier(len(jobs)), []

    def run(job):
        gate.wait(5)
        try:
            job()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed, failed


def test_more_time_is_given_while_a_closed_day_moves_the_same_dates(officer, supervisor, post):
    cases = [make_case(by=officer.user, officer=officer.user) for _ in range(8)]
    open_rows = Deadline.objects.visible_to(supervisor.user).open()
    dates = list(
        open_rows.filter(target_id__in=[case.pk for case in cases]).select_related("office", "owner")
    )
    due = max(row.due_on for row in dates)
    for day in (due, due + timedelta(days=1)):
        calendars.add_closed_day(calendar=post.calendar, on=day, name="Founding Day", by=None)
    chosen = [(row, row.version) for row in reversed(dates)]

    def extend():
        moving.extend_each(chosen=chosen, days=3, reason="The witness travels", by=supervisor.user)

    now = timezone.now()
    side_by_side(extend, lambda: recalculation.run(now))
    recalculation.run(now + recalculation.LEASE)
    recalculation.run(now + 2 * recalculation.LEASE)
    assert set(Recalculation.objects.values_list("state", flat=True)) == {"done"}
    closed = set(Deadline.objects.open().filter(target_type="cases.case").values_list("due_on", flat=True))
    assert (
        due not in closed and len(dates) == Deadline.objects.open().filter(target_type="cases.case").count()
    )
