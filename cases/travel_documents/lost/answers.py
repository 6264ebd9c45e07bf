"""What this room answers to others (ports)."""

from django.conf import settings

from cases.travel_documents.lost import lookup
from secoffice import ports

WATCH_LIST = "watch_list"  # asked by the desk itself


@ports.answers("lost or stolen?")
def lost_or_stolen(*, issuer, number, type="", **_):
    """hit, refer, not_checked or clear, in that precedence, with what each source said; `rows` are its Answers."""
    answers = lookup.look_up(issuer, number, type)
    said = " ".join(answer.sentence for answer in answers)
    return ports.Answer(outcome(answers), said, rows=tuple(answers))


def outcome(answers):
    """Clear only when every source the office is meant to have was asked."""
    found = [one for answer in answers for one in answer.found]
    if found:
        return "hit" if any(one.exact for one in found) else "refer"
    checked = {answer.source for answer in answers if answer.checked}
    meant = {source for source in settings.DOCUMENT_SOURCES if source != WATCH_LIST}
    return "clear" if checked >= meant and all(answer.checked for answer in answers) else "not_checked"
