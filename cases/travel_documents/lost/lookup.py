"""Is this document lost or stolen? Asked of the office's own list and of every outside system that is switched on.

A document is decided by issuer and number; a record of another kind of document under them is no hit but a reason for a
second look (`exact` is False). Ranges of stolen blanks are found through their blocks. A source that could not be asked
says so, and never "clear" (domain C.10).
"""

import logging
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, connection
from django.utils import timezone

from cases.travel_documents.lost import ranges
from cases.travel_documents.lost.models import Load, Record
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
        as_of = _as_of()
    except DatabaseError:
        log.exception("The list of lost documents could not be read.")
        return [Answer(LOCAL, False, (), UNREADABLE)] * len(asked)
    nothing = Answer(LOCAL, bool(as_of), (), as_of or NEVER_LOADED)
    return [_said(document, rows.get(document[:2], ()), nothing) for document in asked]


def _said(document, rows, nothing):
    issuer, number, kind = document
    if not (issuer and number):
        return Answer(LOCAL, False, (), NOT_ASKABLE)
    if rows:
        found = tuple(_found(row, kind) for row in rows)
        return Answer(LOCAL, True, found, _sentence(found))
    return nothing


def _sentence(found):
    if not any(one.exact for one in found):
        return "The number is on the list for another kind of document."
    return "The document is on the list."


def _found(row, kind):
    pk, issuer, type, number, number_to, status, day, words, source, office = row
    source = source or (f"Issuing desk, {office}" if office else "Set by hand")
    number, status = f"{number}–{number_to}" if number_to else number, Record.Status(status).name
    exact = not kind or type == kind
    return Found(pk, issuer, type, number, status, _day(day), words, source, exact)


def _day(value):
    """SQLite gives a day as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


COLUMNS = """r."id", r."issuer", r."type", r."number", r."number_to", r."status", r."date", r."circumstance",
    l."source", o."name" """
WITH = """LEFT JOIN "lost_load" l ON l."id" = r."load_id" LEFT JOIN "accounts_user" u ON u."id" = r."set_by_id"
    LEFT JOIN "accounts_office" o ON o."id" = u."office_id"
    WHERE (r."ended_on" IS NULL OR r."ended_on" > %s)"""
SINGLES = f"""SELECT {COLUMNS} FROM "lost_record" r {WITH} AND r."number_to" = ''
    AND (r."issuer", r."number") IN (VALUES """
# Written out: for every look-up of a screening at the border, building it would cost more than answering it.
SPANS = f"""SELECT DISTINCT {COLUMNS} FROM "lost_block" b JOIN "lost_record" r ON r."id" = b."record_id" {WITH}
    AND (b."issuer", b."block") IN (VALUES """


def _rows(keys, on):
    """{(issuer, number): rows}, newest first, for those that have any."""
    found, keys, on = {}, sorted(keys), connection.ops.adapt_datefield_value(on)
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        for row in _query(SINGLES, part, on):
            found.setdefault((row[1], row[3]), []).append(row)
        for row in _query(
            SPANS, [(issuer, one) for issuer, number in part for one in ranges.blocks_of(number)], on
        ):
            for issuer, number in part:
                if issuer == row[1] and ranges.lies_in(number, row[3], row[4]):
                    found.setdefault((issuer, number), []).append(row)
    return {key: sorted(rows, key=lambda row: str(row[6]), reverse=True) for key, rows in found.items()}


def _query(sql, pairs, on):
    with connection.cursor() as cursor:
        cursor.execute(
            f"{sql}{', '.join(['(%s, %s)'] * len(pairs))})", [on, *(x for pair in pairs for x in pair)]
        )
        return cursor.fetchall()


def _as_of():
    """What the list says of a document it does not know; "" where it was never loaded nor anything set in it."""
    done = Load.objects.filter(state=Load.State.DONE, lines__gt=0).order_by("-finished_at")
    if at := done.values_list("finished_at", flat=True).first():
        return f"Not on the list, last loaded on {timezone.localtime(at):%-d %b %Y}."
    return "Not on the list, which is kept by hand." if Record.objects.filter(load=None).exists() else ""


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
