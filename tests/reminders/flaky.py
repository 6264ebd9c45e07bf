"""A mail backend whose luck is told beforehand: "ok", or what goes wrong with the next mail."""

import smtplib

from django.core.mail.backends.base import BaseEmailBackend

luck, taken = [], []


class Backend(BaseEmailBackend):
    handed_over = False

    def open(self):
        if luck and luck[0] == "refused":
            luck.pop(0)
            raise ConnectionRefusedError

    def send_messages(self, messages):
        fault = luck.pop(0) if luck else "ok"
        self.handed_over = fault in ("ok", "lost after")
        if fault == "451":
            raise smtplib.SMTPSenderRefused(451, b"later", "us")
        if fault == "lost before":
            raise smtplib.SMTPServerDisconnected
        taken.extend(messages)
        if fault == "lost after":
            raise smtplib.SMTPServerDisconnected
        return len(messages)
