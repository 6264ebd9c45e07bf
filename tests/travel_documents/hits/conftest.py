"""A post with a document desk, and somebody on the watch list (domain I.2)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from cases.travel_documents.hits import actions, screening
from secoffice.people.matching import Side
from tests.conftest import Persona
from tests.factories import make_user

MONDAY = datetime(2026, 2, 9, 10, tzinfo=UTC)  # Lisbon is on UTC then
PAVEL = {
    "names": ["OSTROVNY PAVEL"], "dob": "1974-08-12", "nationality": "UTO", "sex": "M", "issuer": "UTO",
    "number": "UX7654321", "type": "P",
}  # fmt: skip
STOLEN = {
    "source": "lost_stolen",
    "checked": True,
    "found": [
        {
            "record_id": 7, "issuer": "UTO", "type": "P", "number": "UX7654321", "status": "STOLEN",
            "date": "2025-12-20", "exact": True,
        }
    ],
}  # fmt: skip


def facts(**more):
    """What a form says of somebody: the entry W-31 of the scenario."""
    given = {
        "names": ["OSTROWNY PAWEL"], "born": ["1974-08-12"], "nationalities": ["UTO"], "sex": "M", "documents": [],
        "ground": "WANTED", "source": "Partner bureau", "valid_until": date(2030, 12, 31), "remark": "",
    }  # fmt: skip
    return given | more


def pavel(**more):
    given = {"names": ("OSTROVNY PAVEL",), "dob": "1974-08-12", "nationality": "UTO", "sex": "M"}
    return Side(**given | {"issuer": "UTO", "document": "UX7654321"} | more)


@pytest.fixture
def examiner(post):
    return Persona(make_user(name="Yuki Arranmore", office=post, roles=["DOC_EXAM"]))


@pytest.fixture
def second_examiner(post):
    return Persona(make_user(name="Tova Lindqvist", office=post, roles=["DOC_EXAM"]))


@pytest.fixture
def duty(post):
    return Persona(make_user(name="Joana Peixinho", office=post, roles=["DUTY_OFF"]))


@pytest.fixture
def w31(post, examiner):
    return put_on_list(post, examiner, source_number="W-31")


def put_on_list(office, examiner, at=MONDAY, source_number="", **more):
    return actions.add_entry(
        office=office, by=examiner.user, key=uuid4(), facts=facts(**more), source_number=source_number, at=at
    )


@pytest.fixture
def stolen(post, duty):
    return raise_stolen(post, duty)


def raise_stolen(office, by, at=MONDAY, **more):
    return actions.raise_document_hit(office=office, by=by.user, found=(STOLEN,), query=PAVEL, at=at, **more)


@pytest.fixture
def named(post, duty, w31):
    return raise_named(post, duty)


def raise_named(office, by, at=MONDAY, side=None, query=PAVEL):
    names = screening.names_on_watch(side or pavel(), at=at)
    return actions.raise_name_hit(office=office, by=by.user, names=names, query=query, at=at)


def decide(hit, by, verdict, at=None, reasons=("photo", "fingerprint"), evidence="Both differ.", key=None):
    return actions.decide(
        hit=hit,
        by=by.user,
        verdict=verdict,
        reasons=list(reasons),
        evidence=evidence,
        key=key or uuid4(),
        at=at,
    )


@pytest.fixture
def nobody_is_sampled(settings):
    settings.HIT_SAMPLE_PERCENT = 0


@pytest.fixture
def everybody_is_sampled(settings):
    settings.HIT_SAMPLE_PERCENT = 100
