"""Which handles are one person: worked out for each reader from the judgements that this reader may see.

`Person.canonical` says only where to look. Of two that somebody joined by records hidden from a reader, this reader
sees two.
"""

from collections import defaultdict

from secoffice.people.models import Judgement, Person

SAME = Judgement.Verdict.SAME


def of(user, person):
    """The handles that are one with this one for this reader, itself included."""
    return all_of(user, [person])[person.pk]


def all_of(user, people):
    """{handle: set of handles} for several at once: one query."""
    bounds = {person.canonical_id for person in people if person.canonical_id}
    tied = defaultdict(set)
    if bounds:
        rows = Judgement.objects.visible_to(user).standing().filter(one__canonical__in=bounds)
        for pair in joined(rows.order_by("at", "pk").values_list("one", "other", "verdict")):
            tied[pair[0]].add(pair[1])
            tied[pair[1]].add(pair[0])
    return {person.pk: reach(person.pk, tied) for person in people}


def joined(rows):
    """Pairs of which the newest judgement says that they are the same."""
    newest = {(one, other): verdict for one, other, verdict in rows}
    return [pair for pair, verdict in newest.items() if verdict == SAME]


def reach(start, tied):
    """Everybody who can be reached from here."""
    found, ahead = {start}, [start]
    while ahead:
        further = tied[ahead.pop()] - found
        found |= further
        ahead += further
    return found


def settle(numbers):
    """After a judgement: write the canonical handle of everybody whom it may concern. In the deed's transaction."""
    people = Person.objects.unrestricted(purpose="canonical handle")
    bounds = set(people.filter(pk__in=numbers).exclude(canonical=None).values_list("canonical", flat=True))
    concerned = set(people.filter(canonical__in=bounds).values_list("pk", flat=True)) | set(numbers)
    rows = Judgement.objects.unrestricted(purpose="canonical handle").standing()
    tied = defaultdict(set)
    for one, other in rows.filter(verdict=SAME, one__in=concerned).values_list("one", "other"):
        tied[one].add(other)
        tied[other].add(one)
    for number in concerned:
        group = reach(number, tied)
        people.filter(pk=number).update(canonical=min(group) if len(group) > 1 else None)
