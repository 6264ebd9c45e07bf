"""An entry knows where it came from, and a client cannot choose it."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from secoffice.audit import trail
from secoffice.audit.middleware import AuditContext


def entry_of(request):
    made = []

    def view(request):
        made.append(trail.record("viewed", by=None))
        return HttpResponse()

    AuditContext(view)(request)
    return made[0]


def asking(address="192.0.2.7", **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def test_an_entry_holds_address_request_and_a_hash_of_the_session(db):
    request = asking()
    request.session = SessionStore()
    request.session.create()
    entry = entry_of(request)
    assert entry.address == "192.0.2.7"
    assert entry.request == request.audit_id
    assert len(entry.session) == 16 and request.session.session_key not in entry.session


def test_outside_a_request_there_is_no_origin(db):
    entry_of(asking())
    entry = trail.record("sent", by=None)
    assert (entry.address, entry.session, entry.request) == ("", "", "")


def test_a_client_cannot_choose_its_address(db):
    assert entry_of(asking(x_forwarded_for="203.0.113.9")).address == "192.0.2.7"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("198.51.100.4", "198.51.100.4"),
        ("203.0.113.9, 198.51.100.4", "198.51.100.4"),
        ("198.51.100.4, 10.0.0.2", "198.51.100.4"),
        ("", "10.0.0.1"),
        ("<script>", ""),
    ],
    ids=["one hop", "forged first hop", "two proxies", "no header", "nonsense"],
)
def test_a_trusted_proxy_is_believed_about_its_own_client(db, settings, forwarded, address):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    assert entry_of(asking("10.0.0.1", x_forwarded_for=forwarded)).address == address


def test_a_socket_without_address_is_no_error(db):
    assert entry_of(asking("")).address == ""


def test_commands_can_say_where_they_come_from(db):
    with trail.context(address="192.0.2.8", session="console"):
        entry = trail.record("loaded", by=None)
    assert (entry.address, entry.session) == ("192.0.2.8", "console")
