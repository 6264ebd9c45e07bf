"""Under what a person is looked for: words of names, for a search box, and what the matcher asks for."""

from django.db import transaction

from secoffice.people import matching
from secoffice.people.matching.candidates import candidates
from secoffice.people.models import IDENTIFIERS, Fact, NameKey, Person
from secoffice.people.normal import fold

WORD = "w:"  # a word of a name as it is folded; the matcher's own keys begin otherwise
LONGEST = 80
MOST_NAMES, MOST_KEYS = 12, 400  # of one person; SQLite joins no more than five hundred lists


def of_facts(facts):
    """Every key of these facts of one person."""
    facts = list(facts)
    words = {word for fact in facts if fact.kind == Fact.Kind.NAME for word in words_of(fact.value)}
    return {f"{WORD}{word}"[:LONGEST] for word in words} | for_matching(facts)


def for_matching(facts):
    """The keys of the matcher alone."""
    names = dict.fromkeys(fact.value for fact in facts if fact.kind == Fact.Kind.NAME)
    dates = {fact.value for fact in facts if fact.kind == Fact.Kind.BORN}
    numbers = {(str(fact.kind), fact.normal) for fact in facts if fact.kind in IDENTIFIERS}
    return matching.keys(list(names)[:MOST_NAMES], sorted(dates), sorted(numbers))


def like(facts):
    """Handles of persons who may be meant by these facts, the likeliest first: one query, whatever the size.

    They are found by all that is on file of them. Who of them may be seen, and whether what may be seen of them is
    alike, is for the caller to ask.
    """
    return candidates(sorted(for_matching(list(facts)))[:MOST_KEYS], NameKey.objects)


def words_of(text):
    return fold(text.replace("<", " ")).split()


def write(person, told=None):
    """Bring the keys of a person up to date with all that stands of them; of somebody new, `told` is all."""
    if told is None:
        told = Fact.objects.unrestricted(purpose="name keys").standing().filter(person=person)
        wanted = of_facts(told)
        held = set(NameKey.objects.filter(person=person).values_list("key", flat=True))
        NameKey.objects.filter(person=person, key__in=held - wanted).delete()
        return _add(person, wanted - held)
    return _add(person, of_facts(told))


def _add(person, keys):
    NameKey.objects.bulk_create(
        (NameKey(person=person, key=key) for key in sorted(keys)), ignore_conflicts=True
    )


def rebuild(*, portion=500):
    """Write the keys of everybody anew, as after a change of the matcher. Yields how many are done."""
    people, done, last = Person.objects.unrestricted(purpose="name keys").order_by("pk"), 0, 0
    while numbers := list(people.filter(pk__gt=last).values_list("pk", flat=True)[:portion]):
        facts = {number: [] for number in numbers}
        rows = Fact.objects.unrestricted(purpose="name keys").standing()
        for fact in rows.filter(person__in=numbers).order_by("pk"):
            facts[fact.person_id].append(fact)
        with transaction.atomic():
            NameKey.objects.filter(person__in=numbers).delete()
            NameKey.objects.bulk_create(
                NameKey(person_id=number, key=key)
                for number in numbers
                for key in sorted(of_facts(facts[number]))
            )
        done, last = done + len(numbers), numbers[-1]
        yield done
