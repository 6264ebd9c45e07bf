"""Starting a clock, and ending it."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from secoffice.deadlines import basis, rules
from secoffice.deadlines.actions.rows import (
    close,
    facts_of,
    need,
    running,
    save_new,
    settings_of,
    tell,
    write,
)
from secoffice.deadlines.models import Deadline, State


@transaction.atomic
def start(*, rule, target, office, trigger_at, owner, by, days=None, at=None):
    """Start the clock of a rule for a record. While it runs, starting it again gives the same deadline."""
    rule, at = rules.in_force(rule), at or timezone.now()
    same = {"trigger_at": trigger_at, "days": rule.days if days is None else days}
    if known := running(rule, target, **same):
        return known
    deadline = Deadline(
        **facts_of(target), **settings_of(rule), **same, rule=rule.code, office=office, owner=owner,
        calendar_code=office.calendar.code, started_at=at,
    )  # fmt: skip
    for name, value in basis.dates(deadline, rule).items():
        setattr(deadline, name, value)
    try:
        with transaction.atomic():
            save_new(deadline)
    except IntegrityError:  # two started it at the same time
        if known := running(rule, target, **same):
            return known
        raise
    tell(deadline, "deadline started", by=by, at=at)
    return deadline


@transaction.atomic
def meet(*, by, deadline=None, target=None, rule=None, reason="", at=None):
    """The duty is done. With a record and a rule: the one due first, or None when none is open."""
    deadline = deadline or open_of(target, rule).first()
    if deadline is not None:
        at = at or timezone.now()
        close(deadline, State.MET, reason=reason, by=by, at=at)
        tell(deadline, "deadline met", by=by, at=at, reason=reason, late=deadline.met_late())
    return deadline


@transaction.atomic
def supersede(*, by, deadline=None, target=None, rule=None, reason="", at=None):
    """Another clock took its place. With a record: all that are open, or those of the rules named."""
    return close_each(State.SUPERSEDED, "deadline superseded", deadline, target, rule, reason, by, at)


@transaction.atomic
def cancel(*, by, reason, deadline=None, target=None, rule=None, at=None):
    """The duty fell away. A reason is needed."""
    need(reason)
    return close_each(State.CANCELLED, "deadline cancelled", deadline, target, rule, reason, by, at)


@transaction.atomic
def reassign(*, owner, by, deadline=None, target=None, rule=None, of=None, reason="", at=None):
    """Hand one deadline, or a record's open ones, to another owner; `of` limits it to a former owner's."""
    at, moved = at or timezone.now(), []
    for row in [deadline] if deadline else open_of(target, rule):
        if row.owner_id == (owner and owner.pk) or (of and row.owner_id != of.pk):
            continue
        write(row, owner=owner)
        tell(row, "deadline reassigned", by=by, at=at, reason=reason, owner=owner and owner.pk)
        moved.append(row)
    return moved


def open_of(target, rule):
    if target is None:
        raise TypeError("Name a deadline, or a record.")
    rows = Deadline.objects.open().for_target(target).order_by("due_at", "pk")
    if rule is None:
        return rows
    return rows.filter(rule__in=[rule] if isinstance(rule, str) else rule)


def close_each(state, action, deadline, target, rule, reason, by, at):
    at = at or timezone.now()
    closed = [deadline] if deadline else list(open_of(target, rule))
    for row in closed:
        close(row, state, reason=reason, by=by, at=at)
        tell(row, action, by=by, at=at, reason=reason)
    return closed
