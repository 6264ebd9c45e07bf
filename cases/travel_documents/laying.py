"""A screening laid out for the eye: the zone with what each digit covers, the fields, the faults, the lists."""

from datetime import date
from itertools import groupby

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format

from cases.travel_documents import codes
from cases.travel_documents.hits.models import Hit
from secoffice import mrz

SOURCES = {
    "lost_stolen": "Lost and stolen documents, own list",
    "sltd": "Lost and stolen documents, outside system",
    "watch_list": "Watch list of persons",
}
SHORT = {"lost_stolen": "own list", "sltd": "outside system", "watch_list": "watch list"}
LEVELS = (("errors", "bad", "Error"), ("warnings", "warn", "Warning"), ("policy_warnings", "warn", "Policy"))
COMPOSITE = "composite_check"
SEXES = {"F": "Female", "M": "Male", "X": "Not said (< in the zone)", "<": "Not said"}
WHERE = "line {}, {}–{}"


def out(screening, user):
    """What the page of a screening shows, for this reader."""
    known, cells = codes.in_force(), cells_of(screening)
    return {
        "zone_lines": [list(line) for _, line in groupby(spans(cells), key=lambda each: each["line"])],
        "bare": screening.lines if not cells else [],
        "fields": list(fields_of(screening, cells, known) if cells else asked_for(screening, known)),
        "faults": faults_of(screening.reading),
        "because": because(screening),
        "lists": [listed(name, state, screening.answers) for name, state in screening.sources.items()],
        "hits": list(Hit.objects.visible_to(user).filter(screening_ref=screening.reference).order_by("pk")),
    }


def cells_of(screening):
    names = ("format", "fields", "checks", "errors", "warnings", "policy_warnings")
    reading = mrz.Reading(**{name: screening.reading[name] for name in names})
    return mrz.layout(screening.lines, reading) if screening.lines else []


def spans(cells):
    """The characters of the zone in pieces, each with what its own digit says beneath it (`own`) and what the composite
    digit says above it (`whole`): ok, bad or nothing."""
    composite = next((cell for cell in cells if cell.name == COMPOSITE), None)
    for cell in cells:
        covered = [each for each in cells if cell in within(each, cells)]
        own = next((each for each in covered if each.name != COMPOSITE), None)
        yield {
            "line": cell.line, "text": cell.text, "label": cell.label, "digit": bool(cell.covers),
            "said": verdict(cell.check) if cell.covers else "",
            "own": verdict(own.check) if own else "",
            "whole": verdict(composite.check) if composite in covered else "",
        }  # fmt: skip


def within(digit, cells):
    """The cells that a digit covers."""
    return [
        cell for cell in cells for line, start, end in digit.covers
        if cell.line == line and start <= cell.start and cell.end <= end
    ]  # fmt: skip


def verdict(check):
    return {True: "ok", False: "bad"}.get(check, "")


# Fields


def fields_of(screening, cells, known):
    """A row a field, its digit with it: what stands there, what it says, whether the digit agrees."""
    digits = {cell.name: cell for cell in cells if cell.covers}
    lines = screening.lines
    for cell in cells:
        if (cell.covers and cell.name != COMPOSITE) or cell.name in ("filler", "document_number_rest"):
            continue
        digit = cell if cell.name == COMPOSITE else digits.get(f"{cell.name}_check")
        yield {
            "label": cell.label, "where": place(cell), **shortened(cell.text),
            "value": value(cell.name, screening.reading["fields"], known), "digit": digit and said(digit, lines),
        }  # fmt: skip


def shortened(text):
    """Without the fillers at the end where there are many, and how many they are."""
    said = text.rstrip("<")
    return {"text": said, "fillers": len(text) - len(said)} if len(text) - len(said) > 3 else {"text": text}


def place(cell):
    one = cell.start == cell.end
    return f"line {cell.line}, {cell.start}" if one else WHERE.format(cell.line, cell.start, cell.end)


def said(digit, lines):
    """The digit as printed, as the arithmetic gives it, and the characters it covers."""
    parts = [lines[line - 1][start - 1 : end] for line, start, end in digit.covers]
    right = str(mrz.check_digit("".join(parts)))
    told = {"printed": digit.text, "right": right, "covers": parts[1:] and parts, "where": place(digit)}
    return told | {"checked": digit.check is not None, "agrees": digit.check is True}


def value(name, fields, known):
    """What a field says in words; "" where the characters say it all, or nothing could be read."""
    if not fields:
        return ""
    match name:
        case "document_code":
            return known.meanings.get(fields["document_code"], "")
        case "issuing_state" | "nationality":
            return known.names.get(fields[name], "not in the table of codes")
        case "names":
            return ", ".join(filter(None, (fields["surname"], fields["given_names"])))
        case "birth_date" | "expiry_date":
            return day(fields.get(f"{name}_iso")) or "not known in full"
        case "sex":
            return SEXES.get(fields["sex"], "")
        case "document_number":
            return fields["document_number"] if fields["document_number_overflow"] else ""
    return ""


def day(iso):
    return date_format(date.fromisoformat(iso), "j F Y") if iso else ""


def asked_for(screening, known):
    """The rows of a look-up by number, which has no zone."""
    if screening.lines:
        return []
    rows = (
        ("Issuer", screening.issuer, known.names.get(screening.issuer, "not in the table of codes")),
        ("Document number", screening.number, ""),
        ("Type", screening.document_type, ""),
    )
    return [{"label": label, "text": text, "value": words} for label, text, words in rows if text]


# Faults and lists


def because(screening):
    """Why it came out so, in a sentence or several."""
    reading, found = screening.reading, [each for answer in screening.answers for each in answer["found"]]
    left = [SHORT.get(name, name) for name, state in screening.sources.items() if state != "checked"]
    said = {
        "The zone has faults.": reading["errors"],
        "The number is on a list for another kind of document.": found and not any(e["exact"] for e in found),
        "Somebody on the watch list may be the holder.": screening.names,
        "A warning asks for it.": {*reading["warnings"], *reading["policy_warnings"]} & set(settings.SCREENING_REFERS),
    }  # fmt: skip
    reasons = [sentence for sentence, holds in said.items() if holds] if screening.outcome == "refer" else []
    return " ".join([*reasons, *([f"Not asked: {', '.join(left)}."] if left else [])])


def faults_of(reading):
    """Each code with its tone, in words, and with the rule it rests on."""
    return [
        {"code": code, "tone": tone, "level": level, "words": words, "rule": rule}
        for name, tone, level in LEVELS
        for code in reading[name]
        for words, rule in [mrz.SENTENCES.get(code, (code, ""))]
    ]


def listed(name, state, answers):
    """One source: whether it was asked, its sentence, what it found."""
    answer = next((each for each in answers if each["source"] == name), None) or {}
    found = [
        each | {"url": address(each), "day": day(each["date"]), "words": words_of(each["status"])}
        for each in answer.get("found", ())
    ]
    return {
        "name": name, "label": SOURCES.get(name, name), "checked": state == "checked",
        "sentence": answer.get("sentence", ""), "found": found,
    }  # fmt: skip


def words_of(status):
    return status.replace("_", " ").lower()


def address(found):
    """The page of a record of the own list."""
    if not found["record_id"]:
        return ""
    try:
        return reverse("lost:record", args=[found["record_id"]])
    except NoReverseMatch:
        return ""
