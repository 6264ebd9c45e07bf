"""A hook leads only where an operator allows, and to no address that is never called."""

import socket

import pytest

from secoffice.ports import Refused
from secoffice.reminders import hooks, hooks_due, hooks_places, hooks_post
from secoffice.reminders.models import Preference
from secoffice.runtime import checks
from tests.reminders.hooked import BEFORE, NOON, posted, tell
from tests.reminders.owing import at

pytestmark = pytest.mark.django_db


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


def test_the_checks_name_entries_that_allow_nothing_and_those_without_encryption(settings):
    settings.WEBHOOK_HOSTS = (
        "tools.example.org, *.example.org, https://a.example.org/in, ftp://x, http://b.example.org"
    )
    found = checks.webhook_hosts_can_be_read(None)
    assert [warning.msg.partition("”")[0] for warning in found] == [
        "“*.example.org", "“https://a.example.org/in", "“ftp://x",
    ]  # fmt: skip
    (plain,) = checks.web_hooks_are_encrypted(None)
    assert "b.example.org" in plain.msg
    assert hooks_places.names() == ["tools.example.org", "http://b.example.org"]
