"""What is past its period, as far as a reader may see the records."""

from django.db.models import Exists, OuterRef

from secoffice.records.models import Disposition, Held, Retention

_HERE = {"target_type": OuterRef("target_type"), "target_id": OuterRef("target_id")}


def eligible(user, today):
    """Items of records that may be proposed for destruction and are not; `is_held` where a hold forbids it."""
    rows = Retention.objects.visible_to(user).filter(replaced_at=None, eligible_on__lte=today)
    proposed = Disposition.objects.filter(**_HERE, status__in=Disposition.OPEN)
    return rows.filter(~Exists(proposed)).annotate(is_held=_held()).order_by("eligible_on", "pk")


def proposed(user):
    """What was proposed and not kept, with who approved."""
    rows = Disposition.objects.visible_to(user).filter(status__in=Disposition.OPEN)
    return rows.annotate(is_held=_held()).prefetch_related("consents__by")


def _held():
    return Exists(Held.objects.filter(**_HERE, ended_at=None))
