"""How the state of a referral is shown, everywhere the same."""

from django import template

from cases.travel_documents.fraud.models import Status
from secoffice.templatetags import look

register = template.Library()

TONES = {
    Status.SUSPECTED: "now", Status.UNDER_FPU_REVIEW: "now", Status.CONFIRMED: "bad", Status.INCONCLUSIVE: "warn",
    Status.NOT_CONFIRMED: "ok", Status.REFERRED_RSO: "warn", Status.CASE_OPENED: "ok",
}  # fmt: skip


@register.simple_tag
def referral_state(record):
    return look.tag(record.get_status_display(), TONES.get(record.status, ""))
