"""Check digits (ICAO 9303-3 §4.9): values 0–9, A–Z = 10–35, filler 0; weights 7, 3, 1 from the left; modulo ten."""

from operator import mul
from string import ascii_uppercase, digits

FILLER = "<"
ALPHABET = digits + ascii_uppercase + FILLER
LETTERS = frozenset(ascii_uppercase)
DIGITS = "0123456789"

# byte of a character -> its value, for bytes.translate
VALUES = bytes(int(chr(byte), 36) if chr(byte) in digits + ascii_uppercase else 0 for byte in range(256))
WEIGHTS = (7, 3, 1) * 30  # as long as the longest machine-readable zone


def check_digit(text):
    """The digit over characters of the alphabet, at most ninety of them."""
    return digit_of(text.encode().translate(VALUES))


def digit_of(values):
    """The digit over values already looked up, as `bytes.translate(VALUES)` gives them."""
    return DIGITS[sum(map(mul, values, WEIGHTS)) % 10]
