"""What a character was likely meant to be, where one that looks alike makes a digit agree or fits its place. Said,
never applied: a person looks at the document and decides."""

from dataclasses import dataclass
from datetime import date

from secoffice.mrz.digits import ALPHABET, DIGITS, FILLER, LETTERS
from secoffice.mrz.formats import FORMATS
from secoffice.mrz.layout import LABELS
from secoffice.mrz.reading import read, shape

# letter for digit and digit for letter, the likelier first
ALIKE = {
    "O": "0", "D": "0", "I": "1", "S": "5", "B": "8", "Z": "2", "G": "6",
    "0": "OD", "1": "I", "5": "S", "8": "B", "2": "Z", "6": "G",
}  # fmt: skip
FOREIGN = dict.fromkeys(" «‹＜([{_-", FILLER)
SIGNS = frozenset(ALPHABET)
ONLY_DIGITS = (
    "birth_date", "birth_date_check", "expiry_date", "expiry_date_check", "document_number_check",
    "personal_number_check", "composite_check",
)  # fmt: skip
ONLY_LETTERS = ("document_code", "issuing_state", "nationality", "names")
BOTH = ("document_number", "personal_number", "optional_data_1", "optional_data_2")
AGREES = {
    "CHECK_DOCUMENT_NUMBER": "the check digit of the number",
    "CHECK_PERSONAL_NUMBER": "the check digit of the personal number",
    "CHECK_COMPOSITE": "the composite check digit",
}
ANY_DAY = date(2026, 1, 1)  # a digit agrees or does not, whatever the day


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`line` and `position` from one; `found` and `better` one character each."""

    line: int
    position: int
    found: str
    better: str
    sentence: str


def suggest(lines, reading, *, codes=None):
    """A list of Suggestions for lines that have the length of a format, in the order they stand."""
    form, fits = shape(lines)
    if not fits or not all(isinstance(line, str) for line in lines):
        return []
    form, text = FORMATS.get(reading.format, form), "".join(lines)
    out_of_place = {at: better for at, better, _ in misplaced(form, text)}
    settled = "".join(out_of_place[at][0] if at in out_of_place else sign for at, sign in enumerate(text))
    found = [(at, sign, why) for at, better, why in misplaced(form, text) for sign in better]
    found += [change for change in mending(form, settled, codes) if change[0] not in out_of_place]
    return [
        suggestion(form, at, text[at], better, why)
        for at, better, why in sorted(found, key=lambda one: one[0])
    ]


def misplaced(form, text):
    """(index, characters it may be, why) for each that cannot stand where it stands and looks like one that can."""
    for field, place in form.places.items():
        part = form.slice(place)
        for at in range(part.start, part.stop):
            sign = text[at]
            if sign not in SIGNS:
                better, why = foreign(sign), "only A to Z, 0 to 9 and < can occur"
            elif field in ONLY_DIGITS and sign in LETTERS:
                better, why = ALIKE.get(sign, ""), f"only digits stand under “{LABELS[field]}”"
            elif field in ONLY_LETTERS and sign in DIGITS:
                better, why = ALIKE.get(sign, ""), f"no digit stands under “{LABELS[field]}”"
            else:
                continue
            if better:
                yield at, better, why


def foreign(sign):
    capital = sign.upper()
    return FOREIGN.get(sign) or (capital if len(capital) == 1 and capital in SIGNS else "")


def mending(form, text, codes):
    """(index, character, why) for each look-alike that makes a failing digit agree and none fail."""
    failing = errors_of(form, text, codes)
    if not failing & set(AGREES):
        return
    for field in BOTH:
        part = getattr(form, field)
        for at in range(part.start, part.stop) if part else ():
            for better in ALIKE.get(text[at], ""):
                left = errors_of(form, text[:at] + better + text[at + 1 :], codes)
                if left < failing:
                    mended = [words for error, words in AGREES.items() if error in failing - left]
                    verb = "agrees" if len(mended) == 1 else "agree"
                    yield at, better, f"then {' and '.join(mended)} {verb}"


def errors_of(form, text, codes):
    lines = [text[at : at + form.width] for at in range(0, form.size, form.width)]
    return set(read(lines, inspection_date=ANY_DAY, codes=codes).errors)


def suggestion(form, at, found, better, why):
    line, position = divmod(at, form.width)
    sentence = f"Line {line + 1}, position {position + 1}: {found} may be {better}; {why}."
    return Suggestion(line + 1, position + 1, found, better, sentence)
