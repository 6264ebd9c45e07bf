"""What a mail says: reference, neutral duty words, a date, a link, and nothing else (domain §0.6.12).

Templates never see a model: they get the frozen values below, so a field added to a case cannot slip into
a mail.
"""

import hmac
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import get_template, render_to_string

from secoffice import ports
from secoffice.deadlines.explanation import written

# Mails that carry a one-time link. It is made while the mail is written and stored nowhere.
LINKED = {
    "invitation": ("An account was made for you. Choose your password to begin.", "Accept the invitation"),
    "reset": ("Somebody, probably you, asked for a new password.", "Choose a new password"),
}


@dataclass(frozen=True)
class Item:
    reference: str
    duty: str
    when: str
    note: str
    url: str
    late: bool


@dataclass(frozen=True)
class Letter:
    subject: str
    opening: str
    items: tuple = ()
    link: str = ""
    button: str = ""
    inbox: str = ""


class NoLink(LookupError):
    """Nobody answers for the link that this mail is about."""


class Gone(Exception):
    """The link would open nothing any more: used, withdrawn, or the account is closed."""


def address(path):
    """An address of this office for a path of its own; anything else gives none."""
    return urljoin(settings.BASE_URL, path) if path.startswith("/") and not path.startswith("//") else ""


def message_id(key):
    """The same for every try of the same mail, so that the far end can drop a second copy."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"message-id:{key}".encode(), "sha256").hexdigest()
    return f"<{digest[:40]}@{urlsplit(settings.BASE_URL).hostname}>"


def letter(notices, person, now):
    if notices[0].kind in LINKED:
        opening, button = LINKED[notices[0].kind]
        words, path = _link(notices[0].kind, person)
        return Letter(
            f"Secoffice: {words[:1].lower()}{words[1:]}", opening, link=address(path), button=button
        )
    items = tuple(
        sorted((item(notice, person.tz, now) for notice in notices), key=lambda item: not item.late)
    )
    return Letter(_subject(notices, items), "This is waiting for you:", items, inbox=address("/inbox/"))


def item(notice, tz, now):
    late = notice.due_at is not None and notice.due_at < now
    note = notice.step_words if not late or notice.step.startswith("escalate") else "late"
    return Item(
        reference=notice.reference,
        duty=notice.duty,
        when=_when(notice, tz),
        note="name somebody who may read it, in your inbox" if notice.opaque else note,
        url=address(notice.url),
        late=late,
    )


def _when(notice, tz):
    """The day it is due where the recipient is; with the hour when that is another day than at the office."""
    if notice.due_at is None:
        return written(notice.due_on) if notice.due_on else ""
    local = notice.due_at.astimezone(tz)
    if local.date() == notice.due_on:
        return written(notice.due_on)
    return f"{written(local.date())} {local:%H:%M}"


def _subject(notices, items):
    late = sum(item.late for item in items)
    due = sum(notice.due_on is not None for notice in notices) - late
    new = len(items) - due - late
    counted = [(due, "item{} due"), (late, "late"), (new, "new item{}")]
    words = [f"{count} {words.format('' if count == 1 else 's')}" for count, words in counted if count]
    if words and due == 0 and late:
        words[0] = f"{late} item{'' if late == 1 else 's'} late"
    return f"Secoffice: {', '.join(words)}"


def _link(kind, person):
    """Subject words and path, from whoever keeps accounts."""
    answers = {answer.outcome: answer for answer in ports.ask("mail link", kind=kind, user=person)}
    if "link" in answers:
        return answers["link"].sentence, answers["link"].rows[0]
    raise Gone if "gone" in answers else NoLink(kind)


def message(mail, person, notices, now):
    """The mail as it goes out, text and HTML."""
    told = {"letter": letter(notices, person, now)}
    email = EmailMultiAlternatives(
        subject=told["letter"].subject,
        body=render_to_string("emails/letter.txt", told),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[person.email],
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    email.attach_alternative(_inliner().inline(render_to_string("emails/letter.html", told)), "text/html")
    return email


@cache
def _inliner():
    """Mail programs ignore stylesheets, so the rules are written onto each element; nothing is fetched."""
    css = Path(get_template("emails/mail.css").origin.name).read_text()
    return css_inline.CSSInliner(extra_css=css, load_remote_stylesheets=False)
