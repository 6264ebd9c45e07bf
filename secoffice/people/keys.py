"""Under what a person is looked for: words of names, and what the matcher asks for."""

from secoffice.people.models import Fact, NameKey
from secoffice.people.normal import fold

WORD = "w:"  # a word of a name as it is folded, for a search box; the matcher's own keys begin otherwise
LONGEST = 80


def of_facts(facts):
    """Every key of these facts of one person."""
    facts = list(facts)
    words = {word for fact in facts if fact.kind == Fact.Kind.NAME for word in words_of(fact.value)}
    return {f"{WORD}{word}"[:LONGEST] for word in words}


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
