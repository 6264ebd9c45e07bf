"""What is printed in a document, in the forms that are compared; and what its machine-readable lines say."""

from datetime import date

from cases.travel_documents.lost.normal import normal_issuer, normal_number
from secoffice import mrz
from secoffice.people.normal import fold

COMPARED = (
    ("number", "document_number", "number"),
    ("issuer", "issuing_state", "issuing state"),
    ("nationality", "nationality", "nationality"),
    ("born", "birth_date_iso", "date of birth"),
    ("expires_on", "expiry_date_iso", "date of expiry"),
    ("sex", "sex", "sex"),
)


def of_lines(lines, *, on):
    """What the lines say, by the names of the fields of a document; and sentences about what is wrong with them."""
    reading = mrz.read(lines.splitlines(), inspection_date=on)
    said = {ours: reading.fields.get(theirs) or "" for ours, theirs, _ in COMPARED}
    names = (reading.fields.get("surname"), reading.fields.get("given_names"))
    said["name_mrz"] = ", ".join(filter(None, names))[:80]
    return said, [sentence(code) for code in reading.errors]


def sentence(code):
    words = mrz.SENTENCES.get(code)
    return words[0] if words else code


def differences(document, *, on):
    """Sentences about the machine-readable lines: what is wrong in them, and where they say otherwise than the page."""
    if not document.mrz:
        return []
    said, found = of_lines(document.mrz, on=on)
    for ours, _, label in COMPARED:
        printed = str(getattr(document, ours) or "")
        if printed and said[ours] and not same(ours, printed, said[ours]):
            found.append(f"The lines say {said[ours]} as {label}, the page {printed}.")
    return found


def same(field, printed, coded):
    if field == "number":
        return normal_number(printed) == normal_number(coded)
    if field in ("issuer", "nationality"):
        return normal_issuer(printed) == normal_issuer(coded)
    if field == "sex":
        return printed[:1] == coded[:1]
    return fold(printed) == fold(coded)


def read(field, text):
    """What the lines say, as the field of a document holds it."""
    return date.fromisoformat(text) if field == "expires_on" else text
