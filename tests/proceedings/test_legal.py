"""Legal process from issue to return, with its date; arrests."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from cases import workflow
from cases.actions import subjects
from cases.proceedings.actions import entries, legal
from cases.proceedings.deadlines import RETURN
from cases.proceedings.models import Arrest, LegalProcess
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
PAPER = {
    "kind": "SUBPOENA", "authority": "District court", "addressed_to": "Telephone company",
    "seeks": "Subscriber of one number", "issued_on": date(2026, 3, 2), "return_on": date(2026, 3, 29),
}  # fmt: skip


def issue(case, by, **more):
    key = more.pop("key", uuid4())
    return legal.issue(case=case, by=by.user, key=key, at=NOW, **PAPER | more)


def move(process, step, by, on=date(2026, 3, 18), said="To the clerk of the company, in person."):
    return legal.move(process=process, step=step, by=by.user, on=on, said=said, at=NOW)


def dates(case):
    return Deadline.objects.for_target(case).filter(rule=RETURN)


def test_the_return_day_is_the_one_on_the_paper_sunday_or_not(case, officer):
    assert issue(case, officer).deadline.due_on == date(2026, 3, 29)


def test_it_is_served_and_returned_and_its_date_is_met(case, officer):
    process = move(issue(case, officer), "serve", officer)
    assert (process.status, process.served_on) == ("SERVED", date(2026, 3, 18))
    move(process, "return", officer, date(2026, 3, 20), "A list of calls")
    process.refresh_from_db()
    assert (process.status, process.came_back) == ("RETURNED", "A list of calls")
    assert dates(case).get().state == "met"


def test_a_paper_that_is_out_keeps_the_case_open(case, officer, supervisor):
    process = issue(case, officer)
    with pytest.raises(StepRefused, match="1 paper of legal process not returned"):
        workflow.take(case, "close", by=supervisor.user, reason="Done", given={"disposition": "PLEA"})
    move(process, "withdraw", officer, said="Quashed")
    assert dates(case).get().state == "cancelled"
    workflow.take(case, "close", by=supervisor.user, reason="Done", given={"disposition": "PLEA"})


def test_two_papers_with_one_return_day_share_a_date_until_both_are_back(case, officer):
    first, second = issue(case, officer), issue(case, officer, addressed_to="Bank")
    assert first.deadline == second.deadline
    move(first, "return", officer)
    assert dates(case).get().is_open
    entries.take_back(entry=second, reason="Another case", by=officer.user, at=NOW)
    assert not dates(case).get().is_open


@pytest.mark.parametrize("step", ["serve", "return", "withdraw"])
def test_what_came_back_stays_as_it_is(step, case, officer):
    process = move(issue(case, officer), "return", officer)
    with pytest.raises(StepRefused, match="not possible"):
        move(process, step, officer)


def test_days_that_make_no_sense_are_refused(case, officer):
    with pytest.raises(StepRefused, match="lies after"):
        issue(case, officer, return_on=date(2026, 3, 2))
    with pytest.raises(StepRefused, match="not come yet"):
        issue(case, officer, issued_on=date(2026, 3, 21))
    with pytest.raises(StepRefused, match="before the paper was issued"):
        move(issue(case, officer), "serve", officer, on=date(2026, 3, 1))
    assert LegalProcess.objects.count() == 1


def arrest(case, subject, by):
    return legal.arrest(
        case=case, subject=subject, on=date(2026, 3, 3), place="Port", agency="City police",
        authority="warrant 12", by=by.user, key=uuid4(),
    )  # fmt: skip


def test_somebody_of_the_case_is_arrested_and_nobody_else(case, officer):
    subject = subjects.add_subject(case=case, by=officer.user, facts=[("NAME", "Ivo Halm", "")])
    victim = subjects.add_subject(case=case, by=officer.user, part="VICTIM", facts=[("NAME", "Una Halm", "")])
    arrest(case, subject, officer)
    with pytest.raises(StepRefused, match="not on the case"):
        arrest(case, victim, officer)
    assert Arrest.objects.get().subject == subject
