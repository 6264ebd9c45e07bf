"""People of the desk, a list of lost documents, and a zone or two."""

from datetime import date
from uuid import uuid4

import pytest

from tests.conftest import Persona
from tests.factories import make_user

DAY = date(2026, 2, 9)
ERIKSSON = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
NEG_05 = (ERIKSSON[0], "L898902C36UTO7408122F2204156ZE184226B<<<<<10")
OSTROVNY = ("P<UTOOSTROVNY<<PAVEL<<<<<<<<<<<<<<<<<<<<<<<<", "UX76543215UTO7408122M3106305<<<<<<<<<<<<<<02")


@pytest.fixture
def examiner(unit):
    return Persona(make_user(name="Yuki Arranmore", unit=unit, roles=["DOC_EXAM"]))


@pytest.fixture
def consul(post):
    return Persona(make_user(name="Nuno Valadão", office=post, roles=["CONS_LIA"]))


@pytest.fixture
def on_the_list(post):
    """Put a document on the office's own list."""
    from cases.travel_documents.lost.models import Record

    def put(number="UX7654321", issuer="UTO", type="P", status="S", **more):
        given = {"date": date(2025, 12, 20), "circumstance": "Burglary"} | more
        return Record.objects.create(issuer=issuer, number=number, type=type, status=status, **given)

    return put


def sent(lines=ERIKSSON, **more):
    """What the form of the desk sends."""
    return {"zone": "\r\n".join(lines), "key": uuid4(), "inspected_on": DAY.isoformat()} | more
