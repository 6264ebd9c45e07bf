"""Questions as text: one JSON object a line, as `screen_documents` and batches take them, answered in the same words.

{"id": …, "mrz": [line, …], "inspection_date": "2026-01-15"} or {"id": …, "issuer": …, "number": …, "type": …}
"""

import json
from datetime import date
from math import isfinite

from cases.travel_documents import checking
from cases.travel_documents.checking import Question

LONGEST = 10_000  # characters of a field that are looked at; no document has more
NEEDED = "Give mrz, a list of lines, or issuer and number."
write = json.JSONEncoder(ensure_ascii=True, separators=(", ", ": ")).encode


def answers(texts, codes, today, *, by=None):
    """The text of an answer for each text of a question, in their order, with its `Result` (None where it could not be
    answered): [(text, Result)]. The text is as `by` may learn it, where somebody is named."""
    read = [question(text, today) for text in texts]
    results = iter(checking.check_many([asked for _, asked, _ in read if asked], codes))
    return [finished(echo, next(results) if asked else None, wrong, by) for echo, asked, wrong in read]


def finished(echo, result, wrong, by):
    if result is None:
        return write(echo | {"error": wrong}), None
    return write(echo | checking.as_json(checking.as_told_to(result, by) if by else result)), result


def question(text, today):
    """What a line asks: (echo, Question or None, why it cannot be asked). `text` may be bytes, a dictionary that was
    read already, or the ValueError of whoever could not take the line apart."""
    if isinstance(text, ValueError):
        return {}, None, str(text)
    try:
        given = text if isinstance(text, dict) else json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError):
        return {}, None, "The line is not JSON."
    if not isinstance(given, dict):
        return {}, None, "The line is not a JSON object."
    echo = {}
    try:
        echo = {"id": mark(given["id"])} if "id" in given else {}
        return echo, asked(given, today), ""
    except ValueError as refusal:
        return echo, None, str(refusal)


def refuse(constant):
    """NaN and Infinity are no JSON."""
    raise ValueError(constant)


def mark(value):
    """The id of a line, as it goes back with the answer: text, a number, or nothing. What is nested could be read here
    and overrun whoever reads the answer."""
    if isinstance(value, (dict, list)) or (isinstance(value, float) and not isfinite(value)):
        raise ValueError("id must be text or a number.")
    return sayable(value) if isinstance(value, str) else value


def sayable(value):
    """Text without NUL and without halves of characters, which JSON can spell but no page or database can hold."""
    if value.isascii() and "\0" not in value:
        return value
    return value.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def asked(given, today):
    """The `Question` of a JSON object; fields it does not know are passed over. Raises ValueError in a sentence."""
    lines = zone(given["mrz"]) if given.get("mrz") is not None else None
    typed = {name: text(given, name) for name in ("issuer", "number", "type")}
    if lines is None and not (typed["issuer"] and typed["number"]):
        raise ValueError(NEEDED)
    return Question(lines=lines, on=day(given.get("inspection_date"), today), **typed)


def zone(value):
    """Lines of a zone; one text is taken apart where its lines end, and nothing else is done to it."""
    if isinstance(value, str):
        value = value.splitlines()
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise ValueError("mrz must be a list of lines.")
    return tuple(sayable(line[:LONGEST]) for line in value[:LONGEST])


def text(given, name):
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise ValueError(f"{name} must be text.")
    return sayable(str(value)).strip()[:100]


def day(value, today):
    """The day of inspection: a date such as 2026-01-15, today where none is given."""
    if value is None or value == "":
        return today
    try:
        return date.fromisoformat(value if len(value) == 10 else "")
    except (TypeError, ValueError):
        raise ValueError("inspection_date must be a date such as 2026-01-15.") from None
