"""Verbs on exhibits. Each is one transaction that holds the exhibit, so two people at once take turns."""

from cases.evidence.actions.counting import open_room, take_inventory
from cases.evidence.actions.disagreeing import report_discrepancy
from cases.evidence.actions.handing import hand_over, take
from cases.evidence.actions.keeping import (
    bring_to_court,
    correct,
    examine,
    lift_hold,
    order_disposal,
    put_on_hold,
    reseal,
    store,
)
from cases.evidence.actions.picturing import add_photograph, strike_photograph
from cases.evidence.actions.registering import make_copy, register, sound

__all__ = [
    "add_photograph",
    "bring_to_court",
    "correct",
    "examine",
    "hand_over",
    "lift_hold",
    "make_copy",
    "open_room",
    "order_disposal",
    "put_on_hold",
    "register",
    "report_discrepancy",
    "reseal",
    "sound",
    "store",
    "strike_photograph",
    "take",
    "take_inventory",
]
