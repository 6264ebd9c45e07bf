"""The line to the mail server: what Django's lacks to survive a bad one (reliability §3.4).

* Every answer must be complete within EMAIL_TIMEOUT, so that one byte a second holds no worker for ever.
* It remembers whether the text was handed over. A connection lost before that lost nothing;
  lost after it, the mail may have arrived.
"""

import smtplib
import time

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends import smtp as django_smtp
from django.core.mail.message import sanitize_address

DJANGOS = "django.core.mail.backends.smtp.EmailBackend"


def connect():
    """The mail backend of the settings; where that is SMTP, in the version below."""
    own = f"{__name__}.EmailBackend"
    return get_connection(backend=own if settings.EMAIL_BACKEND == DJANGOS else None)


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

    def getreply(self):
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


class Plain(Line, smtplib.SMTP):
    pass


class Tls(Line, smtplib.SMTP_SSL):
    pass


class EmailBackend(django_smtp.EmailBackend):
    @property
    def connection_class(self):
        return Tls if self.use_ssl else Plain

    @property
    def handed_over(self):
        """Whether the text of the current message left; unknown counts as yes."""
        return self.connection is None or self.connection.handed_over

    def _send(self, email_message):
        self.connection.handed_over = False
        if not hasattr(email_message, "as_sent"):
            return super()._send(email_message)
        sender, *to = (
            sanitize_address(each, "utf-8") for each in (email_message.from_email, *email_message.to)
        )
        self.connection.sendmail(sender, to, email_message.as_sent())
        return True
