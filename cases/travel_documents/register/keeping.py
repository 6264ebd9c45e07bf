"""Who moves the dates of the register: up the chain of its office, never whoever owes them. The day on which a document
ends is printed in it, and the time of the person to ask for a hearing is the law's: neither is moved by hand."""

from cases.travel_documents.register import deadlines as rules
from cases.travel_documents.register.actions import telling
from cases.travel_documents.register.models import Revocation
from secoffice.deadlines.keepers import DEFAULT, EXTEND, TOLL, Keeper

SAID = {EXTEND: "More time", TOLL: "Clock stopped"}
PRINTED = "The day is printed in the document. Correct the document where it is wrong."
OF_LAW = "The regulation gives this time; only the clock can be stopped."


def why_not(deed, deadline, user):
    """Why this person cannot move this date; "" when they can."""
    if deadline.rule in (rules.EXPIRY, rules.EXPIRY_KEPT):
        return PRINTED
    if deadline.rule in (rules.REQUEST, rules.CONTINUED) and deed == EXTEND:
        return OF_LAW
    return DEFAULT.why_not(deed, deadline, user)


def done(deed, old, new, *, by, at, reason):
    """Whoever reads the revocation reads that a date moved."""
    if old.target_type != Revocation._meta.label_lower or not (said := SAID.get(deed)):
        return
    row = Revocation._base_manager.select_related("document").get(pk=old.target_id)
    says = f"{said}: {old.duty}, until {new.due_on:%-d %B %Y}"
    telling.line(row.document, "date", says, by=by, at=at, text=reason, revocation=row)


KEEPER = Keeper(why_not=why_not, done=done)
