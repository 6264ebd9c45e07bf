"""The end of an exhibit: ordered, approved by another, carried out with a witness; a hold stops all of it."""

from datetime import date
from uuid import uuid4

import pytest

from cases import workflow
from cases.evidence import actions
from cases.evidence.questions import still_open
from secoffice import ports
from secoffice.deadlines.models import Deadline
from secoffice.files import blobs
from secoffice.records.actions import holds
from secoffice.workflow import StepRefused
from tests.evidence.conftest import NOW, answer, digital, give, offer, take_in
from tests.factories import make_user


def order(exhibit, by, **more):
    given = {"method": "RETURN", "authority": "Release of the prosecutor", "recipient": "The owner"} | more
    return actions.order_disposal(exhibit=exhibit, by=by, key=uuid4(), at=NOW, **given)


@pytest.fixture
def exhibit(case, officer, custodian):
    made = take_in(case, officer.user)
    give(made, officer.user, custodian.user)
    return made


def test_three_persons_and_a_witness_end_it(exhibit, officer, supervisor, custodian, colleague):
    made = order(exhibit, officer.user)
    answer(made, "approve", supervisor.user, approver=supervisor.user)
    assert Deadline.objects.open().for_target(exhibit).get(rule="evidence.dispose").owner == custodian.user
    answer(made, "carry_out", custodian.user, witness=colleague.user, receipt="R-9")
    exhibit.refresh_from_db()
    assert (exhibit.custodian, exhibit.gone_as, exhibit.where) == (None, "RETURN", "Returned")
    last = exhibit.events.last()
    assert (last.kind, last.from_user, last.to_user, last.to_words) == (
        "RETURN",
        custodian.user,
        None,
        "The owner",
    )
    assert last.witness == colleague.user
    assert not Deadline.objects.open().for_target(exhibit).exists()
    with pytest.raises(StepRefused, match="chain of custody has ended"):
        actions.examine(exhibit=exhibit, purpose="Once more", by=custodian.user)


def test_nobody_approves_their_own_order_nor_what_they_keep(exhibit, officer, supervisor, custodian, rso):
    made = order(exhibit, supervisor.user)
    for user in (supervisor.user, officer.user, custodian.user):
        with pytest.raises(StepRefused):
            answer(made, "approve", user, approver=user)
    answer(made, "approve", rso.user, approver=rso.user)


def test_only_the_custodian_carries_it_out_and_never_without_another_as_witness(
    exhibit, officer, supervisor, custodian
):
    made = order(exhibit, officer.user)
    answer(made, "approve", supervisor.user, approver=supervisor.user)
    with pytest.raises(StepRefused, match="only its custodian"):
        answer(made, "carry_out", officer.user, witness=supervisor.user)
    with pytest.raises(StepRefused, match="Name the witness"):
        answer(made, "carry_out", custodian.user)
    for witness in (custodian.user, supervisor.user):
        with pytest.raises(StepRefused, match="neither"):
            answer(made, "carry_out", custodian.user, witness=witness)
    exhibit.refresh_from_db()
    assert exhibit.custodian == custodian.user


def test_a_hold_stops_every_step_until_somebody_else_lifts_it(
    exhibit, officer, supervisor, custodian, colleague
):
    made = order(exhibit, officer.user)
    answer(made, "approve", supervisor.user, approver=supervisor.user)
    actions.put_on_hold(exhibit=exhibit, reason="Appeal", by=supervisor.user)
    with pytest.raises(StepRefused, match="on hold: Appeal"):
        answer(made, "carry_out", custodian.user, witness=colleague.user)
    with pytest.raises(StepRefused, match="somebody else lifts"):
        actions.lift_hold(exhibit=exhibit, reason="Over", by=supervisor.user)
    with pytest.raises(StepRefused):
        actions.lift_hold(exhibit=exhibit, reason="Over", by=officer.user)


def test_a_legal_hold_on_the_case_stops_it_as_well(case, exhibit, officer, post):
    counsel = make_user(office=post, roles=["LEGAL"])
    given = {"reason": "Lawsuit", "authority": "Court", "start_on": date(2026, 1, 5)}
    holds.place(key=uuid4(), by=counsel, records=[case], **given)
    with pytest.raises(StepRefused, match="under a legal hold"):
        order(exhibit, officer.user)
    assert still_open(case) == []


def test_destroying_bytes_takes_two_and_leaves_the_digest(
    case, officer, supervisor, custodian, colleague, django_capture_on_commit_callbacks
):
    exhibit = digital(case, officer.user)
    made = order(exhibit, supervisor.user, method="DESTROY")
    director = make_director(officer.user.office)
    answer(made, "approve", director, approver=director)
    with django_capture_on_commit_callbacks(execute=True):
        answer(made, "carry_out", officer.user, witness=colleague.user)
    stored = exhibit.acquisition.stored
    stored.refresh_from_db()
    assert stored.is_destroyed and stored.digest == exhibit.acquisition.sha256
    assert blobs.opened(stored.digest) is None


def make_director(office):
    return make_user(office=office, roles=["DIRECTOR"])


# The closing check and the report


def test_a_case_does_not_close_over_an_open_exhibit(case, exhibit, officer, supervisor, custodian):
    assert still_open(case) == ["1 exhibit without an order and not on hold."]
    offer(exhibit, officer.user, custodian.user)
    actions.report_discrepancy(exhibit=exhibit, about="OTHER", says="Bag torn", by=officer.user)
    said = [found.sentence for found in workflow.CLOSING.run(case) if "exhibit" in found.sentence]
    assert len(said) == 3
    with pytest.raises(StepRefused, match="without an order"):
        workflow.take(case, "close", by=supervisor.user, reason="Done", given={"disposition": "UNFOUNDED"})


@pytest.mark.parametrize("settled", ["hold", "order"])
def test_an_order_or_a_hold_settles_it(case, exhibit, officer, supervisor, settled):
    if settled == "hold":
        actions.put_on_hold(exhibit=exhibit, reason="Appeal", by=officer.user)
    else:
        made = order(exhibit, officer.user)
        assert still_open(case)  # ordered is not yet approved
        answer(made, "approve", supervisor.user, approver=supervisor.user)
    assert still_open(case) == []


@pytest.mark.parametrize("status", ["CLOSED", "MERGED"])
def test_an_exhibit_outlives_its_case_and_is_settled_all_the_same(
    case, exhibit, officer, supervisor, custodian, colleague, status
):
    actions.put_on_hold(exhibit=exhibit, reason="For the trial", by=officer.user)
    type(case)._base_manager.filter(pk=case.pk).update(status=status, closed_at=NOW)
    case.refresh_from_db()
    exhibit.case = case
    actions.lift_hold(exhibit=exhibit, reason="The trial is over", by=supervisor.user)
    assert "Order its disposal" in officer.get(exhibit.get_absolute_url()).content.decode()
    made = order(exhibit, officer.user)
    answer(made, "approve", supervisor.user, approver=supervisor.user)
    answer(made, "carry_out", custodian.user, witness=colleague.user)
    exhibit.refresh_from_db()
    assert exhibit.gone_as == "RETURN"


def test_the_report_lists_exhibits_with_who_has_them(case, exhibit, officer, custodian):
    given = [a for a in ports.ask("report section", case=case, by=officer.user, section="evidence") if a.rows]
    row = given[0].rows[0]
    assert row["title"] == "E001 Passport L898902C3"
    assert dict(map(tuple, row["facts"]))["Custody"] == "Yuki Arran, With its custodian"


def test_the_report_says_of_an_exhibit_what_does_not_agree(case, exhibit, officer, supervisor):
    found = actions.report_discrepancy(exhibit=exhibit, about="OTHER", says="Bag torn", by=officer.user)

    def said():
        given = ports.ask("report section", case=case, by=officer.user, section="evidence")
        return dict(next(answer for answer in given if answer.rows).rows[0]["facts"]).get("Does not agree")

    assert said() == "Bag torn"
    answer(found, "close", supervisor.user, reason="Mended")
    assert said() is None


def test_leaving_offers_what_somebody_keeps_to_their_heir(case, officer, colleague, exhibit, custodian):
    work = [row for answer in ports.ask("work of", user=custodian.user) for row in answer.rows]
    assert [(row.kind, row.id) for row in work] == [("evidence.exhibit", exhibit.pk)]
    told = {
        "kind": "evidence.exhibit",
        "id": exhibit.pk,
        "from_id": custodian.user.pk,
        "to_id": colleague.user.pk,
    }
    ports.tell("work.handed_over", by_id=officer.user.pk, **told)
    made = exhibit.hand_overs.get(status="PENDING")
    assert (made.releaser, made.receiver) == (custodian.user, colleague.user)
    exhibit.refresh_from_db()
    assert exhibit.custodian == custodian.user
