"""Trying a rule or a number of days on a date: the answers of the command `explain_date`, on a page."""

import json
from datetime import date, datetime

from crispy_forms.helper import FormHelper
from django.shortcuts import render
from django.utils import timezone

from secoffice.calendars.models import Calendar
from secoffice.deadlines import questions
from secoffice.deadlines.explanation import written
from secoffice.deadlines.forms.trying import Question
from secoffice.deadlines.views import words


def try_one(request):
    """Anybody signed in may ask; nothing is kept, so the question stands in the address."""
    form = asking(request)
    told = answered(form) if request.GET and form.is_valid() else None
    return render(
        request,
        "deadlines/try.html",
        {"form": form, "told": told, "calendars": Calendar.objects.all()},
        status=422 if form.errors else 200,
    )


def asking(request):
    """The form; opened without a question it proposes today at the reader's office."""
    office = request.user.office_id and request.user.office.code
    form = Question(
        request.GET or None,
        initial={"on": timezone.localdate(), "office": office},
        rules=words.rule_choices(),
        units=words.UNITS.items(),
        rolls=words.ROLLS.items(),
    )
    form.helper = FormHelper()
    form.helper.form_method, form.helper.form_class = "get", "so-form so-card so-card-body"
    form.helper.layout = form.layout
    return form


def answered(form):
    """What the engine says, or None with its refusal beside the field it is about."""
    question = form.asked()
    line = json.dumps(question)
    told = questions.answer(line)
    if "error" in told:
        form.add_error("on" if question.get("days") is None else "days", told["error"])
        return None
    return {
        **told,
        "line": line,
        "due": said(told["due_effective"]),
        "raw": said(told["due_raw"]),
        "moved": told["due_effective"] != told["due_raw"],
        "alerts": alerts(told),
    }


def alerts(told):
    """Every alert with its day, soonest first; those dropped come last, with no day."""
    first, second = told["escalations"]
    told_of = [
        *(("Warning long before", day) for day in told.get("ahead", ())),
        ("Half of the time is used", told["half"]),
        ("Warning shortly before", told["warn"]),
        ("Due", told["due_effective"][:10]),
        ("Late: the supervisor is told", first),
        ("Late: the director is told", second),
    ]
    rows = [
        {"says": says, "on": day and date.fromisoformat(day), "due": says == "Due"} for says, day in told_of
    ]
    return sorted(rows, key=lambda row: (row["on"] is None, row["on"] or date.max))


def said(text):
    """`Mon 4 May 2026`; an instant with the clock it was counted on."""
    if "T" not in text:
        return written(date.fromisoformat(text))
    at = datetime.fromisoformat(text)
    return f"{written(at.date())}, {at:%H:%M} ({at:%Z})"
