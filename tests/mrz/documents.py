"""Made-up documents of every format, as `write` takes them."""

from datetime import date
from string import ascii_uppercase, digits

from hypothesis import strategies as st

INSPECTED = date(2026, 1, 15)
DATES = {"birth_date": (date(1926, 1, 16), INSPECTED), "expiry_date": (date(2000, 1, 1), date(2046, 1, 15))}
CODES = {
    "TD1": ("I", "ID", "AC", "C"),
    "TD2": ("I", "A"),
    "TD3": ("P", "PP", "PD"),
    "MRV-A": ("V",),
    "MRV-B": ("V",),
}
ISSUERS = ("UTO", "D", "GBR", "XXA", "RKS")
LONGEST_NUMBER = {"TD1": 22, "TD2": 14, "TD3": 9, "MRV-A": 9, "MRV-B": 9}
OPTIONAL = {
    "TD1": {"optional_data_1": 15, "optional_data_2": 11},
    "TD2": {"optional_data_1": 7},
    "TD3": {"personal_number": 14},
    "MRV-A": {"optional_data_1": 16},
    "MRV-B": {"optional_data_1": 8},
}


def signs(least, most):
    return st.text(ascii_uppercase + digits, min_size=least, max_size=most)


def names(least=1):
    return st.lists(st.text(ascii_uppercase, min_size=1, max_size=6), min_size=least, max_size=2).map(
        " ".join
    )


@st.composite
def documents(draw, format):
    number = draw(signs(1, LONGEST_NUMBER[format]))
    optional = {
        name: draw(signs(0, 0 if len(number) > 9 and name == "optional_data_1" else most))
        for name, most in OPTIONAL[format].items()
    }
    return optional | {
        "document_code": draw(st.sampled_from(CODES[format])),
        "issuing_state": draw(st.sampled_from(ISSUERS)),
        "nationality": draw(st.sampled_from(ISSUERS)),
        "surname": draw(names()),
        "given_names": draw(names(0)),
        "document_number": number,
        "birth_date": draw(st.dates(*DATES["birth_date"])).isoformat(),
        "sex": draw(st.sampled_from("FMX")),
        "expiry_date": draw(st.dates(*DATES["expiry_date"])).isoformat(),
    }
