"""Who may do what to whose account."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from secoffice import ports
from secoffice.accounts import actions, links, staffing
from secoffice.accounts.models import Session, User
from secoffice.audit.models import AuditEntry
from tests.conftest import Persona
from tests.factories import PASSWORD, make_office, make_unit, make_user

STAFF = "/accounts/staff/"


def page_of(user, name="staff_edit"):
    return reverse(f"accounts:{name}", args=[user.pk])


def post_of(user, **more):
    """The form of one account as the page shows it, with changes."""
    given = {
        "version": user.version,
        "name": user.name,
        "employment": user.employment,
        "roles": sorted(user.roles),
    }
    given |= {"office": user.office_id or "", "unit": user.unit_id or ""}
    return given | more


def invited(office, **more):
    return {
        "name": "Nils Novak",
        "email": "Nils@Example.org",
        "employment": "EMPLOYEE",
        "office": office.pk,
    } | more


def recorded(action):
    return AuditEntry.objects.filter(action=action).count()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 403),
        ("colleague", 403),
        ("supervisor", 200),
        ("rso", 200),
        ("director", 200),
        ("sysadmin", 200),
    ],
)
def test_staff_pages_are_for_those_who_keep_staff(request, who, status):
    assert request.getfixturevalue(who).get(STAFF).status_code == status


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("supervisor", {"officer", "supervisor"}),
        ("rso", {"officer", "supervisor", "rso", "director"}),
        ("sysadmin", {"officer", "supervisor", "rso", "director", "outsider", "sysadmin"}),
        ("outsider", {"outsider"}),
    ],
)
def test_everybody_sees_the_staff_they_keep(
    request, officer, supervisor, rso, director, outsider, sysadmin, who, sees
):
    people = {"officer": officer, "supervisor": supervisor, "rso": rso, "director": director, "outsider": outsider,
              "sysadmin": sysadmin}  # fmt: skip
    page = people[who].get(STAFF).context["page"]
    assert {person.pk for person in page} == {people[name].user.pk for name in sees}
    for name, persona in people.items():
        assert people[who].get(page_of(persona.user)).status_code == (200 if name in sees else 404)


def test_a_list_of_staff_costs_the_same_for_many(rso, post, django_assert_max_num_queries):
    for _ in range(30):
        make_user(office=post, roles=["AGENT"])
    rso.get(STAFF)
    with django_assert_max_num_queries(14):
        rso.get(STAFF)


def test_filters_narrow_and_can_be_taken_away(rso, officer, director):
    make_user(office=rso.user.office, name="Gone Before", is_active=False)
    for query, names in {
        "q=dunm": ["Rosa Dunmore"],
        "role=DIRECTOR": ["Dagny Irving"],
        "standing=inactive": ["Gone Before"],
        f"unit={officer.user.unit_id}": ["Rosa Dunmore"],
    }.items():
        page = rso.get(f"{STAFF}?{query}")
        assert [person.name for person in page.context["page"]] == names
        assert f'href="{STAFF}"' in page.content.decode()
    assert "Nobody matches" in rso.get(f"{STAFF}?q=zzz").content.decode()


@pytest.mark.parametrize(
    "query", ["office=999", "office=x", "role=KING", "standing=x", "page=x", "page=99", "q=%00"]
)
def test_a_forged_filter_breaks_nothing(rso, query):
    assert rso.get(f"{STAFF}?{query}").status_code == 200


def test_an_invitation_makes_an_account_without_a_way_in_and_owes_a_mail(director, unit, visitor):
    told = []
    ports.hears("notice.owed")(lambda **given: told.append(given))
    joined = []
    ports.hears("staff.joined")(lambda **given: joined.append(given))
    answer = director.post(STAFF + "new/", invited(unit.office, unit=unit.pk, roles=["AGENT", "DUTY_OFF"]))
    user = User.objects.get(email="nils@example.org")
    assert answer["Location"] == page_of(user)
    assert (user.standing, user.has_usable_password(), user.roles) == (
        "invited",
        False,
        {"AGENT", "DUTY_OFF"},
    )
    assert joined == [{"user_id": user.pk}]
    assert [(given["kind"], given["recipient_id"]) for given in told] == [("invitation", user.pk)]
    _, path = links.for_notice("invitation", user)
    page = visitor.get(path, follow=True)
    assert "Welcome, Nils Novak" in page.content.decode()
    visitor.post(page.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert visitor.post("/accounts/login/", {"username": user.email, "password": PASSWORD}).status_code == 302
    assert not visitor.get(path, follow=True).context["validlink"]
    assert recorded("invited") == recorded("invitation accepted") == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "not an address"}, "email"),
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"office": ""}, "office"),
        ({"roles": ["KING"]}, "roles"),
        ({"employment": "SPY"}, "employment"),
        ({"roles": ["EVID_CUST", "EVID_AUD"]}, "roles"),
        ({"roles": ["SYSADMIN"]}, "roles"),
        ({"unit": 999}, "unit"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_bad_invitation_is_refused_beside_the_field(director, change, field):
    answer = director.post(STAFF + "new/", invited(director.user.office) | change)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not User.objects.filter(name__startswith="Nils").exists()


def test_the_same_invitation_twice_makes_one_account(director):
    form = invited(director.user.office)
    assert [director.post(STAFF + "new/", form).status_code for _ in range(2)] == [302, 422]
    assert User.objects.filter(email="nils@example.org").count() == 1


def test_nobody_invites_to_another_office_but_an_administrator(director, sysadmin):
    other = make_office()
    assert director.post(STAFF + "new/", invited(other)).status_code == 422
    assert sysadmin.post(STAFF + "new/", invited(other)).status_code == 302
    with pytest.raises(ports.Refused):
        actions.invite(by=director.user, email="a@example.org", name="A", office=other)


def test_a_supervisor_invites_nobody(supervisor, unit):
    assert supervisor.get(STAFF + "new/").status_code == 403
    assert supervisor.post(STAFF + "new/", invited(unit.office)).status_code == 403


def test_an_invitation_sent_again_goes_to_the_corrected_address_and_voids_the_old(director, post, visitor):
    with time_machine.travel("2026-03-04T09:00Z", tick=False) as clock:
        user = actions.invite(by=director.user, email="wrnog@example.org", name="Nils", office=post)
        old = links.for_notice("invitation", user)[1]
        clock.shift(timedelta(minutes=1))
        director.post(page_of(user, "staff_resend"), {"email": "right@example.org"})
        user.refresh_from_db()
        assert user.email == "right@example.org"
        assert not visitor.get(old, follow=True).context["validlink"]
        new = links.for_notice("invitation", user)[1]
        assert visitor.get(new, follow=True).context["validlink"]
        clock.shift(timedelta(hours=73))
        assert not visitor.get(new, follow=True).context["validlink"]


def test_nobody_grants_their_own_role(sysadmin, director):
    for persona in (sysadmin, director):
        assert "Nobody changes their own" in persona.get(page_of(persona.user)).content.decode()
        assert (
            persona.post(
                page_of(persona.user), post_of(persona.user, roles=["DIRECTOR", "AGENT"])
            ).status_code
            == 403
        )
        assert "AGENT" not in User.objects.get(pk=persona.user.pk).roles
    with pytest.raises(ports.Refused, match="Nobody changes their own"):
        actions.change_post(user=director.user, by=director.user, version=1, name="", office=None, unit=None,
                            employment="", roles=["AGENT"])  # fmt: skip


@pytest.mark.parametrize(
    ("by", "role", "may"),
    [
        ("sysadmin", "SYSADMIN", True), ("sysadmin", "OIG", True), ("sysadmin", "DIRECTOR", True),
        ("director", "RSO", True), ("director", "AGENT", True), ("director", "DIRECTOR", False),
        ("director", "SYSADMIN", False), ("director", "OIG", False), ("rso", "AGENT", True), ("rso", "RSO", False),
        ("rso", "DIRECTOR", False), ("supervisor", "AGENT", False), ("officer", "AGENT", False),
    ],
)  # fmt: skip
def test_who_may_grant_what(request, by, role, may):
    assert (role in staffing.grantable(request.getfixturevalue(by).user)) == may


def test_whoever_is_higher_is_out_of_reach(rso, director):
    page = rso.get(page_of(director.user))
    assert "Why can’t I change it?" in page.content.decode()
    assert rso.post(page_of(director.user), post_of(director.user, name="X")).status_code == 403
    rso.post(page_of(director.user, "staff_deactivate"), {"reason": "mine now"})
    assert User.objects.get(pk=director.user.pk).is_active


def test_a_change_of_post_is_saved_and_on_record(director, officer, post):
    unit = make_unit(office=post)
    form = post_of(officer.user, unit=unit.pk, roles=["AGENT", "INTAKE"], employment="CONTRACTOR")
    assert director.post(page_of(officer.user), form).status_code == 302
    user = User.objects.get(pk=officer.user.pk)
    assert (user.unit, user.roles, user.employment, user.version) == (
        unit,
        {"AGENT", "INTAKE"},
        "CONTRACTOR",
        2,
    )
    assert recorded("post changed") == 1


def test_roles_that_must_be_apart_are_refused_beside_the_field(director, officer):
    answer = director.post(page_of(officer.user), post_of(officer.user, roles=["ADJ", "DEC_OFF"]))
    assert answer.status_code == 422
    assert "Separate the two duties" in answer.context["form"].errors["roles"][0]


def test_a_unit_of_another_office_is_refused_beside_the_field(sysadmin, officer):
    answer = sysadmin.post(page_of(officer.user), post_of(officer.user, unit=make_unit().pk))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["unit"])


def test_a_stale_form_shows_both_versions_and_can_be_saved_again(director, sysadmin, officer):
    form = post_of(officer.user, name="Rosa Dunmore-Vale")
    assert sysadmin.post(page_of(officer.user), post_of(officer.user, name="Rosa D.")).status_code == 302
    answer = director.post(page_of(officer.user), form)
    text = answer.content.decode()
    assert (
        answer.status_code == 422 and "Changed meanwhile to “Rosa D.”" in text and "Rosa Dunmore-Vale" in text
    )
    assert director.post(page_of(officer.user), form | {"version": 2}).status_code == 302
    assert User.objects.get(pk=officer.user.pk).name == "Rosa Dunmore-Vale"


def test_deactivating_acts_at_once(director, officer):
    assert officer.get("/accounts/profile/").status_code == 200
    director.post(page_of(officer.user, "staff_deactivate"), {"reason": "left the service"})
    assert not Session.objects.filter(account_id=officer.user.pk).exists()
    assert officer.get("/accounts/profile/").status_code == 302
    assert recorded("deactivated") == 1
    director.post(page_of(officer.user, "staff_reactivate"), {"reason": "came back"})
    assert User.objects.get(pk=officer.user.pk).is_active


def test_deactivating_needs_a_reason(director, officer):
    director.post(page_of(officer.user, "staff_deactivate"), {"reason": " "})
    assert User.objects.get(pk=officer.user.pk).is_active


def test_a_withdrawn_invitation_opens_nothing(director, post, visitor):
    user = actions.invite(by=director.user, email="nils@example.org", name="Nils", office=post)
    path = links.for_notice("invitation", user)[1]
    actions.deactivate(user=user, by=director.user, reason="another was chosen")
    assert not visitor.get(path, follow=True).context["validlink"]
    assert links.for_notice("invitation", user) is None
    assert user.standing == "inactive"


def test_the_last_administrator_stays(sysadmin):
    boss = make_user(is_superuser=True)
    for attempt in (
        lambda: actions.deactivate(user=sysadmin.user, by=boss, reason="x"),
        lambda: actions.change_post(user=sysadmin.user, by=boss, version=1, name="S", office=sysadmin.user.office,
                                    unit=None, employment="EMPLOYEE", roles=[]),
    ):  # fmt: skip
        with pytest.raises(ports.Refused, match="last system administrator"):
            attempt()


def test_nobody_deactivates_themselves(sysadmin):
    make_user(roles=["SYSADMIN"])
    sysadmin.post(page_of(sysadmin.user, "staff_deactivate"), {"reason": "enough"})
    assert User.objects.get(pk=sysadmin.user.pk).is_active


def test_an_outsider_gets_404_for_every_deed(outsider, officer):
    for name in (
        "staff_edit",
        "staff_resend",
        "staff_deactivate",
        "staff_reactivate",
        "staff_absence",
        "staff_leave",
    ):
        assert outsider.post(page_of(officer.user, name), {"reason": "x"}).status_code == 404


def test_a_supervisor_plans_an_absence_of_their_unit_but_changes_no_post(supervisor, officer, colleague):
    assert supervisor.post(page_of(officer.user), post_of(officer.user, name="X")).status_code == 403
    day = date.today() + timedelta(days=3)
    form = {"starts_on": day, "ends_on": day, "deputy": colleague.user.pk, "reason": "leave"}
    assert supervisor.post(page_of(officer.user, "staff_absence"), form).status_code == 302
    assert officer.user.deputy_on(day) == colleague.user


def test_a_new_account_signs_in_only_while_active(officer):
    user = officer.user
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert officer.get("/accounts/profile/").status_code == 302
    assert Persona(make_user()).get("/accounts/profile/").status_code == 200
