"""What a batch comes to: counts with their share, and each answer as a row of a list or a file."""

import json
from datetime import timedelta

from django.utils import timezone

from cases.travel_documents import checking
from cases.travel_documents.models import BatchLine, Outcome

FAULTS = ("errors", "warnings", "policy_warnings")
COLUMNS = (
    ("Line", lambda row: row.line), ("Id", lambda row: row.said.get("id")),
    ("Outcome", lambda row: row.outcome or "error"),
    ("Format", lambda row: row.said.get("format")), ("Issuer", lambda row: row.fields.get("issuing_state")),
    ("Number", lambda row: row.fields.get("document_number")), ("Surname", lambda row: row.fields.get("surname")),
    ("Given names", lambda row: row.fields.get("given_names")),
    ("Born", lambda row: row.fields.get("birth_date_iso")), ("Expires", lambda row: row.fields.get("expiry_date_iso")),
    ("Errors", lambda row: " ".join(row.said.get("errors", ()))),
    ("Warnings", lambda row: " ".join([*row.said.get("warnings", ()), *row.said.get("policy_warnings", ())])),
    ("Hits", lambda row: " ".join(row.hits)), ("Not checked", lambda row: " ".join(row.not_checked)),
    ("Could not be answered", lambda row: row.said.get("error")),
)  # fmt: skip


def row(line):
    """The line with its answer taken apart."""
    line.said = json.loads(line.answer)
    line.fields = line.said.get("fields") or {}
    line.faults = [code for name in FAULTS for code in line.said.get(name, ())]
    line.not_checked = [
        name for name, state in line.said.get("sources", {}).items() if state != checking.CHECKED
    ]
    line.hits = [] if line.hit == BatchLine.UNTOLD else line.hit.split()
    return line


def report(batch):
    """Counts of a batch as its page shows them."""
    return {
        "outcomes": [(code, label, batch.outcomes.get(code, 0)) for code, label in Outcome.choices],
        "codes": sorted(batch.codes.items(), key=lambda each: (-each[1], each[0])),
        "percent": 100 * batch.done // batch.total if batch.total else 100,
        **speed(batch),
    }


def speed(batch):
    """Documents a second since it began, and how long the rest takes at that rate."""
    end = batch.finished_at or timezone.now()
    took = (end - batch.began_at).total_seconds() if batch.began_at else 0
    if took < 1 or not batch.done:
        return {}
    rate = batch.done / took
    return {"a_second": round(rate), "left": timedelta(seconds=(batch.total - batch.done) / rate)}
