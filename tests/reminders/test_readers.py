"""Who is told besides the owner, why, and never of what they may not know."""

import pytest

from secoffice import ports
from secoffice.access.models import Admission
from secoffice.accounts.models import User
from secoffice.deadlines.models import Deadline
from secoffice.reminders import told
from secoffice.reminders.models import DEADLINE, Mail, Notice, Watch
from tests.conftest import Persona
from tests.factories import make_user
from tests.reminders.owing import KIND, ROUTINE, Matter, admit, at, owe, recuse, run

pytestmark = pytest.mark.django_db


def watch(person, deadline, *, admitted=True):
    if admitted:
        admit(deadline.matter, person)
    Watch.objects.create(user=person, target_type=KIND, target_id=deadline.matter.pk)


def heard(person):
    notices = Notice.objects.filter(recipient=person).order_by("pk")
    return list(notices.values_list("step", "audience"))


def test_a_watcher_hears_when_it_is_soon_due_and_first_late(officer, colleague):
    watch(colleague.user, owe(officer.user))
    for day in range(10, 31):
        run(f"2026-04-{day}T07:00")
    for day in range(1, 10):
        run(f"2026-05-0{day}T07:00")
    assert heard(colleague.user) == [("warn", "watcher"), ("due", "watcher"), ("overdue", "watcher")]


def test_a_watcher_hears_that_it_is_late_though_the_first_days_were_missed(officer, colleague):
    watch(colleague.user, owe(officer.user))
    run("2026-05-07T07:00")
    run("2026-05-08T07:00")
    assert heard(colleague.user) == [("overdue", "watcher")]


@pytest.mark.parametrize("reason", ["never admitted", "recused", "gone"])
def test_a_watcher_who_may_not_know_hears_nothing(officer, colleague, mailoutbox, reason):
    deadline = owe(officer.user)
    watch(colleague.user, deadline, admitted=reason != "never admitted")
    if reason == "recused":
        recuse(deadline.matter, colleague.user)
    if reason == "gone":
        User.objects.filter(pk=colleague.user.pk).update(is_active=False)
    for day in ("2026-04-28", "2026-05-01", "2026-05-02"):
        run(f"{day}T08:00")
    assert heard(colleague.user) == []
    assert {mail.to[0] for mail in mailoutbox} == {officer.user.email}


def test_a_watcher_who_loses_access_before_the_mail_leaves_gets_none(officer, colleague, mailoutbox):
    from secoffice.reminders.composing import compose
    from secoffice.reminders.planning import plan
    from secoffice.reminders.sending import send

    deadline = owe(officer.user)
    watch(colleague.user, deadline)
    now = at("2026-04-28T08:00")
    plan(now)
    compose(now)
    Admission.objects.filter(principal=f"user:{colleague.user.pk}").delete()
    send(now)
    run("2026-04-28T08:01")
    assert [mail.to[0] for mail in mailoutbox] == [officer.user.email]


def test_who_owns_and_watches_is_told_once(officer):
    watch(officer.user, owe(officer.user), admitted=False)
    run("2026-04-28T08:00")
    assert heard(officer.user) == [("warn", "owner")]


def test_the_duty_officer_hears_of_a_late_matter_where_the_rule_says_so(officer, supervisor, post):
    duty = make_user(office=post, roles=["DUTY_OFF"])
    quiet = owe(officer.user, admitted=[officer.user, supervisor.user, duty])
    loud = owe(officer.user, admitted=[officer.user, supervisor.user, duty])
    Deadline.objects.filter(pk=loud.pk).update(duty_officer=True)
    run("2026-05-04T07:00")
    assert [n.source_id for n in Notice.objects.filter(recipient=duty)] == [loud.pk]
    assert heard(duty) == [("escalate_1", "duty")]
    assert heard(supervisor.user) == [("escalate_1", "supervisor")] * 2
    assert quiet.pk != loud.pk


def test_a_routine_matter_stops_at_the_unit_supervisor(officer, supervisor, director):
    deadline = owe(officer.user, rule=ROUTINE, admitted=[officer.user, supervisor.user, director.user])
    Deadline.objects.filter(pk=deadline.pk).update(escalate_2_on="2026-05-08")
    run("2026-05-04T07:00")
    run("2026-05-08T07:00")
    assert (heard(supervisor.user), heard(director.user)) == ([("escalate_1", "supervisor")], [])


def test_a_date_that_moved_is_told_to_owner_and_watchers_with_was_and_is(officer, colleague, mailoutbox):
    old = owe(officer.user)
    watch(colleague.user, old)
    outsider = make_user()
    watch(outsider, old, admitted=False)
    Deadline.objects.filter(pk=old.pk).update(due_on="2026-05-04")
    new = Deadline.objects.select_related("office").get(pk=old.pk)
    for _ in range(2):
        ports.tell("dates.moved", moved=[(old, new)], words="Closed", at=at("2026-04-10T12:00"))
    notices = Notice.objects.filter(step="moved")
    assert {n.recipient: n.audience for n in notices} == {officer.user: "owner", colleague.user: "watcher"}
    assert notices.count() == 2
    assert {str(n.was_on) for n in notices} == {"2026-05-01"}
    run("2026-04-11T07:00")
    assert len(mailoutbox) == 2
    assert "Moved from Fri 1 May 2026" in mailoutbox[0].body
    assert not any("NEEDLE" in mail.body or "Closed" in mail.body for mail in mailoutbox)


def given(person, *admitted):
    matter = Matter()
    admit(matter, person, *admitted)
    told.owe(
        kind="assignment", source_type=KIND, source_id=matter.pk, recipient_id=person.pk, at_once=True,
        duty="assigned to you", reference=matter.reference, url=matter.get_absolute_url(),
        office_id=person.office_id, at=at("2026-04-16T09:00"),
    )  # fmt: skip
    return matter


@pytest.mark.parametrize("gone", [{"is_active": False}, {"bounced_at": at("2026-04-01T00:00")}])
def test_work_given_to_somebody_gone_goes_to_their_supervisor_once(officer, supervisor, mailoutbox, gone):
    matter = given(officer.user, supervisor.user)
    User.objects.filter(pk=officer.user.pk).update(**gone)
    for minute in range(4):
        run(f"2026-04-16T09:0{minute}")
    assert [mail.to[0] for mail in mailoutbox] == [supervisor.user.email]
    assert "cannot be reached: assigned to you" in mailoutbox[0].body
    assert heard(supervisor.user) == [("told", "climbed")]
    assert Notice.objects.filter(target_id=matter.pk).count() == 2


def test_work_climbs_past_a_supervisor_who_may_not_know(officer, supervisor, rso, mailoutbox):
    matter = given(officer.user, supervisor.user, rso.user)
    recuse(matter, supervisor.user)
    User.objects.filter(pk=officer.user.pk).update(is_active=False)
    run("2026-04-16T09:00")
    run("2026-04-16T09:01")
    assert [mail.to[0] for mail in mailoutbox] == [rso.user.email]


def test_where_nobody_may_know_somebody_hears_that_there_is_something(
    officer, supervisor, director, mailoutbox
):
    matter = given(officer.user)
    User.objects.filter(pk=officer.user.pk).update(is_active=False)
    run("2026-04-16T09:00")
    run("2026-04-16T09:01")
    notice = Notice.objects.get(recipient=director.user)
    assert (notice.opaque, notice.reference, notice.url) == (True, "", "")
    assert [mail.to[0] for mail in mailoutbox] == [director.user.email]
    assert matter.reference not in mailoutbox[0].body
    page = Persona(director.user).get(f"/inbox/{notice.pk}/reader/")
    assert "was given work and cannot be reached" in page.content.decode()


def test_an_invitation_or_a_reset_goes_to_nobody_else(officer, supervisor, mailoutbox):
    User.objects.filter(pk=officer.user.pk).update(is_active=False)
    told.owe(
        kind="account", source_type="accounts.user", source_id=officer.user.pk, recipient_id=officer.user.pk,
        duty="your password was changed", needs_access=False, at_once=True, at=at("2026-04-16T09:00"),
    )  # fmt: skip
    run("2026-04-16T09:00")
    run("2026-04-16T09:01")
    assert (len(mailoutbox), Notice.objects.count()) == (0, 1)


def test_each_notice_says_why_its_reader_is_told(officer, supervisor, director):
    owe(officer.user, admitted=[officer.user, supervisor.user, director.user])
    run("2026-05-04T07:00")
    run("2026-05-08T07:00")
    assert heard(supervisor.user) == [("escalate_1", "supervisor")]
    assert heard(director.user) == [("escalate_2", "director")]
    assert set(Notice.objects.filter(recipient=officer.user).values_list("audience", flat=True)) == {"owner"}
    assert Mail.objects.exclude(state="sent").count() == 0
    assert Notice.objects.filter(source_type=DEADLINE).exclude(state="mailed").count() == 0
