"""Duplicate cases: one goes on, the other is kept whole, and the merge can be taken back."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from cases import limitations, workflow
from cases.actions import merging, offences
from cases.evidence import actions as evidence
from cases.gate import CLOSING
from cases.leads.actions import asking as leads
from cases.models import Event
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.evidence.conftest import take_in
from tests.factories import make_case, make_user
from tests.leads.conftest import write


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


def periods(case):
    return Deadline.objects.open().for_target(case).filter(rule="cases.limitation")


def test_the_limitation_periods_of_a_merged_case_run_on_until_the_other_ends(two, supervisor, officer):
    case, into = two
    offence = {"statute": limitations.CHOICES[0][0], "committed_on": date(2025, 11, 20)}
    offences.add_offence(case=case, by=officer.user, key=uuid4(), **offence)
    merge(case, into, supervisor)
    assert list(Deadline.objects.open().for_target(case)) == [periods(case).get()]
    workflow.take(into, "close", by=supervisor.user, reason="Done", given={"disposition": "PLEA"})
    assert not periods(case).exists()
    workflow.take(into, "reopen", by=supervisor.user, reason="News")
    assert periods(case).count() == 1
    case.refresh_from_db()
    workflow.take(case, "unmerge", by=supervisor.user, reason="Two men after all")
    assert periods(case).count() == 1


def test_merging_further_ends_no_limitation_period(two, supervisor, officer):
    first, second = two
    last = make_case(by=first.logged_by, officer=officer.user, status="FULL")
    offence = {"statute": limitations.CHOICES[0][0], "committed_on": date(2025, 11, 20)}
    offences.add_offence(case=first, by=officer.user, key=uuid4(), **offence)
    merge(first, second, supervisor)
    merge(second, last, supervisor)
    assert periods(first).count() == 1


@pytest.mark.parametrize("far", [1, 2, 3])
def test_what_was_merged_in_must_be_settled_before_the_survivor_closes(two, supervisor, officer, far):
    first, into = two
    exhibit = take_in(first, officer.user)
    lead = write(first, officer.user, first.office)
    merge(first, into, supervisor)
    for _ in range(far - 1):
        into, before = make_case(by=first.logged_by, officer=officer.user, status="FULL"), into
        merge(before, into, supervisor)
    page = supervisor.get(reverse("cases:step", args=[into.reference, "close"]))
    said = page.content.decode()
    assert page.status_code == 403 and first.reference not in said
    for what in ("1 exhibit", "1 lead"):
        assert f"{what} not settled in what was merged into this case." in said
    evidence.put_on_hold(exhibit=exhibit, reason="For the trial", by=officer.user)
    leads.cancel(lead=lead, by=officer.user, reason="Not needed")
    assert [found.sentence for found in CLOSING.run(into) if found.blocks] == []


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
