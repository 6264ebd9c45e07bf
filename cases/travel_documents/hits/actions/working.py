"""Working on a hit besides deciding it: who has it, what was done with the document, what came in."""

from django.db import transaction

from cases.travel_documents.hits import guards
from cases.travel_documents.hits.actions import clocks, telling
from cases.travel_documents.hits.actions.holding import allow, hold, now
from cases.travel_documents.hits.models import Hit, Line
from secoffice.access.actions import admit, recuse
from secoffice.audit import trail
from secoffice.workflow import StepRefused

HELD = Hit.Action.HELD


@transaction.atomic
def give(*, hit, officer, by, at=None):
    """Somebody who may decide works it from now and owes what runs."""
    at = now(at)
    allow(by, hit, guards.works)
    _give(hit, officer, by=by, at=at)
    trail.record("hit given", hit, by=by, detail={"officer": officer.pk}, at=at)
    telling.notify(hit, [officer], "a document check was given to you", by=by, at=at)


@transaction.atomic
def hand_over(*, hit, giver, receiver, by, at=None):
    """Leave and departure: whoever keeps staff hands a hit on without seeing it."""
    at = now(at)
    if hold(hit).officer_id != giver.pk:
        return
    _give(hit, receiver, by=by, at=at)
    trail.record("hit handed over", hit, by=by, detail={"from": giver.pk, "to": receiver.pk}, at=at)
    telling.notify(hit, [receiver], "a document check was handed over to you", by=by, at=at)


def _give(hit, officer, *, by, at):
    if hit.is_closed:
        raise StepRefused("The hit is closed.")
    if why := guards.decides(officer, hit):
        raise StepRefused(f"{officer} cannot be given this. {why}")
    admit(hit, principal=f"user:{officer.pk}", reason="works it", by=by, at=at)
    if not hit.is_visible_to(officer):
        raise StepRefused(f"{officer} cannot be given this.")
    Hit._base_manager.filter(pk=hit.pk).update(officer=officer)
    hit.officer = officer
    clocks.hand(hit, officer, by=by, at=at)
    telling.add_line(hit, "given", f"Given to {officer}", by=by, at=at)


@transaction.atomic
def record_action(*, hit, by, action, authority="", words="", at=None):
    """What was done with the document. It is held as evidence only with the authority for it written down (I.2); a hit
    on a name alone is no authority for anything."""
    at, action = now(at), Hit.Action(action)
    allow(by, hit, guards.may_record)
    if action == HELD and not authority.strip():
        raise StepRefused("Say on which authority the document is held.")
    if action == HELD and not hit.is_document and hit.status != "TRUE_MATCH":
        raise StepRefused("No document is held on a name alone. Decide first whether it is the same person.")
    Hit._base_manager.filter(pk=hit.pk).update(action=action, authority=authority.strip())
    hit.action, hit.authority = action, authority.strip()
    text = "\n".join(part for part in (authority.strip(), words.strip()) if part)
    telling.add_line(hit, "action", hit.get_action_display(), by=by, at=at, text=text)
    trail.record("action recorded", hit, by=by, reason=authority, detail={"action": action}, at=at)


@transaction.atomic
def add_note(*, hit, by, text, key, from_traveller=False, at=None):
    """A note, or what the traveller gave to be heard; taken in any state. The same form sent twice adds one line."""
    at = now(at)
    if line := Line.objects.filter(key=key, hit=hit, by=by).first():
        return line
    allow(by, hit, guards.may_record)
    says = "Given by the traveller" if from_traveller else "Note"
    line = telling.add_line(hit, "note", says, by=by, at=at, text=text, key=key)
    trail.record("hit note", hit, by=by, detail={"line": line.pk, "traveller": from_traveller}, at=at)
    if from_traveller:
        telling.notify(hit, [hit.officer, hit.decided_by], "something came in for a decision", by=by, at=at)
    return line


@transaction.atomic
def step_aside(*, hit, by, reason, at=None):
    """Somebody declares a conflict: they are out of it at once, and what they owed goes to the desk."""
    at = now(at)
    allow(by, hit, guards.may_step_aside)
    if not reason.strip():
        raise StepRefused("Say in a sentence why.")
    recuse(hit, user=by, reason=reason.strip()[:200], by=by, at=at)
    if hit.officer_id == by.pk:
        Hit._base_manager.filter(pk=hit.pk).update(officer=None)
        hit.officer = None
        clocks.hand(hit, clocks.owner_of(hit), by=by, at=at)
    telling.add_line(hit, "aside", "Somebody stepped aside", by=None, at=at)
