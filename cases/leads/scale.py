"""Leads for many cases: on every third of them, and twenty on a long file."""

from datetime import timedelta

from cases.leads.actions.drafting import SERIES
from cases.leads.actions.sharing import ASKS, RECEIVES, WORKS, receivers
from cases.leads.models import Lead, Line, Question, Status
from cases.scale import desks, words
from cases.scale.inserting import insert, with_ids
from cases.scale.numbering import numbers
from secoffice.access.models import Admission

EVERY, MANY = 3, 20
STATES = (Status.SENT, Status.IN_WORK, Status.CLOSED, Status.CLOSED, Status.ACCEPTED)


@desks.add
def fill(batch):
    offices = list({team.office.pk: team.office for team in batch.teams}.values())
    leads = [lead for n, case in batch.cases.items() for lead in of(n, case, batch, offices)]
    given = numbers(
        ((lead.from_office, lead.from_office.local_date(lead.written_at)) for lead in leads), SERIES
    )
    for lead, reference in zip(with_ids(leads), given, strict=True):
        lead.reference = reference
    insert(leads)
    insert(Question(lead_id=lead.pk, place=1, text="Who entered it, and when?") for lead in leads)
    insert(line(lead) for lead in leads)
    insert(row for lead in leads for row in admissions(lead))


def of(number, case, batch, offices):
    many = MANY if desks.is_long(number) else int(number % EVERY == 0)
    chance = batch.chance(number, "leads")
    for place in range(1, many + 1):
        at = min(batch.at, case.opened_at + timedelta(hours=place))
        to = offices[(number + place) % len(offices)]
        status, by = chance.choice(STATES), desks.writer(case)
        lead = Lead(
            case=case, number=place, title=f"What {words.name(chance)} said of the papers", status=status, status_at=at,
            from_office=case.office, to_office=to, asked_by_id=by, written_at=at, sent_at=at,
            assigned_to_id=None if status == Status.SENT else by, request="Ask for the entries of that week.",
        )  # fmt: skip
        lead.set_marking(case.marking)
        yield lead


def line(lead):
    return Line(lead_id=lead.pk, verb="send", says="Sent", by_id=lead.asked_by_id, at=lead.written_at)


def admissions(lead):
    """Who decides there, who works it, and the office that asks."""
    why = dict.fromkeys(receivers(lead), RECEIVES)
    if lead.assigned_to_id:
        why[f"user:{lead.assigned_to_id}"] = WORKS
    why.setdefault(f"user:{lead.asked_by_id}", ASKS)
    for principal, reason in why.items():
        yield Admission(
            target_type="leads.lead", target_id=lead.pk, principal=principal, reason=reason,
            controls=lead.controls, by_id=lead.asked_by_id, at=lead.written_at,
        )  # fmt: skip
