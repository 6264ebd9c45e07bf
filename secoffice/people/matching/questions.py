"""Pairs as text: one JSON object in, one dictionary out, never an exception."""

import json

from secoffice.people.matching import facts
from secoffice.people.matching.scoring import Side, score

MOST_NAMES = 50
TEXTS = ("dob", "sex", "issuer", "document")


def answer(text):
    """What `match_names` prints for a line: {"score", "match", "reason"}, or {"error": sentence}."""
    try:
        pair = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return {"error": "The line is not JSON."}
    if not isinstance(pair, dict):
        return {"error": "The line is not a JSON object."}
    echo = {"id": given_back(pair["id"])} if "id" in pair else {}
    try:
        a, b = side(pair, "a"), side(pair, "b")
    except ValueError as refusal:
        return echo | {"error": str(refusal)}
    found, unread = score(a, b), unreadable(a, b)
    return echo | {"score": found.score, "match": found.match, "reason": found.reason + unread}


def given_back(value):
    """The value, or its text where JSON has no such number."""
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return str(value)
    return value


def unreadable(a, b):
    """A sentence for every birth date that is none; it was left out of account."""
    letters = [letter for letter, its in (("a", a), ("b", b)) if stated(its.dob) and not facts.dates(its.dob)]
    return "".join(f" The birth date of {letter} cannot be read." for letter in letters)


def stated(dob):
    return bool(dob.strip(" -?"))


def side(pair, letter):
    """The `Side` of the pair with this letter. Raises ValueError in a sentence."""
    names = pair.get(letter)
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise ValueError(f"Give {letter}, a name or a list of names.")
    if len(names) > MOST_NAMES:
        raise ValueError(f"Give at most {MOST_NAMES} names of {letter}.")
    told = {name: text(pair.get(f"{name}_{letter}")) for name in TEXTS}
    nations = pair.get(f"nationality_{letter}") or ""
    nations = [text(each) for each in nations] if isinstance(nations, list) else [text(nations)]
    return Side(names=tuple(names), nationality=tuple(nations), **told)


def text(value):
    return value if isinstance(value, str) else "" if value is None else str(value)
