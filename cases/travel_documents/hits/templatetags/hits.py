"""How a hit's state, match and clock are shown, everywhere the same."""

from types import SimpleNamespace

from django import template
from django.utils import timezone

from cases.travel_documents.hits.models import Status
from secoffice.templatetags import look

register = template.Library()

TONES = {
    Status.OPEN: "bad", Status.ASKED: "now", Status.ANSWERED: "now", Status.DOCUMENT: "now",
    Status.PROPOSED: "warn", Status.CONFIRMED: "bad", Status.CONFIRMED_RECOVERED: "ok", Status.DATA_ERROR: "ok",
    Status.TRUE_MATCH: "bad", Status.FALSE_POSITIVE: "ok",
}  # fmt: skip


@register.simple_tag
def hit_state(hit):
    return look.tag(hit.get_status_display(), TONES.get(hit.status, ""))


@register.simple_tag
def hit_match(hit):
    """How strong a name matched, with the score; nothing for a document."""
    if hit.score is None:
        return ""
    strong = hit.band == "STRONG"
    return look.tag(f"{hit.band.capitalize()} {hit.score:.3f}", "warn" if strong else "", "people")


@register.simple_tag
def hit_clock(hit):
    """The ring of the soonest date, from the columns the hit carries."""
    state = "open" if hit.next_due_at else ""
    return look.ring(SimpleNamespace(trigger_at=hit.next_from_at, due_at=hit.next_due_at, state=state))


@register.simple_tag
def entry_state(entry):
    if entry.is_lifted:
        return look.tag("Lifted")
    return (
        look.tag("Ended", "warn") if entry.is_over(timezone.localdate()) else look.tag("On the list", "now")
    )
