"""Whom of the staff a name means, themselves or their kin: they never see the entry, nor a hit on it (§0.6.1).

Everybody looks alike to this: it errs on the side of keeping somebody out.
"""

from collections import defaultdict
from dataclasses import replace

from django.db.models import Q

from secoffice.people import matching
from secoffice.people.models import Fact, NameKey, Person, Relationship, StaffPerson
from secoffice.people.models.ties import KIN
from secoffice.people.weighing import sides_of

NUMBERS = (str(Fact.Kind.PASSPORT), str(Fact.Kind.NATIONAL_ID))  # as persons on file have them


def circle(users=None):
    """{person: {user, …}}: the handles of staff and of their kin; of these users, or of everybody. Four queries."""
    staff = StaffPerson.objects.all() if users is None else StaffPerson.objects.filter(user__in=users)
    found = defaultdict(set)
    for user, person in staff.values_list("user_id", "person_id"):
        found[person].add(user)
    themselves = joined(found)
    ties = Relationship.objects.unrestricted(purpose="own or kin").filter(
        Q(person__in=list(themselves)) | Q(other__in=list(themselves)), kind__in=KIN, withdrawn_at=None
    )
    found = defaultdict(set, {person: set(who) for person, who in themselves.items()})
    for one, other in ties.values_list("person_id", "other_id"):
        found[one] |= themselves.get(other, set())
        found[other] |= themselves.get(one, set())
    return found


def joined(found):
    """The same with every handle that was judged to be one of these persons."""
    handles = Person.objects.unrestricted(purpose="own or kin")
    whose = defaultdict(set)
    for person, first in handles.filter(pk__in=list(found)).values_list("pk", "canonical"):
        whose[first or person] |= found[person]
    roots = list(whose)
    rows = handles.filter(Q(pk__in=roots) | Q(canonical__in=roots)).values_list("pk", "canonical")
    return {person: set(whose[first or person]) for person, first in rows}


def users_of(person):
    """Ids of the users whose own person this is, or whose kin. Two queries."""
    ties = Relationship.objects.unrestricted(purpose="own or kin").filter(
        Q(person=person) | Q(other=person), kind__in=KIN, withdrawn_at=None
    )
    people = {person.pk, person.canonical_id} | {
        pk for pair in ties.values_list("person", "other") for pk in pair
    }
    staff = StaffPerson.objects.filter(
        Q(person__in=people - {None}) | Q(person__canonical__in=people - {None})
    )
    return set(staff.values_list("user_id", flat=True))


def meant(sides, people=None, numbers=()):
    """Ids of users of whom one of these sides tells, or of whose kin; `numbers` of documents, whoever issued them.
    `people` is a circle read before."""
    people = circle() if people is None else people
    shown = frozenset((kind, text) for text in numbers for kind in NUMBERS if text)
    sides = [replace(side, identifiers=frozenset(side.identifiers) | shown) for side in sides]
    keys = set()
    for side in sides:
        keys |= matching.keys(side.names, (side.dob,), side.identifiers)
    near = NameKey.objects.filter(key__in=sorted(keys), person__in=list(people))
    facts = defaultdict(list)
    told = Fact.objects.unrestricted(purpose="own or kin").standing()
    for fact in told.filter(person__in=near.values_list("person_id", flat=True)):
        facts[fact.person_id].append(fact)
    found = set()
    for person, known in facts.items():
        if any(matching.score(a, b).match for a in sides for b in sides_of(known)):
            found |= people[person]
    return found
