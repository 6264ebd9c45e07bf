"""One document or thousands: read the zone, ask every list, say what came out. Writes nothing.

The same steps serve the desk, a batch and `screen_documents`; lists are asked for many documents at once.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from django.conf import settings

from cases.travel_documents.hits import screening as watch
from cases.travel_documents.lost import lookup
from secoffice import mrz
from secoffice.people.matching import Side

HIT, REFER, NOT_CHECKED, CLEAR = "hit", "refer", "not_checked", "clear"
CHECKED = "checked"
WATCH_LIST = "watch_list"
STRONG, POSSIBLE = "STRONG", "POSSIBLE"
PRINTED = ("format", "valid", "fields", "checks", "errors", "warnings", "policy_warnings")
UNLISTED = "UNLISTED_DOCUMENT_TYPE"


@dataclass(frozen=True)
class Question:
    """What is asked of one document: the lines of its zone, or issuer, number and type, or both; `on` is the day of
    inspection. `dates` are those an examiner gave, by field name, in place of what the zone's rule says."""

    lines: tuple | None = None
    issuer: str = ""
    number: str = ""
    type: str = ""
    on: date = None
    dates: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """`reading` as a dictionary with the names of `screen_documents`; `answers` of the document lists, `names` of the
    watch list; `sources` name to checked or not_checked."""

    reading: dict
    issuer: str
    number: str
    type: str
    answers: tuple = ()
    names: tuple = ()
    sources: dict = field(default_factory=dict)
    outcome: str = NOT_CHECKED
    side: Side | None = None

    @property
    def exact(self):
        """Records of the lists with this issuer, number and type."""
        return tuple(found for answer in self.answers for found in answer.found if found.exact)

    @property
    def told(self):
        """Entries of the watch list that somebody must judge."""
        return tuple(each for each in self.names if each.band in (STRONG, POSSIBLE))


def check(question, codes):
    return check_many([question], codes)[0]


def check_many(questions, codes):
    """A `Result` for each question, in their order, with one question to each list for all of them."""
    readings = [read(question, codes) for question in questions]
    documents = [document_of(*pair) for pair in zip(questions, readings, strict=True)]
    days = [question.on for question in questions]
    sides = [side_of(*each) for each in zip(documents, readings, days, strict=True)]
    answers = asked([document if document[1] else None for document in documents], lookup.look_up_many)
    names = asked(sides if watch.watch_is_on() else [None] * len(sides), watch.names_on_watch_many)
    told = zip(readings, documents, answers, names, sides, strict=True)
    return [said(*each) for each in told]


def asked(wanted, ask):
    """The answers to those that are not None, None for the others, in one question for all."""
    there = [each for each in wanted if each is not None]
    given = iter(ask(there) if there else ())
    return [None if each is None else next(given) for each in wanted]


def said(reading, document, answers, names, side):
    sources = states(answers, names)
    outcome = judged(reading, answers or (), names or (), sources)
    return Result(reading, *document, tuple(answers or ()), tuple(names or ()), sources, outcome, side)


def as_told_to(result, by):
    """The result as somebody may learn it: who screens themselves or their kin hears nothing of persons; the hits go to
    others (domain §0.6.1)."""
    if not result.told or not watch.is_own(by, result.side):
        return result
    return replace(result, names=(), outcome=judged(result.reading, result.answers, (), result.sources))


def states(answers, names):
    """Every source the office is meant to have, with whether it was asked and answered; nothing stands for “no”."""
    known = {answer.source: CHECKED for answer in answers or () if answer.checked}
    if names is not None:
        known[WATCH_LIST] = CHECKED
    return {source: known.get(source, NOT_CHECKED) for source in settings.DOCUMENT_SOURCES}


def judged(reading, answers, names, sources):
    """The outcome, by precedence: hit, refer, not_checked, clear (domain C.7, design §3)."""
    found = [each for answer in answers for each in answer.found]
    bands = {each.band for each in names}
    if any(each.exact for each in found) or STRONG in bands:
        return HIT
    if found or POSSIBLE in bands or reading["errors"] or refers(reading):
        return REFER
    return NOT_CHECKED if NOT_CHECKED in sources.values() or not sources else CLEAR


def refers(reading):
    """Does a warning send the document to a second look? Which do stands in SCREENING_REFERS; a document code that is
    not listed does where it weighs (domain C.6)."""
    told = {*reading["warnings"], *reading["policy_warnings"]} & set(settings.SCREENING_REFERS)
    if reading["severities"].get(UNLISTED) != "HIGH":
        told.discard(UNLISTED)
    return bool(told)


# Reading


def read(question, codes):
    """The reading as a dictionary. Without lines it holds what was asked for."""
    if question.lines is None:
        return by_number(question)
    found = mrz.read(question.lines, inspection_date=question.on, codes=codes)
    reading = {name: getattr(found, name) for name in (*PRINTED, "severities")}
    return dated(reading, question) if question.dates else reading


def by_number(question):
    fields = {
        "document_code": question.type,
        "issuing_state": lookup.normal_issuer(question.issuer),
        "document_number": lookup.normal_number(question.number),
    }
    nothing = {"checks": {}, "errors": [], "warnings": [], "policy_warnings": [], "severities": {}}
    return {"format": None, "valid": True, "fields": fields} | nothing


def dated(reading, question):
    """The reading with the dates an examiner gave. Whether the document has expired is asked again."""
    fields = reading["fields"] | {f"{name}_iso": day.isoformat() for name, day in question.dates.items()}
    policy = [code for code in reading["policy_warnings"] if code != "EXPIRED"]
    if (expiry := fields.get("expiry_date_iso")) and expiry < question.on.isoformat():
        policy.append("EXPIRED")
    return reading | {"fields": fields, "policy_warnings": policy}


def document_of(question, reading):
    """Issuer, number and type under which the lists keep it; what was read outranks what was typed beside it."""
    fields = reading["fields"]
    number = lookup.normal_number(fields.get("document_number") or question.number)
    issuer = lookup.normal_issuer(fields.get("issuing_state") or question.issuer)
    return issuer, number, lookup.normal_type(fields.get("document_code") or question.type)


def side_of(document, reading, on):
    """The holder as the watch list is asked for, by the document alone where no name was read; None where there is
    neither."""
    fields = reading["fields"]
    name = " ".join(filter(None, (fields.get("given_names"), fields.get("surname"))))
    if not (name or document[1]):
        return None
    return Side(
        names=(name,) if name else (), dob=born(fields, on), nationality=fields.get("nationality") or "",
        sex=fields.get("sex", "").strip("<"), issuer=document[0], document=document[1],
    )  # fmt: skip


def born(fields, on):
    """1974-08-12, with ?? for what the zone does not say; "" where not even the year is known."""
    raw = fields.get("birth_date_raw") or ""
    if fields.get("birth_date_iso") or fields.get("birth_date_state") != "partial" or not raw[:2].isdecimal():
        return fields.get("birth_date_iso") or ""
    year = (
        on.year - (on.year - int(raw[:2])) % 100
    )  # the latest that is not after the inspection (domain C.4)
    return f"{year}-{raw[2:4]}-{raw[4:6]}".replace("<", "?")


# What is printed


def as_json(result):
    """The answer under the names of design §3, without the id of the line."""
    hits = [shown(found, answer.source) for answer in result.answers for found in answer.found]
    hits += map(named, result.told)
    reading = {name: result.reading[name] for name in PRINTED}
    return {**reading, "hits": hits, "sources": result.sources, "outcome": result.outcome}


def shown(found, source):
    on = found.date.isoformat() if isinstance(found.date, date) else found.date
    return {
        "kind": "document", "source": source, "record": found.record_id, "issuer": found.issuer,
        "type": found.type, "number": found.number, "status": found.status, "date": on or None,
        "exact": found.exact,
    }  # fmt: skip


def named(hit):
    return {
        "kind": "name", "source": WATCH_LIST, "record": hit.entry_id, "entry": hit.label, "version": hit.version,
        "score": hit.score, "band": hit.band, "reason": hit.reason,
    }  # fmt: skip
