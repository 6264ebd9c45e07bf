"""Who moves the date of a referral: the security side of its post, never whoever owes it."""

from cases.travel_documents.fraud.actions import following
from cases.travel_documents.fraud.models import VisaReferral
from secoffice.deadlines.keepers import EXTEND, TOLL, Keeper

SAID = {EXTEND: "More time", TOLL: "Clock stopped"}


def done(deed, old, new, *, by, at, reason):
    if said := SAID.get(deed):
        record = VisaReferral._base_manager.get(pk=old.target_id)
        following.tell(
            record, "date", f"{said}: {old.duty}, until {new.due_on:%d %b %Y}", by=by, at=at, text=reason
        )


KEEPER = Keeper(done=done)
