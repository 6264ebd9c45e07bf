"""A calendar file on the page: looked at first, imported as ticked, taken back as one."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from secoffice.audit.models import AuditEntry
from secoffice.calendars import actions
from secoffice.calendars.models import Calendar, ClosedDay
from tests.calendars.test_icsfile import event, ics
from tests.factories import make_calendar

pytestmark = pytest.mark.django_db
FILE = ics(
    event("20201202", "RRULE:FREQ=YEARLY", name="Founding Day"),
    event("20261225", name="Noel"),
    event("20261205", name="Fair"),
    event("20260707", name="Own day"),
    "SUMMARY:Meeting\r\nDTSTART:20261202T090000Z\r\nDESCRIPTION:zephyrquill",
)


@pytest.fixture
def page(post):
    Calendar.objects.filter(pk=post.calendar_id).update(name="Utopia days", country="US")
    post.calendar.refresh_from_db()
    actions.add_closed_day(calendar=post.calendar, on=date(2026, 7, 7), name="Own day", by=None)
    return f"/calendars/{post.calendar.code}/import/"


def looked_at(reader, page, content=FILE, **more):
    sent = {"file": SimpleUploadedFile("days.ics", content), "first_year": 2026, "last_year": 2027} | more
    return reader.post(page, sent)


def chosen(answer, *days):
    return {"key": answer.context["key"], "rows": answer.context["packed"], "day": days}


def test_each_day_says_what_it_is_before_anything_happens(rso, page):
    answer = looked_at(rso, page)
    states = [(str(row.on or ""), row.state, row.chosen) for row in answer.context["rows"]]
    assert states == [
        ("2026-07-07", "known", False),
        ("2026-12-02", "new", True),
        ("2026-12-05", "weekend", False),
        ("2026-12-25", "known", False),
        ("2027-12-02", "new", True),
        ("", "unread", False),
    ]
    assert ClosedDay.objects.count() == 1 and "zephyrquill" not in answer.content.decode()


def test_the_ticked_days_are_imported_once_and_taken_back_together(rso, page, post):
    sent = chosen(looked_at(rso, page), "2026-12-02", "2026-12-05")
    for _ in range(2):
        answer = rso.post(page + "days/", sent, follow=True)
        assert "2 days imported. Open dates of Utopia City are worked out again." in answer.content.decode()
    assert post.calendar.closed_days.count() == 3
    assert AuditEntry.objects.filter(action="closed days imported").count() == 1
    batch = post.calendar.imports.get()
    rso.post(f"{page}{batch.pk}/undo/")
    assert [day.name for day in post.calendar.closed_days.all()] == ["Own day"]
    assert "undone already" in rso.post(f"{page}{batch.pk}/undo/", follow=True).content.decode()


def test_without_a_tick_the_list_comes_back_with_the_reason(rso, page):
    answer = rso.post(page + "days/", chosen(looked_at(rso, page)))
    assert answer.status_code == 422 and "Tick at least one day." in answer.content.decode()
    assert [row.name for row in answer.context["rows"]][1] == "Founding Day"


def test_a_day_that_stands_meanwhile_is_not_imported_again(rso, page, post):
    sent = chosen(looked_at(rso, page), "2026-12-02")
    actions.add_closed_day(calendar=post.calendar, on=date(2026, 12, 2), name="First", by=None)
    assert rso.post(page + "days/", sent).status_code == 422
    assert post.calendar.closed_days.get(on="2026-12-02").name == "First"


@pytest.mark.parametrize(
    ("content", "more", "field"),
    [
        (b"PK\x03\x04", {}, "file"),
        (b"", {}, "file"),
        (b"x" * 600_000, {}, "file"),
        (ics(event("20200101")), {}, "file"),
        (FILE, {"first_year": 2027, "last_year": 2026}, "last_year"),
        (FILE, {"last_year": 2099}, "last_year"),
        (FILE, {"first_year": "x"}, "first_year"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(rso, page, content, more, field):
    answer = looked_at(rso, page, content, **more)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize(
    "rows",
    ["", "x", "[", "7", "null", "[1]", '[["2026-13-01", "A", ""]]', '[["2026-01-01"]]', "[" * 100_000, "{}"],
)
def test_a_list_that_was_tampered_with_is_not_imported(rso, page, rows):
    sent = chosen(looked_at(rso, page), "2026-01-01") | {"rows": rows}
    assert rso.post(page + "days/", sent).status_code in (302, 422)
    assert ClosedDay.objects.count() == 1


@pytest.mark.parametrize("day", ["1850-05-01", "2300-05-01"])
def test_a_day_outside_the_known_years_is_refused_not_guessed(rso, page, day):
    sent = chosen(looked_at(rso, page), day) | {"rows": f'[["{day}", "A", ""]]'}
    assert rso.post(page + "days/", sent).status_code in (302, 422)
    assert ClosedDay.objects.count() == 1


def test_a_name_from_the_list_is_cut_and_a_blank_one_refused(rso, page, post):
    start = chosen(looked_at(rso, page), "2026-12-03")
    rso.post(page + "days/", start | {"rows": f'[["2026-12-03", "{"n" * 300}", ""]]'})
    assert len(post.calendar.closed_days.get(on="2026-12-03").name) == 80
    start = chosen(looked_at(rso, page), "2026-12-04")
    assert rso.post(page + "days/", start | {"rows": '[["2026-12-04", "", ""]]'}).status_code == 422


@pytest.mark.parametrize("deed", ["", "days/", "1/undo/"])
def test_others_import_nothing(officer, outsider, page, deed):
    assert {who.post(page + deed).status_code for who in (officer, outsider)} == {403}


def test_a_name_that_cannot_be_kept_is_not_imported(rso, page):
    for name in ("a\\u0000b", "\\ud800"):
        sent = chosen(looked_at(rso, page), "2026-12-03") | {"rows": f'[["2026-12-03", "{name}", ""]]'}
        assert rso.post(page + "days/", sent).status_code == 302
    assert ClosedDay.objects.count() == 1


def test_the_key_of_another_calendar_is_refused_in_words(sysadmin, page):
    sent = chosen(looked_at(sysadmin, page), "2026-12-02")
    sysadmin.post(page + "days/", sent)
    answer = sysadmin.post(f"/calendars/{make_calendar().code}/import/days/", sent)
    assert answer.status_code == 422 and "another calendar" in answer.content.decode()
