"""Keeping offices and units: reference data that every other room leans on."""

from django.db import transaction

from secoffice import ports
from secoffice.accounts import staffing
from secoffice.accounts.models import Office
from secoffice.audit import trail

# What the dates of an office lean on: a change of either has them worked out again.
DATED = {"calendar": "calendar", "time_zone": "time zone"}


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
    if isinstance(record, Office) and not new:
        _tell_of_dates(was, record, by, at)
    return record


def _tell_of_dates(was, office, by, at):
    """Dates lean on an office's calendar and time zone: whoever keeps dates hears of a change of these."""
    words = [
        f"{name} {getattr(was, field)} → {getattr(office, field)}"
        for field, name in DATED.items()
        if getattr(was, field) != getattr(office, field)
    ]
    if words:
        told = f"{office}: {', '.join(words)}"
        ports.tell("dates.changed", cause="office", key=str(office.pk), words=told[:300], by=by, at=at)


def _said(record):
    return {field.name: str(getattr(record, field.name) or "") for field in record._meta.concrete_fields}
