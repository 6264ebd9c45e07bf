"""More time for a date (A.2: one extension of at most 180 days by the director)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from cases import workflow
from cases.actions import dates, offences
from cases.models import Event
from secoffice.deadlines import actions as clocks
from secoffice.deadlines import keepers
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.factories import make_case


@pytest.fixture
def case(officer, supervisor):
    made = make_case(by=officer.user, officer=officer.user)
    workflow.take(made, "screen", by=supervisor.user, reason="Searched")
    return workflow.take(made, "open_preliminary", by=supervisor.user, reason="May be occurring")


def clock(case, rule):
    return Deadline.objects.open().for_target(case).get(rule=rule)


def test_a_supervisor_gives_more_time_on_the_page_and_the_old_date_stays(supervisor, case):
    review = clock(case, "cases.review_preliminary")
    assert "More time" in supervisor.get(f"/cases/{case.reference}/dates/").content.decode()
    until = review.due_on + timedelta(days=14)
    sent = {"until": until.isoformat(), "reason": "The witness returns next week."}
    answer = supervisor.post(f"/cases/{case.reference}/dates/{review.pk}/extend/", sent)
    assert answer.status_code == 302
    longer = clock(case, "cases.review_preliminary")
    assert longer.follows_id == review.pk and longer.due_on >= until
    assert Event.objects.filter(case=case, verb="date", text="The witness returns next week.").exists()


def test_the_officer_is_told_why_not(officer, case):
    page = f"/cases/{case.reference}/dates/{clock(case, 'cases.preliminary_end').pk}/extend/"
    answer = officer.get(page)
    assert answer.status_code == 403 and "logged or work yourself" in answer.content.decode()
    assert officer.post(page, {"until": "2031-01-01", "reason": "Later"}).status_code == 422


@pytest.mark.parametrize(
    "sent", [{}, {"until": "soon", "reason": "x"}, {"until": "2020-01-01", "reason": "x"}]
)
def test_a_bad_date_is_refused_and_nothing_is_lost(sent, supervisor, case):
    review = clock(case, "cases.review_preliminary")
    answer = supervisor.post(f"/cases/{case.reference}/dates/{review.pk}/extend/", sent)
    assert answer.status_code == 422
    assert clock(case, "cases.review_preliminary") == review


def test_the_end_of_a_stage_moves_once_by_the_director(supervisor, director, case):
    end = clock(case, "cases.preliminary_end")
    far = end.due_on + timedelta(days=90)
    with pytest.raises(StepRefused, match="director"):
        dates.extend(case=case, deadline=end, until=far, reason="More leads", by=supervisor.user)
    with pytest.raises(StepRefused, match="At most 180"):
        dates.extend(
            case=case,
            deadline=end,
            until=end.due_on + timedelta(days=181),
            reason="More leads",
            by=director.user,
        )
    longer = dates.extend(case=case, deadline=end, until=far, reason="More leads", by=director.user)
    with pytest.raises(StepRefused, match="once"):
        dates.extend(
            case=case, deadline=longer, until=far + timedelta(days=9), reason="Again", by=director.user
        )


def test_a_date_of_another_case_is_not_there(supervisor, officer, case):
    other = make_case(by=officer.user)
    foreign = Deadline.objects.open().for_target(other).first()
    assert supervisor.get(f"/cases/{case.reference}/dates/{foreign.pk}/extend/").status_code == 404


def test_the_end_of_a_stage_that_was_only_tolled_can_still_be_extended(supervisor, director, officer, case):
    end = clock(case, "cases.preliminary_end")
    tolled = clocks.toll(
        deadline=end, days=10, reason="Fugitive", approved_by=supervisor.user, by=officer.user
    )
    assert dates.may_extend(director.user, case, tolled) == ""


def test_a_limitation_period_is_tolled_and_never_extended(director, supervisor, officer, case):
    offence = offences.add_offence(
        case=case, statute="18-1542", committed_on=date(2020, 3, 2), by=officer.user, key=uuid4()
    )
    assert "never extended" in keepers.why_not("extend", offence.deadline, director.user)
    assert keepers.why_not("toll", offence.deadline, supervisor.user) == ""
    assert "work yourself" in keepers.why_not("toll", offence.deadline, officer.user)


def test_a_supervisor_does_not_hand_on_a_review_they_owe(supervisor, director, officer, case):
    review = clock(case, "cases.review_preliminary")
    assert review.owner == supervisor.user
    sent = {"owner": officer.user.pk, "reason": "Busy", "version": review.version}
    answer = supervisor.post(f"/deadlines/{review.pk}/owner/", sent)
    assert answer.status_code == 422 and "It is your own date" in answer.content.decode()
    assert director.post(f"/deadlines/{review.pk}/owner/", sent).status_code == 302
    assert clock(case, "cases.review_preliminary").owner == officer.user
