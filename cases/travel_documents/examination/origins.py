"""What an examination may arise from: a record of the desk with a reference, found among what the reader may see.

A room above or beside adds its own kind in its apps.py: `add(Model)`. The examination keeps type, id and reference.
"""

from django.apps import apps

_kinds = []


def add(model):
    """`model` has `reference` and `visible_to`; what it tells of the document it gives as `examined_facts`."""
    if model not in _kinds:
        _kinds.append(model)


def find(reference, user):
    """The record with this reference that this reader may see, or None."""
    asked = (reference or "").strip().upper()
    if not asked or "\0" in asked:
        return None
    found = (kind.objects.visible_to(user).filter(reference=asked).first() for kind in _kinds)
    return next((record for record in found if record is not None), None)


def of(examination, user):
    """What this examination arose from, where the reader may see that too."""
    if not examination.origin_type:
        return None
    model = apps.get_model(examination.origin_type)
    return model.objects.visible_to(user).filter(pk=examination.origin_id).first()


def facts(record):
    """What is known of the document already, as fields of the form that begins."""
    return record.examined_facts() if hasattr(record, "examined_facts") else {}
