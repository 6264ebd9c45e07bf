"""An examiner, another one beside her, and documents under examination."""

from uuid import uuid4

import pytest

from cases.travel_documents.examination import actions
from cases.travel_documents.examination.models import Examination, FraudType
from tests.conftest import Persona
from tests.factories import make_user

ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F2204156ZE184226B<<<<<10"


@pytest.fixture
def examiner(post):
    return Persona(make_user(name="Edda Marsh", office=post, roles=["DOC_EXAM"]))


@pytest.fixture
def second(post):
    return Persona(make_user(name="Ferro Quist", office=post, roles=["DOC_EXAM"]))


def begin(by, **more):
    given = {"kind": "passport", "issuer": "UTO", "number": "L898902C3", "level": 2}
    return actions.begin(by=by, key=more.pop("key", uuid4()), **given | more)


def fresh(record):
    return Examination._base_manager.select_related("office", "examiner").get(pk=record.pk)


def seen(record, **features):
    """Look at some features; `OVD=("ABSENT", "no movement")`."""
    now = fresh(record)
    return actions.look_at(record=now, by=now.examiner, version=now.version, features=features)


def concluded_as(record, conclusion="COUNTERFEIT", types=("COUNTERFEIT",), likelihood="VERY", **more):
    now = fresh(record)
    given = {
        "conclusion": conclusion,
        "likelihood": likelihood,
        "grounds": "Toner dots under the glass.",
    } | more
    kinds = list(FraudType.objects.filter(code__in=types))
    return actions.conclude_as(record=now, by=now.examiner, version=now.version, fraud_types=kinds, **given)


def take(record, name, by, reason=""):
    now = fresh(record)
    return actions.take(record=now, name=name, by=by, version=now.version, reason=reason)


@pytest.fixture
def record(examiner):
    return begin(examiner.user)


@pytest.fixture
def adverse(record):
    """Examined, and concluded to be a counterfeit; not handed over yet."""
    seen(record, BACKGROUND=("SUSPECT", "toner dots"), OVD=("ABSENT", "does not move"))
    concluded_as(record)
    return fresh(record)
