"""A case of one post and the people of another one who receive its leads."""

from uuid import uuid4

import pytest

from cases.leads.actions import drafting, working
from secoffice.accounts.models import Unit
from tests.conftest import Persona
from tests.factories import make_case, make_office, make_unit, make_user

NEEDLE = "zephyrquill"


@pytest.fixture
def case(officer, supervisor):
    return make_case(
        by=officer.user,
        officer=officer.user,
        status="FULL",
        title=f"{NEEDLE} title",
        allegation=f"{NEEDLE} words",
    )


@pytest.fixture
def qamar(db):
    """The other post; its week ends on Thursday."""
    from secoffice.calendars.models import Calendar

    week = Calendar.objects.create(code="QAM", name="Friday and Saturday", weekend=[4, 5])
    return make_office(code="QMR", name="Qamar City", time_zone="Asia/Riyadh", calendar=week)


@pytest.fixture
def their_unit(qamar):
    return make_unit(office=qamar, code="INV", name="Inquiries")


@pytest.fixture
def their_rso(qamar):
    return Persona(make_user(name="Leila Haddawi", office=qamar, roles=["RSO"]))


@pytest.fixture
def their_head(their_unit):
    user = make_user(name="Salma Warraq", unit=their_unit, roles=["CASE_SUP"])
    Unit.objects.filter(pk=their_unit.pk).update(supervisor=user)
    their_unit.supervisor = user
    return Persona(user)


@pytest.fixture
def their_officer(their_unit):
    return Persona(make_user(name="Bram Oosterlinck", unit=their_unit, roles=["AGENT"]))


def write(case, by, to, **more):
    given = {
        "title": "Issuance record of a passport",
        "request": "Ask the registry to whom the number was issued.",
        "background": "A passport was presented here in May.",
        "limits": "Do not contact the subject.",
        "questions": ["To whom was it issued?", "When does it expire?"],
        "precedence": "2",
        "to_office": to,
        "to_unit": None,
    }
    return drafting.draft(case=case, by=by, key=more.pop("key", uuid4()), **given | more)


@pytest.fixture
def draft(case, officer, qamar, their_rso):
    return write(case, officer.user, qamar)


@pytest.fixture
def sent(draft, officer):
    return drafting.send(lead=draft, by=officer.user)


@pytest.fixture
def worked(sent, their_rso, their_officer):
    """Accepted, and given to an officer."""
    return working.accept(lead=sent, by=their_rso.user, officer=their_officer.user)


@pytest.fixture
def replied(worked, their_officer):
    first, second = worked.questions.all()
    answers = {first: "To the bearer.", second: "In April 2012."}
    working.reply(
        lead=worked, by=their_officer.user, text="One book was issued.", key=uuid4(), answers=answers
    )
    return worked
