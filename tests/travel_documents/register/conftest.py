"""A consular section, an examiner, those who decide, and a passport."""

from datetime import date
from uuid import uuid4

import pytest

from cases.travel_documents.register.actions import documents
from secoffice.people.actions import put_on_file
from tests.conftest import Persona
from tests.factories import make_case, make_user

PASSPORT = {
    "type": "ORDINARY",
    "issuer": "UTO",
    "number": "UX7654321",
    "issued_on": date(2021, 5, 4),
    "expires_on": date(2031, 5, 3),
    "name_visual": "Pavel Ostrovny",
    "born": "1974-08-12",
}


@pytest.fixture
def examiner(post):
    return Persona(make_user(name="Yuki Arranmore", office=post, roles=["DOC_EXAM"]))


@pytest.fixture
def liaison(post):
    return Persona(make_user(name="Nuno Valadao", office=post, roles=["CONS_LIA"]))


@pytest.fixture
def decider(post):
    return Persona(make_user(name="Dora Ferreira", office=post, roles=["DEC_OFF"]))


@pytest.fixture
def member(post):
    """A colleague of the office who has nothing to do with documents."""
    return Persona(make_user(name="Edda Lindqvist", office=post, roles=["EVENT_LEAD"]))


def enter(by, **more):
    return documents.enter(office=by.office, by=by, key=uuid4(), **PASSPORT | more)


def make_person(by, name="Pavel Ostrovny", **more):
    """Somebody on file, by a case that `by` may see."""
    source = make_case(by=by, officer=by)
    return put_on_file(facts=[("NAME", name, "")], source=source, by=by, **more)


@pytest.fixture
def passport(examiner, liaison, rso):
    return enter(examiner.user)


def diplomatic(by, staff, **more):
    given = {"type": "DIPLOMATIC", "number": "D1000001", "name_visual": staff.name, "born": ""} | more
    return enter(by, staff=staff, **given)
