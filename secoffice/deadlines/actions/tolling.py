"""Clocks that stand still: asked for by one person, answered by another (Deadline engine rule 6)."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from secoffice import ports
from secoffice.audit import trail
from secoffice.deadlines import keepers, telling
from secoffice.deadlines.actions.rows import DeadlineChanged, follow, known_to, need, succeed
from secoffice.deadlines.models import Deadline, State, Toll

NOT_ONESELF = "You asked for it yourself; somebody else answers."


@transaction.atomic
def toll(*, deadline, days, reason, approved_by, by, at=None):
    """Add the days a clock stood still to both due values: needs a reason and an approver."""
    need(reason)
    if approved_by is None or days < 1:
        raise ValidationError("Tolling needs an approver and at least one day.")
    at = at or timezone.now()
    new = follow(deadline, {"tolled_days": deadline.tolled_days + days}, at=at)
    detail = {"approved_by": approved_by.pk, "days": days}
    succeed(deadline, new, State.SUPERSEDED, "deadline tolled", reason=reason, by=by, at=at, detail=detail)
    keepers.done("toll", deadline, new, by=by, at=at, reason=reason)
    return new


stand_still = toll  # requests are called tolls too


@transaction.atomic
def ask_toll(*, deadline, from_on, until_on, reason, by, at=None):
    """Ask for the clock of an open deadline to stand still on these days; another person answers. One
    request waits at a time; the same one again gives the same row."""
    need(reason, "reason")
    known_to(by, deadline)
    if from_on < deadline.office.local_date(deadline.trigger_at):
        raise ValidationError({"from_on": "The clock did not run yet on that day."})
    if until_on < from_on:
        raise ValidationError({"until_on": "This is before the first day."})
    if not Deadline.objects.open().filter(pk=deadline.pk).exists():
        raise DeadlineChanged
    _once(deadline, from_on, until_on)
    asked = {"from_on": from_on, "until_on": until_on, "reason": reason.strip(), "asked_by": by}
    at = at or timezone.now()
    try:
        with transaction.atomic():
            row = Toll.objects.create(deadline=deadline, asked_at=at, **asked)
    except IntegrityError:
        if same := deadline.tolls.filter(state=Toll.State.ASKED, **asked).first():
            return same
        raise ValidationError("A request to stop this clock waits for an answer already.") from None
    _enter("toll asked", row, by=by, at=at, reason=reason)
    telling.asked(row, at=at)
    return row


@transaction.atomic
def answer_toll(*, toll, approved, answer, by, at=None):
    """Approve, which makes the later date, or refuse with the reason. Never whoever asked."""
    need(answer, "answer")
    if by.pk == toll.asked_by_id:
        raise ports.Refused(NOT_ONESELF)
    known_to(by, toll.deadline)
    keepers.hold([toll.deadline])
    deadline, at = latest_of(toll.deadline), at or timezone.now()
    if why := keepers.why_not("toll", deadline, by):
        raise ports.Refused(why)
    _decide(toll, "approved" if approved else "refused", answer, by, at)
    if approved:
        _once(deadline, toll.from_on, toll.until_on)
        made = stand_still(
            deadline=deadline, days=toll.days, reason=toll.reason, approved_by=by, by=by, at=at
        )
        Toll.objects.filter(pk=toll.pk).update(made=made)
        toll.made = made
        if made.owner_id != toll.asked_by_id:  # who asked hears the answer
            ports.tell("dates.moved", moved=[(deadline, made)], by=by, at=at)
    _enter(f"toll {toll.state}", toll, by=by, at=at, reason=answer)
    telling.answered(toll, at=at)
    return toll


@transaction.atomic
def withdraw_toll(*, toll, by, at=None):
    """Whoever asked takes it back while it waits."""
    if by.pk != toll.asked_by_id:
        raise ports.Refused("Only whoever asked can take the request back.")
    at = at or timezone.now()
    _decide(toll, "withdrawn", "", by, at)
    _enter("toll withdrawn", toll, by=by, at=at)
    return toll


def _once(deadline, from_on, until_on):
    """A day on which the clock of this date stood still already is not added again."""
    rows = [deadline.pk]
    while deadline := deadline.follows:
        rows.append(deadline.pk)
    stood = Toll.objects.filter(deadline__in=rows, made__isnull=False)
    if stood.filter(from_on__lte=until_on, until_on__gte=from_on).exists():
        raise ValidationError("The clock stood still on some of these days already.")


def _decide(toll, state, answer, by, at):
    """Compare-and-set: only a request that waits is decided."""
    values = {"state": state, "answer": answer.strip(), "decided_by": by, "decided_at": at}
    if not Toll.objects.filter(pk=toll.pk, state=Toll.State.ASKED).update(**values):
        raise DeadlineChanged
    for name, value in values.items():
        setattr(toll, name, value)


def latest_of(deadline):
    """The open row: while a request waits, the date may be extended or worked out again."""
    while following := Deadline.objects.filter(follows=deadline).select_related("office").first():
        deadline = following
    return Deadline.objects.select_related("office__calendar", "owner").get(pk=deadline.pk)


def _enter(action, row, *, by, at, reason=""):
    about = row.deadline
    told = {"request": row.pk, "from": str(row.from_on), "until": str(row.until_on)}
    trail.record(action, about, by=by, reason=reason, detail=told, at=at)
