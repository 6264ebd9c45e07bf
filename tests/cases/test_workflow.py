"""The table of steps: who may take which, and what each does to the clocks (domain A.2, I.1)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from cases import workflow
from cases.actions import assigning, opening, reviewing
from cases.models import Case, Status
from cases.proceedings.actions import referrals
from secoffice.accounts.models import Unit
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.factories import make_case, make_office, make_unit, make_user
from tests.papers.writing import approved_report

WHO = [
    "author",
    "officer",
    "supervisor",
    "other supervisor",
    "rso",
    "region",
    "intake",
    "outsider",
    "sysadmin",
]


@pytest.fixture
def people(db):
    hq = make_office(code="HQS", kind="HQ")
    region = make_office(code="REG", kind="REGION", parent=hq)
    post = make_office(code="UTP", parent=region)
    unit, other = make_unit(office=post), make_unit(office=post)
    boss, rival = make_user(unit=unit, roles=["CASE_SUP"]), make_user(unit=other, roles=["CASE_SUP"])
    Unit.objects.filter(pk=unit.pk).update(supervisor=boss)
    Unit.objects.filter(pk=other.pk).update(supervisor=rival)
    return {
        "author": make_user(unit=unit, roles=["AGENT", "CASE_SUP"]),
        "officer": make_user(unit=unit, roles=["AGENT", "RSO"]),
        "supervisor": boss,
        "other supervisor": rival,
        "rso": make_user(office=post, roles=["RSO"]),
        "region": make_user(office=region, roles=["CASE_SUP"]),
        "intake": make_user(office=post, roles=["INTAKE"]),
        "outsider": make_user(roles=["CASE_SUP", "RSO", "DIRECTOR"]),
        "sysadmin": make_user(office=post, roles=["SYSADMIN"], is_superuser=True),
    }


@pytest.fixture
def case(people):
    return make_case(by=people["author"], officer=people["officer"])


APPROVERS = {"supervisor", "rso", "region"}
MAY = {
    "screen": APPROVERS | {"intake"},
    "prosecute": APPROVERS | {"officer"},
    "declined": APPROVERS | {"officer"},
} | dict.fromkeys(
    (
        "open_preliminary",
        "open_full",
        "refer",
        "administrative",
        "suspend",
        "transfer",
        "merge",
        "close",
        "reopen",
    ),
    APPROVERS,
)


@pytest.mark.parametrize("step", sorted(MAY))
def test_who_may_take_each_step(step, people, case):
    case.status = workflow.WORKFLOW.steps[step].sources[0]
    may = {who for who in WHO if not workflow.WORKFLOW.steps[step].may(people[who], case)}
    assert may == MAY[step]


@pytest.mark.parametrize("step", sorted(workflow.WORKFLOW.steps))
@pytest.mark.parametrize("status", Status.values)
def test_a_step_starts_only_where_the_table_says(step, status, people, case):
    if step == "refer":
        approved_report(case, people["officer"], people["supervisor"], people["rso"])
    Case._base_manager.filter(pk=case.pk).update(
        status=status, came_from="FULL", closed_at=case.opened_at if status == "CLOSED" else None
    )
    case.refresh_from_db()
    row = workflow.WORKFLOW.steps[step]
    if (status, step) == ("REFERRED", "close"):
        answered_referral(case, people["officer"])
    given = {"into": make_case(by=people["author"]), "disposition": "INCONCLUSIVE"}
    if status in row.sources and not row.may(people["rso"], case):
        assert workflow.take(case, step, by=people["rso"], reason="Enough", given=given).status == row.target
    else:
        with pytest.raises(StepRefused):
            workflow.take(case, step, by=people["rso"], reason="Enough", given=given)
        assert Case._base_manager.get(pk=case.pk).status == status


def answered_referral(case, by):
    """What a referred case needs before it closes: somebody was asked, and answered."""
    sent = {"kind": "AGENCY", "name": "Prosecutor", "contact": "", "what": "The file", "key": uuid4()}
    day = case.office.local_date(case.opened_at)
    referral = referrals.refer(case=case, by=by, sent_on=day, **sent)
    referrals.answer(referral=referral, step="accept", by=by, on=day, said="Taken on")


def test_a_step_needs_its_reason(people, case):
    with pytest.raises(StepRefused, match="duplicates"):
        workflow.take(case, "screen", by=people["supervisor"], reason="  ")


def test_of_two_who_take_a_step_at_once_one_is_told(people, case):
    mine, theirs = Case._base_manager.get(pk=case.pk), Case._base_manager.get(pk=case.pk)
    workflow.take(mine, "screen", by=people["supervisor"], reason="Searched")
    with pytest.raises(StepRefused, match="meanwhile"):
        workflow.take(theirs, "screen", by=people["rso"], reason="Searched")


def test_every_state_but_the_ended_ones_can_be_left(people):
    sources = {source for step in workflow.STEPS for source in step.sources}
    assert set(Status) - sources == {Status.TRANSFERRED}


def due(case, rule):
    return sorted(Deadline.objects.open().for_target(case).filter(rule=rule).values_list("due_on", flat=True))


def at(month, day, hour=9):
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
def us_case(people):
    """Scenario I.1: a complaint of 2 March 2026 in an office that keeps the U.S. federal holidays."""
    from secoffice.calendars.models import Calendar

    calendar = Calendar.objects.create(code="US", name="United States", country="US")
    people["author"].office.calendar = calendar
    people["author"].office.save()
    return make_case(by=people["author"], at=at(3, 2))


def test_the_passport_fraud_of_the_worked_scenario(people, us_case):
    boss, case = people["supervisor"], us_case
    assert due(case, "cases.acknowledge") == [date(2026, 3, 4)]
    assert due(case, "cases.screen") == [date(2026, 3, 9)]
    opening.acknowledge(case=case, by=people["author"], how="Letter", at=at(3, 3))
    assert not due(case, "cases.acknowledge")

    with pytest.raises(StepRefused):
        workflow.take(case, "screen", by=people["author"], reason="Searched", at=at(3, 4))
    workflow.take(case, "screen", by=boss, reason="Searched", at=at(3, 4))
    workflow.take(case, "open_preliminary", by=boss, reason="May be occurring", at=at(3, 4))
    assert due(case, "cases.review_preliminary") == [date(2026, 4, 3)]
    assert due(case, "cases.preliminary_end") == [date(2026, 8, 31)]
    assert not due(case, "cases.screen")

    workflow.take(case, "open_full", by=boss, reason="Facts and plan", at=at(4, 1))
    assert not due(case, "cases.preliminary_end")
    assert due(case, "cases.review_30") == [date(2026, 5, 1)]
    assert due(case, "cases.review_60") == [date(2026, 6, 1)]
    assert due(case, "cases.review_90") == [date(2026, 6, 30)]

    for on in (at(4, 30), at(6, 2), at(6, 30)):
        reviewing.record_review(
            case=case,
            by=boss,
            key=f"00000000-0000-4000-8000-{on:%Y%m%d%H%M}",
            files_seen="All",
            next_steps="Go on",
            at=on,
        )
    assert due(case, "cases.review_next") == [date(2026, 9, 28)]

    opening.finish_investigating(case=case, by=people["author"], what="Last interview", at=at(6, 1))
    assert due(case, "cases.report") == [date(2026, 7, 1)]
    approved_report(case, people["author"], boss, people["rso"], at=at(6, 14))
    assert not due(case, "cases.report")
    workflow.take(case, "refer", by=boss, reason="Prosecutor", at=at(6, 15))
    assert due(case, "cases.referral_diary") == [date(2026, 7, 15)]
    case.refresh_from_db()
    assert case.next_duty == "response diary"


def test_a_case_is_not_merged_into_itself(people, case):
    with pytest.raises(StepRefused, match="itself"):
        workflow.take(case, "merge", by=people["supervisor"], reason="One matter", given={"into": case})


def test_closing_lists_what_is_open_and_what_nobody_checks_yet(people, case, monkeypatch):
    monkeypatch.delitem(workflow.CLOSING.provided, "leads", raising=False)
    assigning.assign(case=case, officer=make_user(unit=people["officer"].unit), by=people["supervisor"])
    case.status = "FULL"
    offer = workflow.WORKFLOW.offer(workflow.WORKFLOW.steps["close"], people["supervisor"], case)
    assert "An assignment waits for an answer." in offer.why_not
    assert "Every lead is closed or cancelled with a reason" in {found.label for found in offer.not_checked}


def test_closing_ends_every_clock(people, case):
    workflow.take(
        case, "close", by=people["supervisor"], reason="Unfounded", given={"disposition": "UNFOUNDED"}
    )
    case.refresh_from_db()
    assert (case.status, case.disposition, case.next_due_at) == ("CLOSED", "UNFOUNDED", None)
    assert not Deadline.objects.open().for_target(case).exists()
