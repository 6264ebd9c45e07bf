"""More time for a date (A.2: one extension of at most 180 days by the director), given by somebody else."""

from datetime import date, timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from cases import workflow
from cases.actions import offences
from cases.actions.timeline import hold
from cases.models import Event
from secoffice.deadlines import actions as clocks
from secoffice.deadlines import keepers
from secoffice.deadlines.models import Deadline
from secoffice.reminders import moving
from tests.factories import make_case

EXTEND = "/deadlines/extend/"


@pytest.fixture
def case(officer, supervisor):
    return opened(officer, supervisor)


def opened(officer, supervisor):
    """A preliminary inquiry: a review that the supervisor owes, and the end of the stage that the officer does."""
    made = make_case(by=officer.user, officer=officer.user)
    workflow.take(made, "screen", by=supervisor.user, reason="Searched")
    return workflow.take(made, "open_preliminary", by=supervisor.user, reason="May be occurring")


def clock(case, rule):
    return Deadline.objects.open().for_target(case).get(rule=rule)


def send(persona, deadline, until, reason="The witness returns next week."):
    given = {"deadline": f"{deadline.pk}-{deadline.version}", "until": until.isoformat(), "reason": reason}
    return persona.post(EXTEND, given)


def text(answer):
    return answer.content.decode()


def test_the_page_of_the_case_leads_to_more_time_and_the_old_date_stays(director, case):
    review = clock(case, "cases.review_preliminary")
    assert f"/deadlines/{review.pk}/extend/" in text(director.get(f"/cases/{case.reference}/dates/"))
    until = review.due_on + timedelta(days=14)
    assert send(director, review, until).status_code == 302
    longer = clock(case, "cases.review_preliminary")
    assert longer.follows_id == review.pk and longer.due_on >= until
    assert Event.objects.filter(case=case, verb="date", text="The witness returns next week.").exists()


def test_a_supervisor_gives_more_time_for_what_the_officer_owes_and_not_for_a_review_of_their_own(
    supervisor, officer, case
):
    review = clock(case, "cases.review_preliminary")
    acknowledgement = clock(case, "cases.acknowledge")
    assert (review.owner, acknowledgement.owner) == (supervisor.user, officer.user)
    page = text(supervisor.get(f"/cases/{case.reference}/dates/"))
    assert f"/deadlines/{acknowledgement.pk}/extend/" in page
    assert f"/deadlines/{review.pk}/extend/" not in page
    answer = send(supervisor, review, review.due_on + timedelta(days=14))
    assert answer.status_code == 422 and "It is your own date" in text(answer)
    assert clock(case, "cases.review_preliminary") == review
    longer = acknowledgement.due_on + timedelta(days=14)
    assert send(supervisor, acknowledgement, longer).status_code == 302


def test_nobody_stops_the_clock_of_what_they_owe(supervisor, director, case):
    review = clock(case, "cases.review_preliminary")
    assert "your own date" in keepers.why_not("toll", review, supervisor.user)
    assert keepers.why_not("toll", review, director.user) == ""


def test_whoever_works_the_case_is_told_for_each_deed_who_decides(officer, case):
    review = clock(case, "cases.review_preliminary")
    said = {deed: keepers.why_not(deed, review, officer.user) for deed in keepers.DEEDS}
    assert "gives more time" in said["extend"]
    assert "stops its clocks" in said["toll"]
    assert "hands over its dates" in said["reassign"]
    assert all("work this case yourself" in sentence for sentence in said.values())
    page = text(officer.get(f"/deadlines/{review.pk}/"))
    assert said["extend"] in page and said["reassign"] in page and "cannot approve" not in page


def test_the_end_of_a_stage_moves_once_by_the_director(supervisor, director, case):
    end = clock(case, "cases.preliminary_end")
    far = end.due_on + timedelta(days=90)
    assert "by the director" in text(send(supervisor, end, far))
    assert "at most" in text(send(director, end, end.due_on + timedelta(days=181)))
    assert clock(case, "cases.preliminary_end") == end
    assert send(director, end, far).status_code == 302
    longer = clock(case, "cases.preliminary_end")
    assert "extended once, and was" in text(send(director, longer, far + timedelta(days=9), "Again"))
    assert clock(case, "cases.preliminary_end") == longer


def test_the_end_of_a_stage_that_was_only_tolled_can_still_be_extended(supervisor, director, officer, case):
    end = clock(case, "cases.preliminary_end")
    tolled = clocks.toll(
        deadline=end, days=10, reason="Fugitive", approved_by=supervisor.user, by=officer.user
    )
    assert keepers.why_not("extend", tolled, director.user) == ""


def test_ends_of_stages_cost_the_same_to_choose_however_often_they_moved(supervisor, director, officer):
    costs = []
    for number in (1, 3):
        ends = []
        for _ in range(number):
            end = clock(opened(officer, supervisor), "cases.preliminary_end")
            for _ in range(number):
                end = clocks.toll(
                    deadline=end, days=10, reason="Fugitive", approved_by=supervisor.user, by=officer.user
                )
            ends.append(end.pk)
        director.get(EXTEND, {"deadline": ends})
        with CaptureQueriesContext(connection) as queries:
            rows = director.get(EXTEND, {"deadline": ends}).context["rows"]
        assert [row["why"] for row in rows] == [""] * number
        costs.append(len(queries))
    assert costs[0] == costs[1], costs


def test_the_dates_of_a_case_cost_the_same_however_many(director, officer, case):
    def cost():
        page = f"/cases/{case.reference}/dates/"
        director.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert director.get(page).status_code == 200
        return len(queries)

    few = cost()
    for days in range(5, 12):
        on = case.office.local_date(case.opened_at) + timedelta(days=days)
        clocks.set_date(target=case, office=case.office, on=on, why="Look again", by=officer.user)
    assert cost() == few


def test_a_limitation_period_is_tolled_and_never_extended(director, supervisor, officer, case):
    offence = offences.add_offence(
        case=case, statute="18-1542", committed_on=date(2020, 3, 2), by=officer.user, key=uuid4()
    )
    assert "never extended" in keepers.why_not("extend", offence.deadline, director.user)
    assert keepers.why_not("toll", offence.deadline, supervisor.user) == ""
    assert "your own date" in keepers.why_not("toll", offence.deadline, officer.user)


def test_a_date_somebody_set_themselves_is_theirs_to_move(officer, director, case):
    own = clocks.set_date(
        target=case, office=case.office, on=case.office.local_date(case.opened_at) + timedelta(days=20),
        why="Look again", by=officer.user,
    )  # fmt: skip
    assert "Only whoever set this date" in keepers.why_not("extend", own, director.user)
    assert send(officer, own, own.due_on + timedelta(days=5)).status_code == 302


def test_a_supervisor_does_not_hand_on_a_review_they_owe(supervisor, director, officer, case):
    review = clock(case, "cases.review_preliminary")
    assert review.owner == supervisor.user
    sent = {"owner": officer.user.pk, "reason": "Busy", "version": review.version}
    answer = supervisor.post(f"/deadlines/{review.pk}/owner/", sent)
    assert answer.status_code == 422 and "It is your own date" in answer.content.decode()
    assert director.post(f"/deadlines/{review.pk}/owner/", sent).status_code == 302
    assert clock(case, "cases.review_preliminary").owner == officer.user


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite holds the whole file")
@pytest.mark.django_db(transaction=True)
def test_no_date_moves_while_somebody_closes_its_case(director, case):
    review, outcomes = clock(case, "cases.review_preliminary"), []
    given = {"reason": "More leads", "by": director.user, "days": 5}

    def extend():
        outcomes.extend(moving.extend_each(chosen=[(review, review.version)], **given))
        connections.close_all()

    other = Thread(target=extend)
    with transaction.atomic():
        hold(case)
        other.start()
        other.join(0.5)
        assert other.is_alive()
        clocks.cancel(target=case, reason="Closed", by=director.user)
    other.join(10)
    assert outcomes[0].new is None
    assert not Deadline.objects.open().for_target(case).exists()
