"""The words of letters stand in files: `name: text`, with a few {placeholders} that our own code fills in.

An office may lay its own version over each in SECOFFICE_DATA/letters/. That text is data, never a template or
a format string: whatever is not a placeholder of the list comes out as it stands. A file that cannot be used
is passed over for the shipped one, and said on the page of letters and in the system checks.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

ITEMS = ("subject", "opening", "yours", "passed", "watched", "news", "button", "foot")
LINK = ("subject", "opening", "button", "note", "foot")
COUNTED, ABOUT, PLAIN = ("counts", "name", "date"), ("about", "name", "date"), ("name", "date")
KINDS = {  # kind: (title, names of its texts, placeholders)
    "digest": ("Daily digest", ITEMS, COUNTED),
    "weekly": ("Weekly digest", ITEMS, COUNTED),
    "list": ("List for a supervisor", ITEMS, COUNTED),
    "single": ("One thing by itself", ITEMS, COUNTED),
    "invitation": ("Invitation", LINK, ABOUT),
    "reset": ("New password", LINK, ABOUT),
    "test": ("Test", ("subject", "opening", "yours", "button", "foot"), PLAIN),
}
PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
LINE = re.compile(r"([a-z]+):[ \t]*(.*)")
LARGEST, LONGEST = 8192, 500


class Unusable(ValueError):
    """Why a file of words cannot be used, in a sentence."""


@cache
def shipped(kind):
    return settings.BASE_DIR / "templates" / "emails" / "words" / f"{kind}.txt"


def own(kind):
    return _beside(str(settings.DATA), kind)


@lru_cache(maxsize=64)
def _beside(data, kind):
    return Path(data) / "letters" / f"{kind}.txt"


def of(kind):
    """Name → text, the office's own where it can be used."""
    try:
        return _read(shipped(kind), kind) | _own(kind)
    except Unusable:
        return _read(shipped(kind), kind)


def trouble(kind):
    """Why the office's own words of this letter are not used; empty where they are, or where there are none."""
    try:
        _own(kind)
    except Unusable as error:
        return str(error)
    return ""


def is_own(kind):
    return own(kind).is_file() and not trouble(kind)


def filled(text, values):
    """Placeholders replaced, in one pass, so that nothing in a value is read again. One line."""
    text = PLACEHOLDER.sub(lambda found: one_line(values.get(found[1], found[0])), text)
    return one_line(text)


def one_line(text):
    """Nothing that could begin a header or hide itself: printable, single spaces."""
    line = " ".join(str(text).split())
    return line if line.isprintable() else "".join(letter for letter in line if letter.isprintable())


def _own(kind):
    path = own(kind)
    try:
        stamp = path.stat()
    except OSError:
        return {}
    return _kept(path, kind, stamp.st_mtime_ns, stamp.st_size)


def _read(path, kind):
    stamp = path.stat()
    return _kept(path, kind, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=64)
def _kept(path, kind, changed, size):
    """Read once and again when the file changed."""
    if size > LARGEST:
        raise Unusable(f"{path.name} is longer than {LARGEST} bytes.")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        raise Unusable(f"{path.name} cannot be read as UTF-8 text.") from None
    return dict(_line(path, kind, number, line) for number, line in enumerate(lines, 1) if is_text(line))


def is_text(line):
    return line.strip() and not line.startswith("#")


def _line(path, kind, number, line):
    _, names, placeholders = KINDS[kind]
    found, where = LINE.fullmatch(line.strip()), f"{path.name}, line {number}"
    if not found or found[1] not in names:
        raise Unusable(f"{where}: it must begin with one of {', '.join(names)} and a colon.")
    if not found[2] or len(found[2]) > LONGEST:
        raise Unusable(f"{where}: between 1 and {LONGEST} characters are needed.")
    if unknown := [name for name in PLACEHOLDER.findall(found[2]) if name not in placeholders]:
        known = ", ".join(f"{{{name}}}" for name in placeholders)
        raise Unusable(f"{where}: there is no {{{unknown[0]}}} here, only {known}.")
    return found[1], found[2]
