"""What a slip of the fingers, or a machine that misreads, leaves of a word. Pure rules: small letters in."""

from rapidfuzz.distance import OSA, Prefix

VOWELS = "aeiou"
SEXES = {frozenset(pair) for pair in ("ao", "ae", "oe")}  # endings that make a woman of a man
ENDINGS = (
    "ov ev in va na er ia an ez es ic ul en us el ai ou ii iy ek ko as is os ie"  # of names that have them
)
MISREAD = {frozenset(pair) for pair in ("il", "lt", "ce", "co", "hb", "uv", "gq", "ij")}


def slip(a, b, known=""):
    """0 to 1 for two words that one slip tells apart: much for a long word, nothing for a short one, whose every
    letter makes another name. A word one letter away from `known`, and known by itself nowhere, may be shorter."""
    least, long = sorted((len(a), len(b)))
    if least < 4 or long - least > 2:
        return 0.0
    if least > 7 and cut_off(*sorted((a, b), key=len)):
        return 0.81
    if OSA.distance(a, b, score_cutoff=1) > 1:
        return 0.0
    ahead, ease = Prefix.similarity(a, b), bool(known)
    if least == long and sorted(a) == sorted(b):
        return 0.86 if ahead or least > 5 else 0.0
    if ahead == least or (least == long == ahead + 1):
        return at_end(a, b, known)
    if not ahead:
        return 0.8 if least > 6 - ease else 0.0
    if least == long and frozenset((a[ahead], b[ahead])) in MISREAD:
        return 0.83
    if long > 7:
        return 0.83
    return 0.81 if long > 5 - ease else 0.0


def cut_off(short, long):
    """Whether the end is missing, as where a line had no room; not where it is an ending that names are made with."""
    rest = long[len(short) :]
    return long.startswith(short) and len(rest) == 2 and rest not in ENDINGS.split()


def at_end(a, b, known):
    """The last letter. A vowel more or less there makes a woman of a man, a son of a father; so do some changed."""
    ease = bool(known)
    if len(a) == len(b):
        if {a[-1], b[-1]} <= set(VOWELS):
            return 0.8 if known and len(a) > 4 and frozenset((a[-1], b[-1])) not in SEXES else 0.0
        return 0.0 if {a[-1], b[-1]} & set(VOWELS) else 0.8 if len(a) > 6 - 2 * ease else 0.0
    longer = max(a, b, key=len)
    if longer[-1] in VOWELS:
        return 0.0
    return 0.8 if len(longer) > (4 if longer == known else 7) else 0.0
