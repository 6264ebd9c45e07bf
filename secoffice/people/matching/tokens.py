"""How alike two words of names are, and in what way. Pure rules."""

from functools import lru_cache

from secoffice.people.matching import eastern, known
from secoffice.people.matching.kanji import read_as
from secoffice.people.matching.slips import slip
from secoffice.people.matching.sounds import alike

EASTERN, ARABIC = "eastern", "arabic"
SAME, KNOWN, SOUNDS, NEAR, INITIAL = "same", "a known form", "sounds the same", "nearly the same", "initial"


@lru_cache(maxsize=400_000)
def compare(a, b, among=""):
    """(0 to 1, how) for two `Word`s, in either order; `among` says what the other words are: EASTERN, where one
    syllable makes another name, or ARABIC, where vowels are as whoever renders them likes."""
    if a.text == b.text or (a.long == b.text or a.text == b.long):
        return 1.0, SAME
    if a.initial or b.initial:
        return initials(a, b)
    if (a.signs and read_as(a.shown, b.text)) or (b.signs and read_as(b.shown, a.text)):
        return 0.93, KNOWN
    if among == EASTERN and not (a.given and b.given):
        apart = eastern.one_syllable(a.text) and eastern.one_syllable(b.text)
        return (0.9, KNOWN) if a.groups & b.groups and not apart else (0.0, NEAR)
    best = directly(a, b, among)
    for x, y in ((a, b), (b, a)):
        for other in x.also:
            if other.text == y.text or any(other.text == each.text for each in y.also):
                return 0.98, SAME
            if best[0] < 0.9:
                found = directly(other, y, among)
                best = max(best, (found[0] * 0.98, found[1]))
    return best


def initials(a, b):
    if a.initial and b.initial:
        return 0.0, INITIAL
    short, long = (a, b) if a.initial else (b, a)
    first = long.sound[:1] if long.bare else long.text[:1]
    return (0.8, INITIAL) if short.text == first else (0.0, INITIAL)


def directly(a, b, among=""):
    """The words as they stand, without their other forms."""
    if a.groups & b.groups:
        return (0.93 if a.sound == b.sound else 0.9), KNOWN
    if found := as_compounds(a, b, among):
        return found
    if other_sex(a, b):
        return 0.5, NEAR
    if a.groups and b.groups:
        if a.sound == b.sound and len(a.sound) > 3:
            return 0.9, SOUNDS
        return by_sound(a, b) * 0.6, NEAR
    return by_spelling(a, b, among)


def by_spelling(a, b, among):
    """Two words of which one at least is no known name."""
    found = by_sound(a, b, among)
    if found >= 0.999:
        return 0.94, SOUNDS
    if bool(a.groups) != bool(b.groups) and not (a.bare or b.bare):
        found -= 0.06 if (a.common or b.common) else 0.03  # a letter away from a known name is often another
    found *= 0.97
    return max((found, SOUNDS if found > 0.88 else NEAR), (slip(a.text, b.text, known_of(a, b)), NEAR))


def as_compounds(a, b, among):
    """Abdul X, Abu X or X al-Din and another of the kind, or the X alone; None where neither is one."""
    if a.compound and a.compound == b.compound:
        score, how = directly_or_same(a.rest, b.rest, ARABIC)
        return (score, how) if score >= 0.8 else (score * 0.5, how)
    x, y = (a, b) if a.compound else (b, a)
    if not x.compound or y.compound or y.bare:
        return None
    if x.compound == "uddin":
        return directly_or_same(x.rest, y)[0] * 0.93, SOUNDS
    if x.compound == "abdul":
        return max((directly_or_same(x.rest, y, among)[0] * 0.85, KNOWN), (by_sound(a, b) * 0.97, SOUNDS))
    return None


def known_of(a, b):
    """The text of the one that is a known name, where the other is none."""
    return "" if bool(a.groups) == bool(b.groups) else (a if a.groups else b).text


def other_sex(a, b):
    """Petr and Petra, Carlo and Carla: a given name, and the same with an A, are a man and a woman."""
    if not (a.given or b.given) or a.text[:2] != b.text[:2]:
        return False
    x, y = sorted((a.text, b.text), key=len)
    return not a.groups & b.groups and (x + "a" == y or (x[:-1] == y[:-1] and {x[-1:], y[-1:]} == {"a", "o"}))


def directly_or_same(a, b, among=""):
    return (1.0, SAME) if a.text == b.text else directly(a, b, among)


def by_sound(a, b, among=""):
    bare = a.bare != b.bare
    if a.sound == a.other_sound and b.sound == b.other_sound:
        return alike(*sorted((a.sound, b.sound)), bare, among == ARABIC)
    pairs = {tuple(sorted((x, y))) for x in (a.sound, a.other_sound) for y in (b.sound, b.other_sound)}
    return max(alike(x, y, bare, among == ARABIC) for x, y in pairs)


def arabic(word):
    """Whether a word is a name from the Arabic, or has the article."""
    article = any(other.text.startswith(("al", "el")) and word.text in other.text for other in word.also)
    its = word.given & known.arabic_names() or word.text in known.words("arabic")
    return bool(its or word.compound or article)


def patronymic(word):
    return bool(known.PATRONYMIC.match(word.text))
