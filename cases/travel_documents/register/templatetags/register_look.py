"""How the state and the clock of what is on the register are shown, everywhere the same."""

from types import SimpleNamespace

from django import template

from cases.travel_documents.register.models import Flag, LossReport, Revocation, TravelDocument
from secoffice.templatetags import look

register = template.Library()

D, R = TravelDocument.Status, Revocation.Status
TONES = {
    TravelDocument: {D.VALID: "ok", D.LOST: "bad", D.STOLEN: "bad", D.REVOKED: "bad", D.CANCELLED: "warn"},
    LossReport: {"RECORDED": "bad", "ASKED": "warn"},
    Flag: {"OPEN": "warn", "CLEARED": "ok", "REFERRED": "now"},
    Revocation: {
        R.PROPOSED: "warn", R.APPROVED: "now", R.NOTIFIED: "now", R.SERVED: "now", R.HEARING: "now",
        R.HEARD: "warn", R.UPHELD: "ok", R.FINAL: "ok", R.OVERTURNED: "bad",
    },
}  # fmt: skip


@register.simple_tag
def register_state(record, expired=False):
    """The state as a tag; a valid document that has expired says so, for that is worked out."""
    if expired and record.status == D.VALID:
        return look.tag("Expired", "warn")
    return look.tag(record.get_status_display(), TONES[type(record)].get(record.status, ""))


@register.simple_tag
def register_clock(record):
    """The ring of the soonest date, from the columns the record carries."""
    state = "open" if record.next_due_at else ""
    clock = SimpleNamespace(trigger_at=record.next_from_at, due_at=record.next_due_at, state=state)
    return look.ring(clock)
