"""What every verb on a hit begins with."""

from django.utils import timezone

from cases.travel_documents.hits.models import Hit
from secoffice.workflow import StepRefused

HELD = (
    "status",
    "officer_id",
    "answer",
    "verdict",
    "proposed_by_id",
    "decided_by_id",
    "sampled",
    "checked_at",
)


def now(at):
    return at or timezone.now()


def hold(hit):
    """Two who work on one hit at the same moment take turns; the second sees what the first did."""
    fresh = Hit._base_manager.select_for_update().get(pk=hit.pk)
    for name in HELD:
        setattr(hit, name, getattr(fresh, name))
    return hit


def allow(by, hit, guard, statuses=None):
    """The hit held, or StepRefused with the sentence of the guard."""
    hold(hit)
    if not hit.is_visible_to(by):
        raise StepRefused("There is no such hit.")
    if why := guard(by, hit):
        raise StepRefused(why)
    if statuses and hit.status not in statuses:
        raise StepRefused(f"That is not possible while the hit is “{hit.get_status_display().lower()}”.")
