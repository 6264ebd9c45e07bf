"""Duplicate cases: one goes on, the other is kept whole, and the merge can be taken back."""

import pytest

from cases import workflow
from cases.actions import merging
from cases.models import Event
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.factories import make_case, make_user


@pytest.fixture
def two(officer, supervisor):
    author = make_user(unit=officer.user.unit)
    return [make_case(by=author, officer=officer.user, status="FULL") for _ in range(2)]


def merge(case, into, by):
    return workflow.take(case, "merge", by=by.user, reason="One matter", given={"into": into})


def test_both_timelines_tell_and_the_survivor_names_no_number(two, supervisor):
    case, into = two
    merge(case, into, supervisor)
    told = Event.objects.filter(case=into).first()
    assert (
        told.says == "Another case was merged into this one" and case.reference not in told.says + told.text
    )
    assert Event.objects.filter(case=case).first().says.startswith("Merge into another case")


def test_it_is_listed_in_the_survivor_for_those_who_may_see_it_alone(two, supervisor, officer, colleague):
    case, into = two
    merge(case, into, supervisor)
    assert merging.merged_into(into, officer.user) == [case]
    assert merging.merged_into(into, colleague.user) == []


def test_what_was_merged_before_is_found_through_it(two, supervisor, officer):
    first, second = two
    last = make_case(by=first.logged_by, officer=officer.user, status="FULL")
    merge(first, second, supervisor)
    merge(second, last, supervisor)
    assert set(merging.merged_into(last, officer.user)) == {first, second}


def test_it_is_taken_back_and_runs_again(two, supervisor):
    case, into = two
    merge(case, into, supervisor)
    assert not Deadline.objects.open().for_target(case).exists()
    workflow.take(case, "unmerge", by=supervisor.user, reason="Two men after all")
    case.refresh_from_db()
    assert (case.status, case.merged_into) == ("REOPENED", None)
    assert Deadline.objects.open().for_target(case).filter(rule="cases.review_30").exists()
    assert "taken out again" in Event.objects.filter(case=into).first().says


def test_once_the_survivor_is_closed_it_stands(two, supervisor):
    case, into = two
    merge(case, into, supervisor)
    workflow.take(into, "close", by=supervisor.user, reason="Done", given={"disposition": "PLEA"})
    case.refresh_from_db()
    with pytest.raises(StepRefused, match="has ended"):
        workflow.take(case, "unmerge", by=supervisor.user, reason="Two men after all")


def test_a_case_does_not_go_on_in_one_that_ended_or_that_somebody_else_leads(two, supervisor, outsider):
    case, into = two
    workflow.take(into, "transfer", by=supervisor.user, reason="To the police")
    with pytest.raises(StepRefused, match="has ended"):
        merge(case, into, supervisor)
    case.refresh_from_db()
    theirs = make_case(by=make_user(unit=outsider.user.unit))
    with pytest.raises(StepRefused, match="works or supervises"):
        merge(case, theirs, supervisor)
    case.refresh_from_db()
    assert case.status == "FULL"
