"""Names that are known: the forms of one name, and which are so common that they say little."""

import re
import unicodedata
from functools import cache
from pathlib import Path

LISTS = Path(__file__).parent / "lists"


@cache
def groups():
    """{form: numbers of the groups it stands in}, {forms that are common}."""
    found, common = {}, set()
    for number, line in enumerate(lines("given.txt") + lines("family.txt")):
        forms = line.lstrip("* ").split()
        for form in map(bare, forms):
            found[form] = found.get(form, frozenset()) | {number}
        if line.startswith("*"):
            common.update(map(bare, forms))
    return found, common


@cache
def group_name(number):
    """The first form of a group: what keys on file are made of, so that a longer list leaves them as they are."""
    return (lines("given.txt") + lines("family.txt"))[number].lstrip("* ").split()[0]


def bare(form):
    """Latin letters without accents; Arabic letters without the marks and forms people leave out."""
    form = unicodedata.normalize("NFD", form)
    form = "".join(sign for sign in form if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", form.translate(ARABIC))


ARABIC = str.maketrans("أإآٱىیۍکگةھہ", "اااايييكگههه")


@cache
def families():
    """Numbers of the groups that are family names."""
    start = len(lines("given.txt"))
    return frozenset(range(start, start + len(lines("family.txt"))))


@cache
def eastern_families():
    """Numbers of the groups of Chinese, Korean and Vietnamese family names, which the list has first."""
    start = len(lines("given.txt"))
    return frozenset(range(start, start + section("family.txt")[0]))


@cache
def arabic_names():
    """Numbers of the groups of names that stand in chains: one's own, the father's, his father's."""
    first, last = section("given.txt")[1:3]
    return frozenset(range(first, last))


def section(file):
    """How many groups stand before each heading of a list."""
    text = (LISTS / file).read_text(encoding="utf-8").split("# -- ")
    counts = [
        sum(bool(line.strip()) and not line.startswith("#") for line in part.splitlines()) for part in text
    ]
    counts = [counts[0]] + [count - 1 for count in counts[1:]]  # the heading itself
    return [sum(counts[: at + 1]) for at in range(len(counts))]


@cache
def given_of(form):
    return groups()[0].get(form, frozenset()) - families()


@cache
def words(kind):
    """The words of that kind: title, suffix, particle."""
    return frozenset(
        word for line in lines("words.txt") for word in line.split()[1:] if line.startswith(kind + ":")
    )


@cache
def lines(file):
    text = (LISTS / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


PATRONYMIC = re.compile(
    r".{2,}(ovich|evich|ovych|evych|ovna|evna|ivna|iyovych|avich|owitsch|ewitsch|ogly|oglu|qizi|kyzy|kizi)$"
)
