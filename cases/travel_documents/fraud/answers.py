"""What document fraud hears: a record of the desk was written, so what it may share is taken from it again."""

from cases.travel_documents.fraud import kinds
from cases.travel_documents.fraud.actions import take_traits
from secoffice import ports


@ports.hears("document told of")
def follow(*, target_type, target_id, at=None, **_):
    """`target_type` is a kind of record of the desk; others are none of this room's."""
    kind = kinds.KINDS.get(target_type)
    if kind is not None:
        take_traits(kind.model._base_manager.get(pk=target_id), at=at)
