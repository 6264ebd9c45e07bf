"""Persons already on file, among what the reader may see: the same name or number, or one that is much alike."""

from dataclasses import dataclass, field

from secoffice.people import keys as name_keys
from secoffice.people.models import IDENTIFIERS, Fact
from secoffice.people.normal import normal
from secoffice.people.reading import known_by_number
from secoffice.people.weighing import NOTHING, likeness

FEW = 20
NEVER_ALONE = (Fact.Kind.NATIONALITY, Fact.Kind.BORN, Fact.Kind.SEX, Fact.Kind.BIRTHPLACE)


@dataclass
class Match:
    """A person on file as this reader may see them, and what matched: the same in its comparable form, or alike."""

    person_id: int
    names: list = field(default_factory=list)
    facts: list = field(default_factory=list)
    matched: set = field(default_factory=set)
    score: float = 0.0
    reason: str = ""

    @property
    def name(self):
        return self.names[0] if self.names else "Name not known to you"

    @property
    def why(self):
        if not self.matched:
            return self.reason
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
    """Persons who could be meant, best first; at most twenty.

    `words` is free text from a search box; `facts` a list of (kind, value). Two queries, whatever the size.
    """
    asked = [*read(facts), *as_facts(words)]
    wanted = {(fact.kind, fact.normal) for fact in asked}
    if not wanted:
        return []
    found = known_by_number(user, name_keys.like(asked))
    matches = [matched(known, asked, wanted) for known in found.values()]
    matches = [match for match in matches if match.matched or match.score]
    return sorted(matches, key=lambda match: (-len(match.matched), -match.score, match.person_id))[:FEW]


def read(facts):
    """Facts as they are compared, without those that cannot be read."""
    for kind, value in facts:
        try:
            yield Fact(kind=kind, value=value, normal=normal(kind, value))
        except ValueError:
            continue


def as_facts(words):
    """Free text as all that it could be."""
    words = words.replace("\0", " ")
    return [Fact(kind=kind, value=words, normal=form) for kind, form in keys(words)] if words.strip() else []


def matched(known, asked, wanted):
    same = {(fact.kind, fact.normal) for fact in known.facts} & wanted
    found = likeness(asked, known.facts)
    found = found if found.match else NOTHING
    return Match(
        known.person.pk,
        names=known.names,
        facts=known.marks,
        matched={kind for kind, _ in same if kind not in NEVER_ALONE},
        score=found.score,
        reason=found.reason,
    )
