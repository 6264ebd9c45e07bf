"""The line to somebody's tool: to the very address that was looked at, by a certificate, within its time."""

import socket
import ssl
import threading
import time
from pathlib import Path

import pytest

from secoffice.reminders import hooks_faults, hooks_line
from secoffice.reminders.hooks_line import Lost, post
from secoffice.reminders.hooks_places import Place
from tests.reminders.tool import Tool

PEM = Path(__file__).with_name("tools.pem")
BODY = b'{"id": "1"}'


@pytest.fixture(scope="module")
def secure_tool():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(PEM)
    tool = Tool(secure=context)
    yield tool
    tool.stop()


@pytest.fixture
def secure(secure_tool, monkeypatch):
    """A tool that every name leads to; its own name is tools.example.org."""
    secure_tool.well()
    monkeypatch.setattr(hooks_line, "resolved", lambda where: "127.0.0.1")
    monkeypatch.setattr(hooks_line, "_context", lambda: ssl.create_default_context(cafile=PEM))
    return secure_tool


def to(tool, host="tools.example.org"):
    return Place("https", host, tool.port, "/in/?a=b")


def test_a_post_goes_to_the_address_looked_at_under_the_name_asked_for(secure):
    assert post(to(secure), {"Secoffice-Id": "1"}, BODY) == 204
    (taken,) = secure.taken
    assert (taken.path, taken.body) == ("/in/?a=b", BODY)
    assert taken.headers["Host"] == f"tools.example.org:{secure.port}"
    assert not {"Authorization", "Cookie", "Transfer-Encoding"} & taken.headers.keys()


def test_a_host_that_shows_the_certificate_of_another_gets_nothing(secure):
    with pytest.raises(Lost) as lost:
        post(to(secure, host="other.example.org"), {}, BODY)
    assert not lost.value.handed_over and secure.taken == []
    assert "certificate" in hooks_faults.on_error(lost.value, 1).error


def test_a_host_that_nobody_vouches_for_gets_nothing(secure, monkeypatch):
    monkeypatch.setattr(hooks_line, "_context", ssl.create_default_context)
    with pytest.raises(Lost) as lost:
        post(to(secure), {}, BODY)
    verdict = hooks_faults.on_error(lost.value, 1)
    assert (verdict.outcome, secure.taken) == (hooks_faults.RETRY, [])


def test_our_own_context_checks_certificates_and_names():
    context = hooks_line._context()
    assert context.verify_mode == ssl.CERT_REQUIRED and context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("drip", [b"", b"\x16"], ids=["silence", "drip"])
def test_a_far_end_that_never_comes_to_the_point_is_left_in_time(monkeypatch, scheme, drip):
    monkeypatch.setattr(hooks_line, "REACH", 0.3)
    monkeypatch.setattr(hooks_line, "PATIENCE", 0.3)
    monkeypatch.setattr(hooks_line, "resolved", lambda where: "127.0.0.1")
    ended, listener = threading.Event(), socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=dripping, args=(listener, drip, ended), daemon=True).start()
    begun = time.monotonic()
    with pytest.raises(Lost):
        post(Place(scheme, "tools.example.org", listener.getsockname()[1], "/"), {}, BODY)
    assert time.monotonic() - begun < 2
    ended.set()
    listener.close()


def dripping(listener, drip, ended):
    """A byte of what may begin an answer, now and then, for ever."""
    line, _ = listener.accept()
    for byte in iter(lambda: drip + b"\x03\x01\x40\x00", None):
        for letter in byte:
            if ended.wait(0.05):
                return
            try:
                line.sendall(bytes([letter]) if drip else b"")
            except OSError:
                return
