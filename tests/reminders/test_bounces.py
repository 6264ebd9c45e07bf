"""Mails that come back: read from a mailbox or told by a provider, believed only where everything fits."""

import json
import logging
import time

import pytest
from django.utils import timezone

from secoffice.accounts.models import User
from secoffice.reminders import bounces, returned, tasks
from secoffice.reminders.models import Bounce, Channel, Mail, Notice
from secoffice.reminders.views import bounces as hook
from tests.reminders.owing import owe, run, told
from tests.reminders.returning import SERVERS, ImapServer, report

SECRET = "a long secret of the provider"


@pytest.fixture
def sent(officer, mailoutbox, settings):
    """A reminder that left for the officer."""
    settings.BASE_URL = "https://office.example.org"
    officer.deadline = owe(officer.user)
    run("2026-04-16T09:00")
    return Mail.objects.get(state="sent")


@pytest.fixture
def maildir(tmp_path, settings):
    for name in ("new", "cur", "tmp"):
        (tmp_path / "in" / name).mkdir(parents=True)
    settings.BOUNCE_MAILBOX = f"maildir://{tmp_path}/in"
    return tmp_path / "in"


def put(maildir, raw, name="1"):
    (maildir / "new" / name).write_bytes(raw)


def address_works(person):
    return User.objects.get(pk=person.pk).bounced_at is None


def kinds():
    return list(Bounce.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("server", SERVERS)
def test_a_dead_address_is_marked_and_what_was_owed_climbs(server, officer, supervisor, sent, maildir):
    put(maildir, report(sent, server))
    assert returned.read_all() == 1
    bounce, mail = Bounce.objects.get(), Mail.objects.get(pk=sent.pk)
    assert (bounce.kind, bounce.mail_id, bounce.code) == ("permanent", sent.pk, "5.1.1")
    assert (mail.state, mail.sent_at) == ("failed", None) and mail.last_error.startswith("It came back.")
    assert not address_works(officer.user) and "@" not in bounce.said
    from tests.reminders.owing import admit

    admit(officer.deadline.matter, supervisor.user)
    run("2026-04-16T09:01")
    assert supervisor.user in [person for _, person in told()]


@pytest.mark.parametrize(
    ("action", "code", "kind", "state", "works"),
    [
        ("failed", "5.1.10", "permanent", "failed", False),
        ("failed", "5.7.1", "refused", "failed", True),
        ("delayed", "4.4.1", "delayed", "sent", True),
        ("failed", "4.4.7", "unknown", "sent", True),
        ("relayed", "2.0.0", "unknown", "sent", True),
        ("expanded", "5.1.1", "unknown", "sent", True),
    ],
)
def test_only_a_failure_of_the_address_marks_the_address(
    action, code, kind, state, works, officer, sent, maildir
):
    put(maildir, report(sent, action=action, code=code))
    returned.read_all()
    assert kinds() == [kind]
    assert Mail.objects.get(pk=sent.pk).state == state
    assert address_works(officer.user) is works


@pytest.mark.parametrize(
    "forged",
    [
        {"recipient": "colleague@example.org"},
        {"message_id": "<0123456789012345678901234567890123456789@office.example.org>"},
        {"message_id": "<>"},
        {"message_id": "%"},
    ],
)
def test_a_forged_report_is_counted_and_moves_nothing(forged, officer, sent, maildir):
    put(maildir, report(sent, **forged))
    returned.read_all()
    assert kinds() == ["unknown"]
    assert Mail.objects.get(pk=sent.pk).state == "sent" and address_works(officer.user)


def test_the_mail_of_one_person_marks_no_other(officer, colleague, sent, maildir):
    put(maildir, report(sent, recipient=colleague.user.email))
    returned.read_all()
    assert address_works(colleague.user) and address_works(officer.user)


def test_an_address_that_was_changed_meanwhile_is_not_marked(officer, sent, maildir):
    put(maildir, report(sent))
    User.objects.filter(pk=officer.user.pk).update(email="new@example.org")
    returned.read_all()
    assert kinds() == ["unknown"] and address_works(officer.user)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: holiday\r\n\r\nI am away until Monday.",
        b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: message/delivery-status\r\n\r\nnonsense\r\n--x--",
        b"Content-Type: multipart/report\r\n\r\n",
        b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\n",
        b"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" * 3000,
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"
        + b"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" * 3000,
        b"Message-ID: <\xff\x00>\r\nContent-Type: multipart/report; boundary=x; charset=\xff\r\n\r\n--x\r\n",
    ],
)  # fmt: skip
def test_what_is_no_report_is_noted_as_not_understood(raw, sent, maildir):
    put(maildir, raw)
    returned.read_all()
    assert kinds() == ["unknown"]
    assert not list((maildir / "new").iterdir())


def test_a_hostile_report_breaks_neither_reader_nor_database(sent, maildir):
    put(
        maildir,
        report(sent, code="5.\x001", action="failed").replace(b"User unknown", b"\xff\x00\x1b[31m" * 90),
    )
    put(maildir, report(sent, message_id="<\x00\xff@x>"), "2")
    returned.read_all()
    assert Bounce.objects.count() == 2
    assert all(bounce.said.isprintable() and bounce.code.isprintable() for bounce in Bounce.objects.all())


def test_a_report_counts_once_however_often_it_comes(sent, maildir, officer):
    for name in "123":
        put(maildir, report(sent), name)
    assert returned.read_all() == 1
    put(maildir, report(sent), "4")
    assert returned.read_all() == 0
    assert kinds() == ["permanent"]


def test_seen_messages_are_moved_and_a_flood_is_read_in_portions(sent, maildir, monkeypatch):
    monkeypatch.setattr(returned, "MOST", 2)
    for name in "123":
        put(maildir, b"Subject: " + name.encode() + b"\r\n\r\n", name)
    returned.read_all()
    assert len(list((maildir / "new").iterdir())) == 1
    assert sorted(path.name for path in (maildir / "cur").iterdir()) == ["1:2,S", "2:2,S"]


def test_a_reader_that_dies_after_noting_counts_nothing_twice(sent, maildir, monkeypatch):
    put(maildir, report(sent))
    monkeypatch.setattr(returned.os, "rename", lambda *paths: (_ for _ in ()).throw(PermissionError))
    returned.read_all()
    monkeypatch.undo()
    assert returned.note_one((maildir / "new" / "1").read_bytes()) == 0
    assert Bounce.objects.count() == 1


def test_a_notice_taken_note_of_in_the_inbox_does_not_climb(officer, sent, maildir):
    Notice.objects.update(read_at=timezone.now(), acknowledged_at=timezone.now())
    Mail.objects.update(state="acknowledged")
    put(maildir, report(sent))
    returned.read_all()
    assert Mail.objects.get(pk=sent.pk).state == "acknowledged" and not address_works(officer.user)
    run("2026-04-16T09:01")
    assert len(told()) == 1


@pytest.mark.parametrize(
    "address", ["maildir:///nowhere/at/all", "imap://127.0.0.1:1/INBOX", "imap://mail.example.org/", "https://x", "imaps://h:port/x"]
)  # fmt: skip
def test_a_mailbox_that_cannot_be_read_is_said_without_its_address(db, settings, address):
    settings.BOUNCE_MAILBOX = address.replace("://", "://user:hunter2@") if "imap:" in address else address
    assert returned.read_all() == 0
    said = Channel.objects.get(name="bounces").last_error
    assert said.startswith("The mailbox cannot be read") and "hunter2" not in said


def test_without_a_mailbox_nothing_is_done(db, settings, django_assert_num_queries):
    settings.BOUNCE_MAILBOX = ""
    with django_assert_num_queries(0):
        tasks.read_bounces()


@pytest.fixture
def imap(settings):
    """Starts a server of these messages and makes it the bounce mailbox."""
    started = []

    def start(*messages, kind=ImapServer, user="us%40er:pass%20word", folder="Bounces"):
        started.append(kind(messages))
        settings.BOUNCE_MAILBOX = f"imap://{user}@127.0.0.1:{started[-1].port}/{folder}"
        return started[-1]

    yield start
    for each in started:
        each.stop()


def said_of_the_mailbox():
    return Channel.objects.get(name="bounces").last_error.removeprefix("The mailbox cannot be read: ")


def test_an_imap_folder_is_read_and_what_was_read_is_flagged(sent, officer, imap):
    server = imap(b"Subject: hello\r\n\r\n", report(sent, "exchange"))
    assert returned.read_all() == 2 and server.seen == {1, 2}
    assert returned.read_all() == 0
    assert any('LOGIN us@er "pass word"' in line for line in server.said)
    assert not address_works(officer.user) and Channel.objects.get(name="bounces").ran_at


@pytest.mark.parametrize(
    ("given", "said"),
    [({"user": "user:wrong"}, "the server refuses the user or the password."),
     ({"folder": "wrong"}, "there is no such folder.")],
)  # fmt: skip
def test_a_server_that_says_no_is_said_in_our_words(db, imap, given, said):
    imap(**given)
    assert returned.read_all() == 0 and said_of_the_mailbox() == said


def test_what_was_noted_before_the_line_broke_off_counts_and_the_rest_comes_next_time(sent, officer, imap):
    class Broken(ImapServer):
        def answer(self, command):
            if command.startswith("UID FETCH 2") and self.said.count(command) == 1:
                raise ConnectionResetError
            yield from super().answer(command)

    server = imap(b"Subject: hello\r\n\r\n", report(sent), kind=Broken)
    assert returned.read_all() == 1 and server.seen == {1}
    assert said_of_the_mailbox() == "the line to the server broke off."
    assert returned.read_all() == 1 and said_of_the_mailbox() == ""
    assert not address_works(officer.user)


def test_a_server_that_sends_a_letter_now_and_then_is_left(db, imap, monkeypatch):
    class Slow(ImapServer):
        def answer(self, command):
            if "SEARCH" not in command:
                yield from super().answer(command)
                return
            for letter in "* SEARCH".ljust(100):
                time.sleep(0.05)
                yield letter.encode()

    monkeypatch.setattr(returned, "WHOLE", 0.3)
    imap(kind=Slow)
    assert returned.read_all() == 0 and said_of_the_mailbox() == "the line to the server broke off."


# -- Told by a provider ----------------------------------------------------------------------------------------


@pytest.fixture
def secret(settings):
    settings.BOUNCE_WEBHOOK_SECRET = SECRET


def tell(client, body, *, stamp=None, signature=None):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    stamp = str(int(time.time())) if stamp is None else str(stamp)
    headers = {
        "X-Secoffice-Timestamp": stamp,
        "X-Secoffice-Signature": signature or hook.signature(stamp, raw),
    }
    return client.post("/hooks/bounces/", raw, content_type="application/json", headers=headers)


def words(mail, **more):
    given = {"message_id": mail.message_id, "recipient": mail.recipient.email, "kind": "permanent"}
    return given | {"code": "5.1.1", "said": "no such user"} | more


def test_without_a_secret_there_is_no_such_page(visitor, settings):
    settings.BOUNCE_WEBHOOK_SECRET = ""
    assert visitor.get("/hooks/bounces/").status_code == visitor.post("/hooks/bounces/").status_code == 404


def test_a_signed_report_counts_once(visitor, officer, sent, secret):
    assert [tell(visitor, words(sent)).status_code for _ in range(3)] == [202] * 3
    assert kinds() == ["permanent"] and not address_works(officer.user)
    assert Mail.objects.get(pk=sent.pk).state == "failed"


def test_after_another_try_the_same_words_count_again(visitor, officer, sent, secret):
    tell(visitor, words(sent))
    Mail.objects.filter(pk=sent.pk).update(state="sent", sent_at=timezone.now())
    User.objects.update(bounced_at=None)
    tell(visitor, words(sent))
    assert kinds() == ["permanent", "permanent"] and not address_works(officer.user)


@pytest.mark.parametrize("off", [-301, 400, 10**9])
def test_an_old_signature_is_no_signature(visitor, sent, secret, off):
    assert tell(visitor, words(sent), stamp=int(time.time()) + off).status_code == 401
    assert not kinds()


@pytest.mark.parametrize("signature", ["0" * 64, "ü", "sha256", " "])
def test_a_wrong_signature_is_refused(visitor, sent, secret, signature):
    assert tell(visitor, words(sent), signature=signature).status_code == 401
    assert visitor.post("/hooks/bounces/", b"{}", content_type="application/json").status_code == 401
    assert visitor.get("/hooks/bounces/").status_code == 405
    assert not kinds()


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"nonsense", b'{"message_id": 1, "recipient": "x"}', b'{"recipient": "a@b"}', b"[" * 9000,
     b'{"message_id": "\\u0000", "recipient": "a@b"}', b'{"message_id": "\\ud800", "recipient": "a@b"}',
     b'{"message_id": "x", "recipient": "' + b"a" * 400 + b'"}'],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_though_signed(visitor, db, secret, body):
    assert tell(visitor, body).status_code == 400
    assert not kinds()


def test_a_provider_may_not_say_what_is_not_so(visitor, officer, colleague, sent, secret):
    for said in (
        {"recipient": colleague.user.email}, {"message_id": "<other@x>"},
        {"kind": "nonsense"}, {"code": ""}, {"code": "4.2.2"},
    ):  # fmt: skip
        assert tell(visitor, words(sent, **said)).status_code == 202
    assert set(kinds()) == {"unknown"}
    assert Mail.objects.get(pk=sent.pk).state == "sent" and address_works(officer.user)


def test_reading_hostile_mail_is_quick(caplog):
    caplog.set_level(logging.CRITICAL)
    began = time.process_time()  # ours alone, whatever else the machine does
    bounces.read(
        b"Content-Type: multipart/report; boundary=" + b"a" * 50_000 + b"\r\n\r\n" + b"--a\r\n" * 40_000
    )
    assert time.process_time() - began < 5
