"""The line to the mail server: what Django's lacks to survive a bad one (reliability §3.4).

* Every answer must be complete within EMAIL_TIMEOUT, so that one byte a second holds no worker for ever.
* It remembers whether the text was handed over. A connection lost before that lost nothing;
  lost after it, the mail may have arrived.
* A server that takes commands in one go (RFC 2920) gets them so: two journeys a mail, not four.
* While the server thinks about a text, `meanwhile` has time to write the next one. It must not raise.
"""

import re
import smtplib
import time
from functools import lru_cache

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends import smtp as django_smtp
from django.core.mail.message import sanitize_address

PERIOD = re.compile(rb"^\.", re.MULTILINE)
DJANGOS = "django.core.mail.backends.smtp.EmailBackend"


def connect():
    """The mail backend of the settings; where that is SMTP, in the version below."""
    own = f"{__name__}.EmailBackend"
    return get_connection(backend=own if settings.EMAIL_BACKEND == DJANGOS else None)


@lru_cache(maxsize=4096)
def _bare(address):
    """An address as the line takes it. ValueError where it is none."""
    return sanitize_address(address, "utf-8")


@lru_cache(maxsize=4096)
def _quoted(address):
    """<address>. ValueError: it would begin a command of its own."""
    if not (quoted := smtplib.quoteaddr(address)).isprintable():
        raise ValueError("An address holds a line break or a control character.")
    return quoted


class Patient:
    """Reads lines from a socket, but no answer for longer than its patience."""

    def __init__(self, sock, patience):
        self.sock, self.patience, self.read, self.until = sock, patience, b"", None

    def start(self):
        self.until = time.monotonic() + self.patience if self.patience else None

    def readline(self, limit):
        while b"\n" not in self.read and len(self.read) < limit:
            if self.until is not None:
                left = self.until - time.monotonic()
                if left <= 0:
                    raise TimeoutError("no complete answer in time")
                self.sock.settimeout(left)
            if not (more := self.sock.recv(4096)):
                break
            self.read += more
        end = min(self.read.find(b"\n") + 1 or len(self.read), limit)
        line, self.read = self.read[:end], self.read[end:]
        return line

    def close(self):
        self.read = b""


class Line:
    """Mixed into smtplib's classes."""

    handed_over = False
    in_data = False
    meanwhile = None

    def getreply(self):
        if self.handed_over and self.meanwhile:
            self.meanwhile()
        if self.file is None:
            self.file = Patient(self.sock, self.timeout)
        self.file.start()
        try:
            return super().getreply()
        finally:
            if self.sock is not None:
                self.sock.settimeout(self.timeout)

    def data(self, msg):
        self.in_data = True
        try:
            return super().data(msg)
        finally:
            self.in_data = False

    def send(self, s):
        if self.in_data and s != "data\r\n":
            self.handed_over = True
        super().send(s)

    def sendmail(self, from_addr, to_addrs, msg):
        """One text to one recipient, or to several where the server takes a command at a time."""
        self.ehlo_or_helo_if_needed()
        if len(to_addrs) > 1 or not self.has_extn("pipelining"):
            return super().sendmail(from_addr, to_addrs, msg)
        size = f" size={len(msg)}" if self.has_extn("size") else ""
        begin = f"mail FROM:{_quoted(from_addr)}{size}\r\nrcpt TO:{_quoted(to_addrs[0])}\r\ndata\r\n"
        self.send(begin)
        sender, recipient = self._answer(), self._answer()
        refused = self._refused(from_addr, to_addrs[0], sender, recipient)
        go_on = self._answer()
        if not refused and go_on[0] != 354:
            refused = smtplib.SMTPDataError(*go_on)
        if not refused:
            refused = self._text(msg)
        elif go_on[0] == 354:  # it waits for a text though nobody would get it
            self.send(b".\r\n")
            self._answer()
        if refused:
            self._rset()
            raise refused
        return {}

    def _answer(self):
        """421 ends the line: what was asked after it has no answer."""
        code, said = self.getreply()
        if code == 421:
            self.close()
            raise smtplib.SMTPDataError(code, said)
        return code, said

    @staticmethod
    def _refused(from_addr, to_addr, sender, recipient):
        if sender[0] != 250:
            return smtplib.SMTPSenderRefused(*sender, from_addr)
        if recipient[0] not in (250, 251):
            return smtplib.SMTPRecipientsRefused({to_addr: recipient})
        return None

    def _text(self, msg):
        self.in_data = True
        try:
            self.send(PERIOD.sub(b"..", msg) + b".\r\n")
            code, said = self._answer()
        finally:
            self.in_data = False
        return None if code == 250 else smtplib.SMTPDataError(code, said)


class Plain(Line, smtplib.SMTP):
    pass


class Tls(Line, smtplib.SMTP_SSL):
    pass


class EmailBackend(django_smtp.EmailBackend):
    meanwhile = None

    @property
    def connection_class(self):
        return Tls if self.use_ssl else Plain

    @property
    def handed_over(self):
        """Whether the text of the current message left; unknown counts as yes."""
        return self.connection is None or self.connection.handed_over

    def _send(self, email_message):
        self.connection.handed_over, self.connection.meanwhile = False, self.meanwhile
        if not hasattr(email_message, "as_sent"):
            return super()._send(email_message)
        sender, *to = map(_bare, (email_message.from_email, *email_message.to))
        self.connection.sendmail(sender, to, email_message.as_sent())
        return True
