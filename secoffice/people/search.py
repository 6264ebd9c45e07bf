"""Persons already on file, among what the reader may see: exact and normalised match."""

from dataclasses import dataclass, field

from secoffice.people.models import IDENTIFIERS, Fact
from secoffice.people.normal import normal

FEW = 20


@dataclass
class Match:
    """A person on file as this reader may see them, and what matched."""

    person_id: int
    names: list = field(default_factory=list)
    facts: list = field(default_factory=list)
    matched: set = field(default_factory=set)

    @property
    def name(self):
        return self.names[0] if self.names else "Name not known to you"

    @property
    def why(self):
        labels = {code: label.lower() for code, label in Fact.Kind.choices}
        return "Same " + " and ".join(sorted(labels[kind] for kind in self.matched))


def keys(words):
    """Every (kind, normal form) that free text could be: a name, or a number of any kind."""
    found = set()
    for kind in (Fact.Kind.NAME, *IDENTIFIERS):
        form = normal(kind, words.replace("\0", " "))
        if len(form) >= (2 if kind == Fact.Kind.NAME else 4):
            found.add((str(kind), form))
    return found


def similar(user, *, words="", facts=()):
    """Persons with a fact equal to one of these in its normal form, best first; at most twenty.

    `words` is free text from a search box; `facts` a list of (kind, value). Two queries, whatever the size.
    """
    wanted = keys(words) if words.strip() else set()
    for kind, value in facts:
        try:
            wanted.add((kind, normal(kind, value)))
        except ValueError:
            continue
    if not wanted:
        return []
    visible = Fact.objects.visible_to(user)
    hits = visible.filter(normal__in={form for _, form in wanted}).values_list("person_id", "kind", "normal")
    matches = {}
    for person_id, kind, form in hits[: FEW * 20]:
        if (kind, form) in wanted and kind not in (Fact.Kind.NATIONALITY, Fact.Kind.BORN):
            matches.setdefault(person_id, Match(person_id)).matched.add(kind)
    best = sorted(matches.values(), key=lambda match: (-len(match.matched), match.person_id))[:FEW]
    return _described(best, visible)


def _described(matches, visible):
    by_id = {match.person_id: match for match in matches}
    for fact in visible.filter(person__in=by_id).order_by("pk"):
        match = by_id[fact.person_id]
        if fact.kind == Fact.Kind.NAME:
            if fact.value not in match.names:
                match.names.append(fact.value)
        elif (fact.kind, fact.value) not in [(f.kind, f.value) for f in match.facts]:
            match.facts.append(fact)
    return matches
