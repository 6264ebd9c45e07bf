"""What an import would do, day by day, before it does anything. Travels with the page and is kept nowhere."""

import json
from dataclasses import dataclass
from datetime import date

from secoffice.calendars.icsfile import NAME_LENGTH
from secoffice.calendars.working_days import FIRST_YEAR, LAST_YEAR, OutOfRange

LABELS = {"new": "New", "known": "Already there", "weekend": "On a weekend", "unread": "Cannot be read"}
TONES = {"new": "ok", "known": "", "weekend": "", "unread": "warn"}
MOST_CHARACTERS = 200_000


@dataclass(frozen=True)
class Row:
    """`state` is one of LABELS; new days are chosen to begin with, those on a weekend may be."""

    on: date | None
    name: str
    state: str
    says: str = ""
    chosen: bool = False

    @property
    def choosable(self):
        return self.state in ("new", "weekend")

    @property
    def label(self):
        return LABELS[self.state]

    @property
    def tone(self):
        return TONES[self.state]


def rehearse(calendar, found, chosen=None):
    """A Row for each day found. `chosen`: dates ticked by hand; None for the proposal."""
    own = {row.on: row for row in calendar.closed_days.all()}
    days, seen, rows = calendar.working_days(), set(), []
    for each in found:
        state, says = _state(each, own, days, seen)
        picked = state in ("new", "weekend") and (state == "new" if chosen is None else each.on in chosen)
        rows.append(Row(each.on, each.name, state, says, picked))
        seen.add(each.on)
    return rows


def _state(each, own, days, seen):
    if each.on is None:
        return "unread", each.problem
    if not FIRST_YEAR <= each.on.year <= LAST_YEAR:
        return "unread", str(OutOfRange())
    if row := own.get(each.on):
        return "known", f"Stands as {'worked: ' if row.works else ''}{row.name}."
    if name := days.holidays_in(each.on.year).get(each.on):
        return "known", f"A public holiday: {name}."
    if each.on in seen:
        return "known", "Twice in the file."
    if days.rests(each.on):
        return "weekend", f"{each.on:%A}; nobody works then anyway."
    return "new", ""


def packed(rows):
    """The rows as one field of the page."""
    return json.dumps([[str(row.on) if row.on else "", row.name, row.says] for row in rows])


def unpacked(text, found):
    """The rows out of that field, made with `found`; ValueError when somebody has tampered with it."""
    try:
        rows = json.loads(text) if len(text) <= MOST_CHARACTERS else None
        if not all(f"{name}{says}".isprintable() for _, name, says in rows):
            raise ValueError
        return [
            found(date.fromisoformat(on) if on else None, str(name)[:NAME_LENGTH], str(says))
            for on, name, says in rows
        ]
    except (TypeError, ValueError, RecursionError):
        raise ValueError("This list cannot be read. Choose the file again.") from None
