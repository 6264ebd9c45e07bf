"""Reads a machine-readable zone and says everything that is wrong with it (domain C.1–C.7). It folds and trims nothing:
what a person typed or a reader sent is made into lines by `tidying`, which says what it changed."""

from dataclasses import dataclass, field
from functools import lru_cache
from operator import mul

from secoffice.mrz.codes import CODES
from secoffice.mrz.dates import BAD, PARTIAL, UNKNOWN, Inspection, ten_years_after
from secoffice.mrz.digits import ALPHABET, DIGITS, FILLER, LETTERS, VALUES, digit_of
from secoffice.mrz.formats import SHAPES, TD2, TD3, VISAS

ALLOWED = ALPHABET.encode()
DIGIT_SET = frozenset(DIGITS)
SEXES = {"F": "F", "M": "M", FILLER: "X"}  # X in the visual zone is written as a filler (9303-3 §4.8)
FROM_2038 = "2038-01-01"  # documents with letters not on the list must have expired by then (domain C.6)
LOW, HIGH = "LOW", "HIGH"
FAILED = {
    name: f"CHECK_{name.upper()}"
    for name in ("document_number", "birth_date", "expiry_date", "personal_number", "composite")
}


@dataclass(slots=True)
class Reading:
    """`fields` and `checks` {name: …} in the order of the zone; `errors`, `warnings` and `policy_warnings` lists of
    codes, whose words are in SENTENCES; `severities` {policy warning: LOW or HIGH} for those that have one. A zone of
    the wrong length or with a foreign character has neither fields nor checks; of the wrong length, `format` is only
    what one of its lines looks like."""

    format: str | None
    fields: dict = field(default_factory=dict)
    checks: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    policy_warnings: list = field(default_factory=list)
    severities: dict = field(default_factory=dict)

    @property
    def valid(self):
        return not self.errors


def read(lines, *, inspection_date, codes=None):
    """A Reading of a list of lines, whatever they are. `inspection_date` decides centuries and what has expired;
    `codes` are the tables to go by, else those shipped."""
    form, fits = shape(lines)
    if not fits:
        return Reading(form and form.name, errors=["BAD_LENGTH"])
    joined = "".join(lines) if all(isinstance(line, str) for line in lines) else "?"
    if joined[0] == "V":
        form = VISAS.get(form, form)
    if not joined.isascii() or joined.encode().translate(None, ALLOWED):
        return Reading(form.name, errors=["BAD_CHARSET"])
    inspection, known, counters = prepared(inspection_date, codes or CODES)
    reading = read_as(form, joined, inspection, known, counters)
    if form is TD2 and joined[0] not in TD2.first_letters and only_composite_fails(reading):
        return read_as(VISAS[TD2], joined, inspection, known, counters)
    return reading


def shape(lines):
    """(format, whether all lines fit): the format of that many lines of the width of the first that has one, a visa
    taken for the document of its size. Lines that are no text may fit, too: they fail by their characters."""
    if not isinstance(lines, (list, tuple)) or len(lines) not in (2, 3):
        return None, False
    widths = [len(line) if isinstance(line, (str, bytes)) else 0 for line in lines]
    for width in widths:
        if form := SHAPES.get((len(lines), width)):
            return form, widths.count(width) == len(lines)
    return None, False


def only_composite_fails(reading):
    """A visa whose first letter is not V (two lines of 36, domain C.8 NEG-25): taken for a card, all its digits agree
    but the one a visa does not have."""
    checks, overflow = reading.checks, reading.fields["document_number_overflow"]
    return not (checks["composite"] or overflow) and sum(checks.values()) == len(checks) - 1


@lru_cache(maxsize=128)
def prepared(day, codes):
    return Inspection(day), codes.on(day), codes.filler_counters


def read_as(form, text, inspection, known, counters):
    """A Reading of joined lines of that format, all of whose characters are allowed."""
    values, fields = text.encode().translate(VALUES), {}
    number, deviates = read_number(form, text, values, fields, counters)
    checks = {
        "document_number": number,
        "birth_date": agrees(text, values, form.birth_date, form.birth_date_check),
        "expiry_date": agrees(text, values, form.expiry_date, form.expiry_date_check),
    }
    read_optional(form, text, values, fields, checks)
    if form.composite:
        fields["composite_check"] = digit = text[form.composite_check]
        fields["composite_input"] = "".join(form.pick_composite(text))
        checks["composite"] = digit == DIGITS[sum(map(mul, values, form.weights)) % 10]
    read_person(form, text, fields, inspection)
    errors = faults(form, text, fields)
    if False in checks.values():
        errors += [FAILED[check] for check, agree in checks.items() if not agree]
    policy, severities = judged(form, fields, deviates, inspection, known)
    return Reading(form.name, fields, checks, errors, warned(fields, known), policy, severities)


def agrees(text, values, part, check):
    return text[check] == digit_of(values[part])


def read_number(form, text, values, fields, counters):
    """Fills in the number and what is left of its optional field; (its digit agrees, its issuer counts otherwise).

    A long number (TD1, TD2) has a filler for its digit and goes on in the optional field: the rest, the digit, a
    filler. Its digit leaves that filler out (domain C.2; 9303-5 §4.2.2)."""
    check, overflow = text[form.document_number_check], form.overflow
    long = check == FILLER and overflow is not None and text[overflow.start] != FILLER
    if not long:
        fields["document_number"] = clean(text[form.document_number])
        fields["document_number_check"] = check
        fields["document_number_overflow"] = False
        if form.optional_data_1:
            fields["optional_data_1"] = clean(text[form.optional_data_1])
        return check == digit_of(values[form.document_number]), False
    rest, _, optional = text[overflow].partition(FILLER)
    end = overflow.start + len(rest) - 1
    first = values[form.document_number]
    right = digit_of(first + values[overflow.start : end])
    counted = digit_of(first + values[form.document_number_check] + values[overflow.start : end])
    fields["document_number"] = clean(text[form.document_number] + rest[:-1])
    fields["document_number_check"] = rest[-1]
    fields["document_number_overflow"] = True
    if counted != right:
        fields["check_if_filler_counted"] = counted
    fields["optional_data_1"] = clean(optional)
    deviates = rest[-1] == counted != right and issuer_of(form, text) in counters
    return deviates or rest[-1] == right, deviates


def read_optional(form, text, values, fields, checks):
    """The personal number of a passport, whose digit may be a filler when nothing is in it; the second optional field
    of a card."""
    if form.personal_number:
        number, check = text[form.personal_number], text[form.personal_number_check]
        fields["personal_number"], fields["personal_number_check"] = clean(number), check
        empty = check == FILLER and not number.strip(FILLER)
        checks["personal_number"] = empty or agrees(
            text, values, form.personal_number, form.personal_number_check
        )
    elif form.optional_data_2:
        fields["optional_data_2"] = clean(text[form.optional_data_2])


def read_person(form, text, fields, inspection):
    primary, _, secondary = text[form.names].partition("<<")
    birth, expiry = text[form.birth_date], text[form.expiry_date]
    state, birth_iso = inspection.birth(birth)
    fields |= {
        "document_code": text[form.document_code].rstrip(FILLER),
        "document_code_raw": text[form.document_code],
        "issuing_state": issuer_of(form, text),
        "nationality": text[form.nationality].rstrip(FILLER),
        "birth_date_raw": birth,
        "birth_date_state": state,
        "birth_date_check": text[form.birth_date_check],
        "sex": SEXES.get(text[form.sex], "?"),
        "expiry_date_raw": expiry,
        "expiry_date_check": text[form.expiry_date_check],
        "surname": clean(primary),
        "given_names": clean(secondary),
        "name_possibly_truncated": text[form.names.stop - 1] in LETTERS,
        "birth_date_iso": birth_iso,
        "expiry_date_iso": inspection.expiry(expiry),
    }


def issuer_of(form, text):
    return text[form.issuing_state].rstrip(FILLER)


def clean(text):
    return text.replace(FILLER, " ").strip()


def faults(form, text, fields):
    """The errors that are not about digits, in the order of domain C.7."""
    found, code = [], fields["document_code_raw"]
    if code[0] not in form.first_letters or (form.first_letters == "ACI" and code[1] == "V"):
        found.append("BAD_DOCUMENT_CODE")
    if fields["sex"] == "?":
        found.append("BAD_SEX")
    if fields["birth_date_state"] == BAD:
        found.append("BAD_BIRTH_DATE")
    if fields["expiry_date_iso"] is None:
        found.append("BAD_EXPIRY_DATE")
    if not DIGIT_SET.isdisjoint(text[form.names]):
        found.append("DIGIT_IN_NAME")
    if not fields["surname"]:
        found.append("EMPTY_PRIMARY_IDENTIFIER")
    return found


def warned(fields, known):
    """The warnings, in the order of domain C.7."""
    found = []
    issuer, nationality, state = fields["issuing_state"], fields["nationality"], fields["birth_date_state"]
    if issuer not in known.issuers:
        found.append("UNKNOWN_ISSUER_CODE")
    if nationality not in known.nationalities:
        found.append("UNKNOWN_NATIONALITY_CODE")
    if fields["name_possibly_truncated"]:
        found.append("NAME_POSSIBLY_TRUNCATED")
    if state == PARTIAL:
        found.append("BIRTH_DATE_PARTIAL")
    elif state == UNKNOWN:
        found.append("BIRTH_DATE_UNKNOWN")
    if issuer in known.specimens or nationality in known.specimens:
        found.append("SPECIMEN_CODE")
    if "check_if_filler_counted" in fields:
        found.append("OVERFLOW_CHECK_FILLER_SENSITIVE")
    return found


def judged(form, fields, deviates, inspection, known):
    """What is no fault of the zone but a matter of policy: (codes, {code: severity})."""
    found, severities = [], {}
    expiry, kind = fields["expiry_date_iso"], fields["document_code_raw"]
    if expiry and expiry < inspection.iso:
        found.append("EXPIRED")
    if deviates:
        found.append("ISSUER_DEVIATION")
    listed = kind[1] == FILLER or kind in known.types if form is TD3 else kind not in known.barred
    if not listed:
        found.append("UNLISTED_DOCUMENT_TYPE")
        severities["UNLISTED_DOCUMENT_TYPE"] = LOW if expiry and expiry < FROM_2038 else HIGH
    withdrawn = known.withdrawn.get(fields["issuing_state"])
    if withdrawn and expiry and expiry > ten_years_after(withdrawn):
        found.append("WITHDRAWN_CODE")
    return found, severities
