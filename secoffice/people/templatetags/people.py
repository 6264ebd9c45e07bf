"""Words about persons."""

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()
QUIET = '<span class="so-quiet">{}</span>'


@register.simple_tag
def values(known, kind):
    """All values of one kind of fact, each in its own direction of writing."""
    found = list(dict.fromkeys(fact.value for fact in known.facts if fact.kind == kind))
    return format_html_join(", ", "<bdi>{}</bdi>", ((value,) for value in found))


@register.simple_tag
def told_by(source):
    """The record that says so, as a link where it has a page."""
    if source.url:
        return format_html('<a class="so-num" href="{}">{}</a>', source.url, source.label)
    return format_html(QUIET, source.label)


@register.simple_tag
def span(since, until):
    """`2019 to 2021-04-30`, `since 2019`, `until 2021`: partial days without what is not known."""
    since, until = (day.replace("-??", "") for day in (since, until))
    if since and until:
        return f"{since} to {until}"
    return f"since {since}" if since else f"until {until}" if until else ""
