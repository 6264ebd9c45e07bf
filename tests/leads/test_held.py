"""A lead whose case is under legal hold: what was asked and answered stays, while the work goes on."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from cases.leads.actions import asking, drafting
from cases.leads.models import Lead
from secoffice.records.actions import holds
from tests.conftest import Persona
from tests.factories import make_user
from tests.leads.conftest import write


@pytest.fixture
def held(case, post):
    counsel = make_user(name="Lena Gallo", office=post, roles=["LEGAL"])
    told = {"reason": "Lawsuit", "authority": "District court", "start_on": date(2026, 1, 5)}
    return holds.place(key=uuid4(), by=Persona(counsel).user, records=[case], **told)


def raw(statement, value):
    """What somebody with a database console would send."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [value])
        return cursor.rowcount


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE leads_lead SET request = 'Nothing' WHERE id = %s",
        "UPDATE leads_reply SET text = 'Nothing' WHERE lead_id = %s",
        "UPDATE leads_question SET text = 'Nothing' WHERE lead_id = %s",
        "UPDATE leads_line SET says = 'Nothing' WHERE lead_id = %s",
        "UPDATE leads_answer SET text = 'No' WHERE reply_id IN (SELECT id FROM leads_reply WHERE lead_id = %s)",
        "DELETE FROM leads_line WHERE lead_id = %s",
        "DELETE FROM leads_answer WHERE reply_id IN (SELECT id FROM leads_reply WHERE lead_id = %s)",
    ],
)
def test_the_database_changes_and_destroys_nothing_of_it(replied, held, statement):
    with pytest.raises(IntegrityError, match="legal hold"):
        raw(statement, replied.pk)


def test_the_work_on_it_goes_on(replied, held, officer):
    asking.accept_reply(lead=replied, by=officer.user)
    assert Lead._base_manager.get(pk=replied.pk).status == "CLOSED"


def test_a_draft_is_written_changed_and_sent_all_the_same(case, held, officer, qamar):
    lead = write(case, officer.user, qamar)
    same = ["To whom was it issued?", "When does it expire?"]
    given = {"request": "Ask the registry again.", "title": lead.title, "to_office": qamar, "to_unit": None}
    drafting.edit(lead=lead, by=officer.user, version=1, questions=same, **given)
    assert drafting.send(lead=lead, by=officer.user).request == "Ask the registry again."
