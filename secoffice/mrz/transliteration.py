"""Names from the visual zone in the letters of the machine-readable zone (ICAO 9303-3 §6; domain C.3)."""

import unicodedata
from itertools import islice, product

from secoffice.mrz.digits import LETTERS

# Latin letters that do not simply lose their mark; where issuers may choose, the first is the one we write
LATIN = {
    "Ä": ("AE", "A"), "Å": ("AA", "A"), "Æ": ("AE",), "Ð": ("D",), "Đ": ("D",), "Ɖ": ("D",), "Ə": ("E",),
    "Ħ": ("H",), "ı": ("I",), "Ĳ": ("IJ",), "ĸ": ("Q",), "Ł": ("L",), "Ñ": ("N", "NXX"), "Ŋ": ("N",),
    "Ö": ("OE", "O"), "Ø": ("OE",), "Œ": ("OE",), "ß": ("SS",), "ẞ": ("SS",), "Þ": ("TH",), "Ŧ": ("T",),
    "Ü": ("UE", "UXX", "U"),
}  # fmt: skip


def pairs(text):
    """{letter: letters} of “а=b c=d”."""
    return dict(pair.split("=") for pair in text.split())


CYRILLIC = pairs(
    "А=A Б=B В=V Г=G Д=D Е=E Ё=E Ж=ZH З=Z И=I Й=I К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U Ф=F Х=KH Ц=TS Ч=CH "
    "Ш=SH Щ=SHCH Ъ=IE Ы=Y Ь= Э=E Ю=IU Я=IA Ѣ=IE Ѫ=U Ґ=G Ў=U Є=IE І=I Ї=I Ђ=D Ѕ=DZ Ј=J Љ=LJ Њ=NJ Ћ=C Ќ=K Ѓ=G Џ=DZ"
)
# what an issuer writes otherwise
NATIONAL = {
    "BGR": {"Щ": "SHT", "Ъ": "A", "Ю": "YU", "Я": "YA"},
    "BLR": {"Г": "H", "Ё": "IO"},
    "MKD": {"Ѓ": "GJ", "Ќ": "KJ", "Х": "H", "Ц": "C", "Џ": "DJ"},
    "SRB": {"Ж": "Z", "Х": "H", "Ц": "C", "Ч": "C", "Ш": "S"},
    "UKR": {"Г": "H", "И": "Y"},
}
NATIONAL["MNE"] = NATIONAL["BIH"] = NATIONAL["SRB"]
# and at the beginning of a name
INITIAL = {"UKR": {"Є": "YE", "Ї": "YI", "Й": "Y", "Ю": "YU", "Я": "YA"}}

ARABIC = pairs(
    "ء=XE آ=XAA أ=XAE ؤ=U إ=I ئ=XI ا=A ب=B ة=XTA ت=T ث=XTH ج=J ح=XH خ=XKH د=D ذ=XDH ر=R ز=Z س=S ش=XSH ص=XSS "
    "ض=XDZ ط=XTT ظ=XZZ ع=E غ=G ف=F ق=Q ك=K ل=L م=M ن=N ه=H و=W ى=XAY ي=Y ٱ=XXA ٹ=XXT ټ=XRT پ=P ځ=XKE څ=XXH چ=XC "
    "ڈ=XXD ډ=XDR ڑ=XXR ړ=XRR ږ=XRX ژ=XJ ښ=XXS ک=XKK ګ=XXK ڭ=XNG گ=XGG ں=XNN ڼ=XXN ھ=XDO ۀ=XYH ہ=XXG ۂ=XGE ۃ=XTG "
    "ی=XYA ۍ=XXY ې=Y ے=XYB ۓ=XBE"
)
MARBUTA, AT_THE_END = "ة", "XAH"  # at the end of a part of a name
DROPPED = "ـʼʻʹʺ"  # letters to Unicode: the tatweel and apostrophes
SHADDA = "ّ"  # doubles the letter before it


def transliterate(text, *, issuer=""):
    """A part of a name in A–Z, blanks between its parts, as `issuer` writes it. Hyphens become blanks, apostrophes and
    other punctuation go. ValueError names the first letter or digit that has no letters of its own."""
    return next(iter(spellings(text, issuer=issuer, most=1)))


def spellings(text, *, issuer="", most=16):
    """The ways issuers may write it, the usual one first; at most that many."""
    written = unicodedata.normalize("NFC", text).upper().replace("I\u0307", "I")
    parts = written.translate(TO_BLANK).split()
    choices = []
    for part in parts:
        choices += [(" ",), *letters(part, issuer)]
    found = ("".join(choice) for choice in product(*choices))
    return list(dict.fromkeys(" ".join(way.split()) for way in islice(found, most)))


TO_BLANK = str.maketrans(dict.fromkeys("-‐‑‒–—−,<،", " "))


def letters(part, issuer):
    """For each sign of a part of a name, the ways to write it."""
    found, part = [], [sign for sign in part if sign == SHADDA or not unicodedata.combining(sign)]
    for at, sign in enumerate(part):
        if sign == SHADDA:
            found += found[-1:]
        elif sign == MARBUTA and at == len(part) - 1:
            found.append((AT_THE_END,))
        else:
            found.append(ways(sign, issuer, first=at == 0))
    return found


def ways(sign, issuer, *, first):
    if sign in LETTERS:
        return (sign,)
    if sign in LATIN:
        return LATIN[sign]
    national = {**NATIONAL.get(issuer, {}), **(INITIAL.get(issuer, {}) if first else {})}
    letters = national.get(sign, CYRILLIC.get(sign, ARABIC.get(sign)))
    if letters is not None:
        return (letters,)
    base = unicodedata.normalize("NFKD", sign)[:1].upper()
    if base in LETTERS:
        return (base,)
    if unicodedata.category(sign)[0] in "LN" and sign not in DROPPED:
        raise ValueError(f"“{sign}” has no letters from A to Z; write it in Latin letters.")
    return ("",)  # apostrophes and other punctuation, the tatweel
