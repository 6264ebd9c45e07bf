"""Offences and their limitation periods: by statute, never rolled, told long before, stopped by two."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases import workflow
from cases.actions import offences, reviewing
from cases.limitations import STATUTES
from cases.models import Offence
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.factories import make_case

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def case(officer, supervisor):
    return make_case(by=officer.user, officer=officer.user, status="FULL")


def charge(case, by, statute="18-1542", on=date(2018, 6, 2), **more):
    return offences.add_offence(
        case=case, statute=statute, committed_on=on, by=by, key=more.pop("key", uuid4()), at=NOW, **more
    )


def page(case, *more):
    return reverse("cases:offences" if not more else "cases:offence_withdraw", args=[case.reference, *more])


def test_passport_fraud_is_barred_after_ten_years_and_visa_fraud_after_five(case, officer):
    # 2 June 2028 is a Friday; 3 June 2023 a Saturday, which is not rolled.
    assert charge(case, officer.user).deadline.due_on == date(2028, 6, 2)
    visa = charge(case, officer.user, "18-1546", date(2018, 6, 3)).deadline
    assert (visa.due_on, visa.roll) == (date(2023, 6, 3), "NONE")
    assert {statute.years for statute in STATUTES.values()} == {5, 10}


def test_it_is_told_twelve_six_and_three_months_before(case, officer):
    assert charge(case, officer.user).deadline.ahead_on == ["2027-06-02", "2027-12-02", "2028-03-02"]


def test_two_offences_of_one_day_and_period_share_a_date(case, officer):
    first, second = charge(case, officer.user), charge(case, officer.user, "18-1543")
    assert first.deadline == second.deadline
    offences.withdraw_offence(offence=first, reason="Not this one", by=officer.user)
    assert offences.running(second)
    offences.withdraw_offence(offence=second, reason="Nor this one", by=officer.user)
    assert offences.running(second) is None
    assert offences.soonest(case) is None


def test_sent_twice_it_is_on_file_once(case, officer):
    key = uuid4()
    assert charge(case, officer.user, key=key) == charge(case, officer.user, key=key)
    with pytest.raises(StepRefused, match="on file already"):
        charge(case, officer.user)


def test_a_tolled_period_is_followed_and_is_tolled_again_when_the_case_reopens(case, officer, supervisor):
    offence = charge(case, officer.user)
    clocks.toll(
        deadline=offence.deadline, days=40, reason="fugitive", approved_by=supervisor.user, by=officer.user
    )
    assert offences.running(offence).due_on == date(2028, 7, 12)
    workflow.take(case, "transfer", by=supervisor.user, reason="to the prosecutor")
    assert offences.running(offence) is None
    offences.run_again(case, by=supervisor.user, at=NOW)
    offence.refresh_from_db()
    assert offences.running(offence).due_on == date(2028, 7, 12)


def test_a_review_keeps_the_soonest_limitation_date_it_saw(case, officer, supervisor):
    charge(case, officer.user)
    review = reviewing.record_review(
        case=case, by=supervisor.user, key=uuid4(), files_seen="all", next_steps="go on"
    )
    assert review.limitation_on == date(2028, 6, 2)


def test_only_those_who_work_the_case_add_one(case, colleague):
    with pytest.raises((StepRefused, ValidationError)):
        charge(case, colleague.user)
    assert not Deadline.objects.for_target(case).filter(rule=offences.RULE).exists()


def test_the_page_adds_one_shows_its_date_and_takes_it_back(case, officer):
    sent = {"key": uuid4(), "statute": "18-1542", "committed_on": "2018-06-02"}
    assert officer.post(page(case), sent).status_code == 302
    shown = officer.get(page(case)).content.decode()
    assert "2 Jun 2028" in shown and "Confirm it with the prosecutor" in shown
    offence = Offence.objects.get()
    assert officer.post(page(case, offence.pk), {"reason": "Wrong year"}).status_code == 302
    assert "Wrong year" in officer.get(page(case)).content.decode()


def test_a_day_in_the_future_is_refused_beside_the_field(case, officer):
    answer = officer.post(page(case), {"key": uuid4(), "statute": "18-1542", "committed_on": "2300-01-01"})
    assert answer.status_code == 422
    assert "Choose a day between 1950 and today." in answer.content.decode()


def test_a_stranger_finds_no_page(case, outsider, officer):
    offence = charge(case, officer.user)
    assert outsider.get(page(case)).status_code == 404
    assert outsider.post(page(case, offence.pk), {"reason": "x"}).status_code == 404


@pytest.mark.parametrize(("days", "brought"), [(10, True), (400, False)])
def test_a_reviewer_who_means_to_look_again_sooner_is_told_that_day(case, officer, supervisor, days, brought):
    clocks.start(
        rule="cases.review_next", target=case, office=case.office, trigger_at=NOW, owner=supervisor.user,
        by=officer.user, at=NOW,
    )  # fmt: skip
    on = case.office.local_date(NOW) + timedelta(days=days)
    reviewing.record_review(
        case=case, by=supervisor.user, key=uuid4(), files_seen="all", next_steps="go on",
        next_review_on=on, at=NOW,
    )  # fmt: skip
    own = Deadline.objects.open().for_target(case).filter(rule="desk.bring_forward")
    assert [row.due_on for row in own] == ([on] if brought else [])
