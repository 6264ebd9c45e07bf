"""The lines of a case's timeline, as its pages show them."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.dateformat import format as formatted
from django.utils.timezone import localtime

from cases.models import Event
from secoffice.ui.keyset import Keyset

FEW, MANY = 15, 40
ORDERS = {
    "happened": Keyset(Event, ("happened_at", "id"), descending=True),
    "entered": Keyset(Event, ("entered_at", "id"), descending=True),
}
TONES = {"step": "now", "reviewed": "ok", "spill": "bad", "returned": "bad", "recused": "bad"}
APART = timedelta(hours=1)


@dataclass(frozen=True)
class Line:
    at: object
    title: str
    text: str
    by: object
    tone: str = ""
    tag: str = ""
    anchor: str = ""
    url: str = ""
    tag_tone: str = ""


def line(event, order, case):
    """One event as a reader may see it now: quarantined words stay away wherever they stand."""
    at, other, word = event.happened_at, event.entered_at, "entered"
    if order == "entered":
        at, other, word = event.entered_at, event.happened_at, "happened"
    late = abs(event.entered_at - event.happened_at) > APART
    tag = f"{word} {formatted(localtime(other), 'j M Y, H:i')}" if late else ""
    title, text = words(event, case)
    return Line(at, title, text, event.by, TONES.get(event.verb, ""), tag, f"line-{event.pk}")


def words(event, case):
    if event.note_id:
        corrected = " (corrected)" if event.note.corrected_at else ""
        return event.says + corrected, event.note.shown
    if event.attachment_id:
        if event.attachment.quarantined_at:
            return "Attached a file", "Quarantined: a spill was reported."
        return event.says, event.text
    return event.says, "" if case.quarantined_at else event.text


def lines(case, user):
    """Those this reader may read: what compartments keep is read there alone."""
    return Event.whole.filter(case=case).open_to(user).select_related("by", "note", "attachment")


def first_lines(case, user):
    return [line(event, "happened", case) for event in lines(case, user)[:FEW]]


def page(case, user, asked):
    """One page in either order; `after` and `before` are signed marks of the order."""
    order = asked.get("order") if asked.get("order") in ORDERS else "happened"
    after, before = asked.get("after"), asked.get("before")
    found = ORDERS[order].page(
        lines(case, user), after or before, backward=bool(before and not after), size=MANY
    )
    total = case.count_events
    shown = len(found.rows)
    return {
        "order": order,
        "timeline": [line(event, order, case) for event in found.rows],
        "count_words": f"{total} lines" if shown == total else f"{shown} of {total} lines",
        "previous_url": f"?order={order}&before={found.previous}" if found.previous else "",
        "next_url": f"?order={order}&after={found.next}" if found.next else "",
    }
