"""Offices and units, kept by system administrators."""

import pytest

from secoffice.accounts.models import Office, Unit
from secoffice.audit.models import AuditEntry
from tests.factories import make_calendar, make_office, make_unit, make_user


@pytest.fixture
def office_form(db):
    calendar = make_calendar()
    return {"code": "BRN", "name": "Brenn", "kind": "POST", "parent": "", "time_zone": "Asia/Riyadh",
            "calendar": calendar.pk, "must_accept": "on"}  # fmt: skip


@pytest.mark.parametrize("who", ["officer", "supervisor", "rso", "director"])
@pytest.mark.parametrize("page", ["offices/", "offices/new/", "units/", "units/new/"])
def test_reference_data_is_for_administrators(request, who, page):
    assert request.getfixturevalue(who).get(f"/accounts/{page}").status_code == 403


def test_an_office_is_added_and_changed_but_keeps_its_code(sysadmin, office_form):
    assert sysadmin.post("/accounts/offices/new/", office_form).status_code == 302
    office = Office.objects.get(code="BRN")
    form = office_form | {"code": "XXX", "name": "Brenn City"}
    assert sysadmin.post(f"/accounts/offices/{office.pk}/", form).status_code == 302
    office.refresh_from_db()
    assert (office.code, office.name) == ("BRN", "Brenn City")
    said = AuditEntry.objects.filter(target_type="accounts.office").values_list("action", flat=True)
    assert sorted(said) == ["office changed", "office opened"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "brn"}, "code"), ({"code": "BRENN"}, "code"), ({"time_zone": "Brenn"}, "time_zone"),
        ({"calendar": 999}, "calendar"), ({"kind": "MOON"}, "kind"), ({"name": ""}, "name"),
    ],
)  # fmt: skip
def test_a_bad_office_is_refused_beside_the_field(sysadmin, office_form, change, field):
    answer = sysadmin.post("/accounts/offices/new/", office_form | change)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_the_same_office_twice_is_one(sysadmin, office_form):
    answers = [sysadmin.post("/accounts/offices/new/", office_form).status_code for _ in range(2)]
    assert (answers, Office.objects.filter(code="BRN").count()) == ([302, 422], 1)


def test_an_office_does_not_answer_to_itself_by_a_detour(sysadmin, office_form):
    top = make_office()
    low = make_office(parent=top)
    form = office_form | {"code": top.code, "parent": low.pk}
    answer = sysadmin.post(f"/accounts/offices/{top.pk}/", form)
    assert list(answer.context["form"].errors) == ["parent"]


def test_a_supervisor_works_at_the_office_of_the_unit(sysadmin):
    unit, stranger = make_unit(), make_user()
    form = {"office": unit.office_id, "code": unit.code, "name": "Watch", "supervisor": stranger.pk}
    assert sysadmin.post(f"/accounts/units/{unit.pk}/", form).status_code == 422
    boss = make_user(office=unit.office)
    assert sysadmin.post(f"/accounts/units/{unit.pk}/", form | {"supervisor": boss.pk}).status_code == 302
    assert Unit.objects.get(pk=unit.pk).supervisor == boss
    new = {"office": unit.office_id, "code": "NEW", "name": "New", "supervisor": stranger.pk}
    assert list(sysadmin.post("/accounts/units/new/", new).context["form"].errors) == ["supervisor"]


def test_the_lists_say_who_is_where(sysadmin, supervisor, officer):
    assert "Utopia City" in sysadmin.get("/accounts/offices/").content.decode()
    assert "Sunniva Vale" in sysadmin.get("/accounts/units/").content.decode()
