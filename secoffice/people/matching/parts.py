"""A name as words that can be weighed: titles and particles away, compounds in one piece. Pure rules.

A row is (Latin letters, as written, script), as `scripts.words` gives it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from secoffice.people.matching import known, scripts
from secoffice.people.matching.words import word

LONGEST, MOST, HEAVIEST = 400, 20, 10  # letters read, words read, words weighed
ASSIMILATED = re.compile(
    r"(?<!\w)(?:as|ash|ad|at|ar|an|az|us|uz|ud)-(?=[a-z]{3})"
)  # the article before some letters
HONOUR = re.compile(r"(?<!\w)(?:h\.\s?(?:e|h|m|r\.h)\.|ph\.\s?d\b\.?)")
ASIDE = re.compile(r"""[“”„"«][^“”„"«»]{1,40}[“”"»]|\([^)]{1,40}\)|(?<=\s)['‘‚][^'’‘]{2,30}['’](?=\s)""")
ALIAS = re.compile(
    r"(?<=\w)[\s,;]+(?:a\.?k\.?a\.?|f\.?k\.?a\.?|alias|n[ée]e|geb\.)\s.*$", re.IGNORECASE | re.DOTALL
)
POSSESSIVE = re.compile(r"(?<=\w{3})['’]s$", re.IGNORECASE)
HYPHEN = re.compile(r"[a-z]-[a-z]")
ARTICLES = {"al", "el", "ul", "ur", "l"}
SONS = {"bin", "ibn", "ben", "bint", "binti", "ibni", "ould", "wld", "bou", "bn"}
SERVANT = {"abd", "abdul", "abdel", "abdal", "abdol", "bd", "abdur", "abder", "abdoul", "abdou"}
FATHER = {"abu", "abou", "abo", "abw"}
GOD = {"allah", "ullah", "ulah", "allh", "alh", "lah"}
FAITH = {"din", "deen", "dine", "eddin", "eddine", "uddin", "aldin", "addin"}
FIRST = {"al", "el", "ul", "ur", "de", "von", "van", "bin", "ibn", "da", "del", "dos"}  # may open a name
FUSED = re.compile(r"^(?:al|el)(?=.{4})")


@dataclass(frozen=True, eq=False)
class Name:
    """`words` in the order written, `suffix` as a number (“jr” is 2), `plain` the letters alone; `family_first`
    where that is written, `son` where one is called the son of another.
    `hyphened` where words are joined as in Tse-tung."""

    words: tuple
    suffix: str
    plain: str
    family_first: bool
    son: bool
    hyphened: bool = False


@lru_cache(maxsize=100_000)
def name(text, titled=False):
    """The `Name` that a text says; a text without letters gives one without words. `titled` keeps titles that
    are names as well."""
    text = ASSIMILATED.sub("al ", HONOUR.sub(" ", scripts.plain(main(text[:LONGEST]))))
    parts = [scripts.words(part) for part in text.split(",")]
    least = (
        MOST if titled else 2 - sum(map(bool, parts[1:]))
    )  # words that stay beside a title that may be a name
    parts = [part for part in (untitled(part, least) for part in parts) if part]
    rows = [row for part in (reversed(parts) if len(parts) == 2 else parts) for row in part][:MOST]
    while len(rows) > 2 and rows[-1][0] in known.words("trailing"):
        rows = rows[:-1]
    rows, suffix = ended(rows)
    family_first = len(parts) > 1 or (bool(rows) and rows[0][2] in ("CJK", "HANGUL"))
    son = any(row[0] in SONS for row in rows[1:-1])
    plain = "".join(row[0] for part in parts for row in part)
    hyphened = bool(HYPHEN.search(text))
    return Name(tuple(gathered(joined(rows)))[:HEAVIEST], suffix, plain, family_first, son, hyphened)


def main(text):
    """The name without nicknames in quotes or brackets and without aliases, where two words remain."""
    text = POSSESSIVE.sub("", text.strip())
    for aside in (ASIDE, ALIAS):
        shorter = aside.sub(" ", text)
        text = shorter if len(shorter.split()) > 1 else text
    return text


def untitled(rows, least):
    """The words of one part without the titles it starts with; of those that are names too, where `least` remain."""
    while (
        len(rows) > 1
        and is_title(*rows[:2])
        and (len(rows) > least or rows[0][0] not in known.words("ambiguous"))
    ):
        rows = rows[1:]
    return rows


def is_title(row, after):
    return row[2] not in scripts.ABJAD and row[0] in known.words("title") and not after[0].startswith("zad")


def ended(rows):
    """The words without a Jr or III, and which it was."""
    for at, row in list(enumerate(rows))[1:]:
        if row[0] in known.words("suffix"):
            return rows[:at] + rows[at + 1 :], next(n for n in "1234" if row[0] in known.words("suffix" + n))
    return rows, ""


def joined(rows):
    """Abd al-X, Abu X, X Allah and X al-Din each as one word."""
    found, at = [], 0
    while at < len(rows):
        text, written, kind = rows[at]
        after, step = rows[at + 1 : at + 3], 1
        if text in SERVANT and after:
            step, row = servant(written, kind, after)
            found.append(row)
        elif text in FATHER and after and len(after[0][0]) > 2:
            found.append(("abu" + after[0][0].removeprefix("al"), "", kind))
            step = 2
        elif text in GOD and found:
            its = "lh" if kind in scripts.ABJAD else "ullah"
            found[-1] = (found[-1][0] + its, found[-1][1] + written, kind)
        elif text in FAITH and found:
            if found[-1][0] in ARTICLES | {"ud", "ad", "ed"} and len(found) > 1:
                found.pop()
            its = "udin" if kind in scripts.ABJAD else "uddin"
            found[-1] = (found[-1][0] + its, "", kind)
        else:
            found.append(rows[at])
        at += step
    return found


def servant(written, kind, after):
    """(words used, the row) of Abd al-X in two or three words."""
    skip = 1 if after[0][0] in ARTICLES | {"ar", "as", "an"} and len(after) > 1 else 0
    text, its, _ = after[skip]
    if text in GOD or its in ("الله", "اللہ"):
        return 2 + skip, ("abdullah", "", "LATIN")
    if kind in scripts.ABJAD:
        return 2 + skip, ("abdul" + text.removeprefix("al"), "عبد" + its, kind)
    return 2 + skip, ("abdul" + (text.removeprefix("al") if len(text) > 5 else text), "", kind)


def gathered(rows):
    """The words, with articles and particles taken into the word that follows."""
    before, found = "", []
    eastern = any(row[0] in known.words("vietnamese") for row in (*rows[:1], *rows[-1:]))
    for at, (text, written, kind) in enumerate(rows):
        if at < len(rows) - 1 and is_particle(text, at, len(rows)) and not (eastern and text == "van"):
            before += text
            continue
        found.append(word(text, written, kind, forms(before, text, kind)))
        before = ""
    return found


def is_particle(text, at, many):
    if not at and (text not in FIRST or (text == "al" and many == 2)):  # Al may be short for Albert
        return False
    return text in ARTICLES or text in SONS or text in known.words("particle")


def forms(before, text, kind):
    """The other forms of a word: with its particles, or without what was joined to it."""
    if kind in scripts.ABJAD:
        return (text[2:],) if text.startswith("al") and len(text) > 4 else ()
    other = [before + text] if before else []
    if not before and FUSED.match(text):
        other.append(text[2:])
    if text.endswith(("ul", "ur")) and len(text) > 4:
        other.append(text[:-2])
    if text.startswith(("bin", "ben")) and len(text) > 6:
        other.append(text[3:])
    return tuple(other)
