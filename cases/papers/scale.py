"""Reports for many cases: a draft on every tenth of them."""

from cases.papers.models import Report
from cases.scale import desks
from cases.scale.inserting import insert

EVERY = 10


@desks.add
def fill(batch):
    insert(draft(case) for n, case in batch.cases.items() if n % EVERY == 0)


def draft(case):
    return Report(
        case=case, number=1, reference=f"{case.reference}/R01", status_at=case.opened_at,
        author_id=desks.writer(case), started_at=case.opened_at, marking=case.marking, controls=case.controls,
        synopsis="An application was presented with a replaced page.", predication="Seen at the counter.",
    )  # fmt: skip
