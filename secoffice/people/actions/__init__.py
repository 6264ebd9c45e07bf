"""The verbs of the registry."""

from secoffice.people.actions.filing import link_staff, purge_told, put_on_file, staff_of
from secoffice.people.actions.judging import judge, undo
from secoffice.people.actions.telling import add_facts, add_photograph, relate, start_file, tie_to, withdraw

__all__ = [
    "add_facts",
    "add_photograph",
    "judge",
    "link_staff",
    "purge_told",
    "put_on_file",
    "relate",
    "staff_of",
    "start_file",
    "tie_to",
    "undo",
    "withdraw",
]
