"""An administrator sets a rule otherwise than its department wrote it, and back."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from secoffice import ports
from secoffice.audit import trail
from secoffice.deadlines import engine, rules
from secoffice.deadlines.actions.rows import need
from secoffice.deadlines.models import RuleSetting

MOST_NAG = 365
CHOICES = {"unit": engine.UNITS, "roll": engine.ROLLS, "severity": rules.SEVERITIES}


class RuleChanged(Exception):
    """Somebody set this rule meanwhile."""

    def __init__(self):
        super().__init__("Someone changed this rule meanwhile. Reload the page.")


@transaction.atomic
def change_rule(*, code, values, reason, by, version, at=None):
    """Set the named settings; others stay. `version` is that of the setting that was read, 0 where there was
    none. Wrong values: ValidationError by name. Dates that rest on the rule are worked out again."""
    written, before = rules.get(code), rules.in_force(code)
    need(reason, "reason")
    after = _checked(before, values)
    kept = {name: getattr(after, name) for name in written.may_change}
    kept = {name: value for name, value in kept.items() if value != getattr(written, name)}
    return _set(code, kept, "deadline rule changed", before, after, reason, by, version, at)


@transaction.atomic
def reset_rule(*, code, reason, by, version, at=None):
    """Back to what the department wrote."""
    need(reason, "reason")
    before, written = rules.in_force(code), rules.get(code)
    return _set(code, {}, "deadline rule reset", before, written, reason, by, version, at)


def _set(code, kept, action, before, after, reason, by, version, at):
    if by is not None and not by.keeps_accounts:
        raise ports.Refused("Rules are changed by system administrators.")
    at = at or timezone.now()
    row = _write(code, version, values=kept, reason=reason.strip(), changed_at=at, changed_by=by)
    changed = [name for name in rules.SETTINGS if getattr(before, name) != getattr(after, name)]
    changed += ["never_twice"] if before.never_twice != after.never_twice else []
    facts = {name: [getattr(before, name), getattr(after, name)] for name in changed}
    target = trail.Named("deadlines.rulesetting", str(row.pk), code)
    trail.record(action, target, by=by, reason=reason, detail=facts, at=at)
    if changed:
        words = f"Rule changed: {before.duty} ({code})"
        was = {name: getattr(before, name) for name in rules.MOVING}
        ports.tell("dates.changed", cause="rule", key=code, words=words, by=by, at=at, was=was)
    return row


def _write(code, version, **values):
    """Compare-and-set, also of the first setting."""
    if version:
        if not RuleSetting.objects.filter(code=code, version=version).update(
            version=F("version") + 1, **values
        ):
            raise RuleChanged
        return RuleSetting.objects.get(code=code)
    try:
        with transaction.atomic():
            return RuleSetting.objects.create(code=code, **values)
    except IntegrityError:
        raise RuleChanged from None


def _checked(rule, values):
    wrong = {name: "This setting cannot be changed." for name in values if name not in rule.may_change}
    clean = {}
    for name in values.keys() - wrong.keys():
        try:
            clean[name] = _sound(rule, name, values[name])
        except (TypeError, ValueError) as refused:
            wrong[name] = str(refused) if isinstance(refused, Unsound) else "This makes no sense here."
    if wrong:
        raise ValidationError(wrong)
    after = replace(rule, **clean)
    if abs(after.days) > engine.LONGEST[after.unit]:
        raise ValidationError({"days": "That is longer than any calendar reaches."})
    return after


class Unsound(ValueError):
    """A value a rule cannot have, with a sentence."""


def _sound(rule, name, value):
    if name in CHOICES and value not in CHOICES[name]:
        raise Unsound(f"Choose one of {', '.join(CHOICES[name])}.")
    if name in ("half", "at_once", "never_twice", "duty_officer") and not isinstance(value, bool):
        if not (name == "duty_officer" and value is None):
            raise Unsound("Yes or no.")
    if name in ("days", "nag_days", "warn_bd"):
        _whole(name, value, rule.days)
    if name == "ahead":
        value = tuple((count, unit) for count, unit in value)
    if name == "escalate_bd":
        value = tuple(value)
    replace(rule, **{name: value})
    return value


def _whole(name, value, days):
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unsound("A whole number.")
    if name == "days" and (not value or (value < 0) != (days < 0)):
        raise Unsound(f"A whole number {'below' if days < 0 else 'above'} 0.")
    if name == "nag_days" and not 0 <= value <= MOST_NAG:
        raise Unsound(f"From 0, for never again, to {MOST_NAG}.")
    if name == "warn_bd" and not 0 <= value <= engine.LONGEST_ALERT:
        raise Unsound(f"From 0, for no warning, to {engine.LONGEST_ALERT}.")
