"""How one room asks or tells another without importing it.

A department registers the questions it answers and the facts it listens to in its `apps.py`. Nobody who asks
knows who answers; nobody answering means `not_checked`, never "clear".
"""

from collections import defaultdict
from dataclasses import dataclass

_answering = defaultdict(list)
_listening = defaultdict(list)


@dataclass(frozen=True)
class Answer:
    """What one provider says. `rows` may carry opaque records for the caller to show."""

    outcome: str
    sentence: str = ""
    rows: tuple = ()


@dataclass(frozen=True)
class Work:
    """One piece of work in somebody's hands, as an answer to "work of". `kind` and `id` say it to whoever
    gave it.
    """

    label: str
    reference: str
    url: str
    kind: str
    id: int


class Refused(Exception):
    """A listener says no, in a sentence for the person who asked; the deed it was told of does not happen."""


NOT_CHECKED = Answer("not_checked", "Nobody here can answer this; treat it as not checked.")


def answers(question):
    """Decorator: register a provider. It gets what was asked as keywords and returns an Answer, or None."""

    def register(provider):
        if provider not in _answering[question]:
            _answering[question].append(provider)
        return provider

    return register


def ask(question, **asked):
    """Ask everybody who answers this question. No provider gives one `not_checked`."""
    given = [provider(**asked) for provider in _answering[question]]
    return [answer for answer in given if answer is not None] or [NOT_CHECKED]


def hears(fact):
    """Decorator: register a listener. It runs in the teller's transaction, so it may only write rows."""

    def register(listener):
        if listener not in _listening[fact]:
            _listening[fact].append(listener)
        return listener

    return register


def tell(fact, **told):
    """Tell everybody who listens, in this transaction: if a listener fails, the deed fails with it."""
    for listener in _listening[fact]:
        listener(**told)
