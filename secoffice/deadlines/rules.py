"""The rules that make deadlines, and who wants to hear when one changes. Departments add theirs when ready.

A rule is one line in a department's `deadlines.py`; changing it changes no deadline that already runs.
"""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from secoffice.deadlines import engine

ROUTINE, STANDARD, GRAVE = SEVERITIES = ("routine", "standard", "grave")

_rules: dict[str, "Rule"] = {}
_watchers = defaultdict(list)
_held = ContextVar("watchers_held", default=None)


class UnknownRule(ValueError):
    """No department registered this code."""

    def __init__(self, code):
        super().__init__(f"There is no deadline rule “{str(code)[:40]}”.")


@dataclass(frozen=True)
class Rule:
    """How long, counted how, and who is told. `duty` are the neutral words a mail may carry (§0.6.12);
    `says` explains the rule on a page. Only a grave or standard deadline climbs to the director."""

    code: str
    duty: str
    days: int
    unit: str = engine.CALENDAR_DAYS
    roll: str = engine.FORWARD
    severity: str = STANDARD
    half: bool = True
    warn_bd: int = engine.WARN_BD
    at_once: bool = False
    says: str = ""

    def __post_init__(self):
        known = self.unit in engine.UNITS and self.roll in engine.ROLLS and self.severity in SEVERITIES
        if not known or not (0 < len(self.code) <= 40):
            raise ValueError(f"Rule {self.code}: unknown unit, roll or severity, or a code over 40 letters.")

    def work_out(self, *, days=None, **question):
        """The engine's answer with this rule's settings; `days` overrides the rule's own."""
        dates = engine.work_out(
            days=self.days if days is None else days,
            unit=self.unit,
            roll=self.roll,
            half=self.half,
            warn_bd=self.warn_bd,
            **question,
        )
        return replace(dates, alerts=self._trimmed(dates.alerts))

    def alerts(self, due_on, days_calendar, *, since):
        """Alerts of a due day that somebody decided, such as an extension to a date."""
        told = engine.alerts(due_on, days_calendar, since=since, half=self.half, warn_bd=self.warn_bd)
        return self._trimmed(told)

    def _trimmed(self, alerts):
        """A routine deadline stops at the unit supervisor (§0.6.12)."""
        return replace(alerts, escalate_2_on=None) if self.severity == ROUTINE else alerts


def register(rule):
    """Add a rule. The same one twice is fine, another under the same code is a mistake."""
    if _rules.setdefault(rule.code, rule) != rule:
        raise ValueError(f"Deadline rule {rule.code} is registered twice with different settings.")
    return rule


def get(code) -> Rule:
    try:
        return _rules[code]
    except (KeyError, TypeError):
        raise UnknownRule(code) from None


def registered() -> list[Rule]:
    """Every rule in force, for the page that explains them."""
    return sorted(_rules.values(), key=lambda rule: rule.code)


def watch(target_type):
    """Decorator: call `f(target_id)` after any change to a deadline of such a record ("cases.case"), in the
    same transaction; it may only write rows. For departments that keep the next date beside the record."""

    def add(watcher):
        if watcher not in _watchers[target_type]:
            _watchers[target_type].append(watcher)
        return watcher

    return add


def changed(target_type, target_id):
    if (waiting := _held.get()) is not None:
        waiting[target_type, target_id] = None
        return
    for watcher in _watchers[target_type]:
        watcher(target_id)


@contextmanager
def held():
    """Tell the watchers once a record, at the end: for deeds that move several dates, in one transaction."""
    if _held.get() is not None:  # whoever holds them already tells of these too
        yield
        return
    token = _held.set({})
    try:
        yield
        waiting = _held.get()
    finally:
        _held.reset(token)
    for target_type, target_id in waiting:
        changed(target_type, target_id)
