"""Verbs on deadlines. Every change is entered in the trail and told to the watchers of the record."""

from secoffice.deadlines.actions.clocks import cancel, meet, reassign, start, supersede
from secoffice.deadlines.actions.longer import extend, set_date
from secoffice.deadlines.actions.rows import DeadlineChanged
from secoffice.deadlines.actions.settings import RuleChanged, change_rule, reset_rule
from secoffice.deadlines.actions.tolling import answer_toll, ask_toll, toll, withdraw_toll

__all__ = [
    "DeadlineChanged",
    "RuleChanged",
    "answer_toll",
    "ask_toll",
    "cancel",
    "change_rule",
    "extend",
    "meet",
    "reassign",
    "reset_rule",
    "set_date",
    "start",
    "supersede",
    "toll",
    "withdraw_toll",
]
