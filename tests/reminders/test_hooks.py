"""Notices posted to a person's own tool: signed, telling no more than a letter, once, and never in silence lost."""

import hmac
import socket
from datetime import UTC, datetime, time, timedelta

import pytest
import urllib3

from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions
from secoffice.ports import Refused
from secoffice.reminders import actions as deeds
from secoffice.reminders import (
    following,
    hooks,
    hooks_due,
    hooks_line,
    hooks_places,
    hooks_post,
    letters,
    state,
)
from secoffice.reminders.models import Hook, Mail, Notice, Preference, Reading, Watch
from tests.factories import make_user
from tests.reminders.hooked import BEFORE, NOON, hook_up, posted, tell, why
from tests.reminders.owing import admit, at, owe, recuse, run

pytestmark = pytest.mark.django_db


def test_the_signature_can_be_checked_with_the_secret_shown_once(tool, officer):
    secret = hook_up(officer.user, tool)
    owe(officer.user)
    run(NOON)
    (post,) = tool.taken
    stamp = post.headers["Secoffice-Timestamp"]
    signed = hmac.new(secret.encode(), f"{stamp}.".encode() + post.body, "sha256").hexdigest()
    assert post.headers["Secoffice-Signature"] == f"v1={signed}"
    assert abs(int(stamp) - at(NOON).timestamp()) < 10
    assert post.headers["Content-Type"] == "application/json"
    row = Hook.objects.values().get()
    assert secret not in map(str, row.values())


def test_it_says_what_a_letter_would_say_and_no_more(tool, officer):
    hook_up(officer.user, tool)
    deadline = owe(officer.user)
    run(NOON)
    (post,) = tool.taken
    notice = Notice.objects.get()
    said = letters.item(notice, officer.user.tz, at(NOON))
    assert post.says == {
        "id": post.id, "kind": "mine", "step": said.note, "reference": said.reference, "duty": said.duty,
        "due": "2026-05-01", "due_at": notice.due_at.astimezone(officer.user.tz).isoformat(), "url": said.url,
        "sent_at": post.says["sent_at"],
    }  # fmt: skip
    assert post.says["url"] == f"https://office.example.org{deadline.matter.get_absolute_url()}"
    assert b"NEEDLE" not in post.body and "NEEDLE" not in str(post.headers)
    assert Mail.objects.get(channel="hook").message_id == f"<{post.id}>"


def test_a_date_that_nobody_may_read_stays_opaque(tool, officer, sysadmin):
    hook_up(sysadmin.user, tool, "mine", "passed")
    sysadmin.user.office = officer.user.office
    sysadmin.user.save()
    deadline = owe(officer.user, admitted=[])
    run(NOON)
    assert Notice.objects.get().opaque
    (post,) = tool.taken
    assert (post.says["reference"], post.says["url"]) == ("", "https://office.example.org/inbox/")
    assert deadline.matter.reference.encode() not in post.body and b"supervisory" not in post.body


def test_a_one_time_link_goes_by_mail_alone(tool, officer):
    hook_up(officer.user, tool, "account")
    tell(officer.user, kind="reset", url="/accounts/reset/secret-token/", at_once=True)
    hooks_due.write(at(NOON))
    hooks_post.send(at(NOON))
    (post,) = tool.taken
    assert b"secret-token" not in post.body and post.says["kind"] == "account"


def test_only_the_kinds_that_were_chosen_are_posted(tool, officer):
    hook_up(officer.user, tool, "mine")
    tell(officer.user)
    run(NOON)
    assert (posted(), tool.taken) == ([], [])
    owe(officer.user)
    run(NOON)
    assert [post.says["kind"] for post in tool.taken] == ["mine"]


def test_what_was_told_before_there_was_a_hook_is_not_posted(tool, officer):
    owe(officer.user)
    run(BEFORE)
    run("2026-04-16T09:00")
    hook_up(officer.user, tool, since="2026-04-16T10:00")
    run(NOON)
    assert tool.taken == []


def test_a_hook_tells_at_once_whatever_the_mail_waits_for(tool, officer, mailoutbox):
    hook_up(officer.user, tool, "mine", "watch")
    Preference.objects.filter(kind="watch").update(cadence="none")
    deadline = owe(make_user(office=officer.user.office))
    admit(deadline.matter, officer.user)
    Watch.objects.create(user=officer.user, target_type="tests.matter", target_id=deadline.matter.pk)
    run("2026-04-28T09:00")
    assert [post.says["kind"] for post in tool.taken] == ["watch"]
    assert officer.user.email not in [mail.to[0] for mail in mailoutbox]


def test_quiet_hours_hold_back_the_mail_and_not_the_hook(tool, officer, mailoutbox):
    Reading.objects.create(user=officer.user, quiet_from=time(8), quiet_until=time(20))
    hook_up(officer.user, tool)
    tell(officer.user, at_once=True)
    run(NOON)
    assert (len(tool.taken), len(mailoutbox)) == (1, 0)


def test_what_was_put_off_is_not_posted_either(tool, officer):
    hook_up(officer.user, tool)
    deadline = owe(officer.user)
    following.snooze(
        deadline=deadline, until_on=at("2026-04-20T00:00").date(), why="away", by=officer.user, at=at(BEFORE)
    )
    run(NOON)
    assert Notice.objects.get().state == "inbox" and tool.taken == []
    run("2026-04-20T09:00")
    assert len(tool.taken) == 1


def test_every_notice_is_posted_once_however_often_it_runs(tool, officer):
    hook_up(officer.user, tool)
    for day in range(16, 20):
        for hour in (7, 8, 9, 12):
            tell(officer.user, at=at(f"2026-04-{day}T{hour:02}:00"))
            run(f"2026-04-{day}T{hour:02}:00")
            run(f"2026-04-{day}T{hour:02}:30")
    assert len(tool.taken) == len(set(tool.ids())) == Notice.objects.count() == 16
    assert Hook.objects.get().looked_to > 0


def test_a_notice_with_a_lower_number_that_appears_late_is_not_passed_over(tool, officer):
    hook_up(officer.user, tool)
    tell(officer.user, at=at(NOON))
    late = Notice.objects.get()
    values = {**Notice.objects.values().get(), "source_id": 77}
    late.delete()
    tell(officer.user, at=at(NOON))
    run("2026-04-16T12:01")
    Notice.objects.create(**values)  # its transaction began first and ended last
    run("2026-04-16T12:02")
    assert len(tool.taken) == 2


# ------------------------------------------------------------------- what may not be known any more


def lost_access(deadline, officer):
    recuse(deadline.matter, officer.user)


def closed_account(deadline, officer):
    officer.user.is_active = False
    officer.user.save()


def met(deadline, officer):
    actions.meet(deadline=deadline, by=None, at=at(NOON))


def acknowledged(deadline, officer):
    deeds.acknowledge(notices=Notice.objects.all(), by=officer.user, at=at(NOON))


@pytest.mark.parametrize("event", [lost_access, closed_account, met, acknowledged])
def test_what_is_not_theirs_any_more_is_not_posted_and_it_is_said_why(tool, officer, event):
    hook_up(officer.user, tool)
    deadline = owe(officer.user)
    tool.fault = 503
    run(NOON)
    tool.well()
    event(deadline, officer)
    run("2026-04-16T13:00")
    assert (posted(), tool.taken) == (["cancelled"], [])
    assert why()[0] and AuditEntry.objects.filter(action="web hook post dropped").count() == 1


def test_a_hook_taken_away_gets_nothing_more(tool, officer):
    hook_up(officer.user, tool)
    tool.fault = 503
    owe(officer.user)
    run(NOON)
    hooks.take_away(by=officer.user)
    tool.well()
    run("2026-04-16T13:00")
    assert (posted(), why(), tool.taken) == (["cancelled"], ["web hook taken away"], [])
    assert not Preference.objects.filter(hook=True)
    with pytest.raises(Refused):
        hooks.renew(by=officer.user)


def test_a_hook_taken_away_in_the_middle_of_a_batch_gets_nothing_more(tool, officer, monkeypatch):
    hook_up(officer.user, tool)
    for _ in range(3):
        tell(officer.user)
    post = hooks_line.post
    monkeypatch.setattr(
        hooks_line, "post", lambda *given: (post(*given), hooks.take_away(by=officer.user))[0]
    )
    run(NOON)
    assert (posted(), len(tool.taken)) == (["sent", "cancelled", "cancelled"], 1)


# ------------------------------------------------------------------- answers

# fault → state of a post that must arrive, of one never sent twice, did it arrive, does the hook rest
TABLE = {
    None: ("sent", "sent", 1, False),
    200: ("sent", "sent", 1, False),
    302: ("failed", "failed", 1, False),
    308: ("failed", "failed", 1, False),
    404: ("failed", "failed", 1, False),
    410: ("failed", "failed", 1, False),
    429: ("retrying", "retrying", 1, True),
    500: ("retrying", "retrying", 1, True),
    503: ("retrying", "retrying", 1, True),
    "drop": ("retrying", "unknown", 1, True),
    "garbage": ("retrying", "unknown", 1, True),
    "silence": ("retrying", "unknown", 1, True),
    "slow drip": ("retrying", "unknown", 1, True),
    "endless head": ("retrying", "unknown", 1, True),
    "refused": ("retrying", "retrying", 0, True),
    "black hole": ("retrying", "retrying", 0, True),
    "not found": ("retrying", "retrying", 0, True),
    "not allowed": ("failed", "failed", 0, False),
}


@pytest.mark.parametrize("fault", TABLE, ids=str)
@pytest.mark.parametrize("never_twice", [False, True], ids=["must arrive", "never twice"])
def test_what_becomes_of_a_post_when(tool, officer, settings, monkeypatch, fault, never_twice):
    must, never, arrived, rests = TABLE[fault]
    hook_up(officer.user, tool)
    break_line(fault, tool, settings, monkeypatch)
    tell(officer.user, never_twice=never_twice)
    run(NOON)
    hook = Hook.objects.get()
    assert (posted(), len(tool.taken)) == ([never if never_twice else must], arrived)
    assert bool(hook.paused_until) is rests and tool.asked == []
    assert posted() == ["sent"] or (hook.last_error and why()[0])
    assert (hook.last_ok_at is not None) is (posted() == ["sent"])


def break_line(fault, tool, settings, monkeypatch):
    match fault:
        case "refused":
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                move(f"http://127.0.0.1:{free.getsockname()[1]}", settings)
        case "black hole":
            monkeypatch.setattr(urllib3.util.connection, "create_connection", nobody_home)
        case "not found":
            move("http://tool.invalid", settings)
            monkeypatch.setattr(socket, "getaddrinfo", no_such_name)
        case "not allowed":
            settings.WEBHOOK_HOSTS = "tools.example.org"
        case _:
            tool.fault = fault


def move(url, settings):
    settings.WEBHOOK_HOSTS = url
    Hook.objects.update(url=f"{url}/in/")


def nobody_home(*args, **kwargs):
    raise TimeoutError


def no_such_name(*args, **kwargs):
    raise socket.gaierror("no such name")


@pytest.mark.parametrize("fault", [503, "drop", "slow drip"])
def test_what_must_arrive_is_posted_again_under_the_same_id(tool, officer, fault):
    hook_up(officer.user, tool)
    tool.fault = fault
    tell(officer.user)
    run(NOON)
    assert run("2026-04-16T12:00:30")["sent"] == 0 and len(tool.taken) == 1
    tool.fault = None
    run("2026-04-16T12:02")
    assert (posted(), len(tool.taken), len(set(tool.ids()))) == (["sent"], 2, 1)
    hook = Hook.objects.get()
    assert (hook.failures, hook.paused_until, hook.last_error) == (0, None, "")


def test_an_address_that_is_gone_switches_the_hook_off_and_its_owner_sees_why(tool, officer):
    hook_up(officer.user, tool)
    tool.fault = 410
    for _ in range(3):
        tell(officer.user)
    run(NOON)
    tool.fault = None
    tell(officer.user, at=at("2026-04-16T12:05"))
    run("2026-04-16T12:10")
    assert (posted(), len(tool.taken)) == (["failed", "cancelled", "cancelled"], 1)
    assert AuditEntry.objects.filter(action="web hook switched off").count() == 1
    assert "410" in officer.get("/inbox/hook/").content.decode()
    hooks.put(url=tool.url(), by=officer.user, at=at("2026-04-16T12:20"))
    tell(officer.user, at=at("2026-04-16T12:30"))
    run("2026-04-16T12:30")
    assert posted()[-1] == "sent"


def test_one_bad_tool_holds_up_nobody_else(tool, officer, colleague):
    hook_up(officer.user, tool, path="/bad/")
    hook_up(colleague.user, tool, path="/good/")
    tool.faults["/bad/"] = "silence"
    for _ in range(4):
        tell(officer.user)
        tell(colleague.user)
    run(NOON)
    assert [post.path for post in tool.taken] == ["/bad/"] + ["/good/"] * 4
    mine = Mail.objects.filter(channel="hook", recipient=officer.user)
    assert sorted(mine.values_list("attempts", flat=True)) == [0, 0, 0, 1]
    assert not mine.filter(next_at__lte=at("2026-04-16T12:00:55"))
    tool.well()
    run("2026-04-16T12:02")
    assert set(posted()) == {"sent"}


def test_a_slow_tool_uses_up_its_share_and_waits_a_minute(tool, officer, monkeypatch):
    monkeypatch.setattr(hooks_post, "SHARE", 0)
    hook_up(officer.user, tool)
    for _ in range(3):
        tell(officer.user)
    run(NOON)
    assert (sorted(posted()), Hook.objects.get().failures) == (["planned", "planned", "sent"], 0)
    run("2026-04-16T12:01:30")
    run("2026-04-16T12:03")
    assert posted() == ["sent"] * 3


def test_after_five_days_all_that_was_owed_to_a_dead_tool_is_given_up_and_said(tool, officer):
    hook_up(officer.user, tool)
    tool.fault = 503
    for _ in range(3):
        tell(officer.user)
    for hour in range(24 * 5 + 4):
        run(at(NOON) + timedelta(hours=hour, minutes=hour))
    assert posted() == ["failed"] * 3
    assert all(error.startswith("Given up after 5 days") for error in why())
    assert AuditEntry.objects.filter(action="mails given up").count() == 1


def test_a_mistake_of_ours_is_tried_a_few_times_and_does_not_blame_the_tool(
    tool, officer, monkeypatch, caplog
):
    hook_up(officer.user, tool)
    monkeypatch.setattr(hooks, "body", lambda *given: 1 / 0)
    tell(officer.user)
    for minute in (0, 10, 30, 60, 180, 300):
        run(at(NOON) + timedelta(minutes=minute))
    assert (posted(), tool.taken) == (["failed"], [])
    assert "ZeroDivisionError" in why()[0] and "cannot be posted" in caplog.text


# ------------------------------------------------------------------- figures and hands


def test_where_nobody_has_a_hook_looking_costs_one_query(officer, django_assert_num_queries):
    owe(officer.user)
    with django_assert_num_queries(1):
        assert hooks_due.write(at(NOON)) == 0


def test_looking_and_posting_cost_the_same_however_many_people_have_hooks(
    tool, django_assert_max_num_queries
):
    costs = []
    for count in (2, 6):
        for _ in range(count):
            person = make_user()
            hook_up(person, tool)
            tell(person)
        with django_assert_max_num_queries(50) as asked:
            assert hooks_due.write(at(NOON)) == count
        costs.append(len(asked))
        assert hooks_post.send(at(NOON)).sent == count
    assert costs[0] == costs[1]


def test_a_hook_that_waits_makes_no_mail_late(tool, officer):
    hook_up(officer.user, tool)
    tool.fault = 503
    tell(officer.user)
    run(NOON)
    later = datetime(2026, 4, 17, tzinfo=UTC)
    Mail.objects.exclude(channel="hook").delete()
    Notice.objects.update(state="inbox", mail=None)
    assert state.late(later) == []
    assert state.of_reminders(later)["lag"] == timedelta(0)


def test_an_administrator_lets_a_failed_post_go_again(tool, officer, sysadmin):
    hook_up(officer.user, tool)
    tool.fault = 404
    tell(officer.user)
    run(NOON)
    page = sysadmin.get("/inbox/deliveries/?channel=hook").content.decode()
    assert "Web hook" in page and "answered 404" in page and tool.url() not in page
    row = Mail.objects.get(channel="hook")
    tool.well()
    officer.user.bounced_at = at(NOON)
    officer.user.save()
    sysadmin.post(f"/inbox/deliveries/{row.pk}/retry/")
    officer.user.refresh_from_db()
    assert officer.user.bounced_at  # nothing was said about the address of their mail
    officer.user.bounced_at = None
    officer.user.save()
    hooks_post.send(datetime.now(UTC) + timedelta(seconds=5))
    assert posted() == ["sent"]


# ------------------------------------------------------------------- where a hook may lead


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://tools.example.org/in", ""),
        ("https://TOOLS.example.org/in?x=1", ""),
        ("https://tools.example.org:8443/in", ""),
        ("http://tools.example.org/in", "https"),
        ("https://tools.example.org:8444/", "not allowed"),
        ("https://other.example.org/", "not allowed"),
        ("https://tools.example.org.evil.example/", "not allowed"),
        ("https://tools.example.org@evil.example/", "name, password"),
        ("https://user:pass@tools.example.org/", "name, password"),
        ("https://tools.example.org/#x", "anchor"),
        ("https://tools.example.org\\@evil.example/", "name, password"),
        ("https://evil.example/\r\nHost: tools.example.org", "spaces"),
        ("file:///etc/passwd", "https"),
        ("gopher://tools.example.org/", "https"),
        ("https://169.254.169.254/latest/", "not allowed"),
        ("https://2130706433/", "not allowed"),
        ("https://[::1]/", "not allowed"),
        ("https://tools.example.org:99999/", "not an address"),
        ("//tools.example.org/", "https"),
    ],
)
def test_a_hook_leads_only_where_an_operator_allows(settings, officer, url, why):
    settings.WEBHOOK_HOSTS = "tools.example.org, tools.example.org:8443, ftp://x, :::, http://[bad"
    try:
        hooks.put(url=url, by=officer.user)
        said = ""
    except Refused as refused:
        said = str(refused)
    assert (why in said) if why else not said


def test_without_hosts_nobody_can_have_a_hook(settings, officer):
    settings.WEBHOOK_HOSTS = ""
    with pytest.raises(Refused):
        hooks.put(url="https://tools.example.org/", by=officer.user)
    assert "Ask an administrator" in officer.get("/inbox/hook/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255", "127.0.0.1", "::1",
        "::ffff:169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "fd00:ec2::254",
        "100.100.100.200", "192.0.0.192",
    ],
)  # fmt: skip
def test_an_allowed_name_that_leads_to_an_address_never_called_is_not_called(
    monkeypatch, settings, officer, address
):
    settings.WEBHOOK_HOSTS = "tools.example.org"
    found = [(0, 0, 0, "", (ip, 443)) for ip in ("203.0.113.9", address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: found)
    called = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, where: called.append(where))
    hooks.put(url="https://tools.example.org/", by=officer.user, at=at(BEFORE))
    Preference.objects.create(user=officer.user, kind="work", cadence="daily", hook=True)
    tell(officer.user)
    hooks_due.write(at(NOON))
    assert hooks_post.send(at(NOON)).failed == 1
    assert (posted(), called) == (["failed"], [])


def test_a_colleagues_tool_inside_the_house_may_be_called(monkeypatch, settings):
    settings.WEBHOOK_HOSTS = "tools.example.org"
    found = [(0, 0, 0, "", ("10.1.2.3", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: found)
    assert hooks_places.resolved(hooks_places.place("https://tools.example.org/")) == "10.1.2.3"
