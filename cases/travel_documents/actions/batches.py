"""Sending in a file of documents, and calling it off. The worker does the rest (cases.travel_documents.batches)."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.numbers import next_number
from cases.travel_documents import staff
from cases.travel_documents.actions.screening import NO_OFFICE, NotOfTheDesk
from cases.travel_documents.models import Batch
from secoffice.access.actions import admit_all
from secoffice.audit import trail
from secoffice.celery import wake
from secoffice.files.actions import store
from secoffice.ports import Refused

SERIES = "B"
TASK = "cases.travel_documents.tasks.screen_batches"


def start(*, by, upload, form, total, on=None, key=None, at=None):
    """Keep a file of `total` documents and hand it to the worker. The same key gives the batch already sent in. Raises
    Refused, FileRefused."""
    if not staff.works_here(by):
        raise NotOfTheDesk
    if by.office is None:
        raise Refused(NO_OFFICE)
    sent = Batch.objects.filter(key=key, by=by) if key else Batch.objects.none()
    if made := sent.first():
        return made
    try:
        return _start(by=by, upload=upload, form=form, total=total, on=on, key=key, at=at or timezone.now())
    except IntegrityError:
        if made := sent.first():
            return made
        raise


@transaction.atomic
def _start(*, by, upload, form, total, on, key, at):
    office = by.office
    batch = Batch(
        office=office, by=by, at=at, name=upload.name, form=form, total=total, inspected_on=on or office.local_date(at),
        reference=next_number(office, office.local_date(at), series=SERIES), stored=store(upload=upload, by=by, at=at),
        **({"key": key} if key else {}),
    )  # fmt: skip
    batch.save(force_insert=True)
    admit_all(batch, principals=staff.principals(office, by), by=by, at=at)
    trail.record("batch sent in", batch, by=by, detail={"lines": total}, at=at)
    transaction.on_commit(lambda: wake(TASK))
    return batch


@transaction.atomic
def cancel(*, batch, by, at=None):
    """Stop after the slice in hand; what was answered stays. Raises Refused once it is over, or by a stranger."""
    if not (staff.works_here(by) and batch.is_visible_to(by)):
        raise NotOfTheDesk
    at = at or timezone.now()
    going = Batch.objects.filter(pk=batch.pk, state__in=("WAITING", "RUNNING"))
    if not going.update(state="CANCELLED", finished_at=at, cancelled_by=by, held_to=None):
        raise Refused("This batch is over already.")
    trail.record("batch cancelled", batch, by=by, at=at)
