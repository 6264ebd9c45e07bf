"""What is measured of the desk: machine-readable zones read in a second, one of each format in turn."""

from datetime import date
from time import process_time

from secoffice import mrz
from secoffice.mrz.formats import FORMATS
from secoffice.runtime import bench

ROUNDS, DAY = 2_000, date(2026, 1, 15)
HOLDER = {
    "issuing_state": "UTO", "surname": "Eriksson", "given_names": "Anna Maria", "document_number": "L898902C3",
    "nationality": "UTO", "birth_date": "1974-08-12", "sex": "F", "expiry_date": "2032-04-15",
}  # fmt: skip


@bench.figure("mrz.read")
def zones_read():
    """Zones a second of processor time, in a process that does nothing else; against the check digits alone, worked out
    as the standard words it, of the same zones."""
    zones = [mrz.write(name, **HOLDER, document_code=form.first_letters[0]) for name, form in FORMATS.items()]
    each = {f"{zone}_a_second": rate([lines], read) for zone, lines in zip(FORMATS, zones, strict=True)}
    return bench.result(
        value=rate(zones, read), unit="zones/s", baseline=rate(zones, digits_alone), target=50_000, **each
    )


def rate(zones, deed):
    """The best of five runs, so that a neighbour's work does not count."""
    fastest = float("inf")
    for _ in range(5):
        begun = process_time()
        for _ in range(ROUNDS):
            for lines in zones:
                deed(lines)
        fastest = min(fastest, process_time() - begun)
    return ROUNDS * len(zones) / fastest


def read(lines):
    return mrz.read(lines, inspection_date=DAY)


def digits_alone(lines):
    """Each character's value times 7, 3, 1 in turn, added, modulo ten; over all lines, as the fields and the composite
    digit together cover about as many."""
    total = 0
    for at, sign in enumerate("".join(lines)):
        value = 0 if sign == "<" else ord(sign) - 48 if sign.isdigit() else ord(sign) - 55
        total += value * (7, 3, 1)[at % 3]
    return total % 10
