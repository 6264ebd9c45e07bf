"""Steps of an examination. What is concluded is frozen: the digest covers all that was written."""

import hashlib
import json

from django.db import transaction

from cases.actions.timeline import now
from cases.travel_documents.examination import workflow
from cases.travel_documents.examination.models import Examination
from secoffice.audit import trail
from secoffice.deadlines import rules as clock_rules
from secoffice.workflow import StepRefused

WRITTEN = (
    *("reference", "issuer", "kind", "number", "exhibit", "zone", "visual", "level", "instruments", "chip"),
    *("chip_says", "comparison", "compared_with", "conclusion", "likelihood", "grounds", "marking"),
)
CHANGED = "It changed meanwhile. Read it again before you decide."


def take(*, record, name, by, version, reason="", at=None):
    """Take a step of the table; whoever confirms does so on the `version` they read. Raises StepRefused."""
    with transaction.atomic(), trail.held(), clock_rules.held():
        held = (
            Examination._base_manager.select_for_update()
            .select_related("office", "examiner")
            .get(pk=record.pk)
        )
        if not held.is_visible_to(by):
            raise StepRefused("There is no such examination.")
        if held.version != version:
            raise StepRefused(CHANGED)
        given = {"by": by, "digest": digest(held)}
        return workflow.WORKFLOW.take(held, name, by=by, reason=reason, at=now(at), given=given)


def digest(record):
    """SHA-256 over what was written, the features and the digests of the images, in a fixed order."""
    said = {name: getattr(record, name) for name in WRITTEN}
    said["features"] = sorted(record.features.values_list("code", "result", "note"))
    images = record.pictures.filter(struck_at=None)
    said["images"] = sorted(images.values_list("stored__digest", "light", "shows"))
    said["types"] = sorted(record.fraud_types.values_list("code", flat=True))
    said["indicators"] = sorted(record.indicators.values_list("text", flat=True))
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def is_whole(record):
    """Does a concluded record still say what was concluded?"""
    return not record.digest or digest(record) == record.digest
