"""What rules and dates are called on these pages."""

from django.apps import apps

from secoffice.deadlines import engine, rules
from secoffice.deadlines.explanation import WORDS, plural

UNITS = {
    engine.HOURS: "Hours",
    engine.CALENDAR_DAYS: "Calendar days",
    engine.BUSINESS_DAYS: "Business days",
    engine.MONTHS: "Months",
    engine.YEARS: "Years",
}
ROLLS = {
    engine.FORWARD: "Forward to the next working day",
    engine.BACK: "Back to the working day before",
    engine.NONE: "Stays on its day",
}
SEVERITIES = {rules.ROUTINE: "Routine", rules.STANDARD: "Standard", rules.GRAVE: "Grave"}
TONES = {rules.GRAVE: "bad", rules.STANDARD: "now"}
NAMES = {
    "days": "How many",
    "unit": "Counted in",
    "roll": "On a day nobody works",
    "severity": "Severity",
    "half": "Told when half of the time is used",
    "warn_bd": "Warning, business days before",
    "ahead": "Warnings long before",
    "nag_days": "Told again while late, every so many days",
    "escalate_bd": "Climbs after business days late",
    "at_once": "Mailed at once, not with the daily letter",
    "never_twice": "Mail that must never arrive twice",
    "duty_officer": "The duty officer is told too",
}


def long(days, unit):
    """`30 calendar days`, `4 months before`."""
    return plural(abs(days), WORDS[unit]) + (" before" if days < 0 else "")


def ahead(rule):
    """`12 months, 6 months and 3 months before`; nothing where there are none."""
    told = [plural(number, WORDS[unit]) for number, unit in rule.ahead]
    return f"{listed(told)} before" if told else ""


def listed(words):
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else "".join(words)


def nagging(rule):
    if not rule.nag_days:
        return "once when late"
    return "daily while late" if rule.nag_days == 1 else f"every {rule.nag_days} days while late"


def hears(rule):
    """Who is told when, as (who, when): the owner, and those it climbs to."""
    half = "when half of the time is used" if rule.half else ""
    warn = f"{plural(rule.warn_bd, 'business day')} before" if rule.warn_bd else ""
    climbs = ("Supervisor",) if rule.severity == rules.ROUTINE else ("Supervisor", "Director")
    told = [("Owner", listed([*filter(None, (ahead(rule), half, warn)), "on the day", nagging(rule)]))]
    told += [
        (who, f"{plural(days, 'business day')} late")
        for who, days in zip(climbs, rule.escalate_bd, strict=False)
    ]
    return [*told, ("Duty officer", "with the supervisor")] if rule.tells_duty_officer else told


def mail(rule):
    """How the mail about it goes."""
    when = "At once" if rule.at_once else "With the daily letter, or as the reader chose"
    return f"{when}; {'never twice' if rule.never_twice else 'again where it may not have arrived'}"


def shown(rule, name):
    """A setting as it works, where the rule leaves it open."""
    return rule.tells_duty_officer if name == "duty_officer" else getattr(rule, name)


def said(name, value):
    """A setting as a person says it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "unit":
        return UNITS[value].lower()
    if name in ("roll", "severity"):
        return {**ROLLS, **SEVERITIES}[value].lower()
    if name == "ahead":
        return listed([plural(number, WORDS[unit]) for number, unit in value]) or "none"
    if name == "escalate_bd":
        return listed([str(days) for days in value])
    return str(value)


def department(code):
    """The name of the department that wrote a rule: the first word of its code."""
    label = code.partition(".")[0]
    known = {app.label: app.verbose_name for app in apps.get_app_configs()}
    return str(known.get(label, label.replace("_", " ").capitalize()))


def by_department(found):
    """Rules as (department, rules), departments in the order of their names."""
    groups = {}
    for rule in found:
        groups.setdefault(department(rule.code), []).append(rule)
    return sorted(groups.items())


def rule_choices():
    return [
        (name, [(rule.code, f"{rule.says or rule.duty}, {long(rule.days, rule.unit)}") for rule in members])
        for name, members in by_department(rules.all_in_force())
    ]
