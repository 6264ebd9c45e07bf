"""Checks the whole trail and names the first broken link.

Reads seals in order, each with its entry and its words, in portions, so that memory stays bounded however
long the trail is. What each finding means is written out for the person who has to act on it.
"""

from contextlib import closing
from dataclasses import dataclass

from django.db import connection

from . import chain, checkpoints, guards

PORTION = 5_000
LINKS = """SELECT s.seq, s.entry_id, s.previous, s.hash, e.id, e.signature, d.salt, d.reason, d.body, {signed}
FROM audit_auditseal s LEFT JOIN audit_auditentry e ON e.id = s.entry_id
LEFT JOIN audit_auditdetail d ON d.entry_id = s.entry_id
WHERE s.seq > %s ORDER BY s.seq LIMIT {portion}"""
INSTANTS = {"at", "happened_at"}
AS_TEXT = {  # the database writes them out much faster than Python would
    "sqlite": "CAST(e.{} AS TEXT)",
    "postgresql": "REPLACE(TO_CHAR(e.{} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), '.000000', '')",
}
COPIES = "SELECT MAX(id) FROM audit_auditentry GROUP BY nonce HAVING COUNT(*) > 1 LIMIT 1"
STRAY = """SELECT MIN(d.entry_id) FROM audit_auditdetail d LEFT JOIN audit_auditentry e ON e.id = d.entry_id
WHERE e.id IS NULL OR e.commitment = ''"""


@dataclass(frozen=True)
class Problem:
    """The first thing that is wrong: at which place of the chain, at which entry, and what."""

    seq: int | None
    entry: int | None
    problem: str


def verify():
    """Check everything. Returns how many entries are whole, the first Problem or None, and the head."""
    entries, with_key, points = 0, chain.key(), _Points()
    head = chain.beginning(with_key)
    for row in _links():
        expected = entries + 1
        wrong = _wrong_link(row, expected, head, with_key) or points.wrong_at(expected, row[3])
        if wrong:
            return entries, Problem(expected, row[1], wrong), head
        entries, head = expected, row[3]
    return entries, points.beyond(entries) or _wrong_outside(), head


def _wrong_link(row, expected, previous, with_key):
    """What is wrong with one link, in a sentence; empty when nothing is."""
    seq, entry_id, before, link, found, signature, salt, reason, body, *columns = row
    if seq != expected:
        return "Seals are missing here: entries were deleted together with them."
    if before != previous:
        began = "The chain does not begin as it should: the key is not the one it was begun with."
        return began if seq == 1 else "The seal does not follow the one before it."
    if found is None:
        return "The entry was deleted."
    if chain.sign(with_key, columns) != signature:
        return "The entry was changed, or was not written by this office."
    if chain.link(with_key, previous, seq, entry_id, signature) != link:
        return "The entry does not belong at this place: it was swapped, or the seal was changed."
    if salt is not None and chain.commit(salt, reason, body) != columns[-1]:
        return "The reason or detail was changed after the entry was written."
    return ""


def _links():
    as_text, seen = AS_TEXT[connection.vendor], -(2**62)
    signed = (as_text.format(name) if name in INSTANTS else f"e.{name}" for name in chain.SIGNED)
    query = LINKS.format(signed=", ".join(signed), portion=PORTION)
    while True:
        with closing(connection.cursor()) as cursor:
            cursor.execute(query, [seen])
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < PORTION:
            return
        seen = rows[-1][0]


def _wrong_outside():
    """What the chain itself cannot show: copies, stray words, guards taken down."""
    with connection.cursor() as cursor:
        cursor.execute(COPIES)
        if copy := cursor.fetchone():
            return Problem(None, copy[0], "The entry is a copy of an earlier one.")
        cursor.execute(STRAY)
        if (stray := cursor.fetchone()[0]) is not None:
            return Problem(None, stray, "There is a reason or detail that belongs to no entry.")
    if gone := guards.missing(connection):
        return Problem(None, None, f"The database no longer refuses changes: {', '.join(gone)} is missing.")
    return None


def _head_now():
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(seq) FROM audit_auditseal")
        return cursor.fetchone()[0] or 0


class _Points:
    """The checkpoints kept outside the database, walked through beside the chain."""

    def __init__(self):
        self._kept = checkpoints.kept()
        self._next = next(self._kept, None)

    def wrong_at(self, seq, link):
        """Compare every checkpoint up to this place with what stands here."""
        while self._next and self._next[0] <= seq:
            noted, hashed = self._next
            if noted == seq and hashed != link:
                return (
                    f"The checkpoint noted at {seq} differs: the trail was rewritten, or the checkpoint was."
                )
            self._next = next(self._kept, None)
        return ""

    def beyond(self, entries):
        """A checkpoint of a seal that is no longer there: the end of the trail was cut off."""
        newest = max((point[0] for point in self._rest()), default=0)
        if newest <= entries or newest <= _head_now():  # or it was sealed while we were reading
            return None
        return Problem(
            entries + 1, None, f"The trail ends at {entries}, but a checkpoint saw {newest} entries."
        )

    def _rest(self):
        while self._next:
            yield self._next
            self._next = next(self._kept, None)
