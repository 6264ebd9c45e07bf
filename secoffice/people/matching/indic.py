"""Names in the scripts of India as Latin letters. Pure rules.

The blocks of these scripts in Unicode have one layout, so one table reads them all: a consonant has an A after it
unless another vowel or the sign that takes it away follows.
"""

import re
import unicodedata

FIRST, LAST, SIZE = 0x0900, 0x0D7F, 0x80
TAMIL = 5  # the number of its block; those before it are northern, where the last A is not said
CONSONANT_NAMES = "k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l zh v sh sh s h"
VOWEL_NAMES = "a i i u u ri li e e e ai o o o au"
CONSONANTS = dict(enumerate(CONSONANT_NAMES.split(), 0x15))
CONSONANTS |= dict(enumerate(["k", "kh", "g", "z", "r", "rh", "f", "y"], 0x58))
VOWELS = {0x05: "a"} | dict(enumerate(VOWEL_NAMES.split(), 0x06))
SIGNS = dict(enumerate(VOWEL_NAMES.replace("li", "ri").split(), 0x3E))
ALONE = {0x01: "n", 0x02: "n", 0x70: "n"} | dict(enumerate(["n", "n", "r", "l", "l", "k"], 0x7A))
VIRAMA, NUKTA, INHERENT = 0x4D, 0x3C, "A"
DOTTED = {"j": "z", "s": "sh", "ph": "f", "d": "r", "dh": "rh", "b": "r"}
VOICED = {"k": "g", "t": "d", "p": "b", "ch": "s"}


def from_indic(text):
    """Small Latin letters."""
    signs = [sign for sign in unicodedata.normalize("NFD", text) if FIRST <= ord(sign) <= LAST]
    parts = []
    for sign in signs:
        read((ord(sign) - FIRST) % SIZE, parts)
    said = "".join(spoken(parts, (ord(signs[0]) - FIRST) // SIZE)).lower() if signs else ""
    return re.sub(r"n(?=[pb])", "m", said)


def read(at, parts):
    """Add to the parts what the sign at this place of its block says."""
    if at == NUKTA:
        parts[-2:-1] = [DOTTED.get(part, part) for part in parts[-2:-1]]
    elif at == VIRAMA or at in SIGNS:
        if parts[-1:] == [INHERENT]:
            parts.pop()
        parts += [SIGNS[at]] if at in SIGNS else []
    elif at in CONSONANTS:
        parts += [CONSONANTS[at], INHERENT]
    elif said := VOWELS.get(at) or ALONE.get(at):
        parts.append(said)


def spoken(parts, block):
    """The parts as they sound: without a last A that is not said; in Tamil, soft between vowels."""
    if (
        block < TAMIL
        and len(parts) > 3
        and parts[-1] == INHERENT
        and (is_vowel(parts[-3]) or parts[-2] == "h")
    ):
        parts = parts[:-1]
    if block != TAMIL:
        return parts
    return [
        VOICED.get(part, part) if at and (is_vowel(parts[at - 1]) or parts[at - 1] in "nm") else part
        for at, part in enumerate(parts)
    ]


def is_vowel(part):
    return part[0] in "Aaeiou"
