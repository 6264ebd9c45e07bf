"""The closing gate: one list of all that is open, each with its link; two people may close over it, nobody alone."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cases import workflow
from cases.actions import reviewing
from cases.gate import CLOSING, OVERRIDE
from cases.models import Approval, Case
from secoffice.access.models import Admission
from secoffice.workflow import Checklist, Open, StepRefused, Unsure
from tests.conftest import Persona
from tests.factories import make_case, make_user

SENT = {
    "reason": "The witness has died; the exhibit goes to the registry.",
    "disposition": "INCONCLUSIVE",
    "decontrol": "The registry has the exhibit",
}


@pytest.fixture
def case(officer, supervisor):
    return make_case(by=make_user(unit=officer.user.unit), officer=officer.user, status="FULL")


@pytest.fixture
def second(unit):
    return Persona(make_user(name="Signe Second", office=unit.office, roles=["RSO"]))


@pytest.fixture
def open_exhibit(monkeypatch):
    """A desk that keeps something which is not settled."""
    said = Open("Exhibit 1 has no order.", "/cases/somewhere/")
    monkeypatch.setitem(CLOSING.expected, "made up", "Every made-up thing is settled")
    monkeypatch.setitem(CLOSING.provided, "made up", lambda case: [said])


def ask(case, by, **more):
    return reviewing.ask_approval(
        case=case, step=OVERRIDE, by=by.user, key=uuid4(), reason=SENT["reason"],
        given={name: SENT[name] for name in ("disposition", "decontrol")}, **more,
    )  # fmt: skip


def step(case, name):
    return reverse("cases:step", args=[case.reference, name])


def test_a_check_names_what_is_open_with_its_address_and_may_say_that_it_cannot_tell():
    checks = Checklist("t", {"nobody": "Nobody keeps this"})
    checks.provide("a", "First", firm=True)(
        lambda record: [Open("Not done.", "/x/"), Unsure("Who knows.", "/y/")]
    )
    found = [(each.state, each.sentence, each.url, each.blocks) for each in checks.run(None)]
    assert found[1:] == [("open", "Not done.", "/x/", True), ("not_checked", "Who knows.", "/y/", False)]
    assert found[0][0] == "not_checked"


def test_a_case_with_something_open_is_not_closed_and_the_page_leads_to_it(case, supervisor, open_exhibit):
    with pytest.raises(StepRefused, match="Exhibit 1 has no order"):
        workflow.take(case, "close", by=supervisor.user, reason="Done", given=SENT)
    page = supervisor.get(step(case, "close")).content.decode()
    assert "Exhibit 1 has no order." in page and 'href="/cases/somewhere/"' in page
    assert f'href="{step(case, OVERRIDE)}"' in page
    assert "Ask: close over what is open" in supervisor.get(case.get_absolute_url()).content.decode()


def test_a_supervisor_and_a_second_one_close_over_it_and_the_file_says_over_what(
    case, supervisor, second, open_exhibit
):
    supervisor.post(step(case, OVERRIDE), SENT | {"key": uuid4()})
    asked = Approval.objects.get(step=OVERRIDE)
    page = second.get(reverse("cases:approval", args=[case.reference, asked.pk])).content.decode()
    assert "Exhibit 1 has no order." in page and SENT["decontrol"] in page
    reviewing.decide(approval=asked, approves=True, by=second.user)
    case.refresh_from_db()
    assert (case.status, case.disposition, case.decontrol) == ("CLOSED", "INCONCLUSIVE", SENT["decontrol"])
    assert "Still open: Exhibit 1 has no order." in case.events.filter(verb="step").first().text


def test_closing_asks_when_control_ends_and_offers_what_the_file_says(case, supervisor):
    line = next(found for found in CLOSING.run(case) if found.label == "Marking and end of control are set")
    assert (line.state, line.url) == ("not_checked", reverse("cases:edit", args=[case.reference]))
    sent = {name: value for name, value in SENT.items() if name != "decontrol"} | {"key": uuid4()}
    answer = supervisor.post(step(case, "close"), sent)
    assert answer.status_code == 422 and answer.context["form"].errors["decontrol"]
    Case._base_manager.filter(pk=case.pk).update(decontrol="End of the prosecution")
    assert 'value="End of the prosecution"' in supervisor.get(step(case, "close")).content.decode()
    case.refresh_from_db()
    workflow.take(case, "close", by=supervisor.user, reason="Done", given={"disposition": "PLEA"})
    assert Case._base_manager.get(pk=case.pk).decontrol == "End of the prosecution"


def test_nobody_closes_over_it_alone(case, supervisor, second, open_exhibit):
    with pytest.raises(StepRefused, match="takes two"):
        workflow.take(case, OVERRIDE, by=supervisor.user, reason="I say so", given=SENT)
    with pytest.raises(StepRefused, match="somebody else must decide"):
        reviewing.decide(approval=ask(case, supervisor), approves=True, by=supervisor.user)
    assert Case._base_manager.get(pk=case.pk).status == "FULL"


def test_the_officer_neither_asks_for_it_nor_approves_it(case, officer, supervisor, second, open_exhibit):
    with pytest.raises(StepRefused):
        ask(case, officer)
    asked = ask(case, supervisor)
    with pytest.raises(StepRefused):
        reviewing.decide(approval=asked, approves=True, by=officer.user)
    reviewing.decide(approval=asked, approves=True, by=second.user)


def test_an_approval_given_before_does_not_close_it_a_second_time(case, supervisor, second, open_exhibit):
    reviewing.decide(approval=ask(case, supervisor), approves=True, by=second.user)
    case.refresh_from_db()
    workflow.take(case, "reopen", by=supervisor.user, reason="News")
    with pytest.raises(StepRefused, match="takes two"):
        workflow.take(case, OVERRIDE, by=second.user, reason="Again", given=SENT)


def test_where_nothing_is_open_there_is_nothing_to_override(case, supervisor, second):
    with pytest.raises(StepRefused, match="without an override"):
        ask(case, supervisor)


def test_what_waits_for_a_decision_cannot_be_overridden(case, officer, supervisor, second, open_exhibit):
    reviewing.ask_approval(case=case, step="suspend", by=officer.user, reason="Fled", key=uuid4())
    with pytest.raises(StepRefused, match="cannot be overridden"):
        ask(case, supervisor)


def test_a_case_that_ends_leaves_nothing_to_decide(case, officer, supervisor, second):
    asked = reviewing.ask_approval(
        case=case, step="close", by=officer.user, reason="Done", key=uuid4(), given=SENT
    )
    workflow.take(case, "close", by=supervisor.user, reason="Done", given=SENT)
    asked.refresh_from_db()
    assert asked.state == "WITHDRAWN"
    assert not Admission.objects.filter(target_id=case.pk, reason=reviewing.ASKED).exists()
