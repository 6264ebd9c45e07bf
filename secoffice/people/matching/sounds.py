"""How alike two words sound when each was written down by somebody else. Pure rules."""

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

# Letters that stand for one sound, longest first; capitals are sounds of their own:
# S sh, C ch, Z zh, X kh, J dj, T ts, D dz.
SPELLINGS = (
    ("shch", "S"), ("schtsch", "S"), ("chtch", "S"), ("tsch", "C"), ("dsch", "J"), ("tch", "C"), ("dzh", "J"),
    ("sch", "S"), ("szcz", "S"), ("sz", "S"), ("sh", "S"), ("cz", "C"), ("ch", "C"), ("zh", "Z"), ("kh", "X"),
    ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("dj", "J"), ("dz", "D"), ("ds", "D"), ("ts", "T"), ("tz", "T"),
    ("ck", "k"), ("cq", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("y", "i"), ("ie", "i"), ("j", "J"),
)  # fmt: skip
SPELLING = re.compile("|".join(spelt for spelt, _ in sorted(SPELLINGS, key=lambda pair: -len(pair[0]))))
SOUND = dict(SPELLINGS)
VOWELS = "aeiou"

ALIKE = {
    "DJ": 0.25, "Dz": 0.3, "Dd": 0.4, "DZ": 0.3, "DT": 0.3, "Tt": 0.35,
    "SC": 0.3, "Ss": 0.25, "Ck": 0.45, "CX": 0.3, "CT": 0.3, "Cs": 0.35, "CJ": 0.35, "Ji": 0.2, "JZ": 0.2, "Jg": 0.3,
    "JX": 0.4, "Jh": 0.5, "Xh": 0.15, "Xk": 0.3, "Xg": 0.35, "gk": 0.35, "gh": 0.45, "vf": 0.35, "vb": 0.4,
    "bp": 0.45, "dt": 0.45, "sz": 0.2, "Zz": 0.25, "Ts": 0.3, "Tz": 0.3, "Tk": 0.45, "vu": 0.2, "Jd": 0.5,
    "ZS": 0.35, "Zs": 0.45, "SX": 0.6, "Zi": 0.5, "ZC": 0.5, "Zg": 0.4,
    "ei": 0.25, "ou": 0.2, "ae": 0.3, "ao": 0.35, "iu": 0.6, "io": 0.65, "eo": 0.45, "ai": 0.6, "au": 0.6, "eu": 0.6,
}  # fmt: skip
ALIKE |= {pair[::-1]: cost for pair, cost in ALIKE.items()}

# Between a script without vowels and one with them, these are the same letter.
BARE = {
    "uv": 0,
    "uo": 0,
    "ua": 0.3,
    "ie": 0,
    "iJ": 0,
    "ae": 0.02,
    "ao": 0.1,
    "ai": 0.1,
    "au": 0.15,
    "Jg": 0.02,
    "bv": 0.05,
}
BARE |= {
    "pf": 0.05,
    "Ss": 0.1,
    "zd": 0.2,
    "ts": 0.35,
    "kg": 0.15,
    "hX": 0.1,
    "ah": 0.15,
    "Xk": 0.15,
    "td": 0.4,
    "XC": 0.2,
    "ha": 0.15,
}
BARE |= {pair[::-1]: cost for pair, cost in BARE.items()}

# Letters by which English, French and German render one sound of Arabic.
RENDERED = {
    "ae": 0.1, "ei": 0.1, "ou": 0.05, "ai": 0.45, "ao": 0.4, "au": 0.5, "SC": 0.05, "uv": 0.05, "gJ": 0.2, "sz": 0.2,
}  # fmt: skip
RENDERED |= {pair[::-1]: cost for pair, cost in RENDERED.items()}


def sound(word):
    """The word as a string of sounds, one letter each, nothing doubled."""
    if "c" in word:
        word = re.sub(r"c(?=[eiy])", "s", re.sub(r"c$", "ch", word))
    word = SPELLING.sub(lambda found: SOUND[found[0]], word).replace("c", "k")
    return re.sub(r"(.)\1+", r"\1", word)


def contracted(word):
    """The sounds of a word whose AE, OE and UE stand for one letter with two dots."""
    return sound(re.sub(r"([aou])e", r"\1", word))


def distance(a, b, bare=False, arabic=False):
    """What it costs to turn one string of sounds into the other; `bare` where one was written without vowels,
    `arabic` where both render a script that is."""
    drops, adds = extras(a, bare, arabic), extras(b, bare, arabic)
    above, before = None, [0.0]
    for add in adds:
        before.append(before[-1] + add)
    for i, x in enumerate(a):
        row = [before[0] + drops[i]]
        for j, y in enumerate(b):
            cost = 0.0 if x == y else swap(x, y, bare, arabic) * (1.35 if i == j == 0 else 1)
            best = min(before[j] + cost, before[j + 1] + drops[i], row[j] + adds[j])
            if above and j and x != y and x == b[j - 1] and a[i - 1] == y:
                best = min(best, above[j - 1] + 0.7)
            row.append(best)
        above, before = before, row
    return before[-1]


@lru_cache(maxsize=100_000)
def extras(word, bare, arabic=False):
    return tuple(extra(word, at, bare, arabic) for at in range(len(word)))


def swap(x, y, bare, arabic=False):
    if bare and (cost := BARE.get(x + y)) is not None:
        return cost
    if arabic and (cost := RENDERED.get(x + y)) is not None:
        return cost
    return ALIKE.get(x + y, 1.4 if y not in VOWELS or x not in VOWELS else 0.7)


def extra(word, at, bare, arabic=False):
    """What a sound costs that the other word lacks."""
    sign = word[at]
    beside = (at and word[at - 1] in VOWELS) or (at + 1 < len(word) and word[at + 1] in VOWELS)
    if bare and sign in VOWELS:
        return 0.06 if sign in "ae" else 0.14
    if arabic and sign in "aeou" and at:
        return 0.25
    if sign == "h":
        return 0.25
    if sign == "J" and beside:
        return 0.35
    if sign in VOWELS:
        if sign == "i" and at and at == len(word) - 1:
            return 1.2  # Ahmadi is not Ahmad
        if sign == "i" and beside:
            return 0.15
        return 0.7 if at == len(word) - 1 and sign not in "ea" else 0.5
    return 1.5 if at == len(word) - 1 and at else 1.0  # another ending makes another name


def alike(a, b, bare=False, arabic=False):
    """0 to 1 for two strings of sounds: 1 the same; a short word forgives less than a long one."""
    if a == b:
        return 1.0
    long = max(len(a), len(b))
    if not a or not b or abs(len(a) - len(b)) > (long if bare else 3):
        return 0.0
    if bare:
        return max(0.0, 1 - 1.3 * distance(a, b, True) / max(min(len(a), len(b)), 2))
    if Levenshtein.distance(a, b, score_cutoff=long * 2 // 3) > long * 2 // 3:
        return 0.0
    strict = 1.15 if long > 5 else 1.35 if long == 5 else 2.0
    return max(0.0, 1 - strict * distance(a, b, arabic=arabic) / long)
