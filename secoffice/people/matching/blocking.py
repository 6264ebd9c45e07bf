"""Under which keys a person is found by those who may be the same. Pure rules: facts in, short texts out.

Two names that match share two words that sound alike, or a rare word, or a word and the day of birth. A word that is
a form of a known name stands as that name, any other as its consonants, roughly.
"""

import re
from itertools import combinations, pairwise

from secoffice.people.matching import eastern, facts, known
from secoffice.people.matching.parts import name
from secoffice.people.matching.words import word

ROUGH = str.maketrans(
    {**dict.fromkeys("SCZJTDsz", "s"), **dict.fromkeys("kgX", "k"), **dict.fromkeys("dt", "t")}
    | {**dict.fromkeys("bpf", "p"), **dict.fromkeys("aeiouhvJ", None)}
)
OTHERWISE = (("C", "X"), ("X", "h"), ("J", "g"), ("T", "t"), ("C", "s"))  # what one spelling may stand for
MOST_WORDS, LONGEST = 6, 80


def keys(names, dobs=(), identifiers=()):
    """Every key of a person with these names, birth dates and (kind, number) pairs: a set of texts ≤ 80 letters."""
    found = {f"n:{kind}:{number}" for kind, number in identifiers if number}
    days = [dob for dob in map(facts.dates, dobs) if dob]
    for text in names:
        found |= of_name(name(text), days)
    return {key[:LONGEST] for key in found}


def of_name(said, days):
    """The keys of one `Name`."""
    words = [each for each in said.words if not each.initial and each.text not in known.words("light")]
    pieces = [piece(each, {at}) for at, each in enumerate(words[:MOST_WORDS])]
    found = {f"s:{each.sound}" for each in words[:MOST_WORDS] if not each.common or len(words) == 1}
    found |= {
        f"d:{y}-{m}-{d}:{code}" for y, m, d in days if y and d for codes_, *_ in pieces for code in codes_
    }
    found |= together(pieces, days) | of_eastern(said)
    return found | together(pieces, days, joints(words[:MOST_WORDS])) | alone(words)


def piece(each, at):
    """(codes, where it stands, whether it is common, how a known name sounds for those who mistyped it)."""
    return codes(each), at, each.common, rough(each.sound)


def alone(words):
    """A name of one word, and one of two in one piece."""
    if len(words) == 1:
        return {f"o:{code}" for code in codes(words[0])}
    return {f"o:{code}" for code in codes(joint(*words))} if len(words) == 2 else set()


def together(pieces, days, others=None):
    """Keys of two words; of two common ones, also with the year of birth and with a third."""
    found = set()
    pairs = combinations(pieces, 2) if others is None else ((a, b) for a in pieces for b in others)
    for (one, at, common, sounds), (other, its, too, theirs) in pairs:
        if at & its:
            continue
        both = {":".join(sorted((a, b))) for a in one for b in other}
        found |= {f"p:{each}" for each in both}
        found |= {"p:" + ":".join(sorted((sounds, theirs)))} if sounds and theirs else set()
        if common and too:
            found |= {f"y:{year}:{each}" for year, *_ in days if year for each in both}
    if others is None:
        found |= {f"t:{three}" for three in threes([piece for piece in pieces if piece[2]])}
    return found


def threes(common):
    return {
        ":".join(sorted((a[0], b[0], c[0])))
        for (a, *_), (b, *_), (c, *_) in combinations(common[:4], 3)
        if a and b and c
    }


def joints(words):
    """Neighbours in one piece, for the name that has them so."""
    return [piece(joint(a, b), {at, at + 1}) for at, (a, b) in enumerate(pairwise(words))]


def joint(a, b):
    return word(a.text + b.text, "", "ARABIC" if a.bare else "LATIN")


def codes(each):
    """What a word is found by: up to three known names it may be, else how its consonants sound, roughly."""
    if each.groups:
        return ["g-" + known.group_name(number) for number in sorted(each.groups)[:3]]
    if each.rest:
        return sorted({rough(each.rest.sound) + each.compound[:1], rough(each.sound)})
    shorter = [other.sound for other in each.also if len(other.text) < len(each.text)]
    spoken = [
        sounds for one in (each.sound, each.other_sound, *shorter) for sounds in readings(one, each.bare)
    ]
    return list(dict.fromkeys(code for code in map(rough, spoken) if code))[:4]


def readings(sounds, bare):
    """The sounds, and what else each doubtful one may be."""
    yield sounds
    for sign, other in (*OTHERWISE, *[("z", "d")] * bare):
        if sign in sounds:
            yield sounds.replace(sign, other)


def rough(sounds):
    """Consonants in a few classes; V and J may be vowels, so neither counts."""
    plain = re.sub(r"(.)\1+", r"\1", sounds.translate(ROUGH))
    return plain[:6] or sounds[:2]


def of_eastern(said):
    """Family name and the whole given name, as Korean and as Chinese are romanised."""
    if not eastern.eastern(said):
        return set()
    return {
        f"e:{known.group_name(group)}:{read(given)}"
        for family, given in eastern.split(said)
        for group in sorted(family.groups & known.eastern_families())[:4]
        for read in (eastern.korean, eastern.chinese)
    }
