"""What departments say of the records they keep. This room knows records by kind and number alone.

A department registers one `Kept` for each kind of record when it is ready, and what the database must not let go
while the record is held (`secoffice.records.guards`).
"""

from collections.abc import Callable
from dataclasses import dataclass


def _nothing(*_):
    return ()


@dataclass(frozen=True)
class Kept:
    """`label` is the kind in words, `sorts` are (code, label) of the kinds within it.

    `ended_on(record)` is the day its retention period runs from, None while it has not come.
    `owns(user, record)` says why somebody may not approve its destruction as its owner, `why_not(user, record)` why
    they may not choose how it is kept; both "" where they may. `restricted(record)`: destroyed before a witness.
    `matching(scope)` are the records that meet the terms of a hold, `with_it(record)` further kinds and numbers that
    are held along.
    """

    label: str
    model: type
    ended_on: Callable
    owns: Callable
    why_not: Callable
    restricted: Callable
    matching: Callable
    with_it: Callable = _nothing
    sorts: tuple = ()


_kinds: dict[str, Kept] = {}


def register(kept):
    _kinds[kept.model._meta.label_lower] = kept


def of(record) -> Kept:
    return _kinds[record._meta.label_lower]


def kinds() -> dict[str, Kept]:
    return dict(_kinds)


def find(kind, number):
    """The record behind a row of ours, or None where it is gone."""
    return _kinds[kind].model._base_manager.filter(pk=number).first() if kind in _kinds else None
