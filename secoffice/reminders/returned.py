"""The mailbox to which mails come back: a maildir on this machine or an IMAP folder.

A message is marked as seen after it was written down, so one that was read by a process that died is read
again, and its key makes it count once. A server that says nothing for TIMEOUT is left, and any after WHOLE: one
that sends a letter now and then would otherwise hold the reader for ever.
"""

import imaplib
import os
import socket
import ssl
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone

from secoffice.reminders import bounces
from secoffice.reminders.models import Bounce

MOST, LARGEST, TIMEOUT, WHOLE = 100, 256 * 1024, 15, 120
LOOPBACK = ("127.0.0.1", "::1", "localhost")
WORDS = {
    ssl.SSLCertVerificationError: "the certificate of the server is not trusted here.",
    ssl.SSLError: "the server does not speak TLS at this port.",
    TimeoutError: "the server does not answer in time.",
    ConnectionError: "the server refuses the connection.",
    socket.gaierror: "the server is not known by this name.",
    imaplib.IMAP4.abort: "the line to the server broke off.",
    imaplib.IMAP4.error: "the server does not speak IMAP as it should.",
}


class NoMailbox(ValueError):
    """Why there is none to read, in words for the operations page: nothing that a server said, nor the address."""


def read_all():
    """Note what is new, up to MOST messages. Returns how many were noted; None without a mailbox."""
    if not settings.BOUNCE_MAILBOX:
        return None
    noted, error = 0, ""
    try:
        with mailbox(settings.BOUNCE_MAILBOX) as messages:
            for raw in messages:
                noted += note_one(raw)
    except (OSError, imaplib.IMAP4.error, NoMailbox) as failed:
        error = f"The mailbox cannot be read: {why(failed)}"[:200]
    bounces.looked(timezone.now(), error=error)
    return noted


def why(failed):
    if isinstance(failed, NoMailbox):
        return str(failed)
    return next((words for kind, words in WORDS.items() if isinstance(failed, kind)), type(failed).__name__)


def note_one(raw):
    noted = (
        bounces.note(report, source=Bounce.Source.MAILBOX, now=timezone.now()) for report in bounces.read(raw)
    )
    return sum(bounce is not None for bounce in noted)


def mailbox(address):
    """A context that gives the new messages as bytes; going on to the next one marks the one before as seen."""
    parts = urlsplit(address)
    if parts.scheme == "maildir" and parts.path:
        return maildir(Path(parts.path))
    secure = parts.scheme == "imaps" or (parts.scheme == "imap" and parts.hostname in LOOPBACK)
    if secure and parts.hostname and is_port(parts) and unquote(address).isascii():
        return imap(parts)
    raise NoMailbox("BOUNCE_MAILBOX must be like imaps://user:password@host/INBOX or maildir:///path.")


def is_port(parts):
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


@contextmanager
def maildir(folder):
    yield _from_maildir(folder)


def _from_maildir(folder):
    for path in sorted((folder / "new").iterdir())[:MOST]:
        try:
            with open(path, "rb") as file:
                raw = file.read(LARGEST)
        except FileNotFoundError:
            continue  # another reader was quicker
        yield raw
        with suppress(FileNotFoundError):
            os.rename(path, folder / "cur" / f"{path.name.partition(':')[0]}:2,S")


class Bounded:
    """Mixed into imaplib's classes: the line is cut after WHOLE. Whoever reads then finds it broken off."""

    def open(self, *where, **how):
        super().open(*where, **how)
        self.ending = Timer(WHOLE, socket.socket.shutdown, [self.sock, socket.SHUT_RDWR])
        self.ending.daemon = True
        self.ending.start()

    def shutdown(self):
        self.ending.cancel()
        super().shutdown()


class Plain(Bounded, imaplib.IMAP4):
    pass


class Tls(Bounded, imaplib.IMAP4_SSL):
    pass


def _line(parts):
    if parts.scheme == "imaps":
        context = ssl.create_default_context()
        return Tls(parts.hostname, parts.port or 993, ssl_context=context, timeout=TIMEOUT)
    return Plain(parts.hostname, parts.port or 143, timeout=TIMEOUT)


@contextmanager
def imap(parts):
    """Signed in, with the folder open. Without TLS on this machine only."""
    line = _line(parts)
    try:
        _sign_in(line, parts)
        folder = unquote(parts.path.strip("/")) or "INBOX"
        if line.select(f'"{folder}"')[0] != "OK":
            raise NoMailbox("there is no such folder.")
        yield _from_imap(line)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            line.logout()
        with suppress(OSError):
            line.shutdown()


def _sign_in(line, parts):
    try:
        line.login(unquote(parts.username or ""), unquote(parts.password or ""))
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise NoMailbox("the server refuses the user or the password.") from None


def _from_imap(line):
    (found,) = _well(line.uid("SEARCH", "UNSEEN"))
    for number in (found or b"").split()[:MOST]:
        answer = _well(line.uid("FETCH", number.decode(), f"(BODY.PEEK[]<0.{LARGEST}>)"))
        raw = next((part[1] for part in answer if isinstance(part, tuple)), None)
        if raw is not None:
            yield raw
            _well(line.uid("STORE", number.decode(), "+FLAGS", "(\\Seen)"))


def _well(answer):
    state, told = answer
    if state != "OK":
        raise NoMailbox("the server refuses to hand out or to mark a message.")
    return told
