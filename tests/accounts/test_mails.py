"""From the request to the link in the mail and back in."""

import re

from django.core.management import call_command

from secoffice.accounts import actions
from tests.factories import PASSWORD, make_user

NEW = "four plain words more"


def path_in(mail):
    return re.search(r"https?://[^/\s]+(/accounts/\S+)", mail.body)[1]


def set_password(visitor, path):
    page = visitor.get(path, follow=True)
    assert page.context["validlink"]
    visitor.post(page.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW})


def test_a_reset_arrives_and_leads_back_in(visitor, db, mailoutbox):
    make_user(email="rosa@example.org", name="Rosa Dunmore")
    visitor.post("/accounts/password_reset/", {"email": "rosa@example.org"})
    call_command("run_reminders")
    (mail,) = mailoutbox
    assert mail.to == ["rosa@example.org"] and "set a new password" in mail.subject
    set_password(visitor, path_in(mail))
    given = {"username": "rosa@example.org", "password": NEW}
    assert visitor.post("/accounts/login/", given).status_code == 302


def test_an_invitation_arrives_at_somebody_who_cannot_sign_in_yet(visitor, director, post, mailoutbox):
    actions.invite(
        by=director.user, email="nils@example.org", name="Nils Novak", office=post, roles=["AGENT"]
    )
    call_command("run_reminders")
    (mail,) = mailoutbox
    assert mail.to == ["nils@example.org"]
    set_password(visitor, path_in(mail))
    assert (
        visitor.post("/accounts/login/", {"username": "nils@example.org", "password": NEW}).status_code == 302
    )


def test_a_changed_password_is_told_to_its_owner(officer, mailoutbox):
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    officer.post("/accounts/password/", form)
    call_command("run_reminders")
    assert [mail.to for mail in mailoutbox] == [[officer.user.email]]
    assert "your password was changed" in mailoutbox[0].body
