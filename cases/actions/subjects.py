"""People on a case: put on it, given another part, taken off it. Whoever is named is kept out of the case, and
victims, witnesses and sources are known to their compartment alone."""

from django.db import IntegrityError, transaction
from django.db.models import Q

from cases.actions import compartments
from cases.actions.team import take_off
from cases.actions.timeline import hold, now, put_in_index, tell
from cases.models import Subject
from cases.workflow import may_write
from secoffice import ports
from secoffice.access.actions import recuse
from secoffice.accounts.models import User
from secoffice.audit import trail
from secoffice.people.actions import put_on_file, staff_of
from secoffice.people.models import Fact, Photograph, Relationship
from secoffice.workflow import StepRefused

CHANGED = "{who} changed this meanwhile. It stands now: {part}{dates}{remarks}. Send yours again to put it in place."


def _allowed_now(by, case, compartment=None):
    if why := may_write(by, hold(case)):
        raise StepRefused(why)
    if compartment and not compartment.is_visible_to(by):
        raise StepRefused("This person is not on the case.")


@transaction.atomic
def add_subject(
    *, case, by, part=Subject.Part.SUBJECT, person=None, facts=(), kind="PERSON", key=None,
    since=None, until=None, remarks="", at=None, indexed=True,
):  # fmt: skip
    """Put a person on a case, on file already or new. Whoever is named is kept out of the case, and so is
    their supervisor where misconduct is alleged (§0.6.10). The same key gives the person put on it already."""
    at = now(at)
    if indexed:  # while a case is logged its author puts people on it
        _allowed_now(by, case)
    if key and (sent := Subject.everybody.filter(case=case, person__key=key, added_by=by).first()):
        return sent
    if person is not None:
        facts = list(facts) or [("NAME", name, "") for name in names_known_to(by, person)]
    compartment = compartments.of(case, part, by=by, at=at)
    source = compartment or case
    person = put_on_file(facts=facts, source=source, by=by, person=person, kind=kind, key=key, at=at)
    given = {"since": since, "until": until, "remarks": remarks, "compartment": compartment}
    subject, new = Subject.everybody.get_or_create(
        case=case, person=person, part=part, taken_off_at=None,
        defaults=given | {"added_by": by, "added_at": at},
    )  # fmt: skip
    if new:
        trail.record("subject added", source, by=by, detail={"person": person.pk, "part": part}, at=at)
        _tell(subject, "added", by=by, at=at)
        keep_out(case, person, by=by, at=at)
        if compartment:
            settle_facts(case, person)
    ports.tell("subject.named", case=case, subject=subject, facts=facts, by=by, at=at)
    if indexed:
        put_in_index(case)
    return subject


def _tell(subject, what, *, by, at, text=""):
    where = " in a compartment" if subject.compartment_id else ""
    says = f"{subject.get_part_display()}{where} {what}"
    tell(subject.case, "subject", says, by=by, at=at, text=text, compartment=subject.compartment)


def names_known_to(user, person):
    """The names of a person that this reader already knows; one of them is carried into the new record."""
    return list(person.facts.visible_to(user).names().values_list("value", flat=True)[:1])


def keep_out(case, person, *, by, at):
    named = staff_of(person)
    if named is None:
        return
    take_off(case, named, by=by, at=at)
    recuse(case, user=named, reason="Named in the record", by=by, at=at)
    boss = User.objects.filter(units_supervised=named.unit_id).first() if named.unit_id else None
    if boss and case.kind == "AD":
        take_off(case, boss, by=by, at=at)
        recuse(case, user=boss, reason="Supervises a person named in the record", by=by, at=at)
    compartments.follow(case, by=by, at=at)


@transaction.atomic
def change_subject(*, subject, part, since, until, remarks, version, reason, by, at=None):
    """Give a person another part, or say more of it. What goes into a compartment takes its facts along."""
    at, case = now(at), hold(subject.case)
    _allowed_now(by, case, subject.compartment)
    source, was = subject.compartment or case, subject.part
    rows = Subject.everybody.filter(case=case, taken_off_at=None)
    twin = rows.filter(person=subject.person_id, part=part).exclude(pk=subject.pk)
    if twin.open_to(by).exists():
        raise StepRefused("This person plays that part in the case already.")
    compartment = compartments.of(case, part, by=by, at=at)
    given = {"part": part, "since": since, "until": until, "remarks": remarks, "compartment": compartment}
    if (
        twin.exists()
    ):  # in a compartment this writer is not in: they learn nothing of it, and this row ends there
        given |= {"taken_off_at": at, "taken_off_by": by, "why_taken_off": reason}
    if not rows.filter(pk=subject.pk, version=version).update(**given, version=version + 1):
        raise StepRefused(_as_it_stands(subject))
    for name, value in given.items():
        setattr(subject, name, value)
    subject.version = version + 1
    detail = {"person": subject.person_id, "from": was, "to": part}
    trail.record("subject changed", compartment or source, by=by, reason=reason, detail=detail, at=at)
    _tell(subject, "changed", by=by, at=at, text=reason)
    settle_facts(case, subject.person, left=source if source != case else None)
    put_in_index(case)


def _as_it_stands(subject):
    now_on_file = Subject.everybody.get(pk=subject.pk)
    if now_on_file.taken_off_at:
        return f"This person was taken off the case meanwhile: {now_on_file.why_taken_off}"
    days = [
        f"{word} {day:%-d %b %Y}"
        for word, day in (("since", now_on_file.since), ("until", now_on_file.until))
        if day
    ]
    return CHANGED.format(
        who="Somebody else",
        part=now_on_file.get_part_display(),
        dates="".join(f", {day}" for day in days),
        remarks=f" ({now_on_file.remarks})" if now_on_file.remarks else "",
    )


def settle_facts(case, person, *, left=None):
    """What a case says of somebody is known to those who may know of their part: whoever plays parts in compartments
    alone has their facts there. `left` is the compartment they are no longer in. Gives where the facts are now."""
    parts = Subject.everybody.filter(case=case, person=person, taken_off_at=None).select_related(
        "compartment"
    )
    inside = {row.compartment for row in parts}
    target = case if None in inside or not inside else min(inside, key=lambda each: each.kind)
    for source in {case, left} - {target, None}:
        if source == case or source not in inside:
            _move_facts(person, source, target)
    return None if target == case else target


def _move_facts(person, source, target):
    there = {"source_type": target._meta.label_lower, "source_id": target.pk}
    for model, whose in (
        (Fact, Q(person=person)),
        (Photograph, Q(person=person)),
        (Relationship, Q(person=person) | Q(other=person)),
    ):
        told = model.objects.unrestricted(purpose="into or out of a compartment").filter(
            whose, source_type=source._meta.label_lower, source_id=source.pk
        )
        for row in told:
            try:
                with transaction.atomic():
                    model.objects.unrestricted(purpose="into or out of a compartment").filter(
                        pk=row.pk
                    ).update(**there)
            except IntegrityError:  # said there already in the same words
                row.delete()


@transaction.atomic
def strike(*, subject, reason, by, at=None):
    """Take a person off the case. The row stays, struck out, with the reason."""
    at, case = now(at), hold(subject.case)
    _allowed_now(by, case, subject.compartment)
    standing = Subject.everybody.filter(pk=subject.pk, taken_off_at=None)
    gone = {"taken_off_at": at, "taken_off_by": by, "why_taken_off": reason}
    if not standing.update(**gone):
        raise StepRefused("Somebody took this person off meanwhile.")
    source = subject.compartment or case
    detail = {"person": subject.person_id, "part": subject.part}
    trail.record("subject taken off", source, by=by, reason=reason, detail=detail, at=at)
    _tell(subject, "taken off", by=by, at=at, text=reason)
