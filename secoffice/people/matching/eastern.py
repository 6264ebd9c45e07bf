"""Chinese, Korean and Vietnamese names: one syllable more or less is another person, but each may be romanised
in several ways. Pure rules."""

import re
from functools import cache, lru_cache

from secoffice.people.matching import known

PINYIN = re.compile(
    r"(?:(?:[bpm]|f)(?:a|o|ai|ei|ao|ou|an|en|ang|eng|i|ie|iao|iu|ian|in|ing|u)"
    r"|[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|u|uo|ui|uan|un|ue|v)"
    r"|[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)"
    r"|[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)"
    r"|(?:zh|ch|sh|r|z|c|s)(?:a|e|i|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)"
    r"|w(?:a|o|ai|ei|an|en|ang|eng|u)|y(?:a|e|i|ao|ou|an|in|ang|ing|ong|o|u|ue|uan|un)"
    r"|a|o|e|ai|ei|ao|ou|an|en|ang|eng|er)"
)
ANY = re.compile(r"(?:(?:ch|sh|zh|ts|tz|ph|th|kh|hs|ng|gi|tr|kw|gw|hw|[bcdfghjklmnpqrstvwxyz])?"
                 r"[yw]?[aeiou][aeiouy]{0,3}h?(?:ng|nh|ch|[nmkgltpbc])?)")  # fmt: skip
KOREAN = [
    (r"(?<=[tkp])h(?=[aeiouy])", ""),
    (r"eui|ui(?!n)|ee|yi", "i"), (r"yeo|you(?=ng)|yu(?=ng)", "yo"), (r"(?<=[hkg])yu(?=n)", "yo"), (r"ae|ai|ay", "e"),
    (r"woo|wu|oo", "u"), (r"eo", "o"), (r"eu", "u"), (r"u(?=ng|[klgt])", "o"), (r"ch|j", "c"), (r"sh", "s"),
    (r"ng", "N"), (r"g", "k"), (r"d", "t"), (r"b", "p"), (r"r", "l"), (r"(.)\1+", r"\1"),
]  # fmt: skip
CHINESE = [
    (r"jeou", "jiu"), (r"szu|ssu", "si"), (r"tzu", "zi"), (r"hs", "x"), (r"ts|tz|c(?!h)|z(?!h)", "Z"),
    (r"zh|ch|j|q", "J"), (r"b", "p"), (r"d", "t"), (r"g(?!$)(?<!n.)|(?<!n)g", "k"), (r"ien", "ian"),
    (r"ung", "ong"), (r"oo", "o"), (r"(?<=[ie])h(?![aeiou])", ""), (r"uo", "o"), (r"yi(?=n)", "i"),
]  # fmt: skip


@lru_cache(maxsize=50_000)
def korean(text):
    return rewritten(text, KOREAN)


@lru_cache(maxsize=50_000)
def chinese(text):
    return rewritten(text, CHINESE)


def rewritten(text, rules):
    for found, put in rules:
        text = re.sub(found, put, text)
    return text


@cache
def southern():
    """{a syllable as Hong Kong writes it: what it may be in pinyin}."""
    return {syllable: tuple(others) for syllable, *others in map(str.split, known.lines("cantonese.txt"))}


@lru_cache(maxsize=50_000)
def cantonese(given, pinyin):
    """Whether the one can be how Hong Kong writes the other."""
    if not given or not pinyin:
        return given == pinyin
    return any(
        cantonese(given[many:], pinyin[len(other) :])
        for many in range(2, 7)
        for other in southern().get(given[:many], ())
        if pinyin.startswith(other)
    )


@lru_cache(maxsize=50_000)
def in_pinyin(text):
    return bool(re.fullmatch(f"(?:{PINYIN.pattern}){{1,3}}", text))


def one_syllable(text):
    return bool(PINYIN.fullmatch(text))


@lru_cache(maxsize=50_000)
def in_syllables(text):
    return len(text) <= 13 and bool(re.fullmatch(f"(?:{ANY.pattern}){{1,3}}", text))


@lru_cache(maxsize=50_000)
def eastern(name):
    """Whether a `Name` is one of these: a family name of the region, and syllables."""
    return (
        1 < len(name.words) < 7
        and any(
            each.groups & known.eastern_families() for each in (name.words[0], name.words[-1], name.words[1])
        )
        and sum(in_syllables(each.text) for each in name.words) > 1
        and all(in_syllables(each.text) or each.groups for each in name.words)
    )


def split(name):
    """(family name, the given name in one piece) in either order."""
    words = name.words
    for family, given in ((words[0], words[1:]), (words[-1], words[:-1])):
        if family.groups & known.eastern_families():
            yield family, "".join(each.text for each in given)


def score(a, b):
    """0 to 1 for two such names; 0 where they are two persons or one has parts the other lacks."""
    mixed = a.hyphened != b.hyphened  # a hyphen is not written in pinyin
    return max((same(x, y, mixed) for x in split(a) for y in split(b)), default=0.0)


def same(one, other, mixed):
    (family, given), (its, theirs) = one, other
    one_way = all(map(in_pinyin, (given, theirs))) and all(map(one_syllable, (family.text, its.text)))
    one_way = one_way or family.text == its.text in known.words("vietnamese")
    if family.text != its.text and not family.groups & its.groups:
        return 0.0
    least = 0.97 if family.text == its.text else 0.93
    if (
        given != theirs
        and len(given) > 3 < len(theirs)
        and (cantonese(given, theirs) or cantonese(theirs, given))
    ):
        return least - 0.05 if family.text != its.text or mixed else 0.0
    if given == theirs and (family.text == its.text or not one_way or len(given) > 4):
        return least
    if one_way and not (mixed and len(given) > 5):
        return 0.0
    if korean(given) == korean(theirs):
        return least - 0.03
    mixed |= not in_pinyin(family.text + given) or not in_pinyin(its.text + theirs)
    return least - 0.04 if mixed and chinese(given) == chinese(theirs) else 0.0
