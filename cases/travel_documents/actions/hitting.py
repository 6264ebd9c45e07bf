"""From what a screening found to hits, each with its clock. A name of the band WEAK raises none."""

from cases.travel_documents.hits import actions as hits
from secoffice.access.models import Recusal


def raise_hits(result, *, office, by, screening_ref, at):
    """The hits raised for one result: one for the document, one for each entry that the person may be."""
    fields = result.reading["fields"]
    query = {"issuer": result.issuer, "number": result.number, "type": result.type}
    given = {"office": office, "by": by, "screening_ref": screening_ref, "at": at}
    raised = []
    if result.exact:
        raised.append(hits.raise_document_hit(found=result.exact, query=query, **given))
    if result.told:
        side = result.side
        who = {
            "names": list(side.names), "dob": side.dob, "nationality": side.nationality, "sex": side.sex,
            "raw_birth_date": fields.get("birth_date_raw", ""),
        }  # fmt: skip
        raised += hits.raise_name_hits(names=result.told, query=query | who, **given)
    return raised


def keep_out(record, raised, *, by, at):
    """Whoever a hit is kept from, because it names them or their kin, does not learn of it from the screening either.
    Who screened, and who helped with it, keep it without the names."""
    barred = Recusal.objects.filter(target_type="hits.hit", target_id__in=[hit.pk for hit in raised])
    users = set(barred.values_list("user_id", flat=True)) - {by and by.pk, record.by_id}
    here = {
        "target_type": record._meta.label_lower, "target_id": record.pk, "reason": "a hit names them or their kin",
        "by_id": by and by.pk, "at": at,
    }  # fmt: skip
    Recusal.objects.bulk_create(
        (Recusal(user_id=user, **here) for user in sorted(users)), ignore_conflicts=True
    )
