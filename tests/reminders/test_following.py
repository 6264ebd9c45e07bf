"""Watching, putting off, bringing forward: nothing is lost by it, and nothing comes out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cases.actions import log
from secoffice.accounts.models import User
from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions
from secoffice.deadlines.models import Deadline
from secoffice.ports import Refused
from secoffice.reminders import following
from secoffice.reminders.models import Mail, Notice, Snooze, Watch
from tests.factories import make_absence, make_case
from tests.reminders.owing import admit, at, owe, recuse, run, told

pytestmark = pytest.mark.django_db


def put_off(deadline, person, until="2026-04-30", when="2026-04-27T12:00", **more):
    day = at(f"{until}T00:00").date()
    return following.snooze(
        deadline=deadline, until_on=day, by=person, at=at(when), **{"why": "on travel"} | more
    )


def test_what_is_put_off_lies_in_the_inbox_and_comes_back_once_on_the_day(officer, mailoutbox):
    deadline = owe(officer.user)
    put_off(deadline, officer.user)
    run("2026-04-28T08:00")
    assert len(mailoutbox) == 0
    assert Notice.objects.visible_to(officer.user).get().state == "inbox"
    for minute in ("00", "01", "02"):
        run(f"2026-04-30T07:{minute}")
    assert (told()[-1], len(mailoutbox)) == (("back", officer.user), 1)
    assert Snooze.objects.get().ended_at is not None
    run("2026-05-01T07:00")
    assert len(mailoutbox) == 2


def test_one_mail_where_a_step_falls_on_the_day_it_comes_back(officer, mailoutbox):
    put_off(owe(officer.user), officer.user, until="2026-05-01")
    run("2026-05-01T07:00")
    run("2026-05-01T07:01")
    assert [step for step, _ in told()] == ["due"]
    assert len(mailoutbox) == 1


def test_an_outage_over_the_day_brings_it_back_when_it_is_over(officer, mailoutbox):
    put_off(owe(officer.user), officer.user, until="2026-04-30", when="2026-04-28T12:00")
    run("2026-04-28T13:00")
    run("2026-04-30T15:00")
    assert told()[-1] == ("back", officer.user)


def test_what_waits_for_the_mail_is_held_too(officer, mailoutbox):
    from secoffice.reminders.planning import plan

    deadline = owe(officer.user)
    plan(at("2026-04-28T05:00") + timedelta(hours=2))
    put_off(deadline, officer.user, when="2026-04-28T07:00")
    run("2026-04-28T09:00")
    assert (len(mailoutbox), Mail.objects.count()) == (0, 0)


def test_a_late_item_is_passed_up_though_its_owner_put_it_off(officer, supervisor, mailoutbox):
    deadline = owe(officer.user, admitted=[officer.user, supervisor.user])
    run("2026-05-02T08:00")
    mailoutbox.clear()
    put_off(deadline, officer.user, until="2026-05-10", when="2026-05-03T12:00")
    run("2026-05-04T08:00")
    assert [mail.to[0] for mail in mailoutbox] == [supervisor.user.email]


def test_who_loses_access_meanwhile_is_not_told_again(officer, mailoutbox):
    deadline = owe(officer.user)
    put_off(deadline, officer.user)
    recuse(deadline.matter, officer.user)
    run("2026-04-30T08:00")
    assert officer.user.email not in [mail.to[0] for mail in mailoutbox]
    assert ("back", officer.user) not in told()


def test_what_is_done_meanwhile_does_not_come_back(officer, mailoutbox):
    deadline = owe(officer.user)
    put_off(deadline, officer.user)
    actions.meet(deadline=deadline, by=officer.user, at=at("2026-04-28T12:00"))
    run("2026-04-30T08:00")
    assert (len(mailoutbox), Snooze.objects.filter(ended_at=None).count()) == (0, 0)


@pytest.mark.parametrize(
    ("until", "when"),
    [
        ("2026-04-27", "2026-04-27T12:00"), ("2026-05-02", "2026-04-27T12:00"),
        ("2026-04-20", "2026-04-02T12:00"), ("2026-05-02", "2026-05-01T12:00"),
        ("2026-05-30", "2026-05-12T12:00"),
    ],
    ids=["today", "after the due day", "more than fourteen days", "due today", "late, and too long"],
)  # fmt: skip
def test_it_cannot_be_put_off_for_too_long(officer, until, when):
    with pytest.raises(Refused):
        put_off(owe(officer.user), officer.user, until=until, when=when)
    assert not Snooze.objects.exists()


def test_only_owner_and_deputy_put_off_and_each_for_themselves(officer, colleague, supervisor):
    deadline = owe(officer.user, admitted=[officer.user, colleague.user, supervisor.user])
    with pytest.raises(Refused):
        put_off(deadline, colleague.user)
    make_absence(user=officer.user, starts_on="2026-04-20", ends_on="2026-04-30", deputy=colleague.user)
    put_off(deadline, colleague.user)
    run("2026-04-28T08:00")
    states = {n.recipient: n.state for n in Notice.objects.all()}
    assert states == {officer.user: "mailed", colleague.user: "inbox"}


def test_asked_twice_the_later_word_holds(officer):
    deadline = owe(officer.user)
    for until in ("2026-04-30", "2026-04-30", "2026-04-29"):
        put_off(deadline, officer.user, until=until)
    assert str(Snooze.objects.get(ended_at=None).until_on) == "2026-04-29"


@pytest.fixture
def case(officer):
    return make_case(by=officer.user, officer=officer.user)


def date_of(case):
    return Deadline.objects.visible_to(case.officer).open().for_target(case).latest("due_at")


def test_a_page_puts_off_and_takes_it_back(officer, case):
    deadline = date_of(case)
    page = f"/deadlines/{deadline.pk}/snooze/"
    day = timezone.now().astimezone(officer.user.tz).date() + timedelta(days=1)
    refused = officer.post(page, {"until_on": day + timedelta(days=100), "why": "on travel"})
    assert refused.status_code == 422
    assert "on travel" in refused.content.decode()
    assert officer.post(page, {"until_on": day, "why": "on travel"}).status_code == 302
    assert "on travel" in officer.get(page).content.decode()
    officer.post(f"/deadlines/{deadline.pk}/wake/")
    assert Snooze.objects.get().ended_at is not None
    assert AuditEntry.objects.filter(action__in=["reminders put off", "reminders resumed"]).count() == 2


def test_a_record_is_watched_and_not_any_more(officer, case):
    this = {"type": "cases.case", "id": case.pk, "next": "/cases/"}
    for _ in range(2):
        assert officer.post("/deadlines/watch/", this)["Location"] == "/cases/"
    assert Watch.objects.count() == 1
    officer.post("/deadlines/watch/", this | {"stop": "1", "next": "//evil.example.org"})
    assert not Watch.objects.exists()


def test_a_record_is_brought_forward_to_a_day_with_a_reason(officer, case):
    page = f"/deadlines/bring-forward/?type=cases.case&id={case.pk}"
    day = timezone.now().astimezone(officer.user.tz).date() + timedelta(days=9)
    assert officer.post(page, {"on": "2020-01-01", "why": "ask again"}).status_code == 422
    for _ in range(2):
        assert officer.post(page, {"on": day, "why": "ask again"}).status_code == 302
    made = Deadline.objects.visible_to(officer.user).get(rule="desk.bring_forward")
    assert (made.due_on, made.why, made.owner) == (day, "ask again", officer.user)


def test_an_entry_of_the_log_is_brought_forward_from_its_page(officer):
    by, now = officer.user, timezone.now()
    entry = log.log_entry(key=uuid4(), by=by, office=by.office, what="A van", where="Gate 2", happened_at=now)
    way = f"/deadlines/bring-forward/?type=cases.logentry&id={entry.pk}"
    assert way.replace("&", "&amp;") in officer.get(entry.get_absolute_url()).content.decode()
    day = now.astimezone(by.tz).date() + timedelta(days=9)
    assert officer.post(way, {"on": day, "why": "is it still there"})["Location"] == entry.get_absolute_url()
    assert Deadline.objects.visible_to(by).get(rule="desk.bring_forward").target_reference == entry.reference


@pytest.mark.parametrize("who", ["outsider", "recused", "nobody"])
def test_hidden_and_missing_records_are_one(outsider, officer, case, who):
    reader, pk = (outsider if who == "outsider" else officer), case.pk
    deadline = date_of(case)
    if who == "recused":
        from secoffice.access.models import Recusal

        Recusal.objects.create(target_type="cases.case", target_id=case.pk, user=officer.user, reason="kin")
    if who == "nobody":
        pk, deadline.pk = 987654, 987654
    answers = [
        reader.post("/deadlines/watch/", {"type": "cases.case", "id": pk}),
        reader.get(f"/deadlines/bring-forward/?type=cases.case&id={pk}"),
        reader.post(f"/deadlines/{deadline.pk}/snooze/", {"until_on": "2026-01-01", "why": "x"}),
        reader.post(f"/deadlines/{deadline.pk}/wake/"),
        reader.get(f"/deadlines/{deadline.pk}/bring-forward/"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert not Watch.objects.exists()
    assert User.objects.exists()


@pytest.mark.parametrize(
    "given", [{}, {"type": "x"}, {"type": "cases.case", "id": "²"}, {"type": "\0", "id": "1"}]
)
def test_a_forged_record_is_a_record_that_is_not_there(officer, given):
    assert officer.post("/deadlines/watch/", given).status_code == 404
    assert admit
