"""Given names of Japan in Chinese signs, each of which is read in several ways. Pure rules."""

from functools import cache, lru_cache

from secoffice.people.matching import known


@cache
def readings():
    """{sign: how it is read in given names}."""
    return {sign: tuple(sounds) for sign, *sounds in map(str.split, known.lines("kanji.txt"))}


@lru_cache(maxsize=50_000)
def read_as(signs, latin):
    """Whether the signs can be read so, long vowels written or not."""
    if not signs or not latin:
        return signs == latin
    return any(
        latin.startswith(sound) and read_as(signs[1:], after)
        for sound in readings().get(signs[0], ())
        for after in afters(latin[len(sound) :])
    )


def afters(rest):
    """What follows a reading: with and without the second letter of a long vowel."""
    return (rest, rest[1:]) if rest[:1] in ("u", "o", "h") else (rest,)
