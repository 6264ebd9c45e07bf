"""Keeping the taxonomy of document fraud: words changed, signs added and ended, each by an examiner."""

from django.db import IntegrityError, transaction

from cases.actions.timeline import now
from cases.travel_documents.examination.models import FraudType, Indicator
from cases.travel_documents.staff import is_examiner
from secoffice.audit import trail
from secoffice.workflow import StepRefused


def may_keep(user):
    return "" if is_examiner(user) else "Document examiners keep the taxonomy."


@transaction.atomic
def change_type(*, fraud_type, by, version, label, meaning, at=None):
    """Put the words of a type otherwise. Its code stays: older examinations name it."""
    _may(by)
    rows = FraudType.objects.filter(pk=fraud_type.pk, version=version)
    if not rows.update(label=label, meaning=meaning, version=version + 1):
        raise StepRefused("Somebody else changed this meanwhile. Look at it again before you go on.")
    detail = {"before": [fraud_type.label, fraud_type.meaning], "after": [label, meaning]}
    trail.record("fraud type changed", fraud_type, by=by, detail=detail, at=now(at))


@transaction.atomic
def add_indicator(*, fraud_type, text, by, at=None):
    _may(by)
    try:
        with transaction.atomic():
            made = Indicator.objects.create(fraud_type=fraud_type, text=text.strip())
    except IntegrityError:
        raise StepRefused("This sign is listed already.") from None
    trail.record("indicator added", fraud_type, by=by, detail={"text": made.text}, at=now(at))
    return made


@transaction.atomic
def end_indicator(*, indicator, by, at=None):
    """No longer offered; where it was seen it stays."""
    _may(by)
    at = now(at)
    if not Indicator.objects.filter(pk=indicator.pk, ended_on=None).update(ended_on=at.date()):
        raise StepRefused("This sign was taken off the list already.")
    trail.record("indicator ended", indicator.fraud_type, by=by, detail={"text": indicator.text}, at=at)


def _may(user):
    if why := may_keep(user):
        raise StepRefused(why)
