"""Keeping offices and units: reference data that every other room leans on."""

from django.db import transaction

from secoffice import ports
from secoffice.accounts import staffing
from secoffice.audit import trail


@transaction.atomic
def keep(record, *, by, at=None):
    """Save an office or unit, new or changed, as the form filled it in."""
    if not by.keeps_accounts:
        raise ports.Refused("Only a system administrator keeps offices and units.")
    new = record.pk is None
    was = None if new else type(record)._base_manager.get(pk=record.pk)
    lead = getattr(record, "supervisor_id", None)
    if lead == by.pk and lead != getattr(was, "supervisor_id", None):
        raise ports.Refused(staffing.NOT_ONESELF)
    before = {} if new else _said(was)
    record.save()
    after = _said(record)
    changed = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    if changed:
        kind = record._meta.verbose_name
        trail.record(f"{kind} {'opened' if new else 'changed'}", record, by=by, detail=changed, at=at)
    return record


def _said(record):
    return {field.name: str(getattr(record, field.name) or "") for field in record._meta.concrete_fields}
