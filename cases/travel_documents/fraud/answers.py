"""What document fraud hears: a record of the desk was written, so what it may share is taken from it again."""

from cases.travel_documents import staff
from cases.travel_documents.examination.models import Examination
from cases.travel_documents.fraud import kinds
from cases.travel_documents.fraud.actions import attaching, take_traits
from cases.travel_documents.fraud.models import CaseDocument
from secoffice import ports


@ports.hears("document told of")
def follow(*, target_type, target_id, at=None, **_):
    """`target_type` is a kind of record of the desk; others are none of this room's."""
    kind = kinds.KINDS.get(target_type)
    if kind is not None:
        take_traits(kind.model._base_manager.get(pk=target_id), at=at)


@ports.hears("kept out of hits")
def keep_out(*, hits, by=None, at=None, **_):
    """Whoever turned out to be kin of somebody on the list is kept out of the cases and examinations of it as well."""
    for hit in hits:
        here = {"target_type": hit._meta.label_lower, "target_id": hit.pk}
        for row in CaseDocument.objects.filter(**here).select_related("case"):
            attaching.keep_out(row.case, hit, by=by, at=at)
        for record in Examination._base_manager.filter(origin_type=here["target_type"], origin_id=hit.pk):
            staff.keep_out_as(record, hit, by=by, at=at)
