"""Calendars on pages: everybody reads them, those who keep them change them."""

from datetime import date

import pytest

from secoffice.audit.models import AuditEntry
from secoffice.calendars.models import Calendar
from secoffice.deadlines.models import Recalculation
from tests.factories import make_calendar, make_office

pytestmark = pytest.mark.django_db
FOUNDING = {"on": "2026-12-02", "name": "Founding Day", "works": "closed"}


@pytest.fixture
def page(post):
    Calendar.objects.filter(pk=post.calendar_id).update(name="Utopia days", country="US")
    return f"/calendars/{post.calendar.code}/"


def text(answer):
    return answer.content.decode()


def test_everybody_who_signs_in_reads_the_list_and_a_year(officer, outsider, visitor, page):
    for reader in (officer, outsider):
        assert "Utopia days" in text(reader.get("/calendars/")) and "Utopia City" in text(
            reader.get("/calendars/")
        )
        assert "Thanksgiving Day" in text(reader.get(page + "?year=2026"))
    assert visitor.get(page).status_code == 302


def test_the_year_names_closed_days_and_changes_of_the_clocks(officer, page):
    said = text(officer.get(page + "?year=2026"))
    assert "closed, Christmas Day" in said and "Days out of the ordinary in 2026" in said
    assert 'datetime="2026-03-29"' in said and "01:00: clocks forward to 02:00" in said
    assert 'datetime="2026-10-25"' in said and "02:00: clocks back to 01:00" in said
    assert "?year=2025" in said and "?year=2027" in said


@pytest.mark.parametrize("year", ["", "x", "9999", "0001", "²²²²", "20261"])
def test_any_year_answers(officer, page, year):
    assert officer.get(f"{page}?year={year}").status_code == 200


@pytest.mark.parametrize("who", ["officer", "supervisor", "outsider"])
@pytest.mark.parametrize(
    "deed", ["days/new/", "correct/", "weekend/", "days/1/remove/", "weekend/1/withdraw/"]
)
def test_others_change_nothing(request, page, who, deed):
    assert request.getfixturevalue(who).post(page + deed, FOUNDING).status_code == 403
    assert "Add a day" not in text(request.getfixturevalue(who).get(page))


@pytest.mark.parametrize("who", ["rso", "director", "sysadmin"])
def test_a_day_is_added_removed_and_put_back(request, page, post, who):
    keeper = request.getfixturevalue(who)
    answer = keeper.post(page + "days/new/", FOUNDING, follow=True)
    assert "Founding Day is added. Open dates of Utopia City are worked out again." in text(answer)
    removal = answer.context["undo"]
    gone = keeper.post(removal["url"], dict(removal["fields"]), follow=True)
    assert not post.calendar.closed_days.exists()
    back = gone.context["undo"]
    assert keeper.post(back["url"], dict(back["fields"])).status_code == 302
    assert post.calendar.closed_days.get().name == "Founding Day"
    again = keeper.post(removal["url"], follow=True)
    assert "removed already" in text(again)


def test_a_refused_day_keeps_what_was_typed_and_says_why_beside_the_field(rso, page):
    answer = rso.post(page + "days/new/", FOUNDING | {"on": "2026-11-26"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["on"] and "Founding Day" in text(answer)
    assert rso.post(page + "days/new/", {"on": "x", "works": "y"}).status_code == 422


def test_a_holiday_is_worked(rso, page, post):
    rso.post(page + "days/new/", {"on": "2026-12-25", "name": "State visit", "works": "worked"})
    assert Calendar.objects.get(pk=post.calendar_id).working_days().is_working(date(2026, 12, 25))
    assert "worked, State visit" in text(rso.get(page + "?year=2026"))


def test_the_weekend_moves_and_the_move_is_withdrawn_and_put_back(rso, page, post):
    version = str(rso.get(page + "weekend/").context["form"].initial["version"])
    sent = {"from_on": "2027-01-01", "weekend": ["4", "5"], "reason": "Decree 12", "version": version}
    assert rso.post(page + "weekend/", sent).status_code == 302
    assert "Friday and Saturday" in text(rso.get(page))
    row = post.calendar.weekends.get()
    answer = rso.post(f"{page}weekend/{row.pk}/withdraw/", follow=True)
    undo = answer.context["undo"]
    fields = {name: [v for n, v in undo["fields"] if n == name] for name, _ in undo["fields"]}
    assert rso.post(undo["url"], fields).status_code == 302
    assert post.calendar.weekends.get().weekend == [4, 5]


def test_a_stale_weekend_form_is_told_and_may_be_sent_again(rso, page):
    version = str(rso.get(page + "weekend/").context["form"].initial["version"])
    rso.post(page + "days/new/", FOUNDING)
    sent = {"from_on": "2027-01-01", "weekend": ["4"], "reason": "Decree 12", "version": version}
    answer = rso.post(page + "weekend/", sent)
    assert answer.status_code == 422 and "Somebody else changed this calendar" in text(answer)
    assert "Decree 12" in text(answer)
    sent["version"] = answer.context["form"].data["version"]
    assert rso.post(page + "weekend/", sent).status_code == 302


def test_a_weekend_leaves_a_day_to_work(rso, page):
    answer = rso.post(page + "weekend/", {"from_on": "2027-01-01", "weekend": list(range(7)), "reason": "x"})
    assert "weekend" in answer.context["form"].errors


def test_a_calendar_is_opened_by_an_administrator(sysadmin, rso):
    sent = {"code": "QMR", "name": "Qamar", "country": "sa", "weekend": ["4", "5"]}
    assert rso.post("/calendars/new/", sent).status_code == 403
    assert sysadmin.post("/calendars/new/", sent)["Location"] == "/calendars/QMR/"
    twice = sysadmin.post("/calendars/new/", sent)
    assert (twice.status_code, list(twice.context["form"].errors)) == (422, ["code"])
    wrong = sysadmin.post("/calendars/new/", sent | {"code": "ZZ", "country": "ZZ"})
    assert list(wrong.context["form"].errors) == ["country"]


def corrected(page, keeper, **more):
    start = keeper.get(page + "correct/").context["form"]
    sent = {
        "name": "Utopia days",
        "country": "us",
        "subdivision": "",
        "weekend": ["5", "6"],
        "reason": "Mistyped",
    }
    return keeper.post(page + "correct/", sent | {"version": str(start["version"].value())} | more)


@pytest.mark.parametrize("who", ["rso", "sysadmin"])
def test_a_calendar_that_was_opened_wrongly_is_put_right_from_the_beginning(request, page, post, who):
    keeper = request.getfixturevalue(who)
    shown = keeper.get(page + "correct/").context["form"]
    assert (shown["name"].value(), shown["weekend"].value()) == ("Utopia days", [5, 6])
    answer = corrected(page, keeper, name="Utopia", country="sa", weekend=["4", "5"])
    assert answer["Location"] == page
    days = Calendar.objects.get(name="Utopia").working_days()
    assert days.is_working(date(2020, 11, 22)) and days.why(date(2020, 11, 20)) == "Friday"
    assert days.why(date(2026, 9, 23)) and days.is_working(date(2026, 12, 24))
    entry = AuditEntry.objects.get(action="calendar corrected")
    assert entry.actor_id == keeper.user.pk
    assert Recalculation.objects.filter(key=str(post.calendar_id)).count() == 1


def test_another_name_alone_moves_no_date(rso, page):
    assert corrected(page, rso, name="Utopia").status_code == 302
    assert not Recalculation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"country": "zz"}, "country"), ({"name": ""}, "name"), ({"reason": ""}, "reason"),
     ({"weekend": list(range(7))}, "weekend")],
)  # fmt: skip
def test_a_wrong_correction_is_said_beside_its_field(rso, page, typed, field):
    answer = corrected(page, rso, **{"reason": "The decree says so", "name": "Typed name"} | typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "The decree says so" in text(answer) or field == "reason"
    assert Calendar.objects.filter(name="Utopia days", country="US").exists()


def test_a_correction_of_an_older_calendar_is_told(rso, page):
    version = str(rso.get(page + "correct/").context["form"]["version"].value())
    rso.post(page + "days/new/", FOUNDING)
    answer = corrected(page, rso, version=version)
    assert answer.status_code == 422 and "Somebody else changed this calendar" in text(answer)


def test_the_list_asks_the_database_little(officer, django_assert_max_num_queries):
    for _ in range(6):
        make_office(calendar=make_calendar())
    officer.get("/calendars/")
    with django_assert_max_num_queries(14):
        officer.get("/calendars/")


def test_a_calendar_that_is_not_there(officer):
    assert officer.get("/calendars/NONE/").status_code == 404


@pytest.mark.parametrize("more", ["", "import/", "days/new/"])
def test_a_code_that_no_database_keeps_is_not_there(rso, more):
    assert rso.get(f"/calendars/%00/{more}").status_code == 404
