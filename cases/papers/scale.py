"""Reports for many cases: one handed in, with nothing filed in it, on every tenth of them."""

from cases.papers.models import Report, Status
from cases.scale import desks
from cases.scale.inserting import insert

EVERY = 10


@desks.add
def fill(batch):
    insert(handed_in(case) for n, case in batch.cases.items() if n % EVERY == 0)


def handed_in(case):
    return Report(
        case=case, number=1, status=Status.SUBMITTED, reference=f"{case.reference}/R01", status_at=case.opened_at,
        author_id=desks.writer(case), started_at=case.opened_at, marking=case.marking, controls=case.controls,
        content={"sections": [], "marking": case.marking, "why": "", "flags": []},
        synopsis="An application was presented with a replaced page.", predication="Seen at the counter.",
    )  # fmt: skip
