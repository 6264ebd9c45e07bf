"""The month of dates, and the address that gives them to other calendars."""

import re
from datetime import date, timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secoffice.access.models import Admission
from secoffice.audit.models import AuditEntry
from secoffice.calendars.models import ClosedDay
from secoffice.deadlines import actions as clocks
from secoffice.reminders import feeds
from secoffice.reminders.models import FeedKey
from tests.factories import make_case
from tests.reminders.owing import owe, recuse

pytestmark = pytest.mark.django_db
MONTH, PAGE = "/deadlines/calendar/", "/deadlines/feed/"


def page(persona, address, status=200):
    answer = persona.get(address)
    assert answer.status_code == status, answer
    return answer.content.decode()


def day_of(answer, on):
    return next(day for week in answer.context["weeks"] for day in week if day.on == on)


# The month


def test_a_date_stands_on_its_day(officer):
    deadline = owe(officer.user)  # due on 1 May 2026
    answer = officer.get(f"{MONTH}?month=2026-05")
    assert [row.pk for row in day_of(answer, date(2026, 5, 1)).deadlines] == [deadline.pk]
    text = answer.content.decode()
    assert deadline.target_reference in text and "May 2026" in text and "Late" in text
    assert deadline.target_reference not in page(officer, f"{MONTH}?month=2026-07")


def test_days_on_which_nobody_works_say_why(officer, post):
    ClosedDay.objects.create(calendar=post.calendar, on=date(2026, 5, 6), name="Founding Day")
    post.calendar.save()
    answer = officer.get(f"{MONTH}?month=2026-05")
    assert day_of(answer, date(2026, 5, 6)).closed == "Founding Day"
    assert day_of(answer, date(2026, 5, 9)).closed == "Saturday"
    assert day_of(answer, date(2026, 5, 7)).closed == ""
    assert "Founding Day" in answer.content.decode()


def test_the_month_leads_to_its_neighbours_over_the_year(officer):
    text = page(officer, f"{MONTH}?month=2026-12")
    assert "month=2026-11" in text and "month=2027-01" in text


def test_without_a_month_it_is_the_one_now_with_today_in_it(officer):
    answer = officer.get(MONTH)
    assert sum(day.today for week in answer.context["weeks"] for day in week) == 1


@pytest.mark.parametrize(
    "month", ["2026-13", "2026-1", "now", "0001-01", "9999-12", "1899-12", "２０２６-05", "2026-05-01", "-"]
)
def test_what_is_no_month_is_not_there(officer, month):
    assert officer.get(MONTH, {"month": month}).status_code == 404


def test_more_than_fits_a_day_becomes_a_link_to_the_list(officer):
    made = [owe(officer.user) for _ in range(7)]
    answer = officer.get(f"{MONTH}?month=2026-05")
    day = day_of(answer, made[0].due_on)
    assert (len(day.deadlines), day.more) == (3, 4)
    listed = officer.get(f"/deadlines/?due_from={day.on}&due_until={day.on}")
    assert len(listed.context["rows"]) == 7


def test_the_unit_is_shown_to_those_who_answer_for_it(officer, supervisor):
    seen = owe(officer.user, admitted=[officer.user, supervisor.user])
    hidden = owe(officer.user)
    text = page(supervisor, f"{MONTH}?month=2026-05&whose=unit")
    assert seen.target_reference in text and hidden.target_reference not in text
    assert seen.target_reference not in page(supervisor, f"{MONTH}?month=2026-05")
    assert officer.get(f"{MONTH}?whose=unit").status_code == 404
    assert officer.get(f"{MONTH}?whose=all").status_code == 404


def test_a_month_costs_the_same_however_much_is_due(supervisor, officer):
    costs = []
    for _ in range(2):
        for _ in range(15):
            owe(officer.user, admitted=[officer.user, supervisor.user])
        page(supervisor, MONTH)
        with CaptureQueriesContext(connection) as queries:
            page(supervisor, f"{MONTH}?month=2026-05&whose=unit")
        costs.append(len(queries))
    assert costs[0] == costs[1], costs


# The feed


@pytest.fixture
def address(officer):
    return reverse("reminders:feed", args=[feeds.make(by=officer.user)])


def events(client, address):
    FeedKey.objects.update(read_at=None)
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}


def test_the_address_is_shown_once_and_only_its_digest_kept(officer, visitor):
    text = officer.post(PAGE).content.decode()
    address = re.search(r"https?://\S+\.ics", text)[0]
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert FeedKey.objects.get().digest == feeds.digest(secret) and len(secret) >= 43
    assert secret not in page(officer, PAGE)
    assert visitor.get(address[address.index("/deadlines/") :]).status_code == 200
    assert not AuditEntry.objects.filter(target_reference__contains=secret).exists()


def test_a_new_address_takes_the_place_of_the_old(officer, visitor, address):
    feeds.make(by=officer.user)
    assert visitor.get(address).status_code == 404
    assert FeedKey.objects.count() == 1


def test_an_address_taken_away_opens_nothing(officer, visitor, address):
    assert "opens nothing" in officer.post(f"{PAGE}away/", follow=True).content.decode()
    assert visitor.get(address).status_code == 404
    assert "There was no address" in officer.post(f"{PAGE}away/", follow=True).content.decode()


def test_the_feed_holds_duty_reference_day_and_link_and_nothing_else(officer, visitor, address):
    deadline = owe(officer.user)
    (event,) = events(visitor, address).values()
    assert event["summary"] == f"Supervisory review, {deadline.target_reference}"
    assert event["dtstart"].dt == deadline.due_on and event["dtend"].dt == deadline.due_on + timedelta(days=1)
    assert event["url"].endswith(f"/deadlines/{deadline.pk}/")
    assert set(event) == {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "CLASS", "TRANSP",
    }  # fmt: skip


def test_calendar_programs_are_told_in_their_words_how_often_to_fetch(visitor, address):
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in visitor.get(address).content


def test_nothing_said_in_a_case_comes_out_of_the_feed(officer, visitor, address):
    case = make_case(
        by=officer.user, officer=officer.user, title="zephyrquill title", allegation="zephyrquill"
    )
    clocks.reassign(target=case, owner=officer.user, by=None)
    FeedKey.objects.update(read_at=None)
    body = visitor.get(address).content.decode()
    assert case.reference in body.replace("\r\n ", "") and "zephyrquill" not in body


def test_the_identity_stays_when_the_date_moves(officer, supervisor, visitor, address):
    deadline = owe(officer.user)
    (before,) = events(visitor, address)
    clocks.extend(deadline=deadline, days=9, reason="More", by=supervisor.user)
    after = events(visitor, address)
    assert list(after) == [before] and after[before]["dtstart"].dt > deadline.due_on


def test_what_is_met_or_out_of_sight_leaves_the_feed(officer, visitor, address):
    met, lost, barred, kept = (owe(officer.user) for _ in range(4))
    clocks.meet(deadline=met, by=officer.user)
    Admission.objects.filter(target_id=lost.target_id).delete()
    recuse(barred.matter, officer.user)
    (event,) = events(visitor, address).values()
    assert kept.target_reference in event["summary"]


def test_a_wrong_address_answers_as_any_page_that_is_not_there(officer, visitor, address):
    wrong, missing = visitor.get("/deadlines/feed/no-such-secret.ics"), visitor.get("/no-such-page/")
    assert (wrong.status_code, missing.status_code) == (404, 404)
    assert wrong.templates[0].name == missing.templates[0].name
    officer.user.is_active = False
    officer.user.save()
    assert visitor.get(address).status_code == 404


def test_the_feed_is_kept_in_no_cache_and_its_reading_is_on_the_trail(officer, visitor, address):
    owe(officer.user)
    answer = visitor.get(address)
    assert "no-store" in answer["Cache-Control"] and answer["Content-Type"].startswith("text/calendar")
    assert AuditEntry.objects.filter(action="feed read", actor_id=officer.user.pk).count() == 1
    assert FeedKey.objects.get().read_at is not None


def test_who_reads_too_often_waits(officer, visitor, address):
    assert [visitor.get(address).status_code for _ in range(3)] == [200, 429, 429]
    assert int(visitor.get(address)["Retry-After"]) > 0
    FeedKey.objects.update(read_at=timezone.now() - feeds.EVERY)
    assert visitor.get(address).status_code == 200


def test_the_feed_costs_the_same_however_long_it_is(officer, visitor, address):
    costs = []
    for _ in range(2):
        for _ in range(10):
            owe(officer.user)
        FeedKey.objects.update(read_at=None)
        with CaptureQueriesContext(connection) as queries:
            visitor.get(address)
        costs.append(len(queries))
    assert costs[0] == costs[1], costs
