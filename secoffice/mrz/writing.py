"""Writes a machine-readable zone from what stands in the visual zone (domain C.1–C.4)."""

from secoffice.mrz.dates import six_characters
from secoffice.mrz.digits import ALPHABET, FILLER, LETTERS, check_digit
from secoffice.mrz.formats import FORMATS, MRV_A, MRV_B, TD3
from secoffice.mrz.names import name_field

NEEDED = ("document_code", "issuing_state", "surname", "document_number", "nationality", "expiry_date")
NUMBER, TD1_LIMIT = 9, 22  # characters of the field; with what goes on in the optional field
SIGNS = frozenset(ALPHABET)
LABELS = {
    "document_code": "The document code", "issuing_state": "The issuer", "surname": "The surname", "names": "The name",
    "given_names": "The given names", "document_number": "The document number", "nationality": "The nationality",
    "birth_date": "The date of birth", "sex": "The sex", "expiry_date": "The date of expiry",
    "personal_number": "The personal number", "personal_number_check": "The check digit of an empty personal number",
    "optional_data_1": "The optional data", "optional_data_2": "The second optional data",
}  # fmt: skip
SEXES = {"F": "F", "M": "M", "X": FILLER, FILLER: FILLER, "": FILLER}


def write(format, **fields):
    """The lines of a zone in that format. Fields are named as `read` names them: `birth_date` may be a date,
    “1974-08-12”, “1974-08”, “1974” or empty; `sex` F, M or X; an empty `personal_number` takes “0” or, with
    `personal_number_check="<"`, a filler as its digit. Visas take the nine principal characters of a number; TD1 and
    TD2 let a longer one run on. ValueError, a sentence, for what cannot be written."""
    if format not in FORMATS:
        raise ValueError(f"There is no format “{format}”: {', '.join(FORMATS)}.")
    form = FORMATS[format]
    check_names(form, fields)
    zone = [FILLER] * form.size
    for field, text in contents(form, fields).items():
        part = getattr(form, field)
        zone[part] = text.ljust(part.stop - part.start, FILLER)
    if form.composite:
        zone[form.composite_check] = check_digit("".join(form.pick_composite("".join(zone))))
    text = "".join(zone)
    return tuple(text[at : at + form.width] for at in range(0, form.size, form.width))


def check_names(form, fields):
    taken = set(NEEDED) | {"given_names", "birth_date", "sex"} | (set(LABELS) & set(form.places) - {"names"})
    for name in sorted(set(fields) - taken):
        raise ValueError(f"A zone of format {form.name} has no field “{name}”.")
    for name in NEEDED:
        if not fields.get(name):
            raise ValueError(f"{LABELS[name]} is missing.")


def contents(form, fields):
    """{field of the format: its characters}, all but the composite digit."""
    birth = said("birth_date", six_characters, fields.get("birth_date"), whole=False)
    expiry = said("expiry_date", six_characters, fields["expiry_date"], whole=True)
    issuer = letters("issuing_state", fields, 3)
    found = {
        "document_code": letters("document_code", fields, 2),
        "issuing_state": issuer,
        "names": names(form, fields, issuer),
        "nationality": letters("nationality", fields, 3),
        "birth_date": birth,
        "birth_date_check": check_digit(birth),
        "sex": sex(fields.get("sex")),
        "expiry_date": expiry,
        "expiry_date_check": check_digit(expiry),
    }
    for name in ("optional_data_1", "optional_data_2", "personal_number"):
        if name in form.places:
            found[name] = signs(name, fields, room(form, name))
    if form is TD3:
        found["personal_number_check"] = personal_digit(form, found["personal_number"], fields)
    return found | number(form, fields, found)


def number(form, fields, found):
    """The number with its digit, and the optional field it may run on into."""
    whole = signs("document_number", fields, None)
    if form in (MRV_A, MRV_B):
        whole = whole[:NUMBER]
    if len(whole) <= NUMBER:
        field = whole.ljust(NUMBER, FILLER)
        return {"document_number": field, "document_number_check": check_digit(field)}
    if not form.overflow:
        raise ValueError(f"The document number has {len(whole)} characters; a passport takes {NUMBER}.")
    rest, wide = whole[NUMBER:] + check_digit(whole) + FILLER, room(form, "optional_data_1")
    optional = rest + found["optional_data_1"]
    if len(rest) > wide or len(whole) > TD1_LIMIT:
        raise ValueError(
            f"The document number has {len(whole)} characters; this format takes {NUMBER + wide - 2}."
        )
    if len(optional) > wide:
        raise ValueError("The document number leaves no room for the optional data.")
    return {"document_number": whole[:NUMBER], "document_number_check": FILLER, "optional_data_1": optional}


def room(form, name):
    part = getattr(form, name)
    return part.stop - part.start


def personal_digit(form, number, fields):
    printed = str(fields.get("personal_number_check") or "0")
    if number.strip(FILLER) or printed == "0":
        return check_digit(number.ljust(room(form, "personal_number"), FILLER))
    if printed != FILLER:
        raise ValueError(f"{LABELS['personal_number_check']} is 0 or <.")
    return FILLER


def names(form, fields, issuer):
    surname, given = str(fields["surname"]), str(fields.get("given_names") or "")
    return said("names", name_field, surname, given, room(form, "names"), issuer=issuer)


def sex(value):
    if (known := SEXES.get(str(value or "").upper())) is None:
        raise ValueError("The sex is F, M or X.")
    return known


def letters(name, fields, most):
    text = str(fields[name]).strip().rstrip(FILLER).upper()
    if not (0 < len(text) <= most and LETTERS.issuperset(text)):
        raise ValueError(f"{LABELS[name]} is at most {most} letters from A to Z.")
    return text


def signs(name, fields, most):
    """Letters and digits; blanks, hyphens and the like are written as fillers."""
    text = str(fields.get(name) or "").strip().rstrip(FILLER).upper()
    text = "".join(FILLER if sign in " -/.·" else sign for sign in text)
    if not SIGNS.issuperset(text):
        raise ValueError(f"{LABELS[name]} has only letters from A to Z and digits.")
    if most is not None and len(text) > most:
        raise ValueError(f"{LABELS[name]} has at most {most} characters here.")
    return text


def said(name, make, *values, **more):
    """What `make` gives; its objection with the field in front."""
    try:
        return make(*values, **more)
    except ValueError as objection:
        raise ValueError(f"{LABELS[name]} {objection}.".replace("..", ".")) from None
