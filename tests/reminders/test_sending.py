"""Against a real mail server: what goes wrong, what becomes of the mail, and that nothing is lost
(reliability §3.4)."""

import socket
from datetime import timedelta

import pytest
from django.utils import timezone

from secoffice.accounts.models import User
from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions
from secoffice.reminders import checking, sending, tasks, told
from secoffice.reminders.composing import compose
from secoffice.reminders.models import Channel, Mail, Notice
from secoffice.reminders.planning import plan
from tests.factories import make_user
from tests.reminders.owing import admit, at, owe, recuse, run, states
from tests.reminders.owing import told as told_of

pytestmark = pytest.mark.django_db
NOON = "2026-04-16T12:00"
LATER = ["2026-04-16T12:02", "2026-04-16T14:00", "2026-04-16T16:00"]


def tell_once(person, **more):
    told.owe(
        kind="review", source_type="tests.matter", source_id=1, recipient_id=person.pk, duty="review asked",
        needs_access=False, at_once=True, at=at(NOON), **more,
    )  # fmt: skip


# fault → state of a mail that must arrive, of one never sent twice, did it arrive, does the channel pause
TABLE = {
    None: ("sent", "sent", 1, False),
    "451 at MAIL": ("retrying", "retrying", 0, False),
    "421 at MAIL": ("retrying", "retrying", 0, False),
    "550 at MAIL": ("retrying", "retrying", 0, True),
    "450 at RCPT": ("retrying", "retrying", 0, False),
    "421 at RCPT": ("retrying", "retrying", 0, False),
    "550 at RCPT": ("failed", "failed", 0, False),
    "550 at RCPT, go on": ("failed", "failed", 0, False),
    "554 5.7.1 at RCPT": ("failed", "failed", 0, False),
    "554 at DATA": ("failed", "failed", 0, False),
    "452 after the dot": ("retrying", "retrying", 0, False),
    "554 after the dot": ("failed", "failed", 0, False),
    "drop inside DATA": ("retrying", "unknown", 0, False),
    "drop after the dot": ("retrying", "unknown", 1, False),
    "silence after the dot": ("retrying", "unknown", 1, False),
    "drop at QUIT": ("sent", "sent", 1, False),
    "slow drip": ("retrying", "retrying", 0, False),
}


@pytest.mark.parametrize("fault", TABLE, ids=str)
@pytest.mark.parametrize("never_twice", [False, True], ids=["must arrive", "never twice"])
@pytest.mark.parametrize("in_one_go", [False, True], ids=["one by one", "in one go"])
def test_what_becomes_of_a_mail_when(server, officer, fault, never_twice, in_one_go):
    must, never, arrived, pauses = TABLE[fault]
    server.fault, server.in_one_go = fault, in_one_go
    tell_once(officer.user, never_twice=never_twice)
    run(NOON)
    mail = Mail.objects.get()
    assert (mail.state, len(server.taken)) == (never if never_twice else must, arrived)
    assert sending.paused(at(NOON)) is pauses
    assert mail.state == "sent" or (mail.last_code and mail.last_error)
    assert "@" not in mail.last_error


@pytest.mark.parametrize("fault", [fault for fault, row in TABLE.items() if row[0] == "retrying"])
@pytest.mark.parametrize("in_one_go", [False, True], ids=["one by one", "in one go"])
def test_a_mail_that_must_arrive_arrives_under_one_message_id(server, officer, fault, in_one_go):
    server.fault, server.in_one_go = fault, in_one_go
    tell_once(officer.user)
    run(NOON)
    assert run("2026-04-16T12:00:30")["sent"] == 0
    server.fault = None
    for instant in LATER:
        run(instant)
    assert states() == ["sent"]
    assert len(set(server.ids())) == 1
    assert len(server.taken) == 1 + TABLE[fault][2]


@pytest.mark.parametrize("trouble", ["refused", "black hole", "no TLS", "sign-in refused"])
def test_when_the_server_cannot_be_used_the_channel_rests_and_no_mail_is_lost(
    server, officer, settings, trouble
):
    silent = socket.create_server(("127.0.0.1", 0), backlog=8)
    working = settings.EMAIL_PORT
    match trouble:
        case "refused":
            settings.EMAIL_PORT = 1
        case "black hole":
            settings.EMAIL_PORT = silent.getsockname()[1]
        case "no TLS":
            settings.EMAIL_USE_TLS = True
        case "sign-in refused":
            settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "user", "wrong"
    tell_once(officer.user)
    tell_once(make_user())
    assert run(NOON) == {"planned": 0, "sent": 0, "failed": 0, "skipped": 2}
    assert states() == ["planned", "planned"]
    assert set(Mail.objects.values_list("attempts", flat=True)) == {0}
    assert Channel.objects.get().last_error and server.taken == []
    settings.EMAIL_PORT, settings.EMAIL_USE_TLS = working, False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    assert run("2026-04-16T12:00:30")["sent"] == 0
    assert run("2026-04-16T12:01:30")["sent"] == 2
    assert Channel.objects.get().failures == 0
    silent.close()


def test_three_lost_lines_in_a_row_rest_the_channel(server, officer):
    server.fault = "drop inside DATA"
    for _ in range(5):
        tell_once(make_user())
    run(NOON)
    assert states() == ["retrying"] * 3 + ["planned"] * 2
    assert sending.paused(at(NOON))


def test_after_five_days_it_is_given_up_and_said(server, officer):
    server.fault = "451 at MAIL"
    tell_once(officer.user)
    assert run(NOON)["skipped"] == 1
    assert run("2026-04-21T13:00")["failed"] == 0  # nobody tried meanwhile, so it goes on
    for hour in range(9):
        assert states() == ["retrying"]
        run(f"2026-04-22T{hour:02}:{hour + 5:02}")
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts) == ("failed", 11)
    assert mail.last_error.startswith("Given up after 5 days")
    assert AuditEntry.objects.filter(action="mail failed").count() == 1


@pytest.mark.parametrize(("failures", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (99, 60)])
def test_it_waits_longer_every_time_up_to_an_hour(failures, minutes):
    assert sending.faults.back_off(failures) == timedelta(minutes=minutes)


def test_a_bounced_address_is_noted_and_the_reminder_climbs(server, officer, supervisor):
    server.fault = "550 at RCPT"
    owe(officer.user, admitted=[officer.user, supervisor.user])
    assert run(NOON)["failed"] == 1
    officer.user.refresh_from_db()
    assert officer.user.bounced_at == pytest.approx(at(NOON), abs=timedelta(seconds=10))
    assert AuditEntry.objects.filter(action="address bounced").count() == 1
    server.fault = None
    assert run("2026-04-16T12:01")["sent"] == 1
    assert server.taken[0]["To"] == supervisor.user.email


def test_a_relay_that_will_not_work_for_us_says_nothing_of_the_address(server, officer):
    server.fault = "554 5.7.1 at RCPT"
    tell_once(officer.user)
    run(NOON)
    officer.user.refresh_from_db()
    assert officer.user.bounced_at is None


def test_a_hundred_mails_take_one_connection(server, officer):
    for _ in range(100):
        tell_once(make_user(password=None, office=officer.user.office))
    assert run(NOON)["sent"] == 100
    assert server.connections == 1
    assert len(set(server.ids())) == 100


def compose_for(deadline_day):
    plan(at(deadline_day))
    compose(at(deadline_day))


@pytest.mark.parametrize(
    ("change", "why", "then"),
    [
        ("met", "no longer owed", []),
        ("extended", "no longer owed", []),
        ("reassigned", "changed meanwhile", ["colleague"]),
        ("recused", "recipient may not know of it", ["supervisor"]),
        ("inactive", "recipient cannot be reached", ["supervisor"]),
        ("acknowledged", "acknowledged in the inbox", []),
    ],
)
def test_between_planning_and_sending_it_changed(server, officer, supervisor, colleague, change, why, then):
    deadline = owe(officer.user, admitted=[officer.user, supervisor.user, colleague.user])
    compose_for(NOON)
    match change:
        case "met":
            actions.meet(deadline=deadline, by=None, at=at(NOON))
        case "extended":
            actions.extend(deadline=deadline, days=10, reason="asked", by=None, at=at(NOON))
        case "reassigned":
            actions.reassign(deadline=deadline, owner=colleague.user, by=None, at=at(NOON))
        case "recused":
            recuse(deadline.matter, officer.user)
        case "inactive":
            User.objects.filter(pk=officer.user.pk).update(is_active=False)
        case "acknowledged":
            Notice.objects.update(read_at=at(NOON), acknowledged_at=at(NOON))
    assert run(NOON)["sent"] == 0
    assert (states(), Notice.objects.get(recipient=officer.user).why) == (["cancelled"], why)
    assert AuditEntry.objects.filter(action="notice cancelled").count() == 1
    run("2026-04-16T12:05")
    people = {"colleague": colleague.user.email, "supervisor": supervisor.user.email}
    assert [mail["To"] for mail in server.taken] == [people[name] for name in then]


def test_a_digest_loses_only_what_is_no_longer_theirs(server, officer):
    kept, lost = owe(officer.user), owe(officer.user)
    compose_for(NOON)
    recuse(lost.matter, officer.user)
    assert run(NOON)["sent"] == 1
    text = server.taken[0].as_string()
    assert kept.matter.reference in text and lost.matter.reference not in text


@pytest.mark.parametrize("never_twice", [False, True])
def test_killed_between_claim_and_send_it_goes_again_when_the_lease_ends(server, officer, never_twice):
    tell_once(officer.user, never_twice=never_twice)
    compose(at(NOON))
    assert len(sending.claim(at(NOON))) == 1
    assert run("2026-04-16T12:01")["sent"] == 0
    run("2026-04-16T12:03")
    assert states() == (["unknown"] if never_twice else ["sent"])
    assert len(server.taken) == (0 if never_twice else 1)


def test_a_sender_that_lost_its_lease_books_nothing(server, officer):
    tell_once(officer.user)
    compose(at(NOON))
    held = sending.claim(at(NOON))
    run("2026-04-16T12:03")
    slow = sending.Batch(held, sending.Clock(at("2026-04-16T12:03")))
    assert vars(slow.deliver()) == {"sent": 0, "failed": 0, "skipped": 0}
    assert len(server.taken) == 1


def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(server, officer, monkeypatch):
    odd, sound = make_user(email="odd@example.org"), make_user()
    tell_once(odd)
    tell_once(sound)
    honest = sending.messages.message

    def message(mail, person, notices, now):
        if person == odd:
            raise TypeError("a mistake of ours")
        return honest(mail, person, notices, now)

    monkeypatch.setattr(sending.messages, "message", message)
    assert run(NOON) == {"planned": 0, "sent": 1, "failed": 0, "skipped": 1}
    for hour in range(13, 20):
        run(f"2026-04-16T{hour}:30")
    assert states() == ["failed", "sent"]


def test_an_address_that_would_smuggle_in_a_header_fails_and_is_shown(server, officer):
    tell_once(make_user(email="a@example.org\nbcc: b@example.org"))
    assert run(NOON)["failed"] == 1
    assert (states(), server.taken) == (["failed"], [])


@pytest.mark.parametrize("in_one_go", [False, True], ids=["one by one", "in one go"])
def test_after_a_mail_refused_the_same_line_carries_the_next(server, officer, in_one_go):
    """What one mail left unread or half said must not be taken for the next one's."""
    server.in_one_go, server.fault, people = in_one_go, "550 at RCPT, go on", [make_user() for _ in range(3)]
    for person in people:
        tell_once(person)
    honest = sending.Batch._hand_over

    def one_refused(batch, mail):
        verdict = honest(batch, mail)
        server.fault = None
        return verdict

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sending.Batch, "_hand_over", one_refused)
        run(NOON)
    assert states() == ["failed", "sent", "sent"]
    assert (len(server.taken), server.connections) == (2, 1)
    assert {mail["To"] for mail in server.taken} == {person.email for person in people[1:]}


def test_each_mail_holds_its_own_words_though_it_was_written_during_another(server, officer):
    server.in_one_go, people = True, [make_user() for _ in range(5)]
    for number, person in enumerate(people):
        tell_once(person, reference=f"UTP-26-0000{number}-K")
    run(NOON)
    said = {mail["To"]: mail.get_payload(0).get_payload(decode=True).decode() for mail in server.taken}
    for number, person in enumerate(people):
        assert said[person.email].count("UTP-26-") == 1 and f"UTP-26-0000{number}-K" in said[person.email]


def test_a_worker_told_to_end_gives_back_what_it_has_not_begun(server, officer, monkeypatch):
    for _ in range(3):
        tell_once(make_user())
    honest, seen = sending.messages.message, []

    def message(*told):
        seen.append(1)
        if len(seen) == 2:
            raise sending.faults.STOP[0]
        return honest(*told)

    monkeypatch.setattr(sending.messages, "message", message)
    with pytest.raises(sending.faults.STOP):
        run(NOON)
    assert states() == ["sent", "planned", "planned"]
    monkeypatch.undo()
    run("2026-04-16T12:03")
    assert states() == ["sent"] * 3
    assert len(set(server.ids())) == 3


def test_a_second_admission_is_enough(server, officer):
    deadline = owe(officer.user, admitted=[])
    admit(deadline.matter, officer.user)
    run(NOON)
    assert told_of() == [("half", officer.user)]


def test_a_warning_that_waited_past_its_date_is_dropped_with_the_reason_and_the_late_reminder_goes(
    server, officer
):
    owe(officer.user)
    server.fault = "451 at MAIL"
    run("2026-04-28T12:00")
    server.fault = None
    run("2026-05-02T12:00")
    warning, late = Notice.objects.order_by("pk")
    assert (warning.step, warning.why, late.step) == ("warn", checking.PASSED, "overdue")
    assert (warning.mail.state, warning.mail.last_error) == ("cancelled", checking.PASSED)
    assert (late.mail.state, len(server.taken)) == ("sent", 1)


def test_a_rule_never_told_twice_makes_its_mails_so(server, officer):
    deadline = owe(officer.user)
    type(deadline).objects.filter(pk=deadline.pk).update(never_twice=True)
    server.fault = "drop after the dot"
    run(NOON)
    assert states() == ["unknown"]


# A task for each batch


@pytest.fixture
def backlog(server, unit, monkeypatch):
    """Five mails due now, in batches of two."""
    monkeypatch.setattr(sending, "BATCH", 2)
    monkeypatch.setattr(sending, "BOOK_WITHIN", 0)
    for _ in range(5):
        tell_once(make_user(unit=unit))


def test_a_run_hands_out_a_task_for_each_batch_and_carries_one_itself(backlog, monkeypatch, server):
    given = []
    monkeypatch.setattr(tasks.celery, "wake", lambda task: given.append(task) or True)
    tasks.run()
    assert (given, len(server.taken)) == ([tasks.deliver] * 2, 2)
    for task in given:
        task()
    assert states() == ["sent"] * 5
    assert len(set(server.ids())) == 5


def test_a_broker_that_takes_nothing_leaves_the_whole_backlog_to_the_run(backlog, monkeypatch):
    monkeypatch.setattr(tasks.celery, "wake", lambda task: False)
    tasks.run()
    assert states() == ["sent"] * 5


def test_while_the_channel_rests_nothing_is_handed_out(backlog, monkeypatch):
    given = []
    monkeypatch.setattr(tasks.celery, "wake", lambda task: given.append(task) or True)
    Channel.objects.create(name="mail", paused_until=timezone.now() + timedelta(minutes=2))
    tasks.run()
    assert given == []
