"""What was sent waits for its answer in a diary of thirty days, chased until it is there."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from cases import workflow
from cases.gate import REFERRING
from cases.proceedings.actions import referrals
from cases.proceedings.deadlines import DIARY
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def refer(case, by, name="District prosecutor", at=NOW):
    return referrals.refer(
        case=case, kind="PROSECUTOR", name=name, contact="Ms Lund, +351 1", sent_on=date(2026, 3, 2),
        what="Report R01, exhibits 1 to 5", by=by.user, key=uuid4(), at=at,
    )  # fmt: skip


def answer(referral, step, by, on=date(2026, 3, 2), said="Ms Lund: two counts", at=NOW):
    return referrals.answer(referral=referral, step=step, by=by.user, on=on, said=said, at=at)


def diaries(case):
    return list(Deadline.objects.open().for_target(case).filter(rule=DIARY).values_list("due_on", flat=True))


def test_its_answer_is_awaited_thirty_days_and_a_chaser_starts_them_again(case, officer):
    referral = refer(case, officer)
    assert diaries(case) == [date(2026, 4, 1)]
    later = NOW + timedelta(days=30)
    referrals.chase(referral=referral, said="Rang her clerk", by=officer.user, key=uuid4(), at=later)
    assert diaries(case) == [date(2026, 5, 1)]
    assert referral.chasers.get().said == "Rang her clerk"


def test_sent_twice_it_was_chased_once(case, officer):
    referral, key = refer(case, officer), uuid4()
    for _ in range(2):
        referrals.chase(referral=referral, said="Rang", by=officer.user, key=key, at=NOW)
    assert referral.chasers.count() == 1


@pytest.mark.parametrize(("step", "status"), [("accept", "ACCEPTED"), ("decline", "DECLINED")])
def test_with_the_answer_the_diary_ends(step, status, case, officer):
    referral = answer(refer(case, officer), step, officer)
    referral.refresh_from_db()
    assert (referral.status, referral.answer, diaries(case)) == (status, "Ms Lund: two counts", [])


def test_deferred_it_is_awaited_again(case, officer):
    referral = answer(refer(case, officer), "defer", officer, date(2026, 3, 12), at=NOW + timedelta(days=10))
    assert referral.is_open and diaries(case) == [date(2026, 4, 13)]  # 11 April is a Saturday


def test_each_of_two_has_its_own_diary(case, officer):
    first = refer(case, officer)
    refer(case, officer, "Customs", NOW + timedelta(minutes=5))
    answer(first, "decline", officer)
    assert len(diaries(case)) == 1


def test_the_diary_that_the_step_began_is_taken_over(case, officer, supervisor, monkeypatch):
    monkeypatch.setitem(REFERRING.provided, "report", lambda case: [])
    workflow.take(case, "refer", by=supervisor.user, reason="To the prosecutor", at=NOW)
    refer(case, officer, at=NOW + timedelta(hours=1))
    assert len(diaries(case)) == 1


def test_without_the_answer_the_case_stays_open(case, officer, supervisor):
    referral = refer(case, officer)
    with pytest.raises(StepRefused, match="1 referral without an answer"):
        workflow.take(case, "close", by=supervisor.user, reason="Done", given={"disposition": "PLEA"})
    answer(referral, "decline", officer, said="Too small")
    workflow.take(case, "close", by=supervisor.user, reason="Done", given={"disposition": "DECLINED_STATE"})


def test_a_case_that_is_referred_waits_for_an_answer_also_where_nobody_logged_to_whom(
    case, officer, supervisor, monkeypatch
):
    monkeypatch.setitem(REFERRING.provided, "report", lambda case: [])
    workflow.take(case, "refer", by=supervisor.user, reason="To the prosecutor", at=NOW)
    ended = {"by": supervisor.user, "reason": "Done", "given": {"disposition": "PLEA"}}
    with pytest.raises(StepRefused, match="no answer is on file"):
        workflow.take(case, "close", **ended)
    answer(refer(case, officer, at=NOW + timedelta(hours=1)), "accept", officer)
    workflow.take(case, "close", **ended)


def test_an_answer_needs_its_reason_and_comes_once(case, officer):
    referral = refer(case, officer)
    with pytest.raises(StepRefused, match="say it in a sentence"):
        answer(referral, "decline", officer, said=" ")
    answer(referral, "decline", officer)
    with pytest.raises(StepRefused, match="not possible"):
        answer(referral, "accept", officer)
    with pytest.raises(StepRefused, match="no answer any more"):
        referrals.chase(referral=referral, said="Rang", by=officer.user, key=uuid4(), at=NOW)
