"""Two people answer at the same moment, on real connections: a clock is stopped once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from secoffice import ports
from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions
from secoffice.deadlines.models import Deadline, Toll
from secoffice.reminders.models import Notice
from tests.factories import make_case

pytestmark = pytest.mark.django_db(transaction=True)
NO = (actions.DeadlineChanged, ValidationError, ports.Refused)


@pytest.fixture
def date(officer):
    case = make_case(by=officer.user, officer=officer.user)
    date = Deadline.objects.for_target(case).open().order_by("due_at").last()
    Deadline.objects.filter(pk=date.pk).update(owner=officer.user)
    return Deadline.objects.get(pk=date.pk)


def ask(date, by):
    began = date.office.local_date(date.trigger_at)
    days = {"from_on": began + timedelta(1), "until_on": began + timedelta(3)}
    return actions.ask_toll(deadline=date, reason="The bank answers late", by=by, **days)


def answered_together(*answers):
    """What became of (request, person, approved) answered at one moment: "done" or "too late"."""
    gate, given = Barrier(len(answers)), []

    def answer(toll, person, approved):
        toll = Toll.objects.get(pk=toll.pk)  # as it was on the page of each
        gate.wait(5)
        try:
            actions.answer_toll(toll=toll, approved=approved, answer="Seen", by=person)
            given.append("done")
        except NO:
            given.append("too late")
        finally:
            connections.close_all()

    threads = [Thread(target=answer, args=each) for each in answers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(given)


def tolled():
    """Days stood still of every open date that has some."""
    return list(Deadline.objects.open().filter(tolled_days__gt=0).values_list("tolled_days", flat=True))


def entries(*actions_of):
    return AuditEntry.objects.filter(action__in=actions_of).count()


def test_two_who_approve_one_request_move_the_date_once(officer, supervisor, director, date):
    toll = ask(date, officer.user)
    given = answered_together((toll, supervisor.user, True), (toll, director.user, True))
    assert given == ["done", "too late"]
    assert tolled() == [3]
    assert entries("toll approved") == entries("deadline tolled") == 1
    assert Notice.objects.filter(recipient=officer.user, kind="toll").count() == 1


def test_one_who_approves_and_one_who_refuses_do_not_both_prevail(officer, supervisor, director, date):
    toll = ask(date, officer.user)
    given = answered_together((toll, supervisor.user, True), (toll, director.user, False))
    toll.refresh_from_db()
    assert given == ["done", "too late"]
    assert tolled() == ([3] if toll.state == Toll.State.APPROVED else [])
    assert bool(toll.made) == (toll.state == Toll.State.APPROVED)
    assert entries("toll approved", "toll refused") == 1


def test_two_requests_for_the_same_days_are_not_both_approved_at_once(officer, supervisor, director, date):
    first = ask(date, officer.user)
    second = ask(actions.extend(deadline=date, days=9, reason="Travel", by=supervisor.user), officer.user)
    given = answered_together((first, supervisor.user, True), (second, director.user, True))
    assert given == ["done", "too late"]
    assert tolled() == [3]
    assert sorted(Toll.objects.values_list("state", flat=True)) == ["approved", "asked"]
