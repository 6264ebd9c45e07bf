"""Steps of a document that have no deed of their own."""

from django.db import transaction

from cases.travel_documents.register import workflow
from cases.travel_documents.register.actions import clocks
from cases.travel_documents.register.actions.documents import hold
from secoffice.workflow import StepRefused


@transaction.atomic
def take(*, document, name, by, reason="", ended="", at=None):
    """Cancel, surrender, give back or destroy. `ended`: why it stopped being valid, a code of 22 CFR 51.4."""
    if name not in workflow.PAGES:
        raise StepRefused("That is not done here.")
    if not hold(document).is_visible_to(by):
        raise StepRefused("There is no such document.")
    given = {"ended": ended} if ended else {}
    return workflow.DOCUMENT.take(document, name, by=by, reason=reason, at=clocks.now(at), given=given)
