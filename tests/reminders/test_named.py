"""Somebody is named for what nobody reached could read: they are let in, and told what it was about."""

from itertools import count

import pytest

from secoffice.access.models import Admission
from secoffice.accounts.models import User
from secoffice.audit.models import AuditEntry
from secoffice.ports import Refused
from secoffice.reminders import actions, told
from secoffice.reminders.models import Notice
from tests.factories import make_case, make_user
from tests.reminders.owing import at, run

pytestmark = pytest.mark.django_db
minute = count(1)


@pytest.fixture
def case(officer):
    """Nobody is left who may read it."""
    case = make_case(by=officer.user)
    Admission.objects.all().delete()
    return case


def give(case, person, kind="assignment", duty="assigned to you", office_id=None):
    told.owe(
        kind=kind, source_type="cases.case", source_id=case.pk, recipient_id=person.pk, at_once=True,
        duty=duty, reference=case.reference, url=case.get_absolute_url(), office_id=office_id,
        at=at("2026-04-16T09:00"),
    )  # fmt: skip


def go_on():
    run(f"2026-04-16T10:{next(minute):02}")


def opaque_of(person):
    return Notice.objects.get(recipient=person, opaque=True)


def lose(case, officer, **more):
    """Work given to the officer, who is gone by the time the mail would leave."""
    give(case, officer.user, **more)
    User.objects.filter(pk=officer.user.pk).update(is_active=False)
    go_on()


def name(person, by):
    actions.name_reader(
        notice=opaque_of(by), person=person, reason="knows it", by=by, at=at("2026-04-16T11:00")
    )


def told_to(person):
    notices = Notice.objects.filter(recipient=person, opaque=False).order_by("pk")
    return [(notice.duty, notice.state) for notice in notices]


AGAIN = "of a colleague who cannot be reached: assigned to you"


def test_whoever_is_named_is_let_in_and_told(officer, director, colleague, case, mailoutbox):
    lose(case, officer, office_id=case.office_id)
    assert (opaque_of(director.user).reference, mailoutbox) == ("", [])
    name(colleague.user, by=director.user)
    run("2026-04-16T11:01")
    assert told_to(colleague.user) == [(AGAIN, "mailed")]
    assert [mail.to for mail in mailoutbox] == [[colleague.user.email]]
    assert case.reference in mailoutbox[0].body
    assert colleague.get(case.get_absolute_url()).status_code == 200
    assert opaque_of(director.user).acknowledged_at
    assert AuditEntry.objects.filter(action="admitted", reason="named to read it: knows it").exists()


def test_naming_somebody_twice_tells_them_once(officer, director, colleague, case):
    lose(case, officer, office_id=case.office_id)
    for _ in range(2):
        name(colleague.user, by=director.user)
    assert told_to(colleague.user) == [(AGAIN, "planned")]


def test_without_an_office_that_of_whoever_is_gone_counts(officer, director, colleague, case):
    lose(case, officer)
    assert opaque_of(director.user).office == officer.user.office
    name(colleague.user, by=director.user)
    assert told_to(colleague.user) == [(AGAIN, "planned")]


def test_where_nobody_has_an_office_the_administrator_names_somebody_of_theirs(sysadmin, case):
    near = make_user(office=sysadmin.user.office)
    give(case, homeless := make_user(office=None))
    User.objects.filter(pk=homeless.pk).update(is_active=False)
    go_on()
    assert list(actions.may_read(opaque_of(sysadmin.user))) == [near]
    name(near, by=sysadmin.user)
    assert told_to(near) == [(AGAIN, "planned")]


@pytest.mark.parametrize("gone", [{"is_active": False}, {"bounced_at": at("2026-04-01T00:00")}])
def test_nobody_is_named_who_cannot_be_reached(officer, director, colleague, case, gone):
    lose(case, officer, office_id=case.office_id)
    User.objects.filter(pk=colleague.user.pk).update(**gone)
    with pytest.raises(Refused):
        name(colleague.user, by=director.user)
    assert not Admission.objects.exists() and told_to(colleague.user) == []


def test_where_the_one_named_leaves_too_it_comes_back_to_be_named_again(officer, director, colleague, case):
    lose(case, officer, office_id=case.office_id)
    name(colleague.user, by=director.user)
    User.objects.filter(pk=colleague.user.pk).update(is_active=False)
    run("2026-04-16T11:01")
    assert told_to(colleague.user) == [(AGAIN, "cancelled")]
    waiting = Notice.objects.filter(recipient=director.user, opaque=True, acknowledged_at=None)
    assert waiting.count() == 1


def test_whoever_was_away_and_is_back_is_told_when_they_are_named(officer, director, case):
    lose(case, officer, office_id=case.office_id)
    User.objects.filter(pk=officer.user.pk).update(is_active=True)
    name(officer.user, by=director.user)
    assert told_to(officer.user) == [("assigned to you", "cancelled"), (AGAIN, "planned")]


def test_all_that_was_lost_about_one_record_is_told(officer, director, colleague, case):
    give(case, officer.user, kind="review", duty="review asked", office_id=case.office_id)
    lose(case, officer, office_id=case.office_id)
    name(colleague.user, by=director.user)
    assert {duty.rpartition(": ")[2] for duty, _ in told_to(colleague.user)} == {
        "assigned to you",
        "review asked",
    }
