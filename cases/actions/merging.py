"""Duplicate cases: one goes on, the other is kept whole and shown in it to whoever may see both.

Nothing moves: subjects, notes, files and what the desks keep stay in the merged case with its own readers, so
taking the merge back loses nothing and nobody learns of a case by its being merged.
"""

from cases.actions.timeline import hold, tell
from cases.guards import works_or_approves
from cases.models import Case
from secoffice.audit import trail
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


def merged_into(case, user):
    """What was merged into this case, and into that again, of what this reader may see; oldest first."""
    found, level = [], [case.pk]
    while level and len(found) < 100:
        rows = Case.objects.visible_to(user).filter(merged_into__in=level, status="MERGED")
        fresh = [row for row in rows.select_related("officer", "office") if row not in found]
        found, level = found + fresh, [row.pk for row in fresh]
    return sorted(found, key=lambda row: (row.opened_at, row.pk))
