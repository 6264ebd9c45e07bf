"""What is odd about the dates of a document, in sentences; nothing is refused for it (22 CFR 51.4)."""

from datetime import date

from cases.travel_documents.register import deadlines as rules
from cases.travel_documents.register.models import SPECIAL
from cases.travel_documents.register.models.document import Type
from secoffice.calendars.working_days import OutOfRange
from secoffice.clockface import several
from secoffice.deadlines.rules import in_force

NO_AGE = "Without the date of birth it cannot be said how long it may be valid."


def warnings(document, *, office):
    """Sentences about the dates of a document, empty where they agree with the rule. Other issuers set periods of
    their own, so that these are never more than a reason to look again."""
    issued, expires = document.issued_on, document.expires_on
    found = []
    if issued and expires and expires <= issued:
        return ["It ends before it was issued."]
    born = whole(document.born)
    if born and issued and issued < born:
        found.append("It was issued before its holder was born.")
    if issued and expires and document.type in (Type.ORDINARY, *SPECIAL):
        found += too_long(document, born, office)
    return found


def too_long(document, born, office):
    code, said = period_of(document, born, office)
    if code is None:
        return [NO_AGE]
    rule = in_force(code)
    last = counted(rule, document.issued_on, office)
    if last is None or document.expires_on <= last:
        return []
    return [f"It is valid longer than {several(rule.days, 'year')}, {said} (22 CFR 51.4)."]


def period_of(document, born, office):
    """The rule of its validity and for whom it is; (None, "") where the age is not known."""
    if document.type in SPECIAL:
        return rules.OF_SPECIAL, "the longest for special issuance; it ends earlier with the status"
    if born is None:
        return None, ""
    age = in_force(rules.ADULT)
    grown_up = counted(age, born, office)
    if grown_up and document.issued_on >= grown_up:
        return rules.OF_ADULTS, f"the longest for somebody of {age.days} or over"
    return rules.OF_MINORS, f"the longest for somebody under {age.days}"


def counted(rule, day, office):
    """The day so long after; None where no calendar reaches."""
    try:
        dates = rule.work_out(trigger_on=day, days_calendar=office.calendar.working_days(), tz=office.tz)
    except (OutOfRange, ValueError):
        return None
    return dates.due_on


def whole(text):
    """A date of birth as a date, None where a part of it is not known."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
