"""Who hears of what: the lead's own lines for both offices, a line in the case's timeline, a notice."""

from cases.actions.timeline import tell
from cases.leads.actions.clocks import asker_of, heads_of
from cases.leads.models import Line
from cases.models import Priority
from secoffice import ports
from secoffice.search import index

SAID = {
    "send": "Sent to {to}",
    "receive": "Receipt confirmed",
    "accept": "Accepted by {to}",
    "decline": "Declined by {to}",
    "begin": "Work begun",
    "reply": "Reply sent",
    "return": "Reply returned as incomplete",
    "close": "Reply accepted, lead closed",
    "cancel": "Cancelled",
}
# Step → (who hears, neutral words of the notice); steps taken on one's own side are news to nobody.
RECEIVER, ASKER = "receiver", "asker"
HEARD = {
    "send": (RECEIVER, "accept or decline a lead"),
    "accept": (ASKER, "a lead of yours was accepted"),
    "decline": (ASKER, "a lead of yours was declined"),
    "reply": (ASKER, "decide on a reply to a lead"),
    "return": (RECEIVER, "complete the reply to a lead"),
    "close": (RECEIVER, "a lead was closed"),
    "cancel": (RECEIVER, "a lead was cancelled"),
}


def step_taken(lead, step, *, by, at, reason):
    """A line on both sides, and a notice to the other one. A draft that was cancelled is nobody's news."""
    says = SAID[step.name].format(to=lead.receiver)
    if lead.sent_at:
        add_line(lead, step.name, says, by=by, at=at, text=reason)
    of_case(lead, says, by=by, at=at, text=reason)
    side, words = HEARD.get(step.name, (None, ""))
    if side and lead.sent_at:
        notify(lead, side, words, by=by, at=at)


def add_line(lead, verb, says, *, by, at, text="", key=None):
    """A line that both offices read."""
    more = {"key": key} if key else {}
    return Line.objects.create(lead=lead, verb=verb, says=says[:240], text=text, by=by, at=at, **more)


def of_case(lead, says, *, by, at, text=""):
    """The same in the timeline of the case, under the number it has there; of a lead that is marked for fewer than the
    case, the step alone."""
    title = f", {lead.title}"
    if lead.controls & ~lead.case.controls:
        title, text = "", ""
    tell(lead.case, "lead", f"Lead L{lead.number:02d}{title}: {says}", by=by, at=at, text=text)


def notify(lead, side, words, *, by, at):
    """Owe the people of one side a notice: neutral words and the neutral number only."""
    for person in people_of(lead, side):
        if person == by or not lead.is_visible_to(person):
            continue
        ports.tell(
            "notice.owed", kind="lead", source_type="leads.lead", source_id=lead.pk, recipient_id=person.pk,
            duty=words, reference=lead.reference, url=lead.get_absolute_url(),
            office_id=lead.from_office_id if side == ASKER else lead.to_office_id,
            at_once=lead.precedence == Priority.IMMEDIATE, step=f"{words[:28]} {at:%m%d%H%M%S}", at=at,
        )  # fmt: skip


def people_of(lead, side):
    if side == ASKER:
        return [person for person in [asker_of(lead)] if person]
    return [lead.assigned_to] if lead.assigned_to_id else heads_of(lead)


def put_in_index(lead):
    """What a search may find this lead by."""
    words = (lead.reference, lead.title, lead.background, lead.request, lead.limits)
    index.put(lead, " ".join(words))
