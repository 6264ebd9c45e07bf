"""A letter laid out, as text and as HTML.

Letters of one form differ in their words alone, so a form is rendered once, with marks where the words go. A mark
keeps what a template does to its letters: `zq0z` as it is, `Zq0z` with a capital, `ZQ0Z` all capitals.
"""

import re
from dataclasses import fields, replace
from functools import cache, lru_cache
from pathlib import Path

import css_inline
from django.template.loader import get_template, render_to_string
from django.utils.html import escape
from django.utils.text import capfirst

MARK = re.compile(r"([zZ][qQ]\d+[zZ])")
FEW = 3  # items; the forms of longer letters are too many to keep


def as_text(letter):
    return _laid_out(letter, _text, str)


def as_html(letter):
    """With the styles on every element, for mail programs ignore stylesheets."""
    return _laid_out(letter, _html, escape)


def _laid_out(letter, lay_out, safe):
    words = []
    form = _mapped(letter, lambda text: words.append(text) or f"zq{len(words) - 1}z")
    pieces = lay_out(form) if len(letter.items) <= FEW else lay_out.__wrapped__(form)
    return "".join(safe(_word(piece, words)) if number % 2 else piece for number, piece in enumerate(pieces))


def _mapped(letter, mark):
    """The same letter with every text that is not empty replaced."""
    texts = {f.name: mark(v) for f in fields(letter) if isinstance(v := getattr(letter, f.name), str) and v}
    tuples = {f.name: v for f in fields(letter) if isinstance(v := getattr(letter, f.name), tuple)}
    return replace(
        letter, **texts, **{name: tuple(_mapped(v, mark) for v in vs) for name, vs in tuples.items()}
    )


def _word(mark, words):
    word = words[int(mark[2:-1])]
    if mark[1] == "Q":
        return word.upper()
    return capfirst(word) if mark[0] == "Z" else word


@lru_cache(maxsize=256)
def _text(form):
    """Pieces of the text, in turn as they are and a mark to be filled."""
    return MARK.split(render_to_string("emails/letter.txt", {"letter": form}))


@lru_cache(maxsize=256)
def _html(form):
    """Pieces of the page, likewise."""
    return MARK.split(inliner().inline(render_to_string("emails/letter.html", {"letter": form})))


@cache
def inliner():
    """Writes the rules onto each element; nothing is fetched."""
    css = Path(get_template("emails/mail.css").origin.name).read_text()
    return css_inline.CSSInliner(extra_css=css, load_remote_stylesheets=False)
