"""Pairs as text: one JSON object in, one dictionary out, never an exception."""

import json

from secoffice.people.matching.scoring import Side, score

TEXTS = ("dob", "sex", "issuer", "document")


def answer(text):
    """What `match_names` prints for a line: {"score", "match", "reason"}, or {"error": sentence}."""
    try:
        pair = json.loads(text)
    except (ValueError, RecursionError):
        return {"error": "The line is not JSON."}
    if not isinstance(pair, dict):
        return {"error": "The line is not a JSON object."}
    echo = {"id": pair["id"]} if "id" in pair else {}
    try:
        found = score(side(pair, "a"), side(pair, "b"))
    except ValueError as refusal:
        return echo | {"error": str(refusal)}
    return echo | {"score": found.score, "match": found.match, "reason": found.reason}


def side(pair, letter):
    """The `Side` of the pair with this letter. Raises ValueError in a sentence."""
    names = pair.get(letter)
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise ValueError(f"Give {letter}, a name or a list of names.")
    told = {name: text(pair.get(f"{name}_{letter}")) for name in TEXTS}
    nations = pair.get(f"nationality_{letter}") or ""
    nations = [text(each) for each in nations] if isinstance(nations, list) else [text(nations)]
    return Side(names=tuple(names), nationality=tuple(nations), **told)


def text(value):
    return value if isinstance(value, str) else "" if value is None else str(value)
