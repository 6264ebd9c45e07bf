"""Keeping the code tables: an examiner's work, with a reason, each change in the trail."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.travel_documents import staff
from cases.travel_documents.models import Code, CodesVersion
from secoffice.audit import trail
from secoffice.ports import Refused

FIELDS = ("table", "code", "meaning", "use", "first_on", "last_on", "source")
TWICE = "This code is in the table already from that day on."
MEANWHILE = "Somebody changed this code meanwhile. Look at it again, then decide."


@transaction.atomic
def change_code(*, by, reason, row=None, version=None, at=None, **values):
    """Add a code, or change the row of one as it was read at `version`. From then on every process reads by the new
    table. Raises Refused."""
    if not staff.is_examiner(by):
        raise Refused("Codes are kept by document examiners.")
    was = {name: str(getattr(row, name) or "") for name in FIELDS} if row else {}
    kept = _insert(values) if row is None else _update(row, version, values)
    CodesVersion.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})
    now = {name: str(getattr(kept, name) or "") for name in FIELDS}
    detail = {"was": was, "now": now}
    trail.record("code changed", kept, by=by, reason=reason, detail=detail, at=at or timezone.now())
    return kept


def _insert(values):
    try:
        with transaction.atomic():
            return Code.objects.create(**values)
    except IntegrityError:
        raise Refused(TWICE) from None


def _update(row, version, values):
    try:
        with transaction.atomic():
            changed = Code.objects.filter(pk=row.pk, version=version).update(version=version + 1, **values)
    except IntegrityError:
        raise Refused(TWICE) from None
    if not changed:
        raise Refused(MEANWHILE)
    return Code.objects.get(pk=row.pk)
