"""The rules that make deadlines, and who wants to hear when one changes. Departments add theirs when ready.

A rule is one entry in a department's `deadlines.py`, found at start-up. What an administrator set otherwise is
laid over it: `get` gives a rule as written, `in_force` as it counts now.
"""

import logging
from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from secoffice.deadlines import engine

log = logging.getLogger(__name__)

ROUTINE, STANDARD, GRAVE = SEVERITIES = ("routine", "standard", "grave")

SETTINGS = (
    *("days", "unit", "roll", "severity", "half", "warn_bd", "ahead", "escalate_bd"),
    *("at_once", "nag_days", "duty_officer"),
)  # what an administrator may change where the department does not say otherwise
MOVING = frozenset({"days", "unit", "roll"})  # those of them that move a due day

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
    `says` explains the rule on a page. Only a grave or standard deadline climbs to the director.

    `ahead`: warnings long before, such as ((12, "month"), (6, "month")). `nag_days`: told again every so many
    days while late, 0 for never. `never_twice`: a mail that may have arrived is not sent again."""

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
    ahead: tuple[tuple[int, str], ...] = ()
    nag_days: int = 1
    never_twice: bool = False
    duty_officer: bool | None = None
    escalate_bd: tuple[int, ...] = engine.ESCALATE_BD  # supervisor, director; empty: nobody
    may_change: tuple[str, ...] = SETTINGS

    def __post_init__(self):
        known = self.unit in engine.UNITS and self.roll in engine.ROLLS and self.severity in SEVERITIES
        if not known or not (0 < len(self.code) <= 40):
            raise ValueError(f"Rule {self.code}: unknown unit, roll or severity, or a code over 40 letters.")
        if not engine.sound_alerts(self.warn_bd, self.ahead, self.escalate_bd) or self.nag_days < 0:
            raise ValueError(f"Rule {self.code}: alerts are whole numbers of known units, none negative.")
        if not set(self.may_change) <= {*SETTINGS, "never_twice"}:
            raise ValueError(f"Rule {self.code}: may_change names settings.")

    @property
    def tells_duty_officer(self):
        """Unless the rule says, a grave one does."""
        return self.severity == GRAVE if self.duty_officer is None else self.duty_officer

    def work_out(self, *, days=None, **question):
        """The engine's answer with this rule's settings; `days` overrides the rule's own."""
        dates = engine.work_out(
            days=self.days if days is None else days,
            unit=self.unit,
            roll=self.roll,
            **self._told,
            **question,
        )
        return replace(dates, alerts=self._trimmed(dates.alerts))

    def alerts(self, due_on, days_calendar, *, since):
        """Alerts of a due day that somebody decided, such as an extension to a date."""
        return self._trimmed(engine.alerts(due_on, days_calendar, since=since, **self._told))

    @property
    def _told(self):
        return {
            "half": self.half,
            "warn_bd": self.warn_bd,
            "ahead": self.ahead,
            "escalate_bd": self.escalate_bd,
        }

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
    """Every rule as the departments wrote it."""
    return sorted(_rules.values(), key=lambda rule: rule.code)


def in_force(code) -> Rule:
    """The rule as it counts now, with what an administrator set laid over it. One query."""
    rule = get(code)
    values = _settings().filter(code=rule.code).values_list("values", flat=True).first()
    return laid_over(rule, values or {})


def all_in_force() -> list[Rule]:
    """Every rule as it counts now, in one query."""
    given = dict(_settings().values_list("code", "values"))
    return [laid_over(rule, given.get(rule.code, {})) for rule in registered()]


def laid_over(rule, values):
    """A setting that no longer makes sense is left out and logged: dates must go on being made."""
    known = {name: _as_written(name, value) for name, value in values.items() if name in rule.may_change}
    try:
        return replace(rule, **known) if known else rule
    except (TypeError, ValueError):
        log.exception("What was set for deadline rule %s is left out.", rule.code)
        return rule


def _as_written(name, value):
    """JSON has lists where a rule has tuples."""
    if name == "ahead":
        return tuple(tuple(each) for each in value)
    return tuple(value) if name == "escalate_bd" else value


def _settings():
    from secoffice.deadlines.models import RuleSetting  # the models import the rules

    return RuleSetting.objects


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


# A day somebody sets themselves, for a record to come back to their desk.
register(
    Rule(
        "desk.bring_forward",
        "brought forward",
        1,
        roll=engine.NONE,
        severity=ROUTINE,
        half=False,
        warn_bd=0,
        says="look at a record again on a day of your own choice",
        escalate_bd=(),
        may_change=("at_once", "nag_days"),
    )
)
