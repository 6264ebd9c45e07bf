"""A sitting left alone ends, and nothing typed is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import PASSWORD

PROFILE = "/accounts/profile/"


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-04T09:00Z", tick=False) as clock:
        yield clock


def test_fifteen_minutes_without_a_request_end_it(clock, officer):
    assert officer.get(PROFILE).status_code == 200
    clock.shift(timedelta(minutes=15, seconds=1))
    assert officer.get(PROFILE)["Location"] == f"/accounts/login/?next={PROFILE}"
    assert "nothing done for 15 minutes" in officer.get("/accounts/login/").content.decode()


def test_work_keeps_it_alive_but_not_beyond_twelve_hours(clock, officer):
    for _ in range(12 * 4):
        assert officer.get("/accounts/theme/").status_code == 405  # signed in, and by POST only
        clock.shift(timedelta(minutes=15))
    clock.shift(timedelta(seconds=1))
    assert officer.get(PROFILE).status_code == 302


def test_background_requests_do_not_keep_it_alive(clock, officer):
    officer.get(PROFILE)
    for _ in range(3):
        clock.shift(timedelta(minutes=5))
        assert officer.get(PROFILE, headers={"X-Background": "1"}).status_code == 200
    clock.shift(timedelta(seconds=1))
    answer = officer.get(PROFILE, headers={"X-Background": "1"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_looking_costs_a_write_once_a_minute_at_most(clock, officer, django_assert_max_num_queries):
    officer.get(PROFILE)
    seen = officer.session["seen"]
    clock.shift(timedelta(seconds=50))
    officer.get(PROFILE)
    assert officer.session["seen"] == seen
    clock.shift(timedelta(seconds=10))
    officer.get(PROFILE)
    assert officer.session["seen"] == seen + 60


def test_a_form_sent_after_sign_out_is_given_back_whole(clock, officer):
    officer.get(PROFILE)
    clock.shift(timedelta(hours=1))
    typed = {
        "name": "Rosa <b>Dunmore</b>",
        "note": "A long\nstory",
        "tags": ["one", "two"],
        "password": "secret words",
    }
    page = officer.post(PROFILE + "?from=here", typed)
    text = page.content.decode()
    assert page.status_code == 401
    assert 'action="/accounts/profile/?from=here"' in text
    assert "A long\nstory" in text and "Rosa &lt;b&gt;Dunmore" in text and text.count('name="tags"') == 2
    assert "secret words" not in text


def test_files_are_named_for_choosing_again(visitor, db):
    page = visitor.post(PROFILE, {"scan": SimpleUploadedFile("passport.pdf", b"%PDF")})
    assert (page.status_code, page.context["files"]) == (401, [("scan", "passport.pdf")])


def test_htmx_goes_to_sign_in_as_a_whole_page_and_comes_back_to_where_it_was(visitor, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/cases/?status=open"}
    answer = visitor.get(PROFILE, headers=headers)
    assert answer["HX-Redirect"] == "/accounts/login/?next=/cases/%3Fstatus%3Dopen"


@pytest.fixture
def strict(officer):
    """A browser whose tokens are checked, signed in as the officer."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = officer.cookies
    return client


def test_a_stale_token_from_our_own_page_keeps_what_was_typed(strict):
    page = strict.post(PROFILE, {"name": "Typed name"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 403 and 'value="Typed name"' in page.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ],
)
def test_another_site_gets_nothing_shown_again(strict, headers):
    page = strict.post(PROFILE, {"name": "Planted name"}, headers=headers)
    assert page.status_code == 403 and "Planted name" not in page.content.decode()


def test_a_stale_sign_in_page_shows_a_new_one(db):
    client = Client(enforce_csrf_checks=True)
    given = {"username": "x@example.org", "password": PASSWORD}
    answer = client.post("/accounts/login/?next=/cases/", given, headers={"Origin": "http://testserver"})
    assert answer["Location"] == "/accounts/login/?next=/cases/"


def test_times_on_a_page_are_the_readers(officer):
    officer.user.time_zone = "Asia/Tokyo"
    officer.user.save()
    assert "Tokyo time (UTC+09:00)" in officer.get(PROFILE).content.decode()
