"""The tables of the watch list and of hits."""

from cases.travel_documents.hits.models.cleared import ClearedPair
from cases.travel_documents.hits.models.hit import CLOSED, Answer, Hit, Status, Verdict
from cases.travel_documents.hits.models.told import Decision, Line, Reason
from cases.travel_documents.hits.models.watch import Ground, WatchEntry, WatchKey, WatchStatus, WatchVersion

__all__ = [
    "CLOSED",
    "Answer",
    "ClearedPair",
    "Decision",
    "Ground",
    "Hit",
    "Line",
    "Reason",
    "Status",
    "Verdict",
    "WatchEntry",
    "WatchKey",
    "WatchStatus",
    "WatchVersion",
]
