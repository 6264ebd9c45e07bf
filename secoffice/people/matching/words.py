"""A word of a name, with all that is known of it. Pure rules."""

import re
from dataclasses import dataclass
from functools import lru_cache

from secoffice.people.matching import known, scripts
from secoffice.people.matching.sounds import contracted, sound

LONGEST = 48  # sounds compared; the longest names have thirty
UDDIN = re.compile(r"^(.{3,}?)(?:[aeou]?l|[aeou])dd?(?:in|een|ine)$")
ABDUL = re.compile(r"^abd(?:[aeou]+(?:l|r(?=r)|s(?=s)|sh(?=sh)|n(?=n)|z(?=z)|d(?=d)|t(?=t))?)?(?=.{3})")
ABU = re.compile(r"^abo?u(?=.{3})")


@dataclass(frozen=True, eq=False)
class Word:
    """One word of a name. `also` are its other forms, joined to what stood before it, `shown` is how it was written,
    `signs` whether that is in the signs of Chinese."""

    text: str
    long: str
    sound: str
    other_sound: str
    groups: frozenset
    given: frozenset
    common: bool
    bare: bool = False
    compound: str = ""
    rest: object = None
    also: tuple = ()
    shown: str = ""
    signs: bool = False

    @property
    def initial(self):
        return len(self.text) == 1 and not self.groups


@lru_cache(maxsize=100_000)
def word(text, written="", kind="LATIN", also=()):
    """The one `Word` for these letters: asking again gives the same object."""
    bare = kind in scripts.ABJAD
    all_groups, common = known.groups()
    native = known.bare(written) if kind not in ("LATIN", "CYRILLIC", "GREEK") else ""
    short = native.removeprefix("ال")
    form = next((each for each in (native, short, text) if each in all_groups), text)
    long = scripts.long_form(written) if kind == "LATIN" and written and not written.isascii() else text
    if form not in all_groups and long in all_groups:
        form = long
    compound, rest = "", None
    if not bare and text != "abdullah":
        compound, rest = split(text)
    spoken = (text if bare else sound(text))[:LONGEST]
    other = spoken if bare else contracted(long)[:LONGEST]
    its = all_groups.get(form, frozenset()), known.given_of(form), form in common
    also = tuple(word(each, "", kind if bare else "LATIN") for each in also)
    return Word(text, long, spoken, other, *its, bare, compound, rest, also, written or text, kind == "CJK")


def split(text):
    """(“abdul”, “abu” or “uddin”, the rest as a word) where the word is such a compound."""
    if (found := ABDUL.match(text)) and len(text) > 6:
        return "abdul", word(text[found.end() :].removeprefix("l"))
    if found := ABU.match(text):
        return "abu", word(text[found.end() :])
    if found := UDDIN.match(text):
        return "uddin", word(found[1])
    return "", None
