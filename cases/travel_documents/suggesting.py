"""Likely slips of the reader or the typist in a zone that does not agree: offered to a person, never applied."""

from typing import NamedTuple

from secoffice import mrz


class Offer(NamedTuple):
    """`text` is the whole zone with the characters replaced; `sentence` says which and why."""

    sentence: str
    text: str
    line: int
    position: int
    found: str
    better: str


def of(screening):
    """The offers for one screening, in the same order each time."""
    if not screening.lines or not screening.reading.get("errors"):
        return []
    lines = list(screening.lines)
    reading = mrz.read(lines, inspection_date=screening.inspected_on)
    return [offer(lines, each) for each in mrz.suggest(lines, reading)]


def offer(lines, suggestion):
    line = lines[suggestion.line - 1]
    start, end = suggestion.position - 1, suggestion.position - 1 + len(suggestion.found)
    changed = [*lines]
    changed[suggestion.line - 1] = line[:start] + suggestion.better + line[end:]
    where = suggestion.line, suggestion.position, suggestion.found, suggestion.better
    return Offer(suggestion.sentence, "\n".join(changed), *where)
