"""What becomes of a post by how somebody's tool answers, and that one tool never holds up another."""

import socket
from datetime import UTC, datetime, timedelta

import pytest
import urllib3

from secoffice.audit.models import AuditEntry
from secoffice.reminders import hooks, hooks_due, hooks_line, hooks_post, sending, state
from secoffice.reminders.models import Hook, Mail, Notice
from tests.factories import make_user
from tests.reminders.hooked import NOON, hook_up, posted, tell, why
from tests.reminders.owing import at, owe, run

pytestmark = pytest.mark.django_db


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
    assert why()[1:] == ["web hook switched off"] * 2
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


def test_a_lease_is_renewed_in_time_and_what_others_took_meanwhile_is_theirs(tool, officer, monkeypatch):
    monkeypatch.setattr(hooks_post, "ONE_POST", 2 * sending.LEASE)
    hook_up(officer.user, tool)
    for _ in range(4):
        tell(officer.user)
    post, leases = hooks_line.post, []

    def slowly(*given):
        leases.append(Mail.objects.filter(state="claimed").latest("pk").lease_until)
        if len(leases) == 3:
            sending.take_back(at(NOON) + timedelta(hours=1))
        return post(*given)

    monkeypatch.setattr(hooks_line, "post", slowly)
    hooks_due.write(at(NOON))
    hooks_post.send(at(NOON), batches=1)
    assert at(NOON) + sending.LEASE < leases[0] < leases[1] < leases[2]
    assert (len(tool.taken), posted()) == (3, ["sent", "sent", "retrying", "retrying"])


def test_after_five_days_all_that_was_owed_to_a_dead_tool_is_given_up_and_said(tool, officer):
    hook_up(officer.user, tool)
    tool.fault = 503
    for _ in range(3):
        tell(officer.user)
    for hour in range(0, 24 * 5 + 20, 9):
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


def test_where_nobody_has_a_hook_looking_costs_one_query(officer, django_assert_num_queries):
    owe(officer.user)
    with django_assert_num_queries(1):
        assert hooks_due.write(at(NOON)) == 0


def test_where_a_hook_has_nothing_new_looking_costs_one_query(tool, officer, django_assert_num_queries):
    hook_up(officer.user, tool)
    tell(officer.user)
    run(NOON)
    run("2026-04-16T12:20")
    with django_assert_num_queries(1):
        assert hooks_due.write(at("2026-04-16T12:21")) == 0


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
