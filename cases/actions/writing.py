"""Notes, attachments and corrections: write without delete."""

from django.db import IntegrityError, transaction

from cases.actions import compartments
from cases.actions.access_ends import duties_of
from cases.actions.timeline import hold, now, put_in_index, tell
from cases.kinds import KINDS
from cases.models import Attachment, Case, Note
from cases.workflow import approves, may_write
from secoffice.access.actions import admit, recontrol, withdraw
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.files import actions as files
from secoffice.workflow import StepRefused

LEADS, LEADS_OFFICE = "supervises the unit", "supervises cases of the office"

EDITABLE = (
    "title",
    "allegation",
    "priority",
    "marking",
    "decontrol",
    "source",
    "channel",
    "anonymous",
    "received_on",
    "unit",
)


class StaleEdit(Exception):
    """Somebody saved in between; `theirs` maps each field that differs to the value now on file."""

    def __init__(self, case, theirs):
        super().__init__("Somebody else saved this case while you were writing.")
        self.case, self.theirs = case, theirs


def _allowed(by, case):
    if why := may_write(by, case):
        raise StepRefused(why)


@transaction.atomic
def keep_draft(*, case, by, text, at=None):
    """Keep what somebody is writing; one draft a person and case, shown to nobody else."""
    at = now(at)
    _allowed(by, case)
    draft, _ = Note.objects.update_or_create(
        case=case, by=by, draft=True, defaults={"text": text, "happened_at": at, "entered_at": at}
    )
    return draft


@transaction.atomic
def add_note(*, case, by, text, key, happened_at=None, addendum_to=None, at=None):
    """Save a note; its draft goes. The same note sent twice gives the one already saved."""
    at = now(at)
    if saved := Note.objects.filter(key=key, by=by, case=case, text=text, draft=False).first():
        return saved
    _allowed(by, case)
    if addendum_to and addendum_to.case_id != case.pk:
        raise StepRefused("The note you add to belongs to another case.")
    Note.objects.filter(case=case, by=by, draft=True).delete()
    note = Note.objects.create(
        key=key,
        case=case,
        by=by,
        text=text,
        happened_at=happened_at or at,
        entered_at=at,
        addendum_to=addendum_to,
    )
    trail.record("note", case, by=by, detail={"note": note.pk}, at=at)
    says = "Addendum" if addendum_to else "Note"
    tell(case, "note", says, by=by, at=at, happened_at=note.happened_at, note=note)
    return note


@transaction.atomic
def correct_note(*, note, by, text, at=None):
    """The author corrects a note within ten minutes of saving it; after that it takes an addendum (§0.6.13)."""
    at = now(at)
    if not note.can_correct(by, at):
        raise StepRefused("The ten minutes for corrections are over. Write an addendum instead.")
    trail.record("note corrected", note.case, by=by, detail={"note": note.pk, "before": note.text}, at=at)
    Note.objects.filter(pk=note.pk).update(text=text, corrected_at=at)
    note.text, note.corrected_at = text, at
    return note


def attach(*, case, by, upload, key, describes="", at=None):
    """Store a file with a case. Raises FileRefused. A deed that fails leaves no row, and its bytes to the sweep."""
    at = now(at)
    sent = Attachment.objects.filter(key=key, by=by, case=case)
    if saved := sent.first():
        return saved
    _allowed(by, case)
    try:
        return _attach(case, upload, key=key, describes=describes, by=by, at=at)
    except IntegrityError:
        if saved := sent.first():
            return saved
        raise


@transaction.atomic
def _attach(case, upload, *, key, describes, by, at):
    stored = files.store(upload=upload, by=by, at=at)
    name = files.safe_name(upload.name)
    attached = Attachment.objects.create(
        key=key, case=case, stored=stored, name=name, describes=describes, by=by, at=at
    )
    detail = {"attachment": attached.pk, "digest": stored.digest}
    trail.record("attached", case, by=by, detail=detail, at=at)
    tell(case, "attached", f"Attached {name}", by=by, at=at, attachment=attached, text=describes)
    return attached


@transaction.atomic
def edit(*, case, by, version, at=None, **changes):
    """Change the facts of a case. Raises StaleEdit when somebody saved after `version` was read."""
    at, case = now(at), hold(case)
    _allowed(by, case)
    if case.quarantined_at:
        raise StepRefused("A spill was reported here. Nothing is edited until that is decided.")
    before = {name: getattr(case, name) for name in EDITABLE}
    if changes.get("marking"):
        case.set_marking(changes.pop("marking"))
        changes |= {"marking": case.marking, "controls": case.controls}
    changed = {name: value for name, value in changes.items() if value != before.get(name)}
    if "unit" in changed and before["unit"] and approves(by, case):
        raise StepRefused(
            "Only a supervisor moves a case to another unit: its officer does not choose who approves."
        )
    if not Case._base_manager.filter(pk=case.pk, version=version).update(**changed, version=version + 1):
        current = Case._base_manager.get(pk=case.pk)
        theirs = {
            name: getattr(current, name) for name in changed if getattr(current, name, None) != changed[name]
        }
        raise StaleEdit(current, theirs)
    for name, value in changed.items():
        setattr(case, name, value)
    case.version = version + 1
    told = {name: [str(before.get(name, "")), str(value)] for name, value in changed.items()}
    trail.record("edited", case, by=by, marking=case.marking, detail=told, at=at)
    after_edit(case, changed, by=by, at=at)
    if "unit" in changed:
        move_to_unit(case, before["unit"], by=by, at=at)
    return case


def move_to_unit(case, left, *, by, at):
    """The supervisor of the unit it comes to may know and owns its reviews; the one it left no longer does."""
    if left:
        withdraw(case, principal=f"lead:{left.pk}", by=by, of=LEADS, at=at)
        if left.supervisor_id:
            owed = duties_of(case, left.supervisor)
            clocks.reassign(target=case, rule=owed, owner=case.supervisor, of=left.supervisor, by=by, at=at)
    office = f"role:CASE_SUP@{case.office_id}"
    if case.unit_id:
        admit(case, principal=f"lead:{case.unit_id}", reason=LEADS, by=by, at=at)
        withdraw(case, principal=office, by=by, of=LEADS_OFFICE, at=at)
    elif not KINDS[case.kind].compartment:
        admit(case, principal=office, reason=LEADS_OFFICE, by=by, at=at)


def after_edit(case, changed, *, by, at):
    labels = [str(Case._meta.get_field(name).verbose_name) for name in changed if name != "controls"]
    if labels:
        tell(case, "edited", f"Changed: {', '.join(labels)}", by=by, at=at)
        put_in_index(case)
    if "controls" in changed:
        recontrol(case)
    if {"unit", "controls"} & changed.keys():
        compartments.follow(case, by=by, at=at)
