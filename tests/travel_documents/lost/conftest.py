"""An office that is the issuing desk of UTO, with two who set records; and another that is the desk of nobody."""

import pytest

from cases.travel_documents.lost import actions
from tests.conftest import Persona
from tests.factories import make_office, make_user


@pytest.fixture
def desk(post):
    """The issuing desk of UTO is the post of our personas, below a region."""
    post.parent = make_office(kind="REGION")
    post.save()
    return actions.name_desk(issuer="UTO", office=post, by=None)


@pytest.fixture
def examiner(desk):
    return Persona(make_user(name="Edda Xaver", office=desk.office, roles=["DOC_EXAM"]))


@pytest.fixture
def second(desk):
    return Persona(make_user(name="Cosmo Laird", office=desk.office, roles=["CONS_LIA"]))


@pytest.fixture
def abroad(db):
    """An examiner of an office that is no issuing desk."""
    return Persona(make_user(name="Ada Broad", roles=["DOC_EXAM", "DIRECTOR"]))
