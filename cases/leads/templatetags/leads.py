"""How a lead's state, precedence and clock are shown, everywhere the same."""

from types import SimpleNamespace

from django import template

from cases.leads.models import Status
from cases.models import Priority
from secoffice.templatetags import look

register = template.Library()

TONES = {
    Status.SENT: "now", Status.RECEIVED: "now", Status.ACCEPTED: "now", Status.IN_WORK: "now",
    Status.REPLIED: "warn", Status.DECLINED: "bad", Status.RETURNED: "warn", Status.CLOSED: "ok",
}  # fmt: skip


@register.simple_tag
def lead_state(lead):
    return look.tag(lead.get_status_display(), TONES.get(lead.status, ""))


@register.simple_tag
def lead_precedence(lead):
    """Nothing for routine: most are."""
    if lead.precedence == Priority.IMMEDIATE:
        return look.tag("Immediate", "bad", "lightning-charge-fill")
    return look.tag("Priority", "warn", "arrow-up") if lead.precedence == Priority.PRIORITY else ""


@register.simple_tag
def lead_clock(lead):
    """The ring of the soonest date, from the columns the lead carries."""
    state = "open" if lead.next_due_at and not lead.is_over else ""
    return look.ring(SimpleNamespace(trigger_at=lead.next_from_at, due_at=lead.next_due_at, state=state))
