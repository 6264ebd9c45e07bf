"""Ranges of numbers of stolen blanks, cut into blocks that one index finds.

From UX0001000 to UX0002499 is `UX0001...` and `UX00020..` to `UX00024..`: whole decades wherever they fit. A number of
nine characters lies in at most ten blocks, its own and those with dots for its last one to nine places, so that it is
found by naming them all, whether no range covers it or fifty.
"""

FREE = "."
FIRST = {"0": "0", "A": "A"}  # by class: the first character and …
LAST = {"0": "9", "A": "Z"}  # … the last


class Unfit(ValueError):
    """Why this is no range, in a sentence."""


def blocks(first, last):
    """The fewest blocks that make up the range, as texts. Raises Unfit."""
    if len(first) != len(last):
        raise Unfit("The two numbers of the range are not of the same length.")
    if any(_class(a) != _class(b) for a, b in zip(first, last, strict=True)):
        raise Unfit("Digits and letters of the two numbers of the range are not in the same places.")
    if first > last:
        raise Unfit("The last number of the range comes before its first.")
    return list(_cut("", first, last))


def blocks_of(number):
    """Every block this number can lie in."""
    long = len(number)
    return [number[: long - free] + FREE * free for free in range(long + 1)]


def lies_in(number, first, last):
    """Is the number one of the series, letters and digits in the same places?"""
    alike = len(number) == len(first) and all(map(_alike, number, first))
    return alike and first <= number <= last


def _alike(a, b):
    return _class(a) == _class(b)


def _class(character):
    return "0" if character.isdigit() else "A"


def _cut(begins, first, last):
    """What lies from `first` to `last`, each after the same beginning."""
    if _is_whole(first, last):
        yield begins + FREE * len(first)
        return
    low, high = first[0], last[0]
    if low == high:
        yield from _cut(begins + low, first[1:], last[1:])
        return
    ends = "".join(LAST[_class(c)] for c in first[1:])
    starts = "".join(FIRST[_class(c)] for c in first[1:])
    if first[1:] != starts:
        yield from _cut(begins + low, first[1:], ends)
        low = chr(ord(low) + 1)
    yield_high = last[1:] != ends
    for code in range(ord(low), ord(high) + (not yield_high)):
        yield begins + chr(code) + FREE * (len(first) - 1)
    if yield_high:
        yield from _cut(begins + high, starts, last[1:])


def _is_whole(first, last):
    """Every number that can stand there (an empty rest: this one)."""
    return all(a == FIRST[_class(a)] and b == LAST[_class(b)] for a, b in zip(first, last, strict=True))
