"""What every page of the travel-document desk shows: its tabs, and how a screening came out."""

from django import template

from cases.travel_documents import tabs
from secoffice.templatetags import look

register = template.Library()

OUTCOMES = {
    "hit": ("Hit", "bad", "exclamation-octagon-fill"),
    "refer": ("Refer", "warn", "exclamation-triangle-fill"),
    "not_checked": ("Not checked", "now", "question-circle-fill"),
    "clear": ("Clear", "ok", "check-circle-fill"),
}


@register.inclusion_tag("cases/travel_documents/_tabs.html", takes_context=True)
def desk_tabs(context):
    return {"tabs": tabs.for_path(context["request"].path)}


@register.simple_tag
def outcome(code):
    """A word with its icon; the colour says nothing that they do not."""
    return look.tag(*OUTCOMES.get(code, (code, "", "")))
