"""Keeping what documents may have in common, taken from the records and written by hand."""

from django.db import transaction

from cases.actions.timeline import now
from cases.travel_documents.fraud import kinds
from cases.travel_documents.fraud.models import Trait
from cases.travel_documents.staff import works_here
from secoffice.audit import trail
from secoffice.people.normal import fold
from secoffice.workflow import StepRefused

BY_HAND = (Trait.Kind.VENDOR, Trait.Kind.ADDRESS, Trait.Kind.FLAW)


def take_traits(record, *, at=None):
    """Bring what was taken from a record up to date; what people wrote of it stays. Safe to repeat."""
    at, kind = now(at), kinds.of(record)
    here = {"target_type": kind.type, "target_id": record.pk}
    wanted = {(what, value): words for what, value, words in kind.traits(record)}
    held = Trait.objects.filter(**here, by=None)
    for row in held:
        if (row.kind, row.value) not in wanted:
            row.delete()
    Trait.objects.bulk_create(
        (
            Trait(
                **here, reference=record.reference, kind=what, value=value, shown=words[:200],
                document=kind.document(record).strip()[:40] or record.reference, at=at,
            )
            for (what, value), words in wanted.items()
        ),
        ignore_conflicts=True,
    )  # fmt: skip


@transaction.atomic
def note_trait(*, record, kind, text, by, at=None):
    """Write down what a document may share with others: a vendor, an address, a flaw. Raises StepRefused."""
    at, value = now(at), fold(text)[:120]
    if not works_here(by) or not record.is_visible_to(by):
        raise StepRefused("There is no such record.")
    if kind not in BY_HAND or not value:
        raise StepRefused("Say what it is in letters or digits that can be compared.")
    about = kinds.of(record)
    told = {
        "reference": record.reference, "shown": text.strip()[:200], "by": by, "at": at,
        "document": about.document(record).strip()[:40] or record.reference,
    }  # fmt: skip
    here = {"target_type": about.type, "target_id": record.pk, "kind": kind, "value": value}
    row, new = Trait.objects.get_or_create(**here, defaults=told)
    if new:
        trail.record("trait noted", record, by=by, detail={"kind": kind}, at=at)
    return row


@transaction.atomic
def strike_trait(*, trait, record, by, at=None):
    """Take back what one wrote of a document. What was taken from its record goes with the record alone."""
    if trait.by_id != by.pk:
        raise StepRefused("Only whoever wrote it takes it back.")
    trait.delete()
    trail.record("trait struck", record, by=by, detail={"kind": trait.kind}, at=now(at))
