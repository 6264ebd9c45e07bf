"""Stopping a clock on pages: one person asks, another answers, and nobody else learns of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secoffice.deadlines import actions
from secoffice.deadlines.models import Deadline, Toll
from secoffice.deadlines.views import tolls
from secoffice.reminders.models import Notice
from tests.factories import make_case

pytestmark = pytest.mark.django_db
TOLLS = "/deadlines/tolls/"
WHY = "The bank answers only next month"


@pytest.fixture
def date(officer):
    """The next date of a case that the officer works."""
    case = make_case(by=officer.user, officer=officer.user)
    date = Deadline.objects.for_target(case).open().order_by("due_at").last()
    Deadline.objects.filter(pk=date.pk).update(owner=officer.user)
    date.refresh_from_db()
    return date


def days_of(date):
    began = date.office.local_date(date.trigger_at)
    return {"from_on": began + timedelta(1), "until_on": began + timedelta(3)}


def ask(date, by):
    return actions.ask_toll(deadline=date, reason=WHY, by=by, **days_of(date))


def text(response):
    return response.content.decode()


def told(user):
    return list(Notice.objects.filter(recipient=user, kind="toll").values_list("duty", flat=True))


def test_the_owner_asks_and_whoever_may_answer_is_told(officer, supervisor, date):
    page = f"/deadlines/{date.pk}/toll/"
    assert date.reference in text(officer.get(page))
    assert officer.post(page, {"reason": WHY, **days_of(date)}).status_code == 302
    toll = Toll.objects.get()
    assert (toll.deadline, toll.asked_by, toll.days, toll.reason) == (date, officer.user, 3, WHY)
    assert WHY not in " ".join(told(supervisor.user))
    assert told(supervisor.user)
    assert not told(officer.user)


def test_asking_twice_is_asking_once(officer, date):
    page = f"/deadlines/{date.pk}/toll/"
    for _ in range(2):
        officer.post(page, {"reason": WHY, **days_of(date)})
    assert Toll.objects.count() == 1
    assert "waits for its answer already" in text(officer.get(page))


@pytest.mark.parametrize(
    ("field", "value"),
    [("reason", ""), ("reason", "x" * 501), ("from_on", "soon"), ("until_on", ""), ("until_on", "2020-01-01"),
     ("from_on", "2020-01-01")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_stays(officer, date, field, value):
    refused = officer.post(f"/deadlines/{date.pk}/toll/", {"reason": WHY, **days_of(date), field: value})
    assert refused.status_code == 422
    assert field in refused.context["form"].errors
    assert field == "reason" or WHY in text(refused)
    assert not Toll.objects.exists()


def test_whoever_may_answer_finds_it_on_the_page_and_on_the_desk(officer, supervisor, colleague, date):
    toll = ask(date, officer.user)
    assert supervisor.get(TOLLS).context["waiting"] == [toll]
    assert "Clocks to stop" in text(supervisor.get("/"))
    assert officer.get(TOLLS).context["waiting"] == []
    assert "Clocks to stop" not in text(officer.get("/"))
    assert colleague.get(TOLLS).context["waiting"] == []


def test_an_approval_moves_the_date_and_tells_who_asked(officer, supervisor, date):
    toll = ask(date, officer.user)
    page = f"{TOLLS}{toll.pk}/"
    assert WHY in text(supervisor.get(page))
    answer = {"deed": "approve", "answer": "Reasonable"}
    assert supervisor.post(page, answer).status_code == 302
    toll.refresh_from_db()
    assert (toll.state, toll.decided_by, toll.answer) == ("approved", supervisor.user, "Reasonable")
    assert toll.made.tolled_days == 3 and toll.made.due_on > date.due_on
    assert told(officer.user)
    assert supervisor.post(page, answer).status_code == 422


def test_a_refusal_leaves_the_date(officer, supervisor, date):
    toll = ask(date, officer.user)
    page = f"{TOLLS}{toll.pk}/"
    assert supervisor.post(page, {"deed": "refuse", "answer": ""}).status_code == 422
    assert supervisor.post(page, {"deed": "later", "answer": "Hm"}).status_code == 422
    assert supervisor.post(page, {"deed": "refuse", "answer": "Ask them again"}).status_code == 302
    assert Deadline.objects.get(pk=date.pk).is_open
    assert "Ask them again" in text(officer.get(page))


def test_nobody_answers_their_own_request(officer, supervisor, date):
    toll = ask(date, supervisor.user)
    page = f"{TOLLS}{toll.pk}/"
    assert "somebody else answers" in text(supervisor.get(page))
    assert supervisor.post(page, {"deed": "approve", "answer": "Mine"}).status_code == 422
    assert Deadline.objects.get(pk=date.pk).is_open


def test_whoever_asked_takes_it_back(officer, supervisor, date):
    toll = ask(date, officer.user)
    assert supervisor.post(f"{TOLLS}{toll.pk}/withdraw/").status_code == 404
    assert officer.post(f"{TOLLS}{toll.pk}/withdraw/").status_code == 302
    assert Toll.objects.get().state == "withdrawn"
    assert supervisor.get(TOLLS).context["waiting"] == []
    ask(date, officer.user)


def test_for_others_there_is_no_such_request_nor_date(officer, outsider, sysadmin, date):
    toll = ask(date, officer.user)
    for reader in (outsider, sysadmin):
        for url in (f"{TOLLS}{toll.pk}/", f"/deadlines/{date.pk}/toll/", f"/deadlines/{2**70}/toll/"):
            assert reader.get(url).status_code == 404
            assert reader.post(url, {"deed": "approve", "answer": "x"}).status_code == 404
        assert date.reference not in text(reader.get(TOLLS))


def test_more_requests_cost_no_more_queries(officer, supervisor, date):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            supervisor.get(TOLLS)
        return len(queries)

    ask(date, officer.user)
    supervisor.get(TOLLS)
    one = asked()
    for _ in range(3):
        case = make_case(by=officer.user, officer=officer.user)
        more = Deadline.objects.for_target(case).open().order_by("due_at").last()
        ask(more, officer.user)
    assert len(supervisor.get(TOLLS).context["waiting"]) == 4
    assert asked() == one


def test_no_day_is_added_twice(officer, supervisor, date):
    actions.answer_toll(toll=ask(date, officer.user), approved=True, answer="Yes", by=supervisor.user)
    longer = Deadline.objects.get(follows=date)
    again = officer.post(f"/deadlines/{longer.pk}/toll/", {"reason": "Once more", **days_of(longer)})
    assert again.status_code == 422 and "already" in text(again)
    assert Toll.objects.count() == 1


def test_two_requests_for_the_same_days_are_not_both_approved(officer, supervisor, date):
    first = ask(date, officer.user)
    longer = actions.extend(deadline=date, days=9, reason="Travel", by=supervisor.user)
    second = ask(longer, officer.user)
    actions.answer_toll(toll=first, approved=True, answer="Yes", by=supervisor.user)
    with pytest.raises(ValidationError, match="already"):
        actions.answer_toll(toll=second, approved=True, answer="Yes", by=supervisor.user)
    second.refresh_from_db()
    assert second.state == Toll.State.ASKED


def test_a_request_whose_date_moved_meanwhile_still_waits(officer, supervisor, date):
    toll = ask(date, officer.user)
    actions.extend(deadline=date, days=9, reason="Travel", by=supervisor.user)
    assert f"{TOLLS}{toll.pk}/" in text(supervisor.get(TOLLS))
    assert 'value="approve"' in text(supervisor.get(f"{TOLLS}{toll.pk}/"))


def test_the_tabs_of_deadlines_lead_to_it(officer):
    page = text(officer.get(TOLLS))
    assert f'href="{TOLLS}" aria-current="page"' in page
    assert 'href="/deadlines/"' in page and 'href="/deadlines/feed/"' in page


def many(number, by):
    """Requests on dates of as many cases, oldest first."""
    cases = [make_case(by=by, officer=by) for _ in range(number)]
    return [ask(Deadline.objects.for_target(case).open().order_by("due_at").last(), by) for case in cases]


def test_every_request_is_reached_however_many_wait(officer, supervisor, monkeypatch):
    monkeypatch.setattr(tolls, "MOST", 2)
    asked = many(5, officer.user)
    for reader, name, order in ((supervisor, "waiting", asked), (officer, "mine", asked[::-1])):
        found, answer = [], reader.get(TOLLS)
        while answer:
            found += answer.context[name]
            mark = answer.context[f"more_{name}"]
            assert (f'href="?{name}=' in text(answer)) == bool(mark)
            answer = reader.get(TOLLS, {name: mark}) if mark else None
        assert found == order
    assert len(supervisor.get(TOLLS, {"waiting": "nonsense"}).context["waiting"]) == 2


def test_requests_that_others_answer_hide_none_of_mine(officer, supervisor, monkeypatch):
    """Those read first may all be for somebody else."""
    monkeypatch.setattr(tolls, "AT_ONCE", 1)
    first, second, third = many(3, officer.user)
    Deadline.objects.filter(pk__in=[first.deadline_id, second.deadline_id]).update(owner=supervisor.user)
    assert supervisor.get(TOLLS).context["waiting"] == [third]
    assert "All 1<" in text(supervisor.get("/"))


def test_a_page_reads_so_much_and_leads_on_where_it_stopped(officer, supervisor, monkeypatch):
    monkeypatch.setattr(tolls, "AT_ONCE", 1)
    monkeypatch.setattr(tolls, "ROUNDS", 1)
    first, second = many(2, officer.user)
    Deadline.objects.filter(pk=first.deadline_id).update(owner=supervisor.user)
    answer = supervisor.get(TOLLS)
    assert answer.context["waiting"] == [] and "Nothing here is for you" in text(answer)
    assert supervisor.get(TOLLS, {"waiting": answer.context["more_waiting"]}).context["waiting"] == [second]


def test_the_desk_says_when_more_wait_than_are_counted(officer, supervisor, monkeypatch):
    monkeypatch.setattr(tolls, "MOST", 2)
    many(3, officer.user)
    assert "All 2+<" in text(supervisor.get("/"))
