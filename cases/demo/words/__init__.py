"""What the invented cases say, kind by kind.

Slots such as {quarter} are filled per case (`filling.py`), so that one scenario becomes several matters.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scenario:
    """One sort of matter: what is alleged, by whom and how it came. `parts` are the people in it."""

    title: str
    allegation: str
    source: str = "CONSULAR"
    channel: str = "REFERRAL"
    parts: tuple = ("SUBJECT",)
    priority: str = "3"


@dataclass(frozen=True)
class Words:
    """The sentences of one kind: its scenarios, and what is written while such a case is worked."""

    scenarios: tuple
    predicates: tuple
    plans: tuple
    notes: tuple
    endings: dict  # disposition → closing review
    referral: str
    papers: tuple = ()  # (name of the file, what it is)
