"""After a long outage much is passed up at once: a person gets one list of it, not one mail an item."""

import pytest

from secoffice.deadlines import rules
from secoffice.reminders import composing
from secoffice.reminders.models import Mail
from tests.factories import make_user
from tests.reminders.owing import URGENT, admit, owe, run

pytestmark = pytest.mark.django_db
LATE = "2026-05-04T12:00"  # the working day after all of them were due
ONCE = rules.register(rules.Rule("test.release", "release", 30, at_once=True, never_twice=True))
SPILL = rules.register(rules.Rule("test.leak", "containment", 30, at_once=True, duty_officer=True))


def passed_up(officer, supervisor, count, rule=URGENT):
    return [owe(officer.user, rule=rule, admitted=[officer.user, supervisor.user]) for _ in range(count)]


def mails_of(person):
    mails = Mail.objects.filter(recipient=person).order_by("pk")
    return [(mail.kind, mail.state, mail.notices.count()) for mail in mails]


def test_many_items_passed_up_at_once_go_as_one_list_at_once(officer, supervisor, mailoutbox):
    owed = passed_up(officer, supervisor, composing.BY_THEMSELVES + 1)
    run(LATE)
    assert mails_of(supervisor.user) == [("list", "sent", 4)]
    (mail,) = [mail for mail in mailoutbox if mail.to == [supervisor.user.email]]
    assert "they were passed up to you" in mail.body
    assert all(each.target_reference in mail.body for each in owed)


def test_a_few_go_by_themselves(officer, supervisor):
    passed_up(officer, supervisor, composing.BY_THEMSELVES)
    run(LATE)
    assert mails_of(supervisor.user) == [("single", "sent", 1)] * 3


def test_what_is_ones_own_is_no_flood(officer):
    for _ in range(5):
        owe(officer.user, rule=URGENT)
    run("2026-05-01T12:00")
    assert mails_of(officer.user) == [("single", "sent", 1)] * 5


def test_each_person_has_a_list_of_their_own_beside_the_mails_of_others(officer, supervisor):
    duty = make_user(office=supervisor.user.office, roles=["DUTY_OFF"])
    for each in passed_up(officer, supervisor, 6, rule=SPILL):
        admit(each.matter, duty)
    passed_up(officer, supervisor, 1)
    run(LATE)
    assert mails_of(supervisor.user) == [("list", "sent", 7)]
    assert mails_of(duty) == [("list", "sent", 6)]
    assert {kind for kind, *_ in mails_of(officer.user)} == {"single"}


def test_one_list_holds_what_did_not_fit_into_a_batch(officer, supervisor, monkeypatch):
    monkeypatch.setattr(composing, "BATCH", 9)
    passed_up(officer, supervisor, 25)
    run(LATE)
    assert mails_of(supervisor.user) == [("list", "sent", 25)]


def test_what_must_not_come_twice_stays_by_itself(officer, supervisor):
    passed_up(officer, supervisor, 5, rule=ONCE)
    run(LATE)
    assert mails_of(supervisor.user) == [("single", "sent", 1)] * 5


def test_a_second_flood_is_a_second_list(officer, supervisor):
    for minute in range(2):
        passed_up(officer, supervisor, 4)
        run(f"2026-05-04T12:0{minute}")
    assert mails_of(supervisor.user) == [("list", "sent", 4)] * 2
