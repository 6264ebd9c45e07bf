"""What every page of the travel-document desk shows: its tabs, and how a screening came out."""

from django import template

from cases.travel_documents import tabs
from cases.travel_documents.laying import SHORT
from secoffice.templatetags import look

register = template.Library()

OUTCOMES = {
    "hit": ("Hit", "bad", "exclamation-octagon-fill",
        "A list knows this document or its holder. A hit is a lead to be confirmed, not proof."),
    "refer": ("Refer", "warn", "exclamation-triangle-fill", "Send this document to a second look."),
    "not_checked": ("Not checked", "now", "question-circle-fill",
        "Nothing was found, but not every list could be asked. This is not a clearance."),
    "clear": ("Clear", "ok", "check-circle-fill",
        "Every list was asked and none knows it; the zone agrees with itself."),
}  # fmt: skip


@register.inclusion_tag("cases/travel_documents/_tabs.html", takes_context=True)
def desk_tabs(context):
    return {"tabs": tabs.for_path(context["request"].path)}


@register.simple_tag
def outcome(code):
    """A word with its icon; the colour says nothing that they do not."""
    return look.tag(*OUTCOMES[code][:3]) if code in OUTCOMES else look.tag("No answer")


@register.simple_tag
def outcome_words(code):
    return dict(zip(("label", "tone", "icon", "says"), OUTCOMES[code], strict=True))


@register.simple_tag
def lists_asked(sources):
    """How many lists were asked, and which were not."""
    left = [SHORT.get(name, name) for name, state in sources.items() if state != "checked"]
    if not left:
        return "all asked"
    return f"{len(sources) - len(left)} of {len(sources)}; not {', '.join(left)}"
