"""Ranges of blanks, held against counting them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.travel_documents.lost.ranges import Unfit, blocks, blocks_of, lies_in

numbers = st.integers(0, 12_000)


@given(numbers, numbers, st.sets(numbers, max_size=5))
def test_a_number_is_found_by_its_blocks_exactly_when_it_lies_between(a, b, asked):
    first, last = sorted((a, b))
    cut = set(blocks(f"UB{first:05}", f"UB{last:05}"))
    for n in {first, last, first - 1, last + 1, *asked} - {-1}:
        assert bool(cut & set(blocks_of(f"UB{n:05}"))) == (first <= n <= last)


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_a_range_is_cut_into_few_blocks_and_none_twice(a, b):
    cut = blocks(f"{min(a, b):06}", f"{max(a, b):06}")
    assert len(cut) == len(set(cut)) <= 2 * 9 * 6


def test_whole_decades_are_one_block():
    assert blocks("UX0001000", "UX0001999") == ["UX0001..."]
    assert blocks("UX0000000", "UX9999999") == ["UX......."]
    assert blocks("UX0000005", "UX0000005") == ["UX0000005"]


def test_letters_of_a_series_are_counted_through():
    assert blocks("AA0000", "AB9999") == ["AA....", "AB...."]
    assert lies_in("AB1234", "AA0000", "AB9999")


@pytest.mark.parametrize("number", ["AAB234", "AA123", "AA12345", "AC0000"])
def test_what_is_no_number_of_the_series_does_not_lie_in_it(number):
    assert not lies_in(number, "AA0000", "AB9999")


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [("UX1", "UX22", "same length"), ("UX2", "UX1", "before its first"), ("U11", "UX1", "same places")],
)
def test_what_is_no_range_says_why(first, last, why):
    with pytest.raises(Unfit, match=why):
        blocks(first, last)
