"""One form for what is written in many: issuer, document number and kind of document."""

import re
from unicodedata import normalize

NOT_OF_A_NUMBER = re.compile(r"[^A-Z0-9]+")
NOT_OF_A_WORD = re.compile(r"[^A-Z]+")
ISSUER = re.compile(r"D|[A-Z]{3}")
WRITTEN_OTHERWISE = {"DEU": "D"}  # ICAO 9303-3 §5: Germany is D<< in the machine-readable zone

# Words for kinds of documents, first of the machine-readable codes (ICAO 9303-4 to -7: P…, V…, and I, A, C of cards).
WORDS = {
    "P": "PASSPORT TRAVELDOCUMENT EMERGENCYPASSPORT DIPLOMATICPASSPORT OFFICIALPASSPORT SERVICEPASSPORT "
    "LAISSEZPASSER REFUGEETRAVELDOCUMENT ORDINARYPASSPORT",
    "V": "VISA VISASTICKER VISAFOIL",
    "I": "ID IDCARD IDENTITYCARD NATIONALIDENTITYCARD RESIDENCEPERMIT RESIDENCECARD CREWCARD PASSPORTCARD CARD",
    "X": "OTHER OTHERDOCUMENT DRIVINGLICENCE BIRTHCERTIFICATE CERTIFICATE",
}
KINDS = {word: kind for kind, words in WORDS.items() for word in words.split()}
LETTERS = {"P": "P", "V": "V", "I": "I", "A": "I", "C": "I", "X": "X"}


def normal_issuer(text):
    """`D`, `D<<`, `deu` → `D`; `uto` → `UTO`. Whether it is a code is for `is_issuer`."""
    word = NOT_OF_A_WORD.sub("", _plain(text))
    return WRITTEN_OTHERWISE.get(word, word)


def is_issuer(code):
    return ISSUER.fullmatch(code) is not None


def normal_number(text):
    """Capital letters and digits alone: `ux 765-4321<<` → `UX7654321`."""
    return NOT_OF_A_NUMBER.sub("", _plain(text))


def normal_type(text):
    """`P`, `PP`, `P<`, `passport` → `P`; `V`, `visa` → `V`; `ID`, `I<`, `A`, `C`, `identity card` → `I`; nothing → "",
    which fits every kind; any other word → `X`, which is a kind of its own."""
    word = NOT_OF_A_WORD.sub("", _plain(text))
    if not word:
        return ""
    return known_type(text) or "X"


def known_type(text):
    """The kind where the words are known, else ""."""
    word = NOT_OF_A_WORD.sub("", _plain(text))
    if len(word) <= 2:
        return LETTERS.get(word[:1], "")
    return KINDS.get(word, "")


def _plain(text):
    text = str(text or "")[:200]
    return (text if text.isascii() else normalize("NFKC", text)).upper()
