"""Personas: members of staff who are signed in. `officer.get(url)`, `officer.user`.

All but the outsider work at one post; officer and supervisor share a unit, the colleague sits in another.
"""

import pytest
from django.test import Client

from secoffice.accounts.models import Unit
from tests.audit.flush import trail_can_be_emptied  # noqa: F401  (tests that commit must leave an empty trail)
from tests.databases import *  # noqa: F403  (the migrated database, kept between runs)
from tests.factories import make_office, make_unit, make_user
from tests.running import *  # noqa: F403  (how tests are run: browser, broker)


class Persona(Client):
    """A signed-in member of staff."""

    def __init__(self, user, **more):
        super().__init__(**more)
        self.user = user
        self.force_login(user)


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def visitor(db):
    """Somebody who has not signed in."""
    return Client()


@pytest.fixture
def post(db):
    return make_office(code="UTP", name="Utopia City", time_zone="Europe/Lisbon")


@pytest.fixture
def unit(post):
    return make_unit(office=post, code="INV", name="Investigations")


@pytest.fixture
def officer(unit):
    return Persona(make_user(name="Rosa Dunmore", unit=unit, roles=["AGENT"]))


@pytest.fixture
def colleague(post):
    return Persona(make_user(name="Odd Castell", unit=make_unit(office=post), roles=["AGENT"]))


@pytest.fixture
def supervisor(unit):
    user = make_user(name="Sunniva Vale", unit=unit, roles=["CASE_SUP"])
    Unit.objects.filter(pk=unit.pk).update(supervisor=user)
    unit.supervisor = user
    return Persona(user)


@pytest.fixture
def rso(post):
    return Persona(make_user(name="Rafael Ostrow", office=post, roles=["RSO"]))


@pytest.fixture
def director(post):
    return Persona(make_user(name="Dagny Irving", office=post, roles=["DIRECTOR"]))


@pytest.fixture
def outsider(db):
    """Every role that opens cases, at another post: sees nothing of ours."""
    unit = make_unit()
    user = make_user(name="Otto Utland", unit=unit, roles=["AGENT", "CASE_SUP", "RSO", "DIRECTOR"])
    Unit.objects.filter(pk=unit.pk).update(supervisor=user)
    return Persona(user)


@pytest.fixture
def sysadmin(db):
    return Persona(make_user(name="Sigrid Admon", office=make_office(kind="HQ"), roles=["SYSADMIN"]))
