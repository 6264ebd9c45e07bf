"""A consular liaison, a security officer, and records of the desk that share something."""

from uuid import uuid4

import pytest

from cases.travel_documents.examination import actions as examining
from cases.travel_documents.fraud import actions
from cases.travel_documents.fraud.models import VisaReferral
from tests.conftest import Persona
from tests.factories import make_user
from tests.travel_documents.examination.conftest import examiner, second  # noqa: F401


@pytest.fixture
def consular(post):
    return Persona(make_user(name="Cora Lindqvist", office=post, roles=["CONS_LIA"]))


@pytest.fixture
def adjudicator(post):
    """The consular officer who suspects something."""
    return Persona(make_user(name="Ada Jurado", office=post, roles=["INTAKE"]))


def refer(by, **more):
    given = {"kind": "FALSE", "applicant": "Pavel Ostrovny", "facts": "The payslips are of one typewriter."}
    return actions.refer_visa(by=by, key=more.pop("key", uuid4()), **given | more)


def fresh(record):
    return VisaReferral._base_manager.select_related("office").get(pk=record.pk)


def examined(by, number, **features):
    """An examination of a passport with features that speak against it."""
    record = examining.begin(by=by, key=uuid4(), kind="passport", issuer="UTO", number=number)
    features = features or {"OVD": ("ABSENT", "does not move")}
    return examining.look_at(record=record, by=by, version=record.version, features=features)
