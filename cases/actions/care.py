"""Spills: quarantined at once by anybody who may see the case, released or purged by an authorised pair
(§0.6.3)."""

import hashlib

from django.db import transaction

from cases.actions.assigning import notify
from cases.actions.log import put_entry_in_index
from cases.actions.team import keepers
from cases.actions.timeline import hold, now, put_in_index, tell
from cases.models import Attachment, Case, Compartment, Event, LogEntry, Note, Spill, Subject
from cases.workflow import approves
from secoffice.audit import trail
from secoffice.files import actions as files
from secoffice.people.actions import purge_told
from secoffice.search import index
from secoffice.workflow import StepRefused

GONE = "[purged]"


def part_of(spill):
    """The record that holds the spilled words."""
    model = {"CASE": Case, "NOTE": Note, "FILE": Attachment}[spill.part]
    return model._base_manager.get(pk=spill.part_id)


@transaction.atomic
def report(*, case, part, part_id, by, at=None):
    """Quarantine a part of a case at once. No words about what it says are asked for, or kept."""
    at = now(at)
    open_already = Spill.objects.filter(part=part, part_id=part_id, state="QUARANTINED").first()
    if open_already:
        return open_already
    hold(case)
    spill = Spill(case=case, part=part, part_id=part_id, reported_by=by, reported_at=at)
    held = part_of(spill)
    if part != "CASE" and held.case_id != case.pk:
        raise StepRefused("That does not belong to this case.")
    spill.save()
    type(held)._base_manager.filter(pk=held.pk).update(quarantined_at=at)
    case.refresh_from_db(fields=["quarantined_at"])
    put_in_index(case)
    with_entries(case, part, quarantined_at=at)
    trail.record("spill reported", case, by=by, detail={"part": part, "id": part_id}, at=at)
    tell(case, "spill", "A spill was reported; the part is quarantined", by=by, at=at)
    for person in keepers(case):
        notify(
            case, "spill", "quarantine to decide", recipient=person, by=by, step=f"spill {spill.pk}", at=at
        )
    return spill


def _open(spill, by):
    if why := approves(by, hold(spill.case)):
        raise StepRefused(why)
    if spill.state != "QUARANTINED":
        raise StepRefused("This was decided meanwhile.")


def _end(spill, **ended):
    """Compare-and-set: what was released is not purged as well, and nothing is purged twice."""
    if not Spill.objects.filter(pk=spill.pk, state="QUARANTINED").update(**ended):
        raise StepRefused("This was decided meanwhile.")


def with_entries(case, part, **words):
    """The log entry a case was made from holds the same words: it is kept away and comes back with them."""
    for entry in LogEntry._base_manager.filter(case=case) if part == "CASE" else ():
        LogEntry._base_manager.filter(pk=entry.pk).update(**words)
        entry.refresh_from_db()
        put_entry_in_index(entry)


@transaction.atomic
def release(*, spill, by, reason, at=None):
    """Not a spill: the part comes back. Never by the person who reported it."""
    at = now(at)
    _open(spill, by)
    if by.pk == spill.reported_by_id:
        raise StepRefused("You reported this; somebody else must say that it is no spill.")
    _end(spill, state="RELEASED", second_by=by, ended_at=at, first_by=None)
    held = part_of(spill)
    type(held)._base_manager.filter(pk=held.pk).update(quarantined_at=None)
    spill.case.refresh_from_db()
    put_in_index(spill.case)
    with_entries(spill.case, spill.part, quarantined_at=None)
    trail.record("spill released", spill.case, by=by, reason=reason, at=at)
    tell(spill.case, "spill", "No spill: the part is back", by=by, at=at, text=reason)


@transaction.atomic
def agree_to_purge(*, spill, by, at=None):
    """The first of the pair says yes; when a second, different person does, the part is destroyed."""
    at = now(at)
    _open(spill, by)
    if spill.first_by_id is None:
        asked = Spill.objects.filter(pk=spill.pk, first_by=None, state="QUARANTINED")
        if not asked.update(first_by=by, first_at=at):
            raise StepRefused("Somebody else proposed or decided this meanwhile. Look at it again.")
        trail.record(
            "purge proposed", spill.case, by=by, detail={"part": spill.part, "id": spill.part_id}, at=at
        )
        tell(spill.case, "spill", "Purge proposed; a second person must agree", by=by, at=at)
        return False
    if spill.first_by_id == by.pk:
        raise StepRefused("You said yes already; a second, different person must agree.")
    destroy(spill, by=by, at=at)
    return True


def destroy(spill, *, by, at):
    """Overwrite the words everywhere they stand and leave a tombstone with their digest."""
    _end(spill, state="PURGED", second_by=by, ended_at=at)
    case, held = spill.case, part_of(spill)
    digest = DESTROYERS[spill.part](held, spill, by)
    Spill.objects.filter(pk=spill.pk).update(tombstone=digest)
    trail.remove_words(trail.about(case), by=by, reason="Spill purged")
    trail.record(
        "purged", case, by=by, detail={"part": spill.part, "id": spill.part_id, "digest": digest}, at=at
    )
    case.refresh_from_db()
    index.remove(case)
    put_in_index(case)
    tell(case, "spill", f"Purged; the original had digest {digest[:16]}…", by=by, at=at)


def _case_words(case, spill, by):
    digest = hashlib.sha256(f"{case.title}\n{case.allegation}\n{case.predicate}".encode()).hexdigest()
    Case._base_manager.filter(pk=case.pk).update(
        title=GONE, allegation=GONE, predicate="", decontrol="", quarantined_at=None
    )
    for source in (case, *Compartment._base_manager.filter(case=case)):
        purge_told(source=source, by=by, also_by=spill.first_by, reason="Spill purged")
    Subject.everybody.filter(case=case).update(remarks="")
    Event.whole.filter(case=case).update(text="")
    case.approvals.update(reason=GONE, answer="")
    for entry in LogEntry._base_manager.filter(case=case):
        trail.remove_words(trail.about(entry), by=by, reason="Spill purged")
    with_entries(case, "CASE", what=GONE, where=GONE, details="", action_taken="", quarantined_at=None)
    return digest


def _note_words(note, spill, by):
    digest = hashlib.sha256(note.text.encode()).hexdigest()
    Note.objects.filter(pk=note.pk).update(text=f"{GONE} sha256 {digest}", quarantined_at=None)
    return digest


def _file_bytes(attachment, spill, by):
    stored, digest = attachment.stored, attachment.stored.digest
    Attachment.objects.filter(stored=stored).update(
        stored=None, name=GONE, describes=f"sha256 {digest}", quarantined_at=None
    )
    Event.objects.filter(attachment__case=attachment.case, attachment=attachment).update(
        says="Attached a file", text=""
    )
    files.destroy(stored, by=by, also_by=spill.first_by, reason="Spill purged")
    return digest


DESTROYERS = {"CASE": _case_words, "NOTE": _note_words, "FILE": _file_bytes}
