"""Under which item of the schedule a record is kept, and from when it may be proposed for destruction."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.records import kept, schedule
from secoffice.records.models import Retention

CHOSEN_MEANWHILE = "Somebody else chose an item meanwhile. Look at it again before you go on."
FOR_RECORDS = "Only the records officer chooses an item with a period; until then it stays unscheduled."
MOST = 5000
NONE_SUCH = "There is no such item in the schedule."


def current(record):
    """The item that counts, or None."""
    here = {"target_type": record._meta.label_lower, "target_id": record.pk}
    return Retention.objects.filter(**here, replaced_at=None).select_related("by").first()


def begin(*, record, by, at):
    """A new record begins without an item and so cannot be destroyed (F.3)."""
    _write(record, schedule.UNSCHEDULED, "New records begin unscheduled", by, at)


@transaction.atomic
def assign(*, record, item, reason, by, was=None, at=None):
    """Choose the item of a record. `was` is the row that the chooser saw. Raises Refused."""
    at, known = at or timezone.now(), current(record)
    if item not in schedule.ITEMS:
        raise Refused(NONE_SUCH)
    if why := why_not(by, record, item):
        raise Refused(why)
    if (known and known.pk) != was or (
        known and not Retention.objects.filter(pk=known.pk, replaced_at=None).update(replaced_at=at)
    ):
        raise Refused(CHOSEN_MEANWHILE)
    made = _write(record, item, reason, by, at)
    trail.record("retention item", record, by=by, reason=reason, detail={"item": item}, at=at)
    return made


def why_not(user, record, item=None):
    """Why this person may not choose an item, or not this one; "" where they may."""
    if user.has_role("REC_OFF"):
        return ""
    if item and schedule.called(item).has_term:
        return FOR_RECORDS
    return kept.of(record).why_not(user, record)


def settle(retention, record):
    """The days as the record stands now. A shorter period than before waits for the records officer: the later day
    counts until they choose the item again."""
    trigger_on = kept.of(record).ended_on(record)
    day = retention.rule.after(trigger_on) if trigger_on else None
    if day and retention.eligible_on and retention.trigger_on == trigger_on:
        day = max(day, retention.eligible_on)
    return trigger_on, day


def begin_all(*, at=None):
    """Records from before this was kept begin unscheduled as well, some thousands a night. Returns how many."""
    at, begun = at or timezone.now(), 0
    rows = Retention.objects.unrestricted(purpose="days of retention")
    for kind, one in kept.kinds().items():
        has = rows.filter(target_type=kind, target_id=OuterRef("pk"), replaced_at=None)
        for record in one.model._base_manager.filter(~Exists(has)).order_by("pk")[:MOST]:
            begin(record=record, by=None, at=at)
            begun += 1
    return begun


def settle_all():
    """Write the days of every record that is kept for a period, as they are now. Returns how many moved."""
    terms = [item.code for item in schedule.ITEMS.values() if item.has_term]
    rows = Retention.objects.unrestricted(purpose="days of retention").filter(
        replaced_at=None, item__in=terms
    )
    moved = 0
    for row in rows.iterator(chunk_size=500):
        record = kept.find(row.target_type, row.target_id)
        days = settle(row, record) if record else (row.trigger_on, row.eligible_on)
        if days != (row.trigger_on, row.eligible_on):
            moved += Retention.objects.filter(pk=row.pk).update(trigger_on=days[0], eligible_on=days[1])
    return moved


def _write(record, item, reason, by, at):
    made = Retention(
        target_type=record._meta.label_lower,
        target_id=record.pk,
        target_reference=record.reference,
        item=item,
        reason=reason,
        by=by,
        at=at,
    )
    made.trigger_on, made.eligible_on = settle(made, record)
    made.save(force_insert=True)
    return made
