"""Finding persons by what is typed into a search box, among what the reader may see."""

import re

from django.db.models import Max, Q

from secoffice.people.keys import WORD
from secoffice.people.models import IDENTIFIERS, Fact, NameKey, Person
from secoffice.people.normal import fold, normal

MOST = 500  # found at once; whoever finds more says more
LATELY = 2_000  # handles looked through where nothing is asked
REFERENCE = re.compile(r"^p-?(\d{1,18})$", re.IGNORECASE)
SHORTEST, SHORTEST_NUMBER = 2, 4


def narrow(people, user, words):
    """The persons among these whom the words mean: a reference, a number of any kind, the beginnings of names."""
    if found := REFERENCE.match(words.strip()):
        return people.filter(pk=int(found[1]))
    return people.filter(pk__in=[*by_number(user, words), *by_name(user, words)])


def lately(people):
    """The newest on file. Bounded: with a million on file nobody waits for a page that asks for nothing."""
    newest = Person.objects.unrestricted(purpose="newest handle").aggregate(pk=Max("pk"))["pk"] or 0
    return people.filter(pk__gt=newest - LATELY)


def by_number(user, words):
    forms = {kind: normal(kind, words.replace("\0", " ")) for kind in IDENTIFIERS}
    wanted = Q(pk__in=[])
    for kind, form in forms.items():
        if len(form) >= SHORTEST_NUMBER:
            wanted |= Q(kind=kind, normal=form)
    return _people(Fact.objects.visible_to(user).filter(wanted))


def by_name(user, words):
    """Persons with one visible name in which every word begins a word."""
    asked = [
        word for word in fold(words.replace("\0", " ").replace("<", " ")).split() if len(word) >= SHORTEST
    ]
    if not asked:
        return []
    facts = Fact.objects.visible_to(user).names()
    for word in asked[:8]:
        facts = facts.filter(
            Q(normal__startswith=word) | Q(normal__contains=f" {word}"), person__in=_with(word)
        )
    return _people(facts)


def _with(word):
    """Handles with a name that has a word beginning like this. A range, for both databases walk an index by it."""
    first = f"{WORD}{word}"
    return NameKey.objects.filter(key__gte=first, key__lte=f"{first}{'z' * 20}").values("person")


def _people(facts):
    return list(facts.order_by("-person").values_list("person", flat=True).distinct()[:MOST])
