"""Pairs of names people have judged: `= a | b` the same person, `x a | b` another one, facts in braces.

Written from public knowledge before the scorer, those of screening.txt before it was last changed, and frozen. A
third, chosen by digest of the line, is held out: its figures are reported, its errors are not looked at.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from secoffice.people.matching import Side

DATA = Path(__file__).parent / "data"
FACTS = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True)
class Pair:
    a: Side
    b: Side
    same: bool
    held_out: bool
    culture: str


def pairs():
    """Every pair of every file, in the order of the files."""
    return [
        pair(line, path.stem)
        for path in sorted(DATA.glob("*.txt"))
        for line in path.read_text().splitlines()
        if line.strip() and not line.startswith("#")
    ]


def pair(line, culture=""):
    a, b = line[1:].split("|")
    digest = hashlib.sha256(line.encode()).digest()
    return Pair(side(a), side(b), line.startswith("="), digest[0] % 3 == 0, culture)


def side(text):
    found = FACTS.search(text)
    facts = dict(fact.split(":", 1) for fact in found[1].split()) if found else {}
    named = {"dob": facts.get("dob", ""), "sex": facts.get("sex", "")}
    return Side(names=(FACTS.sub("", text).strip(),), nationality=facts.get("nat", ""), **named)


def figures(judge, wanted):
    """Precision, recall and F1 of `judge(a, b) -> bool` over these pairs."""
    hits = misses = alarms = 0
    for each in wanted:
        said = judge(each.a, each.b)
        hits += said and each.same
        misses += each.same and not said
        alarms += said and not each.same
    precision, recall = hits / max(hits + alarms, 1), hits / max(hits + misses, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
