"""What others learn of leads without knowing them: hand-over of work, the closing gate, the report."""

from uuid import uuid4

import pytest

from cases import workflow
from cases.actions import assigning
from cases.leads.actions import asking, drafting, working
from secoffice import ports
from secoffice.accounts import actions
from secoffice.deadlines.models import Deadline
from tests.factories import make_user
from tests.leads.conftest import write


def test_whoever_leaves_hands_their_leads_to_a_colleague(worked, their_officer, their_unit, sysadmin):
    heir = make_user(name="Dorje Heir", unit=their_unit, roles=["AGENT"])
    rows, _ = actions.work_of(their_officer.user)
    assert [row.reference for row in rows] == [worked.reference]
    given = [(row, heir) for row in rows]
    actions.leave(user=their_officer.user, by=sysadmin.user, given=given, reason="Moved on.")
    worked.refresh_from_db()
    assert worked.assigned_to == heir and worked.is_visible_to(heir)
    assert Deadline.objects.open().for_target(worked).get(rule="leads.priority").owner == heir
    assert not worked.is_visible_to(sysadmin.user)


def test_ended_leads_are_nobodys_work(replied, officer, their_officer):
    asking.accept_reply(lead=replied, by=officer.user)
    assert not actions.work_of(their_officer.user)[0]


def test_a_lead_is_not_handed_to_another_office(worked, their_officer, colleague, sysadmin):
    rows, _ = actions.work_of(their_officer.user)
    with pytest.raises(ports.Refused):
        actions.leave(
            user=their_officer.user, by=sysadmin.user, given=[(rows[0], colleague.user)], reason="x"
        )


def test_the_decision_on_a_reply_goes_with_the_case(replied, case, officer, supervisor, unit):
    heir = make_user(name="Odile Heir", unit=unit, roles=["AGENT"])
    assigning.hand_over(case=case, giver=officer.user, receiver=heir, by=supervisor.user)
    given = {"from_id": officer.user.pk, "to_id": heir.pk, "by_id": supervisor.user.pk}
    ports.tell("work.handed_over", kind="cases.case", id=case.pk, **given)
    assert Deadline.objects.open().for_target(replied).get(rule="leads.decide").owner == heir


def finding(case):
    return next(found for found in workflow.CLOSING.run(case) if found.label.startswith("Every lead"))


def test_a_case_is_not_closed_while_a_lead_is_open(case, officer, qamar, their_rso):
    assert finding(case).state == "done"
    lead = write(case, officer.user, qamar)
    found = finding(case)
    assert (found.state, found.sentence, found.url) == (
        "open",
        "Lead L01 is “draft”.",
        lead.get_absolute_url(),
    )
    drafting.send(lead=lead, by=officer.user)
    assert finding(case).blocks
    asking.cancel(lead=lead, by=officer.user, reason="No longer needed.")
    assert finding(case).state == "done"


def test_the_report_tells_what_was_asked_and_answered(replied, case, officer, qamar):
    write(case, officer.user, qamar, title="Still a draft")
    (answer,) = ports.ask("report section", case=case, by=officer.user, section="leads")
    (row,) = answer.rows
    assert row["title"] == f"{case.reference}/L01 Issuance record of a passport"
    assert ["To", "Qamar City"] in row["facts"]
    assert "One book was issued." in row["text"] and "In April 2012." in row["text"]


def test_whoever_may_not_know_of_the_case_learns_nothing_from_a_report(replied, case, their_rso, outsider):
    for reader in (outsider,):
        (answer,) = ports.ask("report section", case=case, by=reader.user, section="leads")
        assert not answer.rows


def test_the_page_of_a_case_keeps_its_budget_with_leads_open(
    case, officer, supervisor, qamar, django_assert_max_num_queries
):
    for _ in range(12):
        write(case, officer.user, qamar)
    for reader in (officer, supervisor):
        reader.get(case.get_absolute_url())
        with django_assert_max_num_queries(12):
            assert reader.get(case.get_absolute_url()).status_code == 200


def test_a_note_sent_twice_is_there_once(worked, their_officer):
    key = uuid4()
    for _ in range(2):
        working.note(lead=worked, by=their_officer.user, text="On Tuesday.", key=key)
    assert worked.lines.filter(verb="note").count() == 1
