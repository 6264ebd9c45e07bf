"""Verbs on document fraud: referrals, what goes with a case, families."""

from cases.travel_documents.fraud.actions.attaching import attach, open_case
from cases.travel_documents.fraud.actions.families import add_members, confirm, dismiss
from cases.travel_documents.fraud.actions.referring import (
    open_referred,
    record_check,
    refer_visa,
    take,
)
from cases.travel_documents.fraud.actions.traits import note_trait, strike_trait, take_traits

__all__ = [
    "add_members",
    "attach",
    "confirm",
    "dismiss",
    "note_trait",
    "open_case",
    "open_referred",
    "record_check",
    "refer_visa",
    "strike_trait",
    "take",
    "take_traits",
]
