"""Screening one document, and an examiner's word on the century of a date."""

from dataclasses import asdict, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.numbers import next_number
from cases.travel_documents import checking, codes, staff
from cases.travel_documents.actions import hitting
from cases.travel_documents.models import Century, Fault, Screening
from secoffice import mrz, ports
from secoffice.access.actions import admit_all
from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.search import index

SERIES = "S"
LONGEST = 4_000  # characters that are kept of what was sent; the longest zone has 90
LEVELS = {"errors": "ERROR", "warnings": "WARNING", "policy_warnings": "POLICY"}
TAKEN_UP = "Read as suggested on {}; whoever sent it compared it with the document."
NO_OFFICE = "You belong to no office yet; what is screened is kept by one."


class NotOfTheDesk(Refused):
    """Whoever asks holds none of the desk's roles."""

    def __init__(self):
        super().__init__("Documents are screened by the travel-document desk.")


def screen(*, by, office=None, key=None, at=None, **asked):
    """Screen one document. `asked`: `text` as it was typed, pasted or sent by a reader, or `lines`, or issuer, number
    and type; `on` is the day of inspection (default: today at the office), `suggested` the screening whose suggestion
    was taken up. The same key gives the screening already made, also where two clicks come at once. Raises Refused."""
    if not staff.works_here(by):
        raise NotOfTheDesk
    if (office := office or by.office) is None:
        raise Refused(NO_OFFICE)
    sent = Screening.objects.filter(key=key, by=by) if key else Screening.objects.none()
    if made := sent.first():
        return made
    try:
        return _screen(by=by, office=office, key=key, at=at or timezone.now(), **asked)
    except IntegrityError:
        if made := sent.first():
            return made
        raise


@transaction.atomic
def _screen(
    *, by, office, key, at, text=None, lines=None, issuer="", number="", type="", on=None, suggested=None
):
    tidied = mrz.tidy(text) if text is not None else None
    lines = tidied.lines if tidied else lines
    question = checking.Question(
        lines=tuple(lines) if lines is not None else None, issuer=issuer, number=number, type=type,
        on=on or office.local_date(at),
    )  # fmt: skip
    screening = Screening(office=office, by=by, at=at, raw=as_sent(text, lines), suggested_by=suggested)
    screening.notes = [*(tidied.notes if tidied else ()), *taken_up(suggested)]
    if key:
        screening.key = key
    return _keep(screening, question, checking.check(question, codes.in_force()))


def as_sent(text, lines):
    raw = text if text is not None else "\n".join(lines or ())
    return raw.replace("\0", "\ufffd")[:LONGEST]


def taken_up(suggested):
    return [TAKEN_UP.format(suggested.reference)] if suggested else []


def _keep(screening, question, result):
    by, at, office = screening.by, screening.at, screening.office
    screening.reference = next_number(office, office.local_date(at), series=SERIES)
    screening.way = screening.Way.NUMBER if question.lines is None else screening.Way.LINES
    screening.lines, screening.inspected_on = list(question.lines or ()), question.on
    told, reading = checking.as_told_to(result, by), result.reading
    _say(screening, told)
    screening.save(force_insert=True)
    Fault.objects.bulk_create(
        Fault(screening=screening, level=level, code=code)
        for name, level in LEVELS.items()
        for code in reading[name]
    )
    admit_all(screening, principals=staff.principals(office, by), by=by, at=at)
    index.put(screening, f"{screening.holder} {screening.number} {screening.reference}")
    detail = {"outcome": told.outcome, "sources": told.sources, "format": screening.format}
    ports.tell("document told of", target_type="travel_documents.screening", target_id=screening.pk, at=at)
    trail.record("screen", screening, by=by, detail=detail, at=at)
    _raise(screening, result)
    return screening


def _say(screening, result):
    """What the reading and the lists say, as the screening keeps it."""
    fields = result.reading["fields"]
    names = (fields.get("surname"), fields.get("given_names"))
    screening.reading, screening.format = result.reading, result.reading["format"] or ""
    screening.issuer, screening.number = result.issuer[:8], result.number[:40]
    screening.document_type, screening.holder = result.type[:40], ", ".join(filter(None, names))[:100]
    screening.sources, screening.outcome = result.sources, result.outcome
    screening.answers = [_plain(answer) for answer in result.answers]
    screening.names = [asdict(each) for each in result.names]


def _plain(answer):
    found = [
        asdict(each) | {"date": each.date.isoformat() if isinstance(each.date, date) else each.date}
        for each in answer.found
    ]
    return {
        "source": answer.source,
        "checked": answer.checked,
        "sentence": answer.sentence,
        "found": found,
    }


def _raise(screening, result, *, by=None, at=None):
    """Hits for what was found, each with a clock of its own."""
    by, at = by or screening.by, at or screening.at
    given = {"office": screening.office, "screening_ref": screening.reference}
    if raised := hitting.raise_hits(result, by=by, at=at, **given):
        hitting.keep_out(screening, raised, by=by, at=at)


# The century


@transaction.atomic
def choose_century(*, screening, part, chosen, by, reason, at=None):
    """An examiner says in which century a date of the zone lies; the lists of persons are asked again with it. Raises
    Refused where the day does not end in the digits of the zone, or by anybody else."""
    at, rows = at or timezone.now(), Screening.objects.select_for_update(of=("self",))
    screening = rows.select_related("office", "by").get(pk=screening.pk)
    if not screening.is_visible_to(by):
        raise Refused("There is no such screening.")
    fields = screening.reading["fields"]
    _allowed(by, part, chosen, fields.get(f"{part}_raw", ""))
    was = fields.get(f"{part}_iso") or ""
    given = {"part": part, "was": was, "chosen": chosen, "reason": reason}
    Century.objects.create(screening=screening, by=by, at=at, **given)
    detail = {"part": part, "was": was, "chosen": chosen.isoformat()}
    trail.record("century chosen", screening, by=by, reason=reason, detail=detail, at=at)
    return _ask_again(screening, by, at)


def _allowed(by, part, chosen, raw):
    if not staff.is_examiner(by):
        raise Refused("The century of a date is an examiner’s decision.")
    if part not in Century.Part.values or not raw.isdecimal():
        raise Refused("The zone gives no whole date there.")
    if f"{chosen:%y%m%d}" != raw:
        raise Refused(f"The zone reads {raw}: give a day with these digits, in another century.")


def _ask_again(screening, by, at):
    dates = {each.part: each.chosen for each in screening.centuries.all()}
    question = checking.Question(lines=tuple(screening.lines), on=screening.inspected_on, dates=dates)
    told = result = checking.check(question, codes.in_force())
    known = {each["entry_id"] for each in screening.names}
    for reader in {screening.by, by}:  # who screened their kin hears no more of it now than then
        told = checking.as_told_to(told, reader)
    _say(screening, told)
    screening.save()
    screening.faults.filter(level="POLICY").delete()
    Fault.objects.bulk_create(
        Fault(screening=screening, level="POLICY", code=code) for code in result.reading["policy_warnings"]
    )
    new = tuple(each for each in result.names if each.entry_id not in known)
    _raise(screening, replace(result, answers=(), names=new), by=by, at=at)
    return screening
