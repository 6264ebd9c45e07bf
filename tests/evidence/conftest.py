"""A case with an officer, a custodian with room and vault, and an auditor at headquarters above."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.evidence import actions
from cases.evidence.models import Seizure
from tests.conftest import Persona
from tests.factories import make_case, make_office, make_user

NOW = datetime(2026, 3, 4, 14, 20, tzinfo=UTC)  # a Wednesday
SEIZED = {
    "authority": Seizure.Authority.WARRANT,
    "document": "26-M-118",
    "seized_at": NOW,
    "place": "Counter 3",
    "found_by": "Rosa Dunmore",
}


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def case(officer, supervisor):
    return make_case(by=officer.user, officer=officer.user, status="FULL")


@pytest.fixture
def custodian(post):
    return Persona(make_user(name="Yuki Arran", office=post, roles=["EVID_CUST"]))


@pytest.fixture
def auditor(post):
    headquarters = make_office(kind="HQ")
    type(post).objects.filter(pk=post.pk).update(parent=headquarters)
    post.parent = headquarters
    return Persona(make_user(name="Mina Aske", office=headquarters, roles=["EVID_AUD"]))


@pytest.fixture
def room(custodian):
    return actions.open_room(office=custodian.user.office, name="Room 1", by=custodian.user)


@pytest.fixture
def vault(custodian):
    return actions.open_room(office=custodian.user.office, name="Vault", by=custodian.user, vault=True)


def take_in(case, by, **more):
    """Register an exhibit, a sealed passport where nothing else is said."""
    given = {"category": "TRAVEL_DOC", "description": "Passport L898902C3", "seal": "S-104"} | more
    given.setdefault("at", NOW)
    given.setdefault("key", uuid4())
    given.setdefault("seizure", SEIZED | {"seized_at": given["at"]})
    return actions.register(case=case, by=by, **given)


def money(case, by, witness, **more):
    given = {
        "category": "CURRENCY",
        "quantity": Decimal(40),
        "counted": Decimal(40),
        "counted_again": Decimal(40),
    }
    return take_in(case, by, witness=witness, description="Banknotes", **(given | more))


def image(data=b"bytes of a telephone\n", name="phone.txt"):
    return SimpleUploadedFile(name, data)


def digital(case, by, data=b"bytes of a telephone\n", **facts):
    given = {"method": "LOGICAL", "tool": "Reader 4.1"} | facts
    return take_in(
        case,
        by,
        category="DIGITAL_COPY",
        description="Image of a telephone",
        upload=image(data),
        acquisition=given,
    )


def offer(exhibit, receiver, by, **more):
    given = {"purpose": "Safe keeping", "key": uuid4(), "at": NOW} | more
    return actions.hand_over(exhibit=exhibit, receiver=receiver, by=by, **given)


def answer(record, name, by, **given):
    return actions.take(record=record, name=name, by=by, **({"at": NOW} | given))


def give(exhibit, giver, receiver, **more):
    """Offered and accepted, with the seal that the register has."""
    made = offer(exhibit, receiver, giver)
    return answer(made, "accept", receiver, seal_seen=exhibit.seal, **more)
