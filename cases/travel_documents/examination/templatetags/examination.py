"""How the state, conclusion and features of an examination are shown, everywhere the same."""

from django import template

from cases.travel_documents.examination.models import Conclusion, Result, Status
from secoffice.templatetags import look

register = template.Library()

STATES = {Status.DRAFT: "now", Status.SECOND: "warn", Status.CONCLUDED: "ok"}
RESULTS = {
    Result.PRESENT: ("ok", "check-lg"),
    Result.ABSENT: ("bad", "x-lg"),
    Result.SUSPECT: ("warn", "question-lg"),
}


@register.simple_tag
def examination_state(record):
    return look.tag(record.get_status_display(), STATES.get(record.status, ""))


@register.simple_tag
def examination_conclusion(record):
    """What counts stands out; what is only drafted is said to be."""
    if not record.conclusion:
        return ""
    words = record.get_conclusion_display()
    if record.status != Status.CONCLUDED:
        return look.tag(f"Drafted: {words.lower()}")
    if record.is_adverse:
        return look.tag(words, "bad", "exclamation-octagon")
    return look.tag(words, "ok" if record.conclusion == Conclusion.GENUINE else "")


@register.simple_tag
def feature_result(row):
    tone, picture = RESULTS.get(row.result, ("", None))
    return look.tag(row.get_result_display(), tone, picture)
