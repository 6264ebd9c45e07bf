"""The mailbox to which mails come back: a maildir on this machine or an IMAP folder.

A message is marked as seen after it was written down, so one that was read by a process that died is read
again, and its key makes it count once. Every answer of a server must come within TIMEOUT.
"""

import imaplib
import os
import ssl
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone

from secoffice.reminders import bounces
from secoffice.reminders.models import Bounce

MOST, LARGEST, TIMEOUT = 100, 256 * 1024, 15
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class NotAMailbox(ValueError):
    """The setting says something else than a mailbox."""


def read_all():
    """Note what is new, up to MOST messages. Returns how many reports counted; None without a mailbox."""
    if not settings.BOUNCE_MAILBOX:
        return None
    try:
        with mailbox(settings.BOUNCE_MAILBOX) as messages:
            counted = sum(note_one(raw) for raw in messages)
    except (OSError, imaplib.IMAP4.error, NotAMailbox) as error:
        words = str(error) if isinstance(error, NotAMailbox) else type(error).__name__
        bounces.looked(timezone.now(), error=f"The mailbox cannot be read: {words}"[:200])
        return 0
    bounces.looked(timezone.now())
    return counted


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
    raise NotAMailbox("BOUNCE_MAILBOX must be like imaps://user:password@host/INBOX or maildir:///path.")


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


@contextmanager
def imap(parts):
    """Signed in, with the folder open. Without TLS on this machine only."""
    if parts.scheme == "imaps":
        context = ssl.create_default_context()
        line = imaplib.IMAP4_SSL(parts.hostname, parts.port or 993, ssl_context=context, timeout=TIMEOUT)
    else:
        line = imaplib.IMAP4(parts.hostname, parts.port or 143, timeout=TIMEOUT)
    try:
        line.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        _well(line.select(f'"{folder}"'))
        yield _from_imap(line)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            line.logout()


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
        raise imaplib.IMAP4.error("refused")
    return told
