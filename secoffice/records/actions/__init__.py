"""What is done about keeping and destroying records."""

from secoffice.records.actions import holds, retention
from secoffice.records.actions.retention import assign

__all__ = ["assign", "holds", "keep", "retention"]


def keep(*, record, by, at):
    """A record begins: without an item of the schedule, and under every hold whose terms it meets."""
    retention.begin(record=record, by=by, at=at)
    holds.join(record, at=at)
