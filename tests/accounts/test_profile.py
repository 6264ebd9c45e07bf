"""One's own account."""

from datetime import date, timedelta

import pytest

from secoffice.accounts.models import Session, User
from secoffice.audit.models import AuditEntry
from tests.conftest import Persona
from tests.factories import PASSWORD, make_absence

PROFILE = "/accounts/profile/"
MINE = {"name": "Rosa Dunmore", "time_zone": "Asia/Riyadh", "theme": "dark"}
NEW = "five more words to keep"


def fresh(persona):
    return User.objects.get(pk=persona.user.pk)


def test_a_profile_is_saved_and_on_record(officer):
    assert officer.post(PROFILE, MINE).status_code == 302
    user = fresh(officer)
    assert (user.time_zone, user.theme) == ("Asia/Riyadh", "dark")
    assert AuditEntry.objects.filter(action="profile changed").count() == 1
    assert 'data-bs-theme="dark"' in officer.get(PROFILE).content.decode()


def test_saving_what_is_there_already_records_nothing(officer):
    for _ in range(2):
        officer.post(PROFILE, MINE)
    assert AuditEntry.objects.filter(action="profile changed").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"), ({"name": "x" * 200}, "name"), ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"theme": "pink"}, "theme"),
    ],
)  # fmt: skip
def test_a_bad_profile_is_refused_beside_the_field(officer, change, field):
    answer = officer.post(PROFILE, MINE | change)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert fresh(officer).theme == ""


def test_nobody_changes_their_own_office_or_roles_by_a_forged_field(officer):
    officer.post(
        PROFILE, MINE | {"office": "", "is_superuser": "on", "roles": ["DIRECTOR"], "email": "x@example.org"}
    )
    user = fresh(officer)
    assert (user.office, user.is_superuser, user.roles) == (officer.user.office, False, {"AGENT"})
    assert user.email == officer.user.email


def test_the_theme_switch_goes_back_to_where_it_was_pressed(officer):
    assert (
        officer.post("/accounts/theme/", {"theme": "dark", "next": "/cases/?q=1"})["Location"]
        == "/cases/?q=1"
    )
    assert (
        officer.post("/accounts/theme/", {"theme": "", "next": "https://evil.example/"})["Location"]
        == PROFILE
    )
    assert officer.post("/accounts/theme/", {"theme": "pink"}).status_code == 400
    assert officer.get("/accounts/theme/").status_code == 405


def test_a_password_is_changed_with_the_old_one_and_signs_out_elsewhere(officer):
    other = Persona(officer.user)
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert officer.post("/accounts/password/", form).status_code == 302
    assert officer.get(PROFILE).status_code == 200
    assert other.get(PROFILE).status_code == 302
    assert fresh(officer).check_password(NEW)
    assert AuditEntry.objects.filter(action="password changed").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"old_password": "wrong"}, "old_password"),
        ({"new_password2": "other words than these"}, "new_password2"),
        ({"new_password1": "short", "new_password2": "short"}, "new_password2"),
        ({"new_password1": ""}, "new_password1"),
    ],
)
def test_a_bad_change_of_password_is_refused_beside_the_field(officer, change, field):
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW} | change
    answer = officer.post("/accounts/password/", form)
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert fresh(officer).check_password(PASSWORD)


def test_who_does_not_know_the_old_password_is_signed_out(officer):
    form = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    answers = [officer.post("/accounts/password/", form).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 302]
    assert officer.get(PROFILE).status_code == 302


def test_other_browsers_are_counted_and_signed_out(officer):
    other = Persona(officer.user)
    assert "1 other browser" in officer.get(PROFILE).content.decode()
    officer.post("/accounts/profile/elsewhere/")
    assert other.get(PROFILE).status_code == 302
    assert Session.objects.filter(account_id=officer.user.pk).count() == 1


def test_an_absence_is_planned_and_ended(officer, colleague):
    day = date.today() + timedelta(days=5)
    form = {"starts_on": day, "ends_on": day, "deputy": colleague.user.pk}
    assert officer.post("/accounts/profile/absence/", form).status_code == 302
    absence = officer.user.absences.get()
    assert colleague.post(f"/accounts/profile/absence/{absence.pk}/end/").status_code == 404
    officer.post(f"/accounts/profile/absence/{absence.pk}/end/")
    assert not officer.user.absences.exists()


def test_back_early_keeps_the_days_that_were_away(officer):
    today = date.today()
    absence = make_absence(
        user=officer.user, starts_on=today - timedelta(days=5), ends_on=today + timedelta(days=5)
    )
    officer.post(f"/accounts/profile/absence/{absence.pk}/end/")
    absence.refresh_from_db()
    assert absence.ends_on < date.today()


def test_an_absence_that_ends_before_it_starts_keeps_what_was_typed(officer):
    day = date.today() + timedelta(days=5)
    form = {"starts_on": day, "ends_on": day - timedelta(days=1), "reason": "family"}
    answer = officer.post("/accounts/profile/absence/", form)
    assert answer.status_code == 422 and 'value="family"' in answer.content.decode()
