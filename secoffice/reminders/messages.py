"""A mail as it goes out: the words of a letter (letters.py) as text and HTML, and its headers."""

import hashlib
import hmac
import re
from binascii import b2a_qp
from dataclasses import fields, replace
from email.utils import formatdate
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import forbid_multi_line_headers
from django.template.loader import get_template, render_to_string
from django.utils.html import escape
from django.utils.text import capfirst

from secoffice.reminders.letters import LINKED, Gone, NoLink, letter

__all__ = ["LINKED", "Gone", "NoLink", "letter", "message", "message_id"]
MARK = re.compile(r"([zZ]q\d+z)")
FEW = 3  # items; the forms of longer letters are too many to keep


def message_id(key):
    """The same for every try of the same mail, so that the far end can drop a second copy."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"message-id:{key}".encode(), "sha256").hexdigest()
    return f"<{digest[:40]}@{urlsplit(settings.BASE_URL).hostname}>"


def message(mail, person, notices, now):
    """The mail as it goes out, text and HTML."""
    told = {"letter": letter(notices, person, now, mail.kind)}
    email = Written(
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
    email.attach_alternative(as_html(told["letter"]), "text/html")
    return email


class Written(EmailMultiAlternatives):
    """Writes itself at once where the line takes bytes: the library's own way costs half of all sending."""

    def as_sent(self):
        """Headers, text and HTML with CRLF, ASCII throughout. ValueError: a value would begin a header of its own."""
        (html, _), *_ = self.alternatives
        edge = f"=_{hashlib.sha256(self.extra_headers['Message-ID'].encode()).hexdigest()[:32]}"
        given = {"Subject": self.subject, "From": self.from_email, "To": ", ".join(self.to)}
        given |= {"Date": formatdate()} | self.extra_headers
        head = "".join(f"{name}: {_header(name, value)}\r\n" for name, value in given.items())
        kind = f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="{edge}"\r\n'
        opening, end = f"\r\n--{edge}\r\n".encode(), f"\r\n--{edge}--\r\n".encode()
        parts = opening + _part("plain", self.body) + opening + _part("html", html)
        return (head + kind).encode("ascii") + parts + end


def _header(name, value):
    return forbid_multi_line_headers(name, value, "utf-8")[1].replace("\r\n", "\n").replace("\n", "\r\n")


def _part(kind, text):
    """Quoted-printable: whatever the letters and however long the lines."""
    lines = "\r\n".join(text.splitlines()) + "\r\n"
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    )
    return head.encode() + b2a_qp(lines.encode())


def as_html(letter):
    """The letter with its styles on every element. Letters of one form differ in their words alone, so a form is
    rendered and styled once, with marks where the words go."""
    words = []
    form = _mapped(letter, lambda text: words.append(text) or f"zq{len(words) - 1}z")
    styled = _form if len(letter.items) <= FEW else _form.__wrapped__
    pieces = styled(form)
    filled = (_filled(piece, words) if number % 2 else piece for number, piece in enumerate(pieces))
    return "".join(filled)


def _mapped(letter, mark):
    """The same letter with every text that is not empty replaced."""
    texts = {f.name: mark(v) for f in fields(letter) if isinstance(v := getattr(letter, f.name), str) and v}
    tuples = {f.name: v for f in fields(letter) if isinstance(v := getattr(letter, f.name), tuple)}
    return replace(
        letter, **texts, **{name: tuple(_mapped(v, mark) for v in vs) for name, vs in tuples.items()}
    )


@lru_cache(maxsize=256)
def _form(form):
    """Pieces of the page, in turn as they are and a mark to be filled."""
    return MARK.split(_inliner().inline(render_to_string("emails/letter.html", {"letter": form})))


def _filled(mark, words):
    word = words[int(mark[2:-1])]
    return escape(capfirst(word) if mark[0] == "Z" else word)


@cache
def _inliner():
    """Mail programs ignore stylesheets, so the rules are written onto each element; nothing is fetched."""
    css = Path(get_template("emails/mail.css").origin.name).read_text()
    return css_inline.CSSInliner(extra_css=css, load_remote_stylesheets=False)
