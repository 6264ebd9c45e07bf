"""What is asked, in comparable form. Pure: facts in, terms out."""

from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from secoffice.people.models import IDENTIFIERS, Fact
from secoffice.people.normal import normal

SHORTEST = 4  # a number of fewer letters and digits is one that many have


@dataclass(frozen=True)
class Terms:
    """`numbers`: {(kind, normal form)}; `names` and `born`: normal forms that are asked for together, `spelled`: the
    names as they were written; `person`: the handle of somebody on file."""

    numbers: frozenset = frozenset()
    names: frozenset = frozenset()
    born: frozenset = frozenset()
    person: int | None = None
    spelled: tuple = ()

    @property
    def empty(self):
        return not self.numbers and not (self.names and self.born) and not self.person

    @property
    def words(self):
        """What was asked, as kinds alone."""
        kinds = sorted({Fact.Kind(kind).label for kind, _ in self.numbers})
        kinds = ["Person on file"] * bool(self.person) + kinds
        return ", ".join(kinds + ["Name and date of birth"] * bool(self.names and self.born))[:200]

    @property
    def digests(self):
        pairs = {f"{name}|{born}" for name in self.names for born in self.born}
        said = {f"{kind}:{form}" for kind, form in self.numbers} | {f"NAME:{pair}" for pair in pairs}
        said |= {f"PERSON:{self.person}"} if self.person else set()
        return sorted(digest(each) for each in said)


def digest(term):
    """Keyed, so that nobody finds out by trying what was asked."""
    return salted_hmac("secoffice.deconfliction", term, algorithm="sha256").hexdigest()


def of(facts, person=None):
    """Terms of (kind, value, …) facts; what cannot be read or compared is left out."""
    numbers, names, born, spelled = set(), set(), set(), []
    for kind, value, *_ in facts:
        try:
            form = normal(kind, value)
        except ValueError:
            continue
        if kind == Fact.Kind.NAME and len(form) > 1:
            names.add(form)
            spelled.append(value.strip())
        elif kind == Fact.Kind.BORN:
            born.add(form)
        elif kind in IDENTIFIERS and len(form) >= SHORTEST:
            numbers.add((str(kind), form))
    return Terms(frozenset(numbers), frozenset(names), frozenset(born), person, tuple(spelled))


def days_like(born):
    """The forms in which the same birth date can stand on file, known whole or in part."""
    year, month, _ = born.split("-")
    return {born, f"{year}-{month}-??", f"{year}-??-??"} if "?" not in year else set()


def same_day(one, other):
    """May two birth dates be one day, where `?` stands for what is not known? Without a year they say too little."""
    if "?" in one[:4] or "?" in other[:4]:
        return False
    return all(a == b or "?" in (a, b) for a, b in zip(one, other, strict=False))
