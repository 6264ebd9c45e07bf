"""Notices posted to a person's own tool: signed, telling no more than a letter, once, and never in silence lost."""

import hmac
from datetime import time

import pytest

from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions
from secoffice.ports import Refused
from secoffice.reminders import actions as deeds
from secoffice.reminders import following, hooks, hooks_due, hooks_line, hooks_post, letters
from secoffice.reminders.models import Hook, Mail, Notice, Preference, Reading, Watch
from tests.factories import make_user
from tests.reminders.hooked import BEFORE, NOON, hook_up, posted, tell, why
from tests.reminders.owing import admit, at, owe, recuse, run

pytestmark = pytest.mark.django_db


def test_the_signature_can_be_checked_with_the_secret_shown_once(tool, officer):
    secret = hook_up(officer.user, tool)
    owe(officer.user)
    run(NOON)
    (post,) = tool.taken
    stamp = post.headers["Secoffice-Timestamp"]
    signed = hmac.new(secret.encode(), f"{stamp}.".encode() + post.body, "sha256").hexdigest()
    assert post.headers["Secoffice-Signature"] == f"v1={signed}"
    assert abs(int(stamp) - at(NOON).timestamp()) < 10
    assert post.headers["Content-Type"] == "application/json"
    row = Hook.objects.values().get()
    assert secret not in map(str, row.values())


def test_it_says_what_a_letter_would_say_and_no_more(tool, officer):
    hook_up(officer.user, tool)
    deadline = owe(officer.user)
    run(NOON)
    (post,) = tool.taken
    notice = Notice.objects.get()
    said = letters.item(notice, officer.user.tz, at(NOON))
    assert post.says == {
        "id": post.id, "kind": "mine", "step": said.note, "reference": said.reference, "duty": said.duty,
        "due": "2026-05-01", "due_at": notice.due_at.astimezone(officer.user.tz).isoformat(), "url": said.url,
        "sent_at": post.says["sent_at"],
    }  # fmt: skip
    assert post.says["url"] == f"https://office.example.org{deadline.matter.get_absolute_url()}"
    assert b"NEEDLE" not in post.body and "NEEDLE" not in str(post.headers)
    assert Mail.objects.get(channel="hook").message_id == f"<{post.id}>"


def test_a_date_that_nobody_may_read_stays_opaque(tool, officer, sysadmin):
    hook_up(sysadmin.user, tool, "mine", "passed")
    sysadmin.user.office = officer.user.office
    sysadmin.user.save()
    deadline = owe(officer.user, admitted=[])
    run(NOON)
    assert Notice.objects.get().opaque
    (post,) = tool.taken
    assert (post.says["reference"], post.says["url"]) == ("", "https://office.example.org/inbox/")
    assert deadline.matter.reference.encode() not in post.body and b"supervisory" not in post.body


def test_a_one_time_link_goes_by_mail_alone(tool, officer):
    hook_up(officer.user, tool, "account")
    tell(officer.user, kind="reset", url="/accounts/reset/secret-token/", at_once=True)
    hooks_due.write(at(NOON))
    hooks_post.send(at(NOON))
    (post,) = tool.taken
    assert b"secret-token" not in post.body and post.says["kind"] == "account"


def test_only_the_kinds_that_were_chosen_are_posted(tool, officer):
    hook_up(officer.user, tool, "mine")
    tell(officer.user)
    run(NOON)
    assert (posted(), tool.taken) == ([], [])
    owe(officer.user)
    run(NOON)
    assert [post.says["kind"] for post in tool.taken] == ["mine"]


def test_what_was_told_before_there_was_a_hook_is_not_posted(tool, officer):
    owe(officer.user)
    run(BEFORE)
    run("2026-04-16T09:00")
    hook_up(officer.user, tool, since="2026-04-16T10:00")
    run(NOON)
    assert tool.taken == []


def test_what_a_run_told_that_began_before_there_was_a_hook_is_not_posted(tool, officer):
    hook_up(officer.user, tool, since="2026-04-16T10:00")
    tell(officer.user, at=at("2026-04-16T09:59"))
    run(NOON)
    assert tool.taken == []


def test_a_hook_tells_at_once_whatever_the_mail_waits_for(tool, officer, mailoutbox):
    hook_up(officer.user, tool, "mine", "watch")
    Preference.objects.filter(kind="watch").update(cadence="none")
    deadline = owe(make_user(office=officer.user.office))
    admit(deadline.matter, officer.user)
    Watch.objects.create(user=officer.user, target_type="tests.matter", target_id=deadline.matter.pk)
    run("2026-04-28T09:00")
    assert [post.says["kind"] for post in tool.taken] == ["watch"]
    assert officer.user.email not in [mail.to[0] for mail in mailoutbox]


def test_quiet_hours_hold_back_the_mail_and_not_the_hook(tool, officer, mailoutbox):
    Reading.objects.create(user=officer.user, quiet_from=time(8), quiet_until=time(20))
    hook_up(officer.user, tool)
    tell(officer.user, at_once=True)
    run(NOON)
    assert (len(tool.taken), len(mailoutbox)) == (1, 0)


def test_what_was_put_off_is_not_posted_either(tool, officer):
    hook_up(officer.user, tool)
    deadline = owe(officer.user)
    following.snooze(
        deadline=deadline, until_on=at("2026-04-20T00:00").date(), why="away", by=officer.user, at=at(BEFORE)
    )
    run(NOON)
    assert Notice.objects.get().state == "inbox" and tool.taken == []
    run("2026-04-20T09:00")
    assert len(tool.taken) == 1


def test_every_notice_is_posted_once_however_often_it_runs(tool, officer):
    hook_up(officer.user, tool)
    for day in range(16, 20):
        for hour in (7, 8, 9, 12):
            tell(officer.user, at=at(f"2026-04-{day}T{hour:02}:00"))
            run(f"2026-04-{day}T{hour:02}:00")
            run(f"2026-04-{day}T{hour:02}:30")
    assert len(tool.taken) == len(set(tool.ids())) == Notice.objects.count() == 16
    assert Hook.objects.get().looked_to > 0


def test_a_notice_with_a_lower_number_that_appears_late_is_not_passed_over(tool, officer):
    hook_up(officer.user, tool)
    tell(officer.user, at=at(NOON))
    late = Notice.objects.get()
    values = {**Notice.objects.values().get(), "source_id": 77}
    late.delete()
    tell(officer.user, at=at(NOON))
    run("2026-04-16T12:01")
    Notice.objects.create(**values)  # its transaction began first and ended last
    run("2026-04-16T12:02")
    assert len(tool.taken) == 2


def lost_access(deadline, officer):
    recuse(deadline.matter, officer.user)


def closed_account(deadline, officer):
    officer.user.is_active = False
    officer.user.save()


def met(deadline, officer):
    actions.meet(deadline=deadline, by=None, at=at(NOON))


def acknowledged(deadline, officer):
    deeds.acknowledge(notices=Notice.objects.all(), by=officer.user, at=at(NOON))


@pytest.mark.parametrize("event", [lost_access, closed_account, met, acknowledged])
def test_what_is_not_theirs_any_more_is_not_posted_and_it_is_said_why(tool, officer, event):
    hook_up(officer.user, tool)
    deadline = owe(officer.user)
    tool.fault = 503
    run(NOON)
    tool.well()
    event(deadline, officer)
    run("2026-04-16T13:00")
    assert (posted(), tool.taken) == (["cancelled"], [])
    assert why()[0] and AuditEntry.objects.filter(action="web hook post dropped").count() == 1


def test_a_hook_taken_away_gets_nothing_more(tool, officer):
    hook_up(officer.user, tool)
    tool.fault = 503
    owe(officer.user)
    run(NOON)
    hooks.take_away(by=officer.user)
    tool.well()
    run("2026-04-16T13:00")
    assert (posted(), why(), tool.taken) == (["cancelled"], ["web hook taken away"], [])
    assert not Preference.objects.filter(hook=True)
    with pytest.raises(Refused):
        hooks.renew(by=officer.user)


def test_a_hook_taken_away_in_the_middle_of_a_batch_gets_nothing_more(tool, officer, monkeypatch):
    hook_up(officer.user, tool)
    for _ in range(3):
        tell(officer.user)
    post = hooks_line.post
    monkeypatch.setattr(
        hooks_line, "post", lambda *given: (post(*given), hooks.take_away(by=officer.user))[0]
    )
    run(NOON)
    assert (posted(), len(tool.taken)) == (["sent", "cancelled", "cancelled"], 1)
