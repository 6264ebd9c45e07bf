"""The mails the sink has kept, read back for the development page."""

import re
from dataclasses import dataclass
from email import message_from_binary_file, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

NAME = re.compile(r"^[0-9A-Za-z-]+$")
SHOWN = 200


@dataclass(frozen=True)
class KeptMail:
    """One mail: who to, when, about what, and both of its bodies."""

    name: str
    sender: str
    recipients: str
    subject: str
    sent_at: object
    text: str = ""
    html: str = ""


def newest(folder, limit=SHOWN):
    """The newest mails first, without their bodies."""
    paths = sorted(Path(folder).glob("*.eml"), reverse=True)
    return [mail for path in paths[:limit] if (mail := read(path, bodies=False))]


def find(folder, name):
    """One mail by the name `newest` gave it, or None. A name is letters, digits and hyphens: no path."""
    if not NAME.match(name):
        return None
    paths = [path for path in Path(folder).glob("*.eml") if name_of(path) == name]
    return read(paths[0], bodies=True) if paths else None


def name_of(path):
    return path.stem.replace(".", "-")


def read(path, bodies):
    try:
        with open(path, "rb") as file:
            message = message_from_binary_file(file, policy=policy.default)
        return KeptMail(
            name=name_of(path),
            sender=str(message["From"] or ""),
            recipients=str(message["To"] or message["X-Envelope-To"] or ""),
            subject=str(message["Subject"] or ""),
            sent_at=moment(message),
            text=body(message, "plain") if bodies else "",
            html=body(message, "html") if bodies else "",
        )
    except FileNotFoundError:
        return None


def moment(message):
    try:
        return parsedate_to_datetime(message["Date"])
    except (TypeError, ValueError):
        return None


def body(message, kind):
    part = message.get_body(preferencelist=(kind,))
    try:
        return part.get_content() if part else ""
    except (LookupError, ValueError):
        return part.get_payload(decode=True).decode("utf-8", "replace")
