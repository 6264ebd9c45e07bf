"""The rule of the house the matcher must not fall below (H.3), as a yardstick."""

import itertools
import re
import unicodedata

import jellyfish

TITLES = {"MR", "MRS", "MS", "MISS", "DR", "SIR", "PROF", "HE", "HRH"}
LONG = {
    "Ä": "AE", "Å": "AA", "Æ": "AE", "Ñ": "N", "Ö": "OE", "Ø": "OE", "Ü": "UE", "ß": "SS", "ẞ": "SS", "Þ": "TH",
    "Œ": "OE", "Ĳ": "IJ", "Đ": "D", "Ð": "D", "Ł": "L", "ı": "I",
}  # fmt: skip
SIMPLE = LONG | {"Ä": "A", "Å": "A", "Ö": "O", "Ü": "U"}
THRESHOLD = 0.80


def normal(text, table):
    text = "".join(table.get(each, each) for each in unicodedata.normalize("NFC", text).upper())
    text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    text = re.sub(r"[^A-Z0-9]+", " ", re.sub(r"[’'`.]", "", text))
    return [token for token in text.split() if token not in TITLES]


def by_token(a, b):
    a, b = sorted((a, b), key=len)
    near = sorted(
        ((jellyfish.jaro_winkler_similarity(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    used_a, used_b, total = set(), set(), 0.0
    for similar, i, j in near:
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            total += similar if similar >= 0.85 else 0.0
    return total / (len(a) + 0.5 * (len(b) - len(a)))


def sounds_alike(a, b):
    a, b = sorted((a, b), key=len)
    left = [(jellyfish.soundex(y), jellyfish.metaphone(y)) for y in b]
    for x in a:
        sound = jellyfish.soundex(x), jellyfish.metaphone(x)
        if sound not in left:
            return False
        left.remove(sound)
    return len(b) - len(a) <= 1


def name_score(one, other):
    best = 0.0
    for table, its in itertools.product((LONG, SIMPLE), repeat=2):
        a, b = normal(one, table), normal(other, its)
        if a and b:
            joined = "".join(a) == "".join(b) or "".join(sorted(a)) == "".join(sorted(b))
            tries = (a == b), 0.98 * (sorted(a) == sorted(b)), 0.96 * joined, 0.95 * by_token(a, b)
            best = max(best, *tries, 0.85 * sounds_alike(a, b))
    return best


def birth(a, b):
    """What two birth dates take away."""
    if not a or not b:
        return 0.0
    one, other = a.split("-"), b.split("-")
    if "?" in a + b:
        return 0.0 if all("?" in x + y or x == y for x, y in zip(one, other, strict=True)) else 0.25
    if one == other:
        return 0.0
    same_year, same_rest = one[0] == other[0], one[1:] == other[1:]
    if same_year and one[1:] == other[:0:-1]:
        return 0.05
    if one[:2] == other[:2] or (same_rest and abs(int(one[0]) - int(other[0])) <= 2):
        return 0.10
    return 0.15 if same_year else 0.25


def score(a, b):
    """The score of two sides by the rule of the house, 0 to 1."""
    found = name_score(a.names[0], b.names[0]) - birth(a.dob, b.dob)
    found -= 0.10 * bool(a.nationality and b.nationality and a.nationality != b.nationality)
    found -= 0.10 * bool(a.sex and b.sex and a.sex != b.sex)
    return round(max(found, 0), 3)
