"""Who moves the date of a lead: the office that asks gives more time for a reply, never whoever owes it; the decision
on a reply is moved as the dates of the case are. `KEEPER` says so to the pages of dates."""

from datetime import timedelta

from django.conf import settings

from cases.leads import deadlines as rules
from cases.leads import workflow
from cases.leads.actions import telling
from cases.leads.models import Lead
from cases.workflow import approves
from secoffice.deadlines.keepers import EXTEND, REASSIGN, TOLL, Keeper

SAID = {EXTEND: "More time", TOLL: "Clock stopped"}


def why_not(deed, deadline, user):
    """Why this person cannot move this date; "" when they can."""
    lead = lead_of(deadline)
    if deed == REASSIGN and deadline.rule != rules.DECIDE:
        return (
            workflow.takes(user, lead)
            and "The receiving office says who owes it: give the lead to an officer."
        )
    if deadline.owner_id == user.pk:
        return "It is your own date; somebody else decides."
    if deadline.rule == rules.DECIDE:
        return approves(user, lead.case)
    return workflow.asks(user, lead)


def latest(deadline):
    return deadline.due_on + timedelta(days=settings.EXTENSION_DAYS)


def framed():
    return Lead._base_manager.select_related(
        "case__office__parent__parent", "case__unit", "to_office", "to_unit"
    )


def lead_of(deadline):
    return getattr(deadline, "_lead", None) or framed().get(pk=deadline.target_id)


def gather(deadlines):
    """The leads of a list of dates, in one query."""
    leads = framed().in_bulk({deadline.target_id for deadline in deadlines})
    for deadline in deadlines:
        deadline._lead = leads.get(deadline.target_id)


def hold(deadlines):
    rows = Lead._base_manager.select_for_update().filter(pk__in={row.target_id for row in deadlines})
    list(rows.order_by("pk").values_list("pk"))


def done(deed, old, new, *, by, at, reason):
    """Both offices read that a date moved."""
    if said := SAID.get(deed):
        lead, says = lead_of(old), f"{said}: {old.duty}, until {new.due_on:%d %b %Y}"
        telling.add_line(lead, "date", says, by=by, at=at, text=reason)
        telling.of_case(lead, says, by=by, at=at, text=reason)


KEEPER = Keeper(why_not=why_not, latest=latest, done=done, gather=gather, hold=hold)
