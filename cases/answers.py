"""What this department answers and hears (ports)."""

from cases.actions import access_ends, keeping
from cases.actions.assigning import hand_over
from cases.actions.subjects import keep_out
from cases.actions.timeline import hold, now, put_in_index, tell
from cases.models import Case, Compartment, Subject
from cases.workflow import may_write
from secoffice import ports
from secoffice.accounts.models import User


@ports.answers("work of")
def work_of(*, user, **_):
    cases = Case.objects.unrestricted(purpose="hand-over").live().of(user).order_by("reference")
    return ports.Answer(
        "known",
        rows=tuple(ports.Work("Case", c.reference, c.get_absolute_url(), "cases.case", c.pk) for c in cases),
    )


@ports.hears("work.handed_over")
def take_over(*, kind, id, from_id, to_id, by_id, at=None, **_):
    if kind != "cases.case":
        return
    people = User.objects.in_bulk({from_id, to_id, by_id})
    case = Case.objects.unrestricted(purpose="hand-over").get(pk=id)
    hand_over(case=case, giver=people[from_id], receiver=people[to_id], by=people[by_id], at=at)


@ports.hears("dates.moved")
def access_moved(*, moved, by=None, at=None, **_):
    """An office's clock was set otherwise: access goes on to end with its date."""
    for _, new in moved:
        if (new.target_type, new.rule) == (access_ends.CASE, access_ends.RULE):
            access_ends.moved(new, by=by, at=now(at))


@ports.answers("record called")
def case_called(*, reference, by, **_):
    case = Case.objects.visible_to(by).filter(reference=reference.strip().upper()[:40]).first()
    return ports.Answer("given", rows=(case,)) if case else None


@ports.answers("may write in")
def may_write_in(*, record, by, firm=False, person=None, **_):
    """A case, or a compartment of one. What is known of somebody in a compartment is written there."""
    case = record.case if isinstance(record, Compartment) else record
    if not isinstance(case, Case):
        return None
    if not record.is_visible_to(by):
        return ports.Answer("given", "There is no such record.")
    kept = Subject.everybody.standing().open_to(by).filter(case=case, person=person)
    if record is case and person and kept.exclude(compartment=None).exists():
        return ports.Answer("given", "This person is in a compartment of this case; choose the compartment.")
    return ports.Answer("given", may_write(by, hold(case) if firm else case))


@ports.hears("disposition.proposed")
def asked_to_approve(*, record, by, at=None, **_):
    if isinstance(record, Case):
        keeping.proposed(record, by=by, at=at)


@ports.hears("people.told")
def told_of_somebody(*, source, person, by, at, says, **_):
    """What the registry learned from a case stands in its timeline and is found by a search; whoever is named in
    a case is kept out of it (§0.6.10)."""
    kept = source if isinstance(source, Compartment) else None
    case = kept.case if kept else source
    if isinstance(case, Case):
        tell(case, "subject", says, by=by, at=at, compartment=kept)
        keep_out(case, person, by=by, at=at)
        put_in_index(case)
