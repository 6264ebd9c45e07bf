"""Names in any script as Latin words. Pure rules: text in, (word, how it was written) out."""

import re
import unicodedata

from anyascii import anyascii

from secoffice.people.matching import known
from secoffice.people.matching.indic import from_indic

# Scripts that write no short vowels are compared by their consonants.
ABJAD = ("ARABIC", "HEBREW")
INDIC = ("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM")

CYRILLIC_SIGNS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђѓєѕјљњћќџәөүұқңғһҳ"
CYRILLIC_SOUNDS = (
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i i e g u dj g e z j l n c k dz"
    " a o u u k n g h h"
)
CYRILLIC = dict(zip(CYRILLIC_SIGNS, CYRILLIC_SOUNDS.split(), strict=True))
GREEK = {
    "μπ": "b",
    "ντ": "d",
    "γκ": "g",
    "γγ": "ng",
    "τσ": "ts",
    "τζ": "tz",
    "ου": "u",
    "αυ": "av",
    "ευ": "ev",
}
GREEK |= {
    "αι": "e",
    "ει": "i",
    "οι": "i",
    "χ": "ch",
    "φ": "f",
    "η": "i",
    "υ": "y",
    "ω": "o",
    "β": "v",
    "ξ": "x",
}
ARABIC_SIGNS = "بتثجحخدذرزسشصضطظغفقكلمنهويىةاآأإپچژگکیےٹڈڑںھہٱ"
ARABIC_SOUNDS = "b t t J h X d z r z s S s d t z g f k k l m n h u i i a a a a a p C Z g k i i t d r n h h a"
ARABIC = dict(zip(ARABIC_SIGNS, ARABIC_SOUNDS.split(), strict=True))
HEBREW_SIGNS = "אבגדהוזחטיךכלםמןנסעףפץצקרשת"
HEBREW_SOUNDS = "_ b g d h u z X t i k k l m m n n s _ p p T T k r S t"
HEBREW = dict(zip(HEBREW_SIGNS, HEBREW_SOUNDS.split(), strict=True))
LATIN = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "đ": "dj", "ə": "e", "þ": "th", "ý": "y"}
LATIN |= {"š": "sh", "ş": "sh", "ș": "sh", "ž": "zh", "č": "ch", "ć": "ch", "ç": "ch", "ñ": "ny"}
UNSEEN = ("Cf", "Cc", "Cs", "Co", "Cn", "So", "Sk")  # and pictures, which name nobody
MARKS = dict.fromkeys(map(ord, "’'`´ʿʾʼ‘·ʹ"))
BETWEEN = re.compile(r"[\s\-–—‐‑−./;:()<>\[\]\"“”„_&+=|・*?!#~^%@{}\\]+")


def script(word):
    """The script of the first letter of a word: LATIN, CYRILLIC, ARABIC, CJK, HANGUL …"""
    for sign in word:
        if sign.isalpha():
            return unicodedata.name(sign, "LATIN").split()[0].split("-")[0]
    return "LATIN"


def plain(text):
    """Small letters of one form, without signs that say nothing and without what cannot be seen."""
    text = unicodedata.normalize("NFKC", text).translate(MARKS).lower()
    text = re.sub(r"\s", " ", text)
    return "".join(sign for sign in text if unicodedata.category(sign) not in UNSEEN)


def words(text):
    """(Latin letters, as written) of every word; a name written in one piece comes in pieces."""
    found = []
    for written in BETWEEN.split(text):
        kind = script(written)
        if kind in ("CJK", "HANGUL"):
            found += [(sound, signs, kind) for signs, sound in in_syllables(written)]
        else:
            found += [(each, written, kind) for each in READ.get(kind, by_sound)(written) if each]
    return found


def by_sound(written):
    return [re.sub(r"[^a-z]", "", anyascii(written).lower())]


def from_cyrillic(written):
    written = unicodedata.normalize("NFC", written).replace("дз", "з")
    return by_sound("".join(CYRILLIC.get(sign, sign) for sign in written))


def from_greek(written):
    bare = "".join(s for s in unicodedata.normalize("NFD", written) if not unicodedata.combining(s))
    for sign, sound in GREEK.items():
        bare = bare.replace(sign, sound)
    return by_sound(bare)


def from_arabic(written):
    """Sounds of the consonants, with u, i and a for the letters that may be long vowels."""
    return ["".join(ARABIC.get(sign, "") for sign in written)]


def from_hebrew(written):
    return ["".join(HEBREW.get(sign, "").strip("_") for sign in written)]


def in_syllables(written):
    """Chinese and Korean: (signs, sound) of the family name, then of the given name in one piece."""
    sounds = [re.sub(r"[^a-z]", "", anyascii(sign).lower()) for sign in written]
    sounds[0] = AS_FAMILY.get(written[0], sounds[0])
    first = family_signs(written)
    cuts = [(0, first), (first, len(written))] if first and first < len(written) else [(0, len(written))]
    return [(written[at:to], "".join(sounds[at:to])) for at, to in cuts if "".join(sounds[at:to])]


def family_signs(written):
    """How many signs the family name has; 0 where that cannot be told."""
    families = known.groups()[0]
    if not 2 <= len(written) <= 6:
        return 0
    return next(
        (many for many in (3, 2) if written[:many] in families or written[:many] in TWO_SIGNS),
        2 if len(written) > 3 else 1,
    )


# Signs that are read otherwise as a family name.
READ_AS = "bo zeng shen shan shan xie zha qiu zhai ge ou ou pak"
AS_FAMILY = dict(zip("薄曾沈单單解查仇翟盖区區朴", READ_AS.split(), strict=True))

# Family names of two signs that a name of three or four signs may begin with, besides those the list has.
TWO_SIGNS = frozenset(
    ["欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "남궁", "황보", "제갈", "선우"]
)


def long_form(written):
    """The other way of writing accents: Ü as UE, Š as SH."""
    return by_sound("".join(LATIN.get(sign, sign) for sign in unicodedata.normalize("NFC", written)))[0]


READ = {
    **dict.fromkeys(INDIC, lambda written: [from_indic(written)]),
    "CYRILLIC": from_cyrillic,
    "GREEK": from_greek,
    "ARABIC": from_arabic,
    "HEBREW": from_hebrew,
}
