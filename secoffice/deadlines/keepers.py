"""Who may move a date: each department says it for its records, with the limit and what follows.

Without a keeper it is the supervisor of the owner's unit, or a security officer or director in the chain of
the deadline's office; never the owner.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

EXTEND, TOLL, REASSIGN = DEEDS = ("extend", "toll", "reassign")
OVER = "This date is over."
_keepers: dict[str, "Keeper"] = {}


def _up_the_chain(deed, deadline, user):
    if deadline.owner_id == user.pk:
        return "It is your own date; somebody else decides."
    if not user.is_active:
        return "This account is closed."
    if deadline.owner_id and deadline.owner.unit_id in user.leads:
        return ""
    offices = {office.pk for office in deadline.office.chain()}
    if user.has_role("RSO", "DIRECTOR") and user.office_id in offices:
        return ""
    return "The supervisor of the unit, the security officer or the director decides this."


def _no_limit(deadline):
    return None


def _nothing(deed, old, new, *, by, at, reason):
    return None


def _as_they_are(deadlines):
    return None


@dataclass(frozen=True)
class Keeper:
    """`why_not(deed, deadline, user)` gives "" or a sentence; `latest(deadline)` the last day of an extension or
    None; `done(deed, old, new, by=, at=, reason=)` runs in the deed's transaction; `gather(deadlines)` reads their
    records along, for a list that asks about each; `hold(deadlines)` makes others who work their records wait."""

    why_not: Callable = _up_the_chain
    latest: Callable = _no_limit
    done: Callable = _nothing
    gather: Callable = _as_they_are
    hold: Callable = _as_they_are


DEFAULT = Keeper()


def register(target_type, keeper):
    """Once for each kind of record, from the department's `deadlines.py` or `apps.py`."""
    _keepers[target_type] = keeper


def of(deadline) -> Keeper:
    return _keepers.get(deadline.target_type, DEFAULT)


def why_not(deed, deadline, user) -> str:
    """Why this person may not move this date; "" when they may."""
    if not deadline.is_open:
        return OVER
    return of(deadline).why_not(deed, deadline, user)


def latest(deadline) -> date | None:
    return of(deadline).latest(deadline)


def done(deed, old, new, *, by, at, reason):
    of(deadline=old).done(deed, old, new, by=by, at=at, reason=reason)


def gather(deadlines):
    """Before asking about each of many dates: one query for each kind of record."""
    for rows in _by_kind(deadlines):
        of(rows[0]).gather(rows)


def hold(deadlines):
    """First in the transaction of a deed, so that no record is closed while its dates move."""
    for rows in _by_kind(deadlines):
        of(rows[0]).hold(rows)


def _by_kind(deadlines):
    kinds = {}
    for deadline in deadlines:
        kinds.setdefault(deadline.target_type, []).append(deadline)
    return [kinds[kind] for kind in sorted(kinds)]
