"""In what writing a name stands. Pure rules: text in, words out."""

import unicodedata
from collections import Counter

NAMES = {
    "CYRILLIC": "Cyrillic",
    "ARABIC": "Arabic",
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "CJK": "Chinese characters",
    "HANGUL": "Hangul",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "DEVANAGARI": "Devanagari",
    "ARMENIAN": "Armenian",
    "GEORGIAN": "Georgian",
    "THAI": "Thai",
    "BENGALI": "Bengali",
    "ETHIOPIC": "Ethiopic",
    "KHMER": "Khmer",
    "LAO": "Lao",
    "MYANMAR": "Burmese",
    "SINHALA": "Sinhala",
    "TAMIL": "Tamil",
}
LATIN = "Latin"


def of(text):
    """The writing most letters belong to: `Latin`, `Cyrillic` …; "" where there is no letter."""
    first = Counter(unicodedata.name(sign, "").partition(" ")[0] for sign in text if sign.isalpha())
    if not first:
        return ""
    word = first.most_common(1)[0][0]
    return NAMES.get(word, LATIN if word in ("LATIN", "") else word.capitalize())


def named(text):
    """The same, left unsaid where it is Latin."""
    found = of(text)
    return "" if found == LATIN else found
