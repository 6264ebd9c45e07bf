"""Verbs on hits and on the watch list."""

from cases.travel_documents.hits.actions.clearing import end_clearance
from cases.travel_documents.hits.actions.confirming import ask, record_answer, remind
from cases.travel_documents.hits.actions.deciding import (
    check_sample,
    decide,
    document_came,
    propose,
    proposed,
    reopen,
    second,
    take_back,
)
from cases.travel_documents.hits.actions.raising import (
    raise_document_hit,
    raise_name_hit,
    raise_name_hits,
)
from cases.travel_documents.hits.actions.watching import add_entry, lift_entry, revise_entry
from cases.travel_documents.hits.actions.working import add_note, give, record_action, step_aside

__all__ = [
    "add_entry",
    "add_note",
    "ask",
    "check_sample",
    "decide",
    "document_came",
    "end_clearance",
    "give",
    "lift_entry",
    "propose",
    "proposed",
    "raise_document_hit",
    "raise_name_hit",
    "raise_name_hits",
    "record_action",
    "record_answer",
    "remind",
    "reopen",
    "revise_entry",
    "second",
    "step_aside",
    "take_back",
]
