"""The cases that were merged into one, shown in it to whoever may see both."""

from django.urls import reverse

from cases import tabs
from cases.actions.merging import merged_into, within
from cases.models import Note, Subject
from cases.views.record import CasePage, framed
from cases.views.subjects import told
from secoffice.people.models import Fact

MOST = 100
OWN = (
    ("subjects", "Subjects", "count_subjects"),
    ("notes", "Notes", "count_notes"),
    ("attach", "Files", "count_files"),
    ("timeline", "Timeline", "count_events"),
)


def panel(request, case):
    """Asked for on the page of every case: without a question where nothing was merged into it."""
    if not case.__dict__.get("merged_here"):
        return None
    merged = merged_into(case, request.user)
    return {"merged": merged} if merged else None


def contents(case):
    """What the merged case keeps, by its tabs, with the numbers and addresses."""
    own = [(label, getattr(case, count), f"cases:{name}") for name, label, count in OWN]
    desks = [(place.label, getattr(case, place.count), place.name) for place in tabs.places() if place.rows]
    return [(label, count, reverse(name, args=[case.reference])) for label, count, name in own + desks]


class Merged(CasePage):
    """Each merged case with what it keeps; the persons and the latest notes of all of them."""

    template = "cases/proceedings/merged.html"

    def context(self):
        user = self.request.user
        merged = list(framed(user).filter(within(self.case)).order_by("opened_at", "pk")[:MOST])
        ids = [each.pk for each in merged]
        for each in merged:
            each.contents = contents(each)
        notes = Note.objects.filter(case__in=ids, draft=False).select_related("by", "case")
        return {"title": "Merged cases", "merged": merged, "people": self.people(ids), "notes": notes[:MOST]}

    def people(self, ids):
        rows = Subject.everybody.filter(case__in=ids).open_to(self.request.user).standing()
        people = list(rows.select_related("person", "case")[:MOST])
        known = told(people, self.request.user)
        for one in people:
            facts = known.get(one.person_id, [])
            one.names = [fact.value for fact in facts if fact.kind == Fact.Kind.NAME]
        return people
