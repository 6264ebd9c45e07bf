"""Where the machine-readable zone and the printed page say different things (domain C.7, cross-checks)."""

from dataclasses import dataclass

from secoffice.people.normal import fold


@dataclass(frozen=True)
class Difference:
    """`zone` and `page` as they stand there."""

    label: str
    zone: str
    page: str

    def __str__(self):
        return f"{self.label}: the zone says {self.zone or 'nothing'}, the page {self.page or 'nothing'}"


# Field of the printed page → its name in a reading.
FIELDS = {
    "surname": ("Surname", "surname"),
    "given_names": ("Given names", "given_names"),
    "number": ("Document number", "document_number"),
    "nationality": ("Nationality", "nationality"),
    "birth_date": ("Date of birth", "birth_date_iso"),
    "sex": ("Sex", "sex"),
    "expiry_date": ("Expiry", "expiry_date_iso"),
}
NAMES = ("surname", "given_names")


def differences(fields, visual):
    """What differs between `fields` of a reading and what was copied from the page; what was not copied is not
    compared. Names are compared as the zone must write them, and a truncated one by its beginning."""
    found = []
    for name, (label, code) in FIELDS.items():
        page, zone = str(visual.get(name) or "").strip(), str(fields.get(code) or "").strip()
        if page and not agree(name, zone, page, truncated=bool(fields.get("name_possibly_truncated"))):
            found.append(Difference(label, zone, page))
    return found


def agree(name, zone, page, *, truncated):
    if name == "sex":
        return zone.strip("<") == ("" if page.upper() == "X" else page.upper())
    if name not in NAMES:
        return plain(zone) == plain(page)
    ours = letters(zone)
    return any(
        ours == theirs or (truncated and ours and theirs.startswith(ours)) for theirs in spellings(page)
    )


def plain(text):
    return "".join(character for character in text.upper() if character.isalnum())


def letters(text):
    return "".join(character for character in fold(text) if character.isalnum())


def spellings(page):
    """A printed name as a zone may write it: accents dropped, or written out (ICAO 9303-3 §6)."""
    long = str.maketrans(
        {"Ä": "AE", "Ö": "OE", "Ü": "UE", "ä": "ae", "ö": "oe", "ü": "ue", "Å": "AA", "å": "aa"}
    )
    return {
        letters(page),
        letters(page.translate(long)),
        letters(page.replace("Ñ", "NXX").replace("ñ", "nxx")),
    }
