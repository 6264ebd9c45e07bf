"""Round trip, what digits catch and what they cannot, and that nothing makes the reader stumble."""

import random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secoffice import mrz
from secoffice.mrz.digits import ALPHABET, VALUES
from secoffice.mrz.formats import FORMATS
from tests.mrz.documents import INSPECTED, documents

formats = pytest.mark.parametrize("format", list(FORMATS))


def read(lines):
    return mrz.read(lines, inspection_date=INSPECTED)


@formats
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_again(format, data):
    document = data.draw(documents(format))
    reading = read(mrz.write(format, **document))
    assert (reading.format, reading.errors) == (format, [])
    whole = {
        "birth_date": reading.fields["birth_date_iso"],
        "expiry_date": reading.fields["expiry_date_iso"],
    }
    assert document == {name: (reading.fields | whole)[name] for name in document}


@formats
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_every_change_of_one_character_under_a_digit_is_caught_but_for_signs_of_the_same_weight(format, data):
    lines = mrz.write(format, **data.draw(documents(format)))
    for at, line in covered(FORMATS[format]):
        before = lines[line][at]
        for after in ALPHABET:
            changed = list(lines)
            changed[line] = lines[line][:at] + after + lines[line][at + 1 :]
            if weight(after) != weight(before):
                assert False in read(changed).checks.values(), (changed, after)


@given(document=documents("TD3"))
@settings(max_examples=10, deadline=None)
def test_signs_of_the_same_weight_are_not_caught_by_any_digit(document):
    first, second = mrz.write("TD3", **document)
    for at in range(9):
        for after in ALPHABET:
            if weight(after) == weight(second[at]):
                assert all(read([first, second[:at] + after + second[at + 1 :]]).checks.values())


def covered(form):
    """(index in line, index of line) of what some digit covers, digits themselves too."""
    fields = ["document_number", "birth_date", "expiry_date"]
    places = list(form.composite) or [form.places[field] for field in fields]
    digits = [place for field, place in form.places.items() if field.endswith("_check")]
    return [(at, place.line - 1) for place in {*places, *digits} for at in range(place.start - 1, place.end)]


def weight(sign):
    return sign.encode().translate(VALUES)[0] % 10


anything = st.recursive(
    st.none() | st.integers() | st.binary(max_size=50) | st.text(max_size=60) | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=8,
)


@given(lines=anything)
@settings(max_examples=300, deadline=None)
def test_nothing_makes_the_reader_stumble(lines):
    reading = read(lines)
    assert reading.errors
    assert mrz.layout(lines, reading) is not None
    assert mrz.suggest(lines, reading) is not None


@given(text=st.text(st.characters(), max_size=200) | st.binary(max_size=200) | anything)
@settings(max_examples=300, deadline=None)
def test_whatever_is_pasted_becomes_lines_that_can_be_written_down(text):
    tidied = mrz.tidy(text)
    assert all(line for line in tidied.lines)
    "\n".join([*tidied.lines, *tidied.notes]).encode()
    read(tidied.lines)


@pytest.mark.parametrize(
    "lines",
    [
        None, b"P<UTO", 7, "P<UTO", [], [None, None], [b"<" * 44] * 2, [1, 2], [["<" * 44], ["<" * 44]],
        ["😀" * 44] * 2, ["\ud800" * 44] * 2, ["\x00" * 44] * 2, ["<" * 10_000_000] * 2, ["<" * 44] * 1_000_000,
        ["é" * 36] * 2, ["P" * 44, None],
    ],
    ids=lambda lines: repr(lines)[:20],
)  # fmt: skip
def test_what_is_no_zone_is_said_at_once(lines):
    begun = process_time()
    assert read(lines).errors in (["BAD_LENGTH"], ["BAD_CHARSET"])
    assert process_time() - begun < 0.05


@pytest.mark.drill
def test_a_hundred_thousand_random_inputs_are_read_in_bounded_time():
    chance, slowest, seen = random.Random(9303), 0, set()
    begun = process_time()
    for _ in range(100_000):
        lines = random_lines(chance)
        start = process_time()
        reading = read(lines)
        mrz.layout(lines, reading)
        slowest = max(slowest, process_time() - start)
        seen.update(reading.errors or ["valid"])
    assert seen > {"BAD_LENGTH", "BAD_CHARSET", "BAD_SEX", "CHECK_COMPOSITE", "valid"}
    assert slowest < 0.05
    assert process_time() - begun < 60


def random_lines(chance):
    """Noise of any kind, noise of the right length, and real zones with some characters changed."""
    kind = chance.randrange(4)
    if kind == 0:
        signs = chance.choice([ALPHABET, "é😀\ud800\x00<A", ALPHABET.lower()])
        return ["".join(chance.choices(signs, k=chance.randrange(60))) for _ in range(chance.randrange(5))]
    form = chance.choice(list(FORMATS.values()))
    if kind == 1:
        return ["".join(chance.choices(ALPHABET, k=form.width)) for _ in range(form.lines)]
    lines = list(mrz.write(form.name, **SPECIMEN, document_code=form.first_letters[0]))
    for _ in range(chance.randrange(3 * (kind - 1))):
        line, at = chance.randrange(form.lines), chance.randrange(form.width)
        lines[line] = lines[line][:at] + chance.choice(ALPHABET + "é ") + lines[line][at + 1 :]
    return lines


SPECIMEN = {
    "issuing_state": "UTO", "surname": "Eriksson", "given_names": "Anna Maria", "document_number": "L898902C3",
    "nationality": "UTO", "birth_date": "1974-08-12", "sex": "F", "expiry_date": "2032-04-15",
}  # fmt: skip
