"""Words and small pictures that every page shares: clocks, dates, tags, icons, people. See docs/look.md."""

import re
from datetime import datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from secoffice import clockface
from secoffice.clockface import several

register = template.Library()

TONES = {"error": "bad", "warning": "warn", "success": "ok"}
TONE_ICONS = {
    "bad": "exclamation-octagon-fill",
    "warn": "exclamation-triangle-fill",
    "ok": "check-circle-fill",
    "now": "arrow-right-circle-fill",
}
SYMBOL = re.compile(r'<symbol[^>]* viewBox="([^"]+)"[^>]* id="([^"]+)">(.*?)</symbol>', re.DOTALL)
RING = """<svg class="{}" viewBox="0 0 36 36" role="img" aria-label="{}">\
<circle class="face" cx="18" cy="18" r="15"/>{}{}</svg>"""
HAND = """<circle class="used" cx="18" cy="18" r="15" pathLength="100" \
stroke-dasharray="{} 100" transform="rotate(-90 18 18)"/>"""
TICK = mark_safe('<path d="m12 18.5 4.2 4.2 8-9"/>')
MONTHS = ["", *"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()]  # noqa: SIM905
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()  # noqa: SIM905
PAGING = ("page", "after", "before", "cursor")


@cache
def drawings():
    """The drawings of the icon sprite by name: drawn into the page, which then fetches no megabyte."""
    found = finders.find("vendor/bootstrap-icons/bootstrap-icons.svg")
    text = Path(found).read_text(encoding="utf-8") if found else ""
    return {name: (box, body) for box, name, body in SYMBOL.findall(text)}


@register.simple_tag
def icon(name, label=""):
    """A drawing beside a word; give it a label only where it stands alone."""
    return drawn(name, label)


@lru_cache(maxsize=500)
def drawn(name, label):
    box, body = drawings().get(name, ("0 0 16 16", ""))
    says = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="so-icon" viewBox="{}" {}>{}</svg>', box, says, mark_safe(body))


@register.simple_tag
def tag(text, tone="", picture=None):
    """A short state in a box. Colour never stands alone: bad, warn and ok bring an icon."""
    return boxed(text, tone, picture)


@lru_cache(maxsize=1000, typed=True)  # typed: text that may hold markup is never taken for text that may not
def boxed(text, tone, picture):
    picture = TONE_ICONS.get(tone, "") if picture is None and tone in ("bad", "warn", "ok") else picture
    drawing = icon(picture) if picture else ""
    return format_html('<span class="so-tag {}">{}{}</span>', tone or "", drawing, text)


@register.filter
def tone(level):
    """The tone of a message level or state word."""
    return TONES.get(level, "")


@register.filter
def tone_icon(tone):
    return TONE_ICONS.get(tone, "info-circle-fill")


@register.simple_tag
def person(user, none="unassigned", full=False):
    """Who: short on lists (the whole name on hover), whole where there is room, a quiet word for nobody."""
    if not user:
        return format_html('<span class="so-quiet">{}</span>', none)
    name = getattr(user, "name", "") or str(user)
    return named(name, name if full else getattr(user, "short_name", "") or name)


@lru_cache(maxsize=1000, typed=True)
def named(name, short):
    return format_html('<span title="{}">{}</span>', name, short)


# Dates


@register.simple_tag
def when(value, form="", near=True):
    """A date or instant in the reader's zone, `short` or whole (Fri 3 Jul 2026, 14:20), near in words too."""
    if value == "now":
        value = timezone.now()
    if not value:
        return ""
    instant = isinstance(value, datetime)
    local = timezone.localtime(value) if instant and timezone.is_aware(value) else value
    said = f"{local.day} {MONTHS[local.month]} {local.year}"
    if form != "short":
        said = f"{DAYS[local.weekday()]} {said}{f', {local:%H:%M}' if instant else ''}"
    words = nearness(local, instant) if near else ""
    stamp = mark_safe(f'<time datetime="{local.isoformat()}">{said}</time>')  # digits and names of months
    return format_html('{} <span class="so-quiet">({})</span>', stamp, words) if words else stamp


def nearness(local, instant):
    """`in 3 hours`, `yesterday`, `in 5 days`; nothing beyond a week, where the date says it better."""
    now = timezone.localtime()
    if instant and timezone.is_aware(local) and abs(local - now) < timedelta(hours=12):
        return hours_apart(local - now)
    days = ((local.date() if instant else local) - now.date()).days
    if abs(days) > 7:
        return ""
    if abs(days) <= 1:
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def hours_apart(apart):
    minutes = round(abs(apart.total_seconds()) / 60)
    if minutes < 1:
        return "now"
    said = several(minutes, "minute") if minutes < 60 else several(round(minutes / 60), "hour")
    return f"in {said}" if apart > timedelta(0) else f"{said} ago"


@register.simple_tag
def zone_words():
    """The reader's zone as a person would say it: `Utopia time (UTC+03:00)`."""
    offset = timezone.localtime().strftime("%z")
    city = timezone.get_current_timezone_name().rpartition("/")[2].replace("_", " ")
    return "UTC" if city == "UTC" else f"{city} time (UTC{offset[:3]}:{offset[3:]})"


# Clocks


@register.simple_tag
def ring(deadline=None, left=None, total=None, state="open", big=False):
    """The clock of a deadline: time used as an arc, days left as a number, both in words for who cannot see.

    Give a deadline, or `left` and `total` in days.
    """
    at = timezone.localtime()
    face = clockface.of_deadline(deadline, at=at) if deadline else clockface.of_days(left, total, state)
    return clock(face, bool(big))


@lru_cache(maxsize=2000)
def clock(face, big):
    css = f"so-ring {face.tone}{' big' if big else ''}"
    return format_html(RING, css, face.words, hand(face), dial(face))


def hand(face):
    return format_html(HAND, face.used) if face.used else ""


def dial(face):
    if face.tone == "done":
        return TICK
    size = {3: "long", 4: "longer"}.get(len(face.text), "")
    return format_html('<text x="18" y="18" class="{}">{}</text>', size, face.text)


# Addresses


@register.simple_tag(takes_context=True)
def page_with(context, **changes):
    """This page with some of its filters changed (None takes one away); paging starts again."""
    query = context["request"].GET.copy()
    for name in PAGING:
        query.pop(name, None)
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def sort_head(context, column, label, css="", default=""):
    """A column head that sorts; its link turns the order round. `default` is the order used unasked."""
    now = context["request"].GET.get("sort") or default
    up, down = now == column, now == f"-{column}"
    sorted_as = (
        mark_safe(' aria-sort="ascending"') if up else mark_safe(' aria-sort="descending"') if down else ""
    )
    arrow = icon("arrow-up") if up else icon("arrow-down") if down else ""
    address = page_with(context, sort=f"-{column}" if up else column)
    return format_html(
        '<th scope="col" class="{}"{}><a href="{}">{}{}</a></th>', css, sorted_as, address, label, arrow
    )


# Forms and empty places


@register.filter
def field_target(field):
    """Where a line of the error summary leads: the control, or the group of a set of choices."""
    return field.id_for_label or f"div_{field.auto_id}"


@register.filter
def said(name):
    """The name of a form field as a person would say it: `happened_on` → `Happened on`."""
    return str(name).rpartition("-")[2].replace("_", " ").strip().capitalize()


@register.filter
def duration_words(span):
    """`30 minutes`, `2 hours`: how long something lasts, rounded to what people say."""
    minutes = round(span.total_seconds() / 60)
    return several(minutes, "minute") if minutes < 120 else several(round(minutes / 60), "hour")


@register.inclusion_tag("parts/_error_summary.html")
def error_summary(form, title=""):
    return {"form": form, "form_error_title": title}


@register.inclusion_tag("parts/_empty.html")
def empty_state(title, text="", action_label="", action_url="", picture="inbox", small=False):
    return {
        "title": title, "text": text, "action_label": action_label,
        "action_url": action_url, "picture": picture, "small": small,
    }  # fmt: skip
