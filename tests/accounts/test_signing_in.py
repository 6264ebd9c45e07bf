"""Coming in, going out, and staying out."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from secoffice.accounts import actions as accounts
from secoffice.accounts import links
from secoffice.accounts.models import ResetRequest, Session
from secoffice.accounts.views import signing_in
from secoffice.audit.models import AuditEntry
from secoffice.ports import Refused, hears
from tests.factories import PASSWORD, make_user

LOGIN = "/accounts/login/"
RESET = "/accounts/password_reset/"
owed = []


@hears("notice.owed")
def listen(**told):
    owed.append(told)


@pytest.fixture(autouse=True)
def nothing_owed(monkeypatch):
    owed.clear()
    monkeypatch.setattr(signing_in, "SECONDS", 0)


@pytest.fixture
def rosa(db):
    return make_user(email="rosa@example.org", name="Rosa Dunmore")


def sign_in(client, email="rosa@example.org", password=PASSWORD, **more):
    return client.post(LOGIN, {"username": email, "password": password}, **more)


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_the_right_password_opens_the_desk(visitor, rosa):
    response = sign_in(visitor)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert actions() == ["signed in"]


def test_the_address_may_be_written_in_capitals(visitor, rosa):
    assert sign_in(visitor, " Rosa@Example.ORG ").status_code == 302


@pytest.mark.parametrize("password", [PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD, ""])
def test_a_password_counts_to_the_letter(visitor, rosa, password):
    assert sign_in(visitor, password=password).status_code == 422


def test_unknown_inactive_invited_and_wrong_get_the_same_answer(visitor, rosa):
    make_user(email="gone@example.org", is_active=False)
    make_user(email="new@example.org", is_active=False, password=None)
    answers = {
        email: re.sub(r'value="[^"]*"', "", sign_in(visitor, email, "not the password").content.decode())
        for email in ("rosa@example.org", "gone@example.org", "new@example.org", "nobody@example.org")
    }
    assert len(set(answers.values())) == 1


def test_a_failed_sign_in_is_on_record_without_the_password(visitor, rosa):
    sign_in(visitor, password="not the password")
    entry = AuditEntry.objects.get(action="sign-in failed")
    assert entry.result == "refused" and "not the password" not in str(vars(entry))


def test_five_wrong_passwords_lock_the_name_for_a_while(visitor, rosa):
    with time_machine.travel("2026-03-04T09:00Z", tick=False) as clock:
        answers = [sign_in(visitor, password="wrong").status_code for _ in range(5)]
        assert answers == [422, 422, 422, 422, 429]
        assert sign_in(Client(), "ROSA@example.org").status_code == 429
        assert "locked out" in actions()
        clock.shift(timedelta(minutes=16))
        assert sign_in(visitor).status_code == 302


def test_guesses_from_elsewhere_do_not_lock_out_a_known_browser(visitor, rosa):
    sign_in(visitor)
    visitor.post("/accounts/logout/")
    for n in range(6):
        sign_in(Client(), password="wrong", REMOTE_ADDR=f"192.0.2.{n}")
    assert sign_in(Client()).status_code == 429
    assert sign_in(visitor).status_code == 302


def test_a_known_browser_has_no_more_tries_than_others(visitor, rosa):
    sign_in(visitor)
    visitor.post("/accounts/logout/")
    assert [sign_in(visitor, password="wrong").status_code for _ in range(6)][4:] == [429, 429]


def test_many_names_from_one_address_have_to_wait(visitor, rosa, monkeypatch):
    monkeypatch.setattr(signing_in, "FROM_ONE_ADDRESS", 8)
    for n in range(8):
        sign_in(Client(), f"guess{n}@example.org", "wrong", REMOTE_ADDR="192.0.2.9")
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.9").status_code == 429
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.10").status_code == 302


def test_the_lock_says_the_same_of_a_name_nobody_has(visitor, db):
    answers = [sign_in(visitor, "nobody@example.org", "wrong") for _ in range(5)]
    assert answers[-1].status_code == 429 and answers[-1]["Retry-After"] == "900"


def test_signing_in_changes_the_session(visitor, rosa):
    visitor.get(LOGIN)
    visitor.session["kept"] = 1
    before = visitor.session.session_key
    sign_in(visitor)
    assert visitor.session.session_key != before


def test_signing_out_is_by_post_only(officer):
    assert officer.get("/accounts/logout/").status_code == 302
    assert officer.get("/accounts/profile/").status_code == 200
    assert officer.post("/accounts/logout/").status_code == 200
    assert officer.get("/accounts/profile/").status_code == 302
    assert not Session.objects.filter(account_id=officer.user.pk).exists()
    assert "signed out" in actions()


@pytest.mark.parametrize("field", ["username", "password"])
def test_nothing_at_all_is_asked_for_again(visitor, db, field):
    answer = visitor.post(LOGIN, {field: "x"})
    assert answer.status_code == 422 and field not in answer.context["form"].errors


def test_a_name_with_a_null_in_it_is_refused(visitor, db):
    assert sign_in(visitor, "rosa\x00@example.org").status_code == 422


def test_a_reset_is_owed_once_and_opens_once(visitor, rosa):
    assert visitor.post(RESET, {"email": "ROSA@example.org"}).status_code == 302
    assert [(told["kind"], told["recipient_id"], told["duty"]) for told in owed] == [
        ("reset", rosa.pk, "set a new password")
    ]
    page = visitor.get(link("reset", rosa), follow=True)
    new = {"new_password1": "four plain words more", "new_password2": "four plain words more"}
    assert visitor.post(page.request["PATH_INFO"], new).status_code == 302
    assert sign_in(visitor).status_code == 422
    assert sign_in(visitor, password="four plain words more").status_code == 302


def link(kind, user):
    user.refresh_from_db()
    return links.for_notice(kind, user)[1]


def test_a_link_dies_when_it_is_used_and_after_an_hour(visitor, rosa):
    with time_machine.travel("2026-03-04T09:00Z", tick=False) as clock:
        path = link("reset", rosa)
        clock.shift(timedelta(minutes=61))
        assert not visitor.get(path, follow=True).context["validlink"]
        path = link("reset", rosa)
        rosa.set_password("another one altogether")
        rosa.save()
        assert not visitor.get(path, follow=True).context["validlink"]


def test_one_link_in_two_windows_sets_one_password(rosa):
    twin = type(rosa).objects.get(pk=rosa.pk)
    accounts.use_reset(user=rosa, password="four plain words more")
    with pytest.raises(Refused, match="used already"):
        accounts.use_reset(user=twin, password="other plain words too")
    twin.refresh_from_db()
    assert twin.check_password("four plain words more")


def test_a_reset_signs_out_every_browser(officer, visitor):
    page = visitor.get(link("reset", officer.user), follow=True)
    new = {"new_password1": "four plain words more", "new_password2": "four plain words more"}
    visitor.post(page.request["PATH_INFO"], new)
    assert officer.get("/accounts/profile/").status_code == 302
    assert [told["kind"] for told in owed] == ["account"]


def test_an_hour_brings_three_mails_at_most(visitor, rosa):
    with time_machine.travel("2026-03-04T09:00Z", tick=False) as clock:
        answers = {visitor.post(RESET, {"email": rosa.email}).status_code for _ in range(5)}
        assert (answers, len(owed)) == ({302}, 3)
        assert len({told["step"] for told in owed}) == 3
        clock.shift(timedelta(minutes=61))
        visitor.post(RESET, {"email": rosa.email})
        assert len(owed) == 4


def test_a_reset_for_nobody_looks_like_any_other(visitor, rosa):
    make_user(email="gone@example.org", is_active=False)
    answers = [
        visitor.post(RESET, {"email": email}) for email in ("no@example.org", "gone@example.org", rosa.email)
    ]
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, "/accounts/password_reset/sent/")}
    assert (len(owed), ResetRequest.objects.count()) == (1, 1)


@pytest.mark.parametrize("email", ["rosa@example.org", "nobody@example.org"])
def test_the_time_of_the_answer_does_not_tell_who_works_here(visitor, rosa, monkeypatch, email):
    monkeypatch.setattr(signing_in, "SECONDS", 0.1)
    began = time.monotonic()
    visitor.post(RESET, {"email": email})
    assert time.monotonic() - began >= 0.1


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "passwordpassword",
        "secoffice2026secoffice",
        "rosadunmore123456",
        "aaaaaaaaaaaaaaaa",
        "1234567890123456",
    ],
)
def test_a_password_that_anybody_would_guess_is_refused(visitor, rosa, password):
    page = visitor.get(link("reset", rosa), follow=True)
    answer = visitor.post(page.request["PATH_INFO"], {"new_password1": password, "new_password2": password})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "password", ["abcdefghijkmnop", "  spaces count too  ", "größer als zwölf Bäume", "q8" + "Kz-4wVtm" * 16]
)
def test_a_long_password_is_taken_as_it_is(visitor, rosa, password):
    page = visitor.get(link("reset", rosa), follow=True)
    visitor.post(page.request["PATH_INFO"], {"new_password1": password, "new_password2": password})
    assert sign_in(visitor, password=password).status_code == 302


def test_every_page_but_the_door_is_locked(visitor, db):
    from secoffice.accounts.urls import administrators, keepers, own

    for pattern in own + keepers + administrators:
        numbers = dict.fromkeys(pattern.pattern.converters, 1)
        url = reverse(f"accounts:{pattern.name}", kwargs=numbers)
        assert visitor.get(url)["Location"] == f"{LOGIN}?next={url}"
        assert visitor.post(url).status_code == 401
