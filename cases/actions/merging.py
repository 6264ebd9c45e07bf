"""Duplicate cases: one goes on, the other is kept whole and shown in it to whoever may see both.

Nothing moves: subjects, notes, files and what the desks keep stay in the merged case with its own readers, so
taking the merge back loses nothing and nobody learns of a case by its being merged. Its limitation periods run on
until the case that goes on ends as well.
"""

from django.db.models import Q

from cases.actions import offences
from cases.actions.timeline import hold, tell
from cases.guards import works_or_approves
from cases.models import Case, Status
from secoffice.audit import trail
from secoffice.deadlines import actions as clocks
from secoffice.workflow import StepRefused


def joined(case, *, by, at):
    """In the transaction of the step: the case that goes on must live, and whoever merges must work or lead it."""
    into = hold(case.merged_into)
    if into.pk == case.pk:
        raise StepRefused("A case cannot be merged into itself.")
    if not into.is_live:
        raise StepRefused("The case that should go on has ended. Choose another one, or reopen it first.")
    if not into.is_visible_to(by) or works_or_approves(by, into):
        raise StepRefused(
            "Only somebody who works or supervises the case that goes on can merge another into it."
        )
    trail.record("merged in", into, by=by, detail={"case": case.pk}, at=at)
    tell(into, "step", "Another case was merged into this one", by=by, at=at)


def parted(case, into, *, by, at):
    trail.record("merge taken back", into, by=by, detail={"case": case.pk}, at=at)
    tell(into, "step", "A case that was merged into this one was taken out again", by=by, at=at)


def ended(case, step, *, by, at):
    """With the case that went on end the limitation periods of what was merged into it; merging it further ends
    none."""
    if step.target == Status.MERGED:
        return
    for merged in Case._base_manager.filter(within(case)):
        clocks.supersede(target=merged, rule=offences.RULE, by=by, at=at, reason=step.label)


def begun_again(case, *, by, at):
    """A case that lives again: the periods of what was merged into it run again as well."""
    for merged in Case._base_manager.filter(within(case)).select_related(
        "office", "unit__supervisor", "officer"
    ):
        offences.run_again(merged, by=by, at=at)


def within(case):
    """The condition of cases that were merged into this one, or into one that was, three times over."""
    once, twice = Q(merged_into=case), Q(merged_into__merged_into=case)
    return (once | twice | Q(merged_into__merged_into__merged_into=case)) & Q(status=Status.MERGED)


def ids_within(case):
    """Ids of the same, found step by step by the index: whoever may see them or not."""
    found, ahead = [], [case.pk]
    for _ in range(3):
        rows = Case._base_manager.filter(merged_into__in=ahead, status=Status.MERGED)
        if not (ahead := list(rows.values_list("pk", flat=True))):
            break
        found += ahead
    return found


def merged_into(case, user):
    """Of those, what this reader may see, oldest first."""
    rows = Case.objects.visible_to(user).filter(within(case)).select_related("officer", "office")
    return list(rows.order_by("opened_at", "pk")[:100])
