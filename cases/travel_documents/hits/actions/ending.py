"""What follows from how a hit ended."""

from cases.travel_documents.hits import deadlines as rules
from cases.travel_documents.hits import guards
from cases.travel_documents.hits.actions import clearing, clocks
from cases.travel_documents.hits.models import Status
from secoffice import ports
from secoffice.access.actions import admit_all

UP = "second decision, up the chain"
SAMPLE = "looks again at decisions of one analyst"


def follow(hit, step, *, by, at):
    if step.name == "propose":
        _ask_up_the_chain(hit, by=by, at=at)
    elif step.name == "reopen":
        clearing.undo(hit, by=by, at=at)
    elif step.target == Status.FALSE_POSITIVE:
        clearing.clear(hit, by=by, at=at)
    elif step.target == Status.CONFIRMED_RECOVERED:
        _recovered(hit, by=by, at=at)
    if hit.is_closed and hit.sampled:
        admit_all(hit, principals=_of_office(hit.office, guards.APPROVERS, SAMPLE), by=by, at=at)
        clocks.start(hit, rules.SAMPLE, by=by, at=at)


def _ask_up_the_chain(hit, *, by, at):
    """From now on those know of it who may be the second person, at the office and above it (§0.6.5)."""
    principals = {}
    for office in hit.office.chain():
        principals |= _of_office(office, guards.SECONDS, UP)
    admit_all(hit, principals=principals, by=by, at=at)


def _of_office(office, roles, why):
    return {f"role:{role}@{office.pk}": why for role in roles}


def _recovered(hit, *, by, at):
    """The record is the issuer's: its desk is prompted to end it; nothing is deleted (C.10)."""
    asked = hit.query
    ports.tell(
        "document recovered", issuer=asked.get("issuer", ""), number=asked.get("number", ""),
        type=asked.get("type", ""), records=tuple(_records(hit)), reference=hit.reference, by=by, at=at,
    )  # fmt: skip


def _records(hit):
    """Numbers of the local records that answered."""
    for answer in hit.found:
        rows = answer.get("found", [answer]) if isinstance(answer, dict) else []
        yield from (row["record_id"] for row in rows if isinstance(row, dict) and row.get("record_id"))
