"""How a case's state and clock are shown, everywhere the same."""

from types import SimpleNamespace

from django import template

from cases.models import ENDED, Status
from secoffice.templatetags import look

register = template.Library()

TONES = {Status.FULL: "now", Status.PRELIMINARY: "now", Status.SUSPENDED: "warn", Status.CLOSED: "ok"}


@register.simple_tag
def case_state(case):
    """The state as a tag; a spill in the case's own words outranks it."""
    if case.quarantined_at:
        return look.tag("Quarantined", "bad")
    return look.tag(case.get_status_display(), TONES.get(case.status, ""))


@register.simple_tag
def case_clock(case):
    """The ring of the soonest date, from the columns the case carries."""
    state = "open" if case.next_due_at and case.status not in ENDED else ""
    clock = SimpleNamespace(trigger_at=case.next_from_at, due_at=case.next_due_at, state=state)
    return look.ring(clock)
