"""Is this document lost or stolen? Asked of the office's own list and of every outside system that is switched on.

A document is decided by issuer and number; a record of another kind of document under them is no hit but a reason for a
second look (`exact` is False). Ranges of stolen blanks are found through their blocks. A source that could not be asked
says so, and never "clear" (domain C.10).
"""

import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import DatabaseError, connection
from django.utils import timezone

from cases.travel_documents.lost import ranges
from cases.travel_documents.lost.models import Load, Record
from cases.travel_documents.lost.models.record import by_hand
from cases.travel_documents.lost.normal import normal_issuer, normal_number, normal_type
from cases.travel_documents.lost.outside import adapters

__all__ = [
    "LOCAL", "Answer", "Found", "look_up", "look_up_many", "normal_issuer", "normal_number", "normal_type",
]  # fmt: skip

LOCAL = "lost_stolen"
AT_ONCE = 400  # documents in one query: with ranges that is some 5,000 places in two indexes
log = logging.getLogger(__name__)
NOT_ASKABLE = "Issuer and number are both needed to ask this list."
NEVER_LOADED = "The office’s own list was never loaded, so it says nothing about any document."
UNREADABLE = "The office’s own list could not be read just now."


@dataclass(frozen=True, slots=True)
class Found:
    """One record. `record_id` is that of the office's own list, None from outside; `status` is the word of the list
    (STOLEN, LOST, REVOKED, INVALID, STOLEN_BLANK); `exact` False: a document of another kind."""

    record_id: int | None
    issuer: str
    type: str
    number: str
    status: str
    date: date | None
    circumstance: str
    source: str
    exact: bool

    @property
    def kind(self):
        """The kind of document in words."""
        return Record.Type(self.type).label if self.type in Record.Type.values else "Not said"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source says. `response_id` is the name that an outside system gave to its answer."""

    source: str
    checked: bool
    found: tuple[Found, ...] = ()
    sentence: str = ""
    response_id: str = ""


def look_up(issuer, number, type="", *, on=None):
    """An Answer of each source about one document, the office's own list first. Never raises. `on`: the day on which
    the records must stand, today where nothing is said."""
    return look_up_many([(issuer, number, type)], on=on)[0]


def look_up_many(documents, *, on=None):
    """A list of Answers for each (issuer, number, type), with few questions to each source."""
    asked = [(normal_issuer(i), normal_number(n), normal_type(t)) for i, n, t in documents]
    given = [
        _own(asked, on or timezone.localdate()),
        *(_outside(one, asked) for one in adapters.switched_on()),
    ]
    return [list(answers) for answers in zip(*given, strict=True)]


# The office's own list


def _own(asked, on):
    try:
        rows = _rows({(issuer, number) for issuer, number, _ in asked if issuer and number}, on)
        sources = _sources([row for each in rows.values() for row in each])
        as_of = _as_of() if len(rows) < len(asked) else ""
    except DatabaseError:
        log.exception("The list of lost documents could not be read.")
        return [Answer(LOCAL, False, (), UNREADABLE)] * len(asked)
    nothing = Answer(LOCAL, bool(as_of), (), as_of or NEVER_LOADED)
    return [_said(document, rows.get(document[:2], ()), nothing, sources) for document in asked]


def _said(document, rows, nothing, sources):
    issuer, number, kind = document
    if not (issuer and number):
        return Answer(LOCAL, False, (), NOT_ASKABLE)
    if rows:
        found = tuple(_found(row, kind, sources) for row in rows)
        return Answer(LOCAL, True, found, _sentence(found))
    return nothing


def _sentence(found):
    if not any(one.exact for one in found):
        return "The number is on the list for another kind of document."
    return "The document is on the list."


def _found(row, kind, sources):
    pk, issuer, type, number, number_to, status, day, words, *says = row
    number, status = f"{number}–{number_to}" if number_to else number, Record.Status(status).name
    exact = not kind or type == kind
    return Found(pk, issuer, type, number, status, _day(day), words, sources[tuple(says)], exact)


def _day(value):
    """SQLite gives a day as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


# Written out, in one question: for a look-up at the border, building it would cost more than answering it.
COLUMNS = """r."id", r."issuer", r."type", r."number", r."number_to", r."status", r."date", r."circumstance",
    r."load_id", r."set_by_id" """
QUERY = f"""SELECT {COLUMNS} FROM "lost_record" r WHERE (r."issuer", r."number") IN {{numbers}}
    AND r."number_to" = '' AND (r."ended_on" IS NULL OR r."ended_on" > %s)
    UNION ALL SELECT {COLUMNS} FROM "lost_record" r WHERE r."id" IN
    (SELECT b."record_id" FROM "lost_block" b WHERE (b."issuer", b."block") IN {{blocks}})
    AND (r."ended_on" IS NULL OR r."ended_on" > %s)"""


def _rows(keys, on):
    """{(issuer, number): rows}, newest first, for those that have any."""
    found, keys, on = {}, sorted(keys), connection.ops.adapt_datefield_value(on)
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        for row in _query(part, on):
            for key in [(row[1], row[3])] if not row[4] else _within(row, part):
                found.setdefault(key, []).append(row)
    return {key: sorted(rows, key=lambda row: str(row[6]), reverse=True) for key, rows in found.items()}


def _within(row, keys):
    """Those of the documents that lie in a range."""
    return [key for key in keys if key[0] == row[1] and ranges.lies_in(key[1], row[3], row[4])]


def _query(keys, on):
    numbers, given = _list(keys)
    blocks, in_ranges = _list([(issuer, one) for issuer, number in keys for one in ranges.blocks_of(number)])
    with connection.cursor() as cursor:
        cursor.execute(QUERY.format(numbers=numbers, blocks=blocks), [*given, on, *in_ranges, on])
        return cursor.fetchall()


def _list(pairs):
    """Pairs as what stands behind IN, and its parameters; PostgreSQL reads two arrays far quicker than a long list."""
    if connection.vendor == "postgresql":
        return "(SELECT * FROM unnest(%s::varchar[], %s::varchar[]))", [
            list(side) for side in zip(*pairs, strict=True)
        ]
    return f"(VALUES {', '.join(['(%s, %s)'] * len(pairs))})", [text for pair in pairs for text in pair]


def _sources(rows):
    """{(load, person): the authority that says so} for these rows."""
    says = {(row[8], row[9]) for row in rows}
    lists = _named('SELECT "id", "source" FROM "lost_load"', '"id"', {load for load, _ in says if load})
    people = {person for load, person in says if person and not load}
    offices = _named(OFFICES, 'u."id"', people)
    return {(load, person): lists[load] if load else by_hand(offices.get(person)) for load, person in says}


OFFICES = (
    """SELECT u."id", o."name" FROM "accounts_user" u JOIN "accounts_office" o ON o."id" = u."office_id" """
)


def _named(sql, column, ids):
    """{id: text} for these ids; no question for none."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} WHERE {column} IN ({', '.join(['%s'] * len(ids))})", list(ids))
        return dict(cursor.fetchall())


EXTENT = f"""SELECT (SELECT "finished_at" FROM "lost_load" WHERE "state" = '{Load.State.DONE}' AND "lines" > 0
    ORDER BY "finished_at" DESC LIMIT 1), EXISTS (SELECT 1 FROM "lost_record" WHERE "load_id" IS NULL)"""


def _as_of():
    """What the list says of a document it does not know; "" where it was never loaded nor anything set in it."""
    with connection.cursor() as cursor:
        cursor.execute(EXTENT)
        loaded, set_by_hand = cursor.fetchone()
    if loaded:
        at = datetime.fromisoformat(str(loaded))  # SQLite gives it without its zone
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return f"Not on the list, last loaded on {timezone.localtime(at):%-d %b %Y}."
    return "Not on the list, which is kept by hand." if set_by_hand else ""


# Outside systems


def _outside(adapter, asked):
    askable = [document for document in dict.fromkeys(asked) if document[0] and document[1]]
    given = dict(zip(askable, adapters.ask(adapter, askable), strict=True))
    return [_told(adapter.name, document, given.get(document)) for document in asked]


def _told(name, document, reply):
    if reply is None:
        return Answer(name, False, (), NOT_ASKABLE)
    found = tuple(_heard(one, name, document) for one in reply.records)
    said = reply.sentence or (_sentence(found) if found else "The outside system does not know it.")
    return Answer(name, reply.checked, found, said, reply.response_id)


def _heard(record, name, document):
    kind = normal_type(record.type)
    exact = not document[2] or not kind or kind == document[2]
    said = record.status, record.date, record.circumstance, record.source or name, exact
    return Found(None, document[0], kind, document[1], *said)
