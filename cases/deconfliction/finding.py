"""Which files a question meets, hidden ones included.

Every question runs the same queries in the same order, whether it meets something or not: an empty list is asked
for as well, by a number nobody has. What may be said of the findings is decided in `answering`.
"""

from dataclasses import dataclass

from django.db.models import Q

from cases.deconfliction import modes, places
from cases.deconfliction.models import Answering, Conflict, Operation
from cases.deconfliction.terms import days_like, same_day
from cases.models import Case, Compartment, Subject
from secoffice.people.matching import Side, score
from secoffice.people.models import Fact, Person, Relationship
from secoffice.people.models.ties import KIN

NOBODY = -1
MOST = 2_000  # people of one birthday whose names are weighed
CASE, COMPARTMENT = "cases.case", "cases.compartment"
How = Conflict.How


@dataclass(frozen=True)
class Met:
    """A file, the compartment in it that was met, how, and how the file answers."""

    case: Case
    compartment_id: int | None
    how: str
    mode: str


def ids(numbers):
    return [NOBODY, *numbers]


def people_like(terms):
    """({person: how}, {(source type, id): how}): who has one of these numbers, or a name like it and the birth date, or
    is the person asked for, and which records say so. Six queries."""
    facts = Fact.objects.unrestricted(purpose="deconfliction").filter(withdrawn_at=None)
    by_kind = Q(pk=NOBODY)
    for kind in sorted({str(kind) for kind, _ in terms.numbers}):
        by_kind |= Q(kind=kind, normal__in=[form for each, form in terms.numbers if each == kind])
    rows = [(row, How.IDENTIFIER) for row in facts.filter(by_kind).select_related("person")]
    rows += [(row, How.NAME) for row in namesakes(facts, terms)]
    people, sources = {}, {}
    for row, how in rows:
        for whom in {row.person_id, row.person.canonical_id} - {None}:
            people.setdefault(whom, how)
        sources.setdefault((row.source_type, row.source_id), how)
    asked = Person.objects.unrestricted(purpose="deconfliction").filter(pk=terms.person or NOBODY)
    for handles in asked.values_list("pk", "canonical"):
        people |= {handle: How.PERSON for handle in handles if handle}
    return people, sources


def namesakes(facts, terms):
    """Names on file that the matcher takes for the same person as the one asked for, born the same day. A birth date
    known in part meets those of whom no more is known, or whose name is written the same. Four queries, each by one
    index."""
    days = {day for born in terms.born for day in days_like(born)} if terms.names else set()
    exact = facts.filter(kind=Fact.Kind.NAME, normal__in=["", *terms.names]).values_list("person", flat=True)
    born = facts.filter(kind=Fact.Kind.BORN).values_list("person_id", "normal")
    rows = [*born.filter(normal__in=["", *days])[:MOST], *born.filter(person__in=ids(exact[:MOST]))]
    dated = {}
    for who, day in rows:
        if any(same_day(day, asked) for asked in terms.born):
            dated.setdefault(who, day)
    side = Side(names=terms.spelled, dob=min(terms.born, default=""))
    names = facts.filter(kind=Fact.Kind.NAME, person__in=ids(dated)).select_related("person")
    return [row for row in names if score(side, Side(names=(row.value,), dob=dated[row.person_id])).match]


def files_with(terms, *, besides=None):
    """Every file that knows such a person, or one judged to be the same, and the handles of all who were met: four
    further queries."""
    people, sources = people_like(terms)
    handles = Person.objects.unrestricted(purpose="deconfliction").filter(
        Q(pk__in=ids(people)) | Q(canonical__in=ids(people))
    )
    same = {pk: people.get(pk) or people.get(first) for pk, first in handles.values_list("pk", "canonical")}
    found = {}
    for row in Subject.everybody.standing().filter(person__in=ids(same)):
        found.setdefault((row.case_id, row.compartment_id), same[row.person_id])
    inside = {pk: how for (kind, pk), how in sources.items() if kind == COMPARTMENT}
    for pk, case_id in Compartment._base_manager.filter(pk__in=ids(inside)).values_list("pk", "case_id"):
        found.setdefault((case_id, pk), inside[pk])
    for (kind, pk), how in sources.items():
        if kind == CASE:
            found.setdefault((pk, None), how)
    return met(found, besides=besides), set(same)


def files_near(operation):
    """Every other file with an operation near this one in time and place."""
    band = max(places.radius(True), places.radius(False)) / places.DEGREE_KM
    rows = Operation.objects.filter(
        called_off_at=None,
        ends_at__gte=operation.starts_at - 2 * places.pad(),
        starts_at__lte=operation.ends_at + 2 * places.pad(),
        latitude__range=(operation.latitude - band, operation.latitude + band),
    )
    near = {(other.case_id, None): How.PLACE for other in rows if places.near(operation, other)}
    return met(near, besides=operation.case_id)


def met(found, *, besides):
    """{(case, compartment): how} with the mode of each file: what a compartment keeps is silent always."""
    cases = Case.objects.unrestricted(purpose="deconfliction").filter(pk__in=ids(pk for pk, _ in found))
    by_pk = {
        case.pk: case for case in cases.select_related("answering", "officer", "unit__supervisor", "office")
    }
    return [
        Met(by_pk[pk], inside, str(how), str(mode_of(by_pk[pk], inside)))
        for (pk, inside), how in sorted(found.items(), key=lambda each: (each[0][0], each[0][1] or 0))
        if pk in by_pk and pk != besides
    ]


def mode_of(case, inside):
    own = getattr(case, "answering", None)
    if inside:
        return Answering.SILENT
    return own.mode if own else modes.usual(case.kind)


def is_own(terms, user, handles):
    """Does somebody ask for themselves or their kin, in whatever spelling? `handles` are those that were met. They
    never see a hit (§0.6.1). Four queries."""
    people = Person.objects.unrestricted(purpose="deconfliction")
    mine = people.filter(staff__user=user).values_list("pk", "canonical")
    first = {number for pair in mine for number in pair if number}
    same = people.filter(Q(pk__in=ids(first)) | Q(canonical__in=ids(first)))
    mine = set(same.values_list("pk", flat=True))
    ties = Relationship.objects.unrestricted(purpose="deconfliction").filter(
        Q(person__in=ids(mine)) | Q(other__in=ids(mine)), kind__in=KIN, withdrawn_at=None
    )
    ours = mine | {pk for pair in ties.values_list("person_id", "other_id") for pk in pair}
    facts = Fact.objects.unrestricted(purpose="deconfliction").filter(person__in=ids(ours))
    known = set(facts.values_list("kind", "normal"))
    if terms.person in ours or handles & ours or terms.numbers & known:
        return True
    return any((Fact.Kind.NAME, name) in known for name in terms.names)
