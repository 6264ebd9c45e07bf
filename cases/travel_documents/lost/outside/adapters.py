"""What an outside system must be able to do, which are switched on, and how each is asked without harm.

Whatever goes wrong out there (silence, drip, nonsense, a fault of ours) the answer is "not checked" with a sentence.
"""

import logging
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from cases.travel_documents.lost.outside import breaker

MOST = 100  # documents in one question
log = logging.getLogger(__name__)


class Unanswered(Exception):
    """No answer that can be used; the message says why, in a few words."""


class Told(NamedTuple):
    """A record as an outside system has it."""

    type: str
    status: str
    date: date | None
    circumstance: str
    source: str


class Reply(NamedTuple):
    """About one document. Without an answer `checked` is False and `sentence` says why."""

    checked: bool
    records: tuple[Told, ...] = ()
    response_id: str = ""
    sentence: str = ""


class Adapter(Protocol):
    """An outside system. `ask` gets up to MOST documents (issuer, number, kind) in their normal form and gives a Reply
    for each, in their order, within a limited time; or raises Unanswered."""

    name: str

    def is_on(self) -> bool: ...

    def ask(self, documents: Sequence[tuple[str, str, str]]) -> list[Reply]: ...


_known: list[Adapter] = []


def add(adapter):
    """Make an outside system known; it is asked while it says that it is on."""
    _known[:] = [one for one in _known if one.name != adapter.name] + [adapter]
    return adapter


def switched_on():
    return [adapter for adapter in _known if adapter.is_on()]


def ask(adapter, documents):
    """A Reply for each document. The breaker is asked first, and told how it went."""
    replies = []
    for start in range(0, len(documents), MOST):
        replies += _ask(adapter, documents[start : start + MOST])
    return replies


def _ask(adapter, documents):
    try:
        health = breaker.of(adapter.name)
        if closed := breaker.closed(health):
            return [Reply(False, sentence=closed)] * len(documents)
        replies = adapter.ask(documents)
        if len(replies) != len(documents):
            raise Unanswered("it answered for other documents")
        breaker.went_well(health)
        return replies
    except Unanswered as why:
        return [Reply(False, sentence=breaker.failed(adapter.name, str(why)))] * len(documents)
    except Exception:
        log.exception("The adapter “%s” has a fault.", adapter.name)
        return [Reply(False, sentence=breaker.failed(adapter.name, "a fault of ours"))] * len(documents)
