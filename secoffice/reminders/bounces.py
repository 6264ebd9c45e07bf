"""What mail servers say afterwards: delivery reports (RFC 3464), read carefully and counted once.

A report is believed when it names the Message-ID of a mail of ours, which only the recipient's side has seen,
and the address that mail went to. Everything else is noted as not understood and moves nothing.
"""

import email
import hashlib
import logging
from dataclasses import dataclass

from django.db import transaction

from secoffice.audit import trail
from secoffice.reminders import booking
from secoffice.reminders.models import Bounce, Channel, Mail, Notice

log = logging.getLogger(__name__)
PERMANENT, REFUSED = Bounce.Kind.PERMANENT, Bounce.Kind.REFUSED
DELAYED, UNKNOWN = Bounce.Kind.DELAYED, Bounce.Kind.UNKNOWN
ON_ITS_WAY = (Mail.State.SENT, Mail.State.UNKNOWN, Mail.State.RETRYING)
MOST_RECIPIENTS = 20


@dataclass(frozen=True)
class Report:
    """One recipient of one report. `identity`: what makes it this report and no other, where it says so."""

    kind: str
    message_id: str = ""
    recipients: tuple = ()
    code: str = ""
    said: str = ""
    identity: str = ""


def read(raw):
    """The reports in a message, one for each recipient; a message that is no report gives one that is unknown.
    Never raises: whoever can send us mail can send anything."""
    try:
        message = email.message_from_bytes(raw)
        found = list(_reports(message, hashlib.sha256(raw).hexdigest()))
    except Exception as error:  # a text made to break the parser says nothing of a mail of ours
        log.warning("A message in the bounce mailbox cannot be read (%s).", type(error).__name__)
        found = []
    return found or [Report(UNKNOWN, identity=hashlib.sha256(raw).hexdigest())]


def _reports(message, digest):
    parts = list(message.walk())
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if message.get_content_type() != "multipart/report" or status is None or not status.is_multipart():
        return
    identity, about = str(message.get("Message-ID") or digest).strip(), printable(_returned_id(parts))
    for block in status.get_payload()[:MOST_RECIPIENTS]:
        if block.get("Action"):
            yield _report(block, about, identity)


def _report(block, about, identity):
    action = str(block["Action"]).split("(")[0].strip().lower()
    code = printable(str(block.get("Status", "")).strip().split(" ")[0])[:12]
    addresses = (block.get("Final-Recipient"), block.get("Original-Recipient"))
    recipients = tuple(_address(str(address)) for address in addresses if address)
    words = plain(str(block.get("Diagnostic-Code", "")).partition(";")[2])
    return Report(meaning(action, code), about, recipients, code, words, identity)


def meaning(action, code):
    """5.7 is a policy: it says nothing of the address (faults.py says the same of an answer)."""
    if action == "delayed":
        return DELAYED
    if action != "failed" or not code.startswith("5"):
        return UNKNOWN
    return REFUSED if code.startswith("5.7.") or code == "5.7" else PERMANENT


def _address(field):
    return field.rpartition(";")[2].strip().strip("<>").casefold()


def _returned_id(parts):
    """The Message-ID of the mail that came back, from its whole text or its headers alone."""
    for part in parts:
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            return str(part.get_payload(0).get("Message-ID", "")).strip()
        if part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True) or b""
            return str(email.message_from_bytes(headers).get("Message-ID", "")).strip()
    return ""


def plain(text):
    """One line for a page: printable, cut short, without addresses."""
    kept = " ".join(word for word in text.split() if "@" not in word)
    return printable(kept)[:200]


def printable(text):
    return "".join(letter if letter.isprintable() else "?" for letter in text)


@transaction.atomic
def note(report, *, source, now):
    """Write a report down and do what follows from it. Returns the Bounce, or None where it was known."""
    mail = _mail_of(report)
    kind = report.kind if mail else UNKNOWN
    key = _key(report, source, mail)
    if not report.identity and mail and mail.sent_at is None and mail.bounces.filter(kind=kind).exists():
        return None
    bounce, is_new = Bounce.objects.get_or_create(
        key=key,
        defaults={
            "source": source, "kind": kind, "mail": mail, "recipient": mail and mail.recipient,
            "code": report.code[:12], "said": report.said, "at": now,
        },
    )  # fmt: skip
    if not is_new:
        return None
    if mail and kind in (PERMANENT, REFUSED):
        _came_back(mail, bounce, now)
    return bounce


def _mail_of(report):
    """Our mail, where Message-ID and address both fit."""
    if not report.message_id:
        return None
    sent = Mail.objects.filter(message_id=report.message_id, channel="mail", attempts__gt=0)
    mail = sent.select_related("recipient").first()
    if mail is None or mail.recipient.email.casefold() not in report.recipients:
        return None
    return mail


def _key(report, source, mail):
    """A report without an identity of its own is known by what it says of this sending of the mail."""
    sending = "" if report.identity or mail is None else f"{mail.sent_at}"
    told = (source, report.identity, report.message_id, *report.recipients, report.kind, report.code, sending)
    return hashlib.sha256("\0".join(told).encode("utf-8", "replace")).hexdigest()


def _came_back(mail, bounce, now):
    """The mail did not arrive after all; where the address does not work, what was owed climbs."""
    words = f"It came back. {bounce.said}".strip()[:200]
    failed = {"state": Mail.State.FAILED, "sent_at": None, "last_code": bounce.code, "last_error": words}
    Mail.objects.filter(pk=mail.pk, state__in=ON_ITS_WAY).update(**failed)
    detail = {"recipient": mail.recipient_id, "code": bounce.code, "kind": str(bounce.kind)}
    trail.record("mail came back", mail, by=None, reason=words, result="failed", detail=detail)
    if bounce.kind == PERMANENT:
        owed = mail.notices.filter(state=Notice.State.MAILED, acknowledged_at=None)
        booking.bounced(mail.recipient, list(owed), now)


def looked(now, error=""):
    """When the bounce mailbox was last read, or why it could not be: for the operations page."""
    said = {"last_error": error} if error else {"last_error": "", "ran_at": now}
    Channel.objects.update_or_create(name="bounces", defaults=said)
