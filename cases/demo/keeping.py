"""How the office keeps its records: a case that the records officer put under an item, one under legal hold, and two
past their period, of which one is proposed for destruction."""

from datetime import timedelta

from cases.actions import keeping, team
from cases.demo.desks import key
from cases.demo.stories import days_ago
from cases.models import Case
from secoffice.ports import Refused
from secoffice.records.actions import assign, disposing, holds, retention

CLAIM = (
    "Civil claim of a former guard against the post. Everything about the annex is wanted, on paper as well."
)


def begin(world):
    """Begun with the other stories in loading.py: what keeps records lies below the department."""
    for story in (scheduled(world), held(world), past(world)):
        world.chronicle.tell(story)


def scheduled(world):
    at = yield days_ago(world, "UTP", 20, 961)
    case, by = closed(at, 0), world.people["wilhelmina.aske"]
    was = retention.current(case)
    assign(record=case, item="LOCAL-LIA", reason="Opened for a partner agency", by=by, was=was.pk, at=at)


def held(world):
    """The legal adviser is let into the case first: her role opens nothing by itself."""
    at = yield days_ago(world, "UTP", 9, 962)
    case, by = closed(at, 1), world.people["soraya.benhaddou-lys"]
    lead = case.unit.supervisor
    team.add(case=case, user=by, by=lead, reason="Civil claim", part="READER", at=at)
    at = yield at + timedelta(hours=1)
    hold = holds.place(
        key=key("records", "hold"), reason=CLAIM, authority="Magistrate court of Utopia City, 118",
        start_on=at.date(), records=[case], custodians=[lead, case.officer], by=by, at=at,
    )  # fmt: skip
    at = yield at + timedelta(hours=3)
    holds.acknowledge(hold=hold, by=lead, at=at)


def past(world):
    """Two files that were no investigations. The lead of the unit asks for their item, and so lets the records officer
    in to them."""
    at = yield days_ago(world, "UTP", 16, 963)
    cases, by = [closed(at, skip) for skip in (2, 3)], world.people["wilhelmina.aske"]
    for case in cases:
        keeping.ask_for_item(case=case, by=case.unit.supervisor, at=at)
    at = yield at + timedelta(days=1)
    for case in cases:
        was, why = retention.current(case).pk, "No investigation: a question about a property pass"
        row = assign(record=case, item="GRS 5.6-040", reason=why, by=by, was=was, at=at)
    at = yield at + timedelta(days=1)
    disposing.propose(retention=row, by=by, at=at)


def closed(at, skip):
    """A case of the investigators that was closed long before this instant."""
    rows = Case._base_manager.filter(status="CLOSED", closed_at__lt=at - timedelta(days=60), controls=0)
    rows = rows.exclude(unit__supervisor=None).exclude(officer=None).select_related("unit__supervisor")
    few = list(rows.order_by("closed_at", "pk")[skip : skip + 1])
    if not few:
        raise Refused("No case was closed long ago.")
    return few[0]
