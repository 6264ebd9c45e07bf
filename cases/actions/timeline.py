"""Lines of a case's timeline and its place in the search index."""

from django.utils import timezone

from cases.deadlines import ACCESS
from cases.models import Case, Event
from secoffice.deadlines.models import Deadline
from secoffice.people.models import Fact

HELD = (
    *("status", "came_from", "officer_id", "offered_to_id", "unit_id", "quarantined_at"),
    *("title", "allegation"),  # else whoever read them before an edit would put the old words into the index
)


def hold(case):
    """Two who work on one case at the same moment take turns, and the second sees what the first did. Call it
    first in the transaction: whoever holds the case touches its dates and requests alone. (SQLite holds the
    whole file.)"""
    fresh = Case._base_manager.select_for_update().get(pk=case.pk)
    for name in HELD:
        setattr(case, name, getattr(fresh, name))
    return case


def tell(
    case, verb, says, *, by, at, text="", happened_at=None, note=None, attachment=None, compartment=None
):
    """Add a line to the timeline; one of a compartment is read there alone."""
    return Event.objects.create(
        case=case,
        verb=verb,
        says=says[:240],
        text=text,
        by=by,
        happened_at=happened_at or at,
        entered_at=at,
        note=note,
        attachment=attachment,
        compartment=compartment,
    )


def refresh_next_date(case_id):
    """Copy the soonest open deadline onto the case, so that lists sort and filter by it without a join.
    The end of somebody's access is no date of the matter."""
    soonest = (
        Deadline.objects.unrestricted(purpose="next date of a case")
        .filter(target_type="cases.case", target_id=case_id, state="open")
        .exclude(rule=ACCESS)
        .order_by("due_at", "pk")
        .first()
    )
    Case._base_manager.filter(pk=case_id).update(
        next_due_at=soonest and soonest.due_at,
        next_duty=soonest.duty if soonest else "",
        next_from_at=soonest and soonest.trigger_at,
    )


def put_in_index(case):
    """What a search may find this case by; a quarantined case keeps only its number."""
    from secoffice.search import index

    words = [case.reference]
    if not case.quarantined_at:
        facts = Fact.objects.unrestricted(purpose="search index").filter(
            source_type="cases.case", source_id=case.pk
        )
        words += [case.title, case.allegation, *facts.values_list("value", flat=True)]
    index.put(case, " ".join(words))


def now(at):
    return at or timezone.now()
