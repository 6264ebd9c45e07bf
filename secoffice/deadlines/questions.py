"""Questions to the engine as text: one JSON object in, one dictionary out, never an exception."""

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db import DatabaseError

from secoffice.accounts.models import Office
from secoffice.calendars.models import Calendar
from secoffice.calendars.working_days import WorkingDays
from secoffice.deadlines import engine, rules

KNOWN = {"id", "days", "unit", "roll", "trigger", "calendar", "office", "time_zone", "rule", "tolled"}
HEADQUARTERS = "US"


def answer(text):
    """The dates as `explain_date` prints them, or {"error": sentence}."""
    question, echo = {}, {}
    try:
        question = _object(text)
        echo = {"id": question["id"]} if "id" in question else {}
        return echo | _told(_dates(question)) | _ignored(question)
    except ValueError as refusal:
        return echo | {"error": str(refusal)}


def _object(text):
    try:
        question = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("The line is not JSON.") from None
    if not isinstance(question, dict):
        raise ValueError("The line is not a JSON object.")
    return question


def _dates(question):
    office = _office(question)
    zone = _zone(question, office)
    trigger = _trigger(question.get("trigger"), zone)
    where = {"days_calendar": _calendar(question, office), "tz": zone or _offset(trigger), **trigger}
    where["tolled"] = _whole(question, "tolled", 0)
    unit, roll = (_word(question, name) for name in ("unit", "roll"))
    if "rule" in question:
        if unit or roll:
            raise ValueError("A rule brings its own unit and roll; leave them out.")
        return _rule(question["rule"]).work_out(days=_whole(question, "days", None), **where)
    if "days" not in question:
        raise ValueError("Give days, a whole number, or a rule.")
    counted = {"unit": unit.lower()} if unit else {}
    return engine.work_out(days=_whole(question, "days"), roll=roll and roll.upper(), **counted, **where)


def _rule(code):
    try:
        return rules.in_force(code)
    except DatabaseError:  # without a database there is what the departments wrote
        return rules.get(code)


def _told(dates):
    raw, due = dates.raw, dates.due
    if dates.count.in_hours:
        raw, due = raw.astimezone(dates.count.tz), due.astimezone(dates.count.tz)
    return {
        "due_raw": raw.isoformat(),
        "due_effective": due.isoformat(),
        "half": _iso(dates.alerts.half_on),
        "warn": _iso(dates.alerts.warn_on),
        "escalations": [_iso(day) for day in dates.alerts.escalations],
        "explanation": dates.explanation,
    } | ({"ahead": dates.alerts.ahead_on} if dates.alerts.ahead_on else {})


def _iso(day):
    return day and day.isoformat()


def _ignored(question):
    """A misspelt key must not pass in silence."""
    strange = sorted(question.keys() - KNOWN)
    return {"ignored": strange} if strange else {}


def _whole(question, name, *default):
    value = question.get(name)
    if value is None and default:
        return default[0]
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} must be a whole number.")
    return value


def _word(question, name):
    value = question.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} must be a word.")
    return value.strip() if value else None


def _code(question, name):
    value = _word(question, name)
    if value and not (value.isascii() and value.isprintable() and len(value) <= 20):
        raise ValueError(f"{name} must be a short code of letters, digits and hyphens.")
    return value and value.upper()


def _office(question):
    code = _code(question, "office")
    if not code:
        return None
    try:
        return Office.objects.select_related("calendar").get(code=code)
    except Office.DoesNotExist:
        raise ValueError(f"There is no office “{code}”.") from None
    except DatabaseError:
        raise ValueError(
            "The database is not ready: run manage.py migrate, or name a country instead."
        ) from None


def _calendar(question, office):
    code = _code(question, "calendar")
    try:
        if office and not code:
            return office.calendar.working_days()
        return Calendar.objects.working_days(code or HEADQUARTERS)
    except DatabaseError:  # without a database there are the countries
        return WorkingDays.for_code(code or HEADQUARTERS)


def _zone(question, office):
    name = _word(question, "time_zone")
    if not name:
        return office.tz if office else None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # LookupError: ZoneInfoNotFoundError
        raise ValueError("time_zone must be a name such as Asia/Kathmandu.") from None


def _offset(trigger):
    """Without an office the day is that of the clock the asker wrote."""
    at = trigger.get("trigger_at")
    return at.tzinfo if at else UTC


def _trigger(text, zone):
    if not isinstance(text, str):
        raise ValueError(
            "Give the trigger: a date such as 2026-05-04, or an instant such as 2026-05-04T09:10Z."
        )
    try:
        return {"trigger_on": date.fromisoformat(text.strip())}
    except ValueError:
        pass
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            "trigger must be a date such as 2026-05-04, or an instant such as 2026-05-04T09:10Z."
        ) from None
    return {"trigger_at": at if at.tzinfo else at.replace(tzinfo=zone or UTC)}
