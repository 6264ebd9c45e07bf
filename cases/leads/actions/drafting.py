"""Writing a lead: a draft of the office that asks, changed until it is sent."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from cases.actions.timeline import hold, now
from cases.leads import workflow
from cases.leads.actions import sharing, telling
from cases.leads.models import Enclosure, Lead, Question, Status
from cases.numbers import next_number
from cases.workflow import may_write
from secoffice.access.actions import recontrol
from secoffice.audit import trail
from secoffice.reminders import following
from secoffice.workflow import StepRefused

SERIES = "T"  # of the neutral numbers, beside those of cases and of the log
EDITABLE = (
    *("title", "precedence", "marking", "background", "request", "limits", "host_nation", "legal_process"),
    *("reply_format", "names_case", "to_office", "to_unit"),
)
MOST_QUESTIONS = 30


class StaleDraft(Exception):
    """Somebody saved in between; `lead` is the draft as it stands."""

    def __init__(self, lead):
        super().__init__("Somebody else saved this draft while you were writing.")
        self.lead = lead


def draft(*, case, by, key, questions=(), files=(), at=None, **given):
    """Write a lead of a case. `given` are fields of Lead, `questions` lines, `files` attachments of the case. The same
    key by the same author gives the lead already written. Raises StepRefused, MarkingError."""
    sent = Lead._base_manager.filter(key=key, case=case, asked_by=by)
    if made := sent.first():
        return made
    try:
        return _draft(case, by=by, key=key, questions=questions, files=files, at=now(at), **given)
    except IntegrityError:
        if made := sent.first():
            return made
        raise


@transaction.atomic
def _draft(case, *, by, key, questions, files, at, **given):
    if why := may_write(by, hold(case)):
        raise StepRefused(why)
    lead = Lead(key=key, case=case, from_office=case.office, asked_by=by, written_at=at, status_at=at)
    _fill(lead, given)
    lead.number = _last_number(case) + 1
    lead.reference = next_number(case.office, case.office.local_date(at), series=SERIES)
    lead.save(force_insert=True)
    _ask(lead, questions)
    _enclose(lead, files, by=by, at=at)
    sharing.share(lead, by=by, at=at)
    trail.record("lead drafted", lead, by=by, marking=lead.marking, detail={"case": case.pk}, at=at)
    telling.of_case(lead, "drafted", by=by, at=at)
    telling.put_in_index(lead)
    return lead


@transaction.atomic
def edit(*, lead, by, version, questions=(), files=(), at=None, **given):
    """Change a draft as a whole. Raises StaleDraft when somebody saved after `version` was read."""
    at, held = now(at), Lead._base_manager.select_for_update().get(pk=lead.pk)
    if why := workflow.may_send(by, lead):
        raise StepRefused(why)
    if held.status != Status.DRAFT:
        raise StepRefused("The lead was sent. Cancel it and write another, or send a note.")
    if held.version != version:
        raise StaleDraft(held)
    before = {name: getattr(held, name) for name in EDITABLE}
    _fill(lead, given)
    lead.version = version + 1
    lead.save(update_fields=[*EDITABLE, "controls", "version"])
    _ask_anew(lead, questions)
    lead.enclosures.filter(attachment__isnull=False).exclude(attachment__in=files).delete()
    _enclose(lead, files, by=by, at=at)
    recontrol(lead)
    changed = [name for name in EDITABLE if before[name] != getattr(lead, name)]
    trail.record("lead edited", lead, by=by, marking=lead.marking, detail={"changed": changed}, at=at)
    telling.put_in_index(lead)
    return lead


def send(*, lead, by, at=None):
    """Send a draft: from now the receiving office knows of it and its clock runs. Whoever wrote it hears when the reply
    is due and late, until they stop watching."""
    with transaction.atomic():
        workflow.take(lead, "send", by=by, at=at)
        if following.may_know(lead.asked_by, "leads.lead", lead.pk):
            following.watch(target_type="leads.lead", target_id=lead.pk, by=lead.asked_by)
    return lead


def _last_number(case):
    return Lead._base_manager.filter(case=case).aggregate(n=Max("number"))["n"] or 0


def _fill(lead, given):
    banner = given.pop("marking", "") or lead.marking or lead.case.marking
    for name, value in given.items():
        if name not in EDITABLE:
            raise TypeError(f"A lead has no field {name}.")
        setattr(lead, name, value)
    lead.set_marking(banner)
    if lead.to_unit and lead.to_unit.office_id != lead.to_office_id:
        raise StepRefused("The unit belongs to another office.")


def _ask(lead, questions):
    Question.objects.bulk_create(
        Question(lead=lead, place=place, text=text)
        for place, text in enumerate(questions[:MOST_QUESTIONS], start=1)
    )


def _ask_anew(lead, questions):
    """Questions that stay as they are stay rows: under legal hold none is taken away."""
    if list(lead.questions.values_list("text", flat=True)) != list(questions[:MOST_QUESTIONS]):
        lead.questions.all().delete()
        _ask(lead, questions)


def _enclose(lead, files, *, by, at):
    """Files of the same case only, and none in which a spill was reported."""
    there = set(lead.enclosures.values_list("attachment", flat=True))
    for attachment in (file for file in files if file.pk not in there):
        if attachment.case_id != lead.case_id:
            raise StepRefused("Only files of this case go with its leads.")
        if attachment.quarantined_at or not attachment.stored_id:
            raise StepRefused(f"{attachment.shown_name} cannot be sent: a spill was reported in it.")
        Enclosure.objects.create(
            lead=lead,
            attachment=attachment,
            name=attachment.name,
            describes=attachment.describes,
            by=by,
            at=at,
        )
