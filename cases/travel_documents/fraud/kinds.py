"""What of the desk can be attached to a case, tells of a person, and has traits: one entry for each kind of record."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from cases.travel_documents.examination.models import Examination, Picture, Status
from cases.travel_documents.fraud.models import Trait, VisaReferral
from cases.travel_documents.hits.models import Hit
from cases.travel_documents.models import Screening
from cases.travel_documents.register.models import TravelDocument
from secoffice.people.normal import fold, number

T = Trait.Kind
NEAR = 50  # documents whose numbers are this near may be of one range


@dataclass(frozen=True)
class DocumentKind:
    """`title` and `says` in a line each; `person` gives [(kind of fact, value, issuer)] for the subject of a case;
    `traits` gives (kind, value, words)."""

    model: type
    label: str
    title: Callable
    says: Callable
    person: Callable
    traits: Callable
    document: Callable

    @property
    def type(self):
        return self.model._meta.label_lower


def _of(record, names):
    return [str(getattr(record, name)) for name in names if getattr(record, name)]


def facts_of_fields(fields):
    """What a reading tells of the person whose name the document bears."""
    name = " ".join(part for part in (fields.get("given_names"), fields.get("surname")) if part)
    told = [("NAME", name, "")] if name else []
    if fields.get("birth_date_iso"):
        told.append(("BORN", fields["birth_date_iso"], ""))
    if fields.get("document_number"):
        told.append(("PASSPORT", fields["document_number"], fields.get("issuing_state", "")))
    return told


def ranges(issuer, text):
    """(value, words) for the number's surroundings: two buckets that overlap by half, so that neighbours on either side
    of a boundary meet in one of them."""
    found = re.match(r"^([A-Z]{0,4})(\d{4,12})$", number(text))
    if not found or not issuer:
        return
    letters, digits = found.groups()
    for letter, shift in (("a", 0), ("b", NEAR)):
        bucket = (int(digits) + shift) // (2 * NEAR)
        low = max(bucket * 2 * NEAR - shift, 0)
        words = f"{issuer} {letters}{low:0{len(digits)}}–{letters}{low + 2 * NEAR - 1:0{len(digits)}}"
        yield T.RANGE, f"{issuer}:{letters}:{len(digits)}:{letter}:{bucket}", words


def zone_faults(issuer, reading):
    """The pattern of faults: which checks failed in which format, of which issuer."""
    errors = sorted(reading.get("errors") or ())
    if errors and reading.get("format"):
        words = f"{issuer or 'no issuer'}, {reading['format']}: {', '.join(errors)}"
        yield T.MRZ, f"{issuer}:{reading['format']}:{'+'.join(errors)}"[:120], words[:200]


def traits_of_screening(record):
    yield from ranges(record.issuer, record.number)
    yield from zone_faults(record.issuer, record.reading)


def traits_of_examination(record):
    """Of one that is under way or concluded: flaws by feature, images by their digest, the zone, the number."""
    if record.status == Status.CALLED_OFF:
        return
    yield from ranges(record.issuer, record.number)
    yield from zone_faults(record.issuer, record.reading)
    for row in record.features.all():
        if row.speaks_against:
            words = f"{row.get_code_display()} {row.get_result_display().lower()}"
            yield (
                T.FLAW,
                f"{record.issuer}:{row.code}:{row.result}",
                f"{record.issuer or 'no issuer'}: {words}",
            )
    pictures = record.pictures.filter(struck_at=None).exclude(light=Picture.Light.REFERENCE)
    for picture in pictures.select_related("stored"):
        yield T.PHOTO, picture.stored.digest, f"{picture.shows} ({picture.stored.digest[:12]})"


def traits_of_document(record):
    yield from ranges(record.issuer, record.number)


def traits_of_referral(record):
    yield from ranges(record.passport_issuer, record.passport)
    if value := fold(record.agent):
        yield T.VENDOR, value[:120], record.agent
    if value := fold(record.address):
        yield T.ADDRESS, value[:120], record.address


def says_of_hit(record):
    return f"{record.get_kind_display()} hit: {record.get_status_display().lower()}"


def says_of_examination(record):
    if record.status == Status.CONCLUDED:
        return f"{record.get_conclusion_display()}, {record.get_likelihood_display().lower() or 'without a likelihood'}"
    return record.get_status_display()


def person_of_hit(record):
    asked = record.query
    told = [("NAME", name, "") for name in list(asked.get("names") or ())[:1]]
    if asked.get("number"):
        told.append(("PASSPORT", str(asked["number"]), str(asked.get("issuer") or "")))
    return told


def person_of_document(record):
    told = (
        [("NAME", record.name_visual or record.name_mrz, "")] if record.name_visual or record.name_mrz else []
    )
    told += [("BORN", record.born, "")] if record.born else []
    return [*told, (record.told_as or "PASSPORT", record.number, record.issuer)]


def person_of_referral(record):
    told = [("NAME", record.applicant, "")]
    told += [("BORN", record.born, "")] if record.born else []
    return [*told, ("PASSPORT", record.passport, record.passport_issuer)] if record.passport else told


def says_of_screening(record):
    faults = ", ".join(record.reading.get("errors") or ())
    return f"{record.get_outcome_display()}{': ' + faults if faults else ''}"


KINDS = {
    kind.type: kind
    for kind in (
        DocumentKind(
            Screening, "Screening", lambda r: " ".join(_of(r, ("issuer", "number", "holder"))) or r.reference,
            says_of_screening, lambda r: facts_of_fields(r.reading.get("fields") or {}), traits_of_screening,
            lambda r: f"{r.issuer} {number(r.number)}",
        ),
        DocumentKind(
            Hit, "Hit", lambda r: r.title, says_of_hit, person_of_hit, lambda r: (),
            lambda r: f"{r.query.get('issuer', '')} {number(str(r.query.get('number', '')))}",
        ),
        DocumentKind(
            Examination, "Examination", lambda r: r.document, says_of_examination,
            lambda r: facts_of_fields(r.reading.get("fields") or {}), traits_of_examination,
            lambda r: f"{r.issuer} {number(r.number)}",
        ),
        DocumentKind(
            TravelDocument, "Document", lambda r: r.shown_title, lambda r: r.get_status_display(),
            person_of_document, traits_of_document, lambda r: f"{r.issuer} {number(r.number)}",
        ),
        DocumentKind(
            VisaReferral, "Visa referral", lambda r: r.applicant, lambda r: r.get_status_display(),
            person_of_referral, traits_of_referral, lambda r: f"{r.passport_issuer} {number(r.passport)}",
        ),
    )
}  # fmt: skip


def of(record):
    return KINDS[record._meta.label_lower]


def find(reference, user):
    """The record of the desk with this reference that this reader may see, or None."""
    asked = (reference or "").strip().upper()
    if not asked or "\0" in asked or len(asked) > 40:
        return None
    found = (kind.model.objects.visible_to(user).filter(reference=asked).first() for kind in KINDS.values())
    return next((record for record in found if record is not None), None)


def read(target_type, ids, user):
    """Records of a kind by id, those this reader may see."""
    return KINDS[target_type].model.objects.visible_to(user).in_bulk(ids)
