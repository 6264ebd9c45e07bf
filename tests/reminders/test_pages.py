"""The inbox, my deadlines and the deliveries, and who sees what there."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secoffice.access.models import Admission, Recusal
from secoffice.accounts.models import User
from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions as deadline_actions
from secoffice.deadlines.models import Deadline
from secoffice.reminders import desk, state, told
from secoffice.reminders.context import unread
from secoffice.reminders.models import Bounce, Channel, Mail, Notice
from secoffice.reminders.tasks import run as run_task
from tests.factories import make_absence, make_case, make_user
from tests.reminders.owing import KIND, Matter, admit, at, owe, recuse, run

pytestmark = pytest.mark.django_db
INBOX, DEADLINES, DELIVERIES = "/inbox/", "/deadlines/", "/inbox/deliveries/"


def tell(persona, duty="assigned to you", **more):
    matter = Matter()
    admit(matter, persona.user)
    told.owe(
        kind="assignment", source_type=KIND, source_id=matter.pk, recipient_id=persona.user.pk, duty=duty,
        reference=matter.reference, url=matter.get_absolute_url(), **more,
    )  # fmt: skip
    return Notice.objects.latest("pk")


def page(persona, address=INBOX):
    answer = persona.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def due_in(days, owner, **more):
    """A deadline that runs out in so many days from now."""
    trigger = timezone.now() - timedelta(days=30 - days)
    return owe(owner, trigger=trigger.replace(tzinfo=None).isoformat(), **more)


def test_an_empty_inbox_says_what_will_come(officer):
    assert "Your inbox is empty" in page(officer)


def test_what_is_new_stands_above_what_was_read(officer):
    old, new = tell(officer, "old duty"), tell(officer, "new duty")
    officer.get(reverse("reminders:open", args=[new.pk]))
    text = page(officer)
    assert text.index("Old duty") < text.index("New duty")
    assert unread(officer.user) == 1
    assert old.reference in text


def test_opening_a_notice_leads_to_its_record_and_marks_it_read(officer):
    notice = tell(officer)
    answer = officer.get(reverse("reminders:open", args=[notice.pk]))
    assert (answer.status_code, answer["Location"]) == (302, notice.url)
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_notice_whose_record_went_out_of_sight_goes_with_it(officer):
    kept, lost = tell(officer, "kept duty"), tell(officer, "lost duty")
    Admission.objects.filter(target_id=lost.target_id).delete()
    text = page(officer)
    assert kept.reference in text and lost.reference not in text and "ost duty" not in text
    assert unread(officer.user) == 1
    for name in ("open", "acknowledge"):
        ask = officer.get if name == "open" else officer.post
        assert ask(reverse(f"reminders:{name}", args=[lost.pk])).status_code == 404


@pytest.mark.parametrize("name", ["open", "acknowledge", "name_reader"])
def test_a_notice_of_somebody_else_is_not_there(officer, outsider, name):
    notice = tell(officer)
    admit(Matter(), outsider.user)
    ask = outsider.post if name == "acknowledge" else outsider.get
    assert ask(reverse(f"reminders:{name}", args=[notice.pk])).status_code == 404
    assert ask(reverse(f"reminders:{name}", args=[10**18])).status_code == 404


def test_a_notice_never_leads_out_of_the_house(officer):
    notice = tell(officer)
    for url in ("//evil.example/", "https://evil.example/", "/\\evil.example/", ""):
        Notice.objects.update(url=url)
        assert officer.get(reverse("reminders:open", args=[notice.pk]))["Location"] == INBOX


def test_acknowledging_all_stops_the_mail_and_is_on_the_trail(officer, mailoutbox):
    for _ in range(3):
        tell(officer, at=at("2026-04-16T06:00"))
    officer.post("/inbox/acknowledge/")
    assert unread(officer.user) == 0
    assert AuditEntry.objects.filter(action="notices acknowledged", actor_id=officer.user.pk).count() == 1
    run("2026-04-16T09:00")
    assert not mailoutbox
    assert (
        "There was nothing left to acknowledge."
        in officer.post("/inbox/acknowledge/", follow=True).content.decode()
    )


def test_a_mail_counts_as_acknowledged_when_all_it_carried_is(officer):
    first, second = (tell(officer, at=at("2026-04-16T06:00")) for _ in range(2))
    run("2026-04-16T09:00")
    officer.post(reverse("reminders:acknowledge", args=[first.pk]))
    assert Mail.objects.get().state == "sent"
    officer.post(reverse("reminders:acknowledge", args=[second.pk]))
    assert Mail.objects.get().state == "acknowledged"


def test_acknowledging_touches_nobody_elses_notices(officer, supervisor):
    owe(officer.user, admitted=[officer.user, supervisor.user])
    run("2026-05-04T09:00")
    officer.post("/inbox/acknowledge/")
    assert unread(supervisor.user) == 1


@pytest.mark.parametrize(
    ("query", "shown"),
    [("", "AB"), ("show=unread", "A"), ("show=open", "AB"), ("about=other", "AB"), ("about=deadline", "")],
)
def test_the_inbox_can_be_narrowed(officer, query, shown):
    tell(officer, "duty A")
    seen = tell(officer, "duty B")
    officer.get(reverse("reminders:open", args=[seen.pk]))
    text = page(officer, f"{INBOX}?{query}")
    assert "".join(letter for letter in "AB" if f"Duty {letter}" in text) == shown


def test_a_forged_filter_is_refused_beside_the_field(officer):
    assert officer.get(f"{INBOX}?show=secrets").status_code == 422


def test_paging_shows_every_notice_once(officer):
    for n in range(120):
        tell(officer, f"duty {n:03}")
    Notice.objects.update(read_at=timezone.now())
    address, seen = INBOX, []
    while address:
        answer = officer.get(address)
        seen += [notice.duty for notice in answer.context["rows"]]
        address = answer.context["next_url"]
    assert sorted(seen) == [f"duty {n:03}" for n in range(120)]


def test_a_met_deadline_no_longer_counts_as_unread_and_says_so(officer):
    deadline = owe(officer.user)
    run("2026-04-16T09:00")
    assert unread(officer.user) == 1
    deadline_actions.meet(deadline=deadline, by=officer.user)
    assert unread(officer.user) == 0
    assert "No longer due" in page(officer)


def test_above_ninety_nine_the_count_says_so(officer):
    for _ in range(101):
        tell(officer)
    assert unread(officer.user) == "99+"


# My deadlines


def test_my_deadlines_are_grouped_and_each_date_is_explained(officer):
    late, week, later = due_in(-5, officer.user), due_in(3, officer.user), due_in(25, officer.user)
    text = page(officer, DEADLINES)
    places = [text.index(words) for words in ("Overdue", "This week", "Later")]
    assert places == sorted(places)
    for deadline in (late, week, later):
        assert deadline.target_reference in text and deadline.explanation in text
        assert f'href="{deadline.target_url}"' in text


def test_a_deputy_sees_the_deadlines_they_cover_as_far_as_they_may_know(officer, colleague):
    seen = due_in(3, officer.user, admitted=[officer.user, colleague.user])
    hidden = due_in(3, officer.user)
    today = timezone.localdate()
    make_absence(user=officer.user, deputy=colleague.user, starts_on=today, ends_on=today)
    text = page(colleague, DEADLINES)
    assert seen.target_reference in text and hidden.target_reference not in text


def test_a_deadline_of_mine_that_i_may_not_know_of_is_not_shown(officer):
    deadline = due_in(3, officer.user)
    recuse(deadline.matter, officer.user)
    assert deadline.target_reference not in page(officer, DEADLINES)
    assert officer.post(reverse("reminders:acknowledge_deadline", args=[deadline.pk])).status_code == 404


def test_a_supervisor_sees_the_unit_and_others_have_no_such_page(officer, supervisor, colleague):
    seen = due_in(3, officer.user, admitted=[officer.user, supervisor.user])
    hidden = due_in(3, officer.user)
    text = page(supervisor, "/deadlines/unit/")
    assert seen.target_reference in text and hidden.target_reference not in text
    assert seen.target_reference not in page(supervisor, DEADLINES)
    assert colleague.get("/deadlines/unit/").status_code == 404


def test_a_reminder_is_acknowledged_where_the_deadline_stands(officer):
    deadline = due_in(-5, officer.user)
    run_task()
    assert "Acknowledged" not in page(officer, DEADLINES)
    officer.post(reverse("reminders:acknowledge_deadline", args=[deadline.pk]))
    assert "Acknowledged" in page(officer, DEADLINES)


def test_the_export_holds_what_is_shown_and_no_formula(officer, outsider):
    mine, other = due_in(3, officer.user), due_in(3, outsider.user)
    type(mine).objects.filter(pk=mine.pk).update(duty="=cmd|' /C calc'!A0")
    answer = officer.get(f"{DEADLINES}?export=csv")
    text = b"".join(answer.streaming_content).decode()
    assert mine.target_reference in text and other.target_reference not in text
    assert not any(cell.startswith("=") for row in csv.reader(text.splitlines()) for cell in row)
    assert AuditEntry.objects.filter(action="exported", actor_id=officer.user.pk).count() == 1


def test_the_desk_gets_what_is_late_or_due_this_week(officer):
    late, week, _ = due_in(-5, officer.user), due_in(3, officer.user), due_in(25, officer.user)
    told_now = desk.mine(officer.user, timezone.now())
    assert [row.pk for row in told_now["deadlines"]] == [late.pk, week.pk]
    assert told_now["counts"] == {"late": 1, "week": 1, "all": 3}


# Deliveries


@pytest.mark.parametrize("address", [DELIVERIES, "/inbox/deliveries/1/retry/"])
def test_deliveries_are_for_the_administrator_alone(officer, director, outsider, address):
    for persona in (officer, director, outsider):
        ask = persona.post if "retry" in address else persona.get
        assert ask(address).status_code == 404


def test_deliveries_show_what_became_of_a_mail_and_nothing_of_its_content(officer, sysadmin, settings):
    notice = tell(officer, "a duty nobody else reads", at=at("2026-04-16T06:00"))
    run("2026-04-16T09:00")
    text = page(sysadmin, DELIVERIES)
    assert officer.user.name in text and "Sent" in text
    assert notice.reference not in text and "a duty nobody" not in text


def test_the_administrator_tries_a_failed_mail_again(officer, sysadmin, mailoutbox):
    tell(officer, at=at("2026-04-16T06:00"))
    run("2026-04-16T09:00")
    mail = Mail.objects.get()
    Mail.objects.update(state="failed", sent_at=None)
    User.objects.filter(pk=officer.user.pk).update(bounced_at=timezone.now())
    address = reverse("reminders:retry", args=[mail.pk])
    assert "goes again" in sysadmin.post(address, follow=True).content.decode()
    run_task()
    assert (Mail.objects.get().state, len(mailoutbox)) == ("sent", 2)
    assert mailoutbox[0].extra_headers["Message-ID"] == mailoutbox[1].extra_headers["Message-ID"]
    assert "not waiting" in sysadmin.post(address, follow=True).content.decode()


def test_deliveries_say_why_when_it_goes_again_and_what_came_back(officer, sysadmin):
    owe(officer.user)
    run("2026-04-16T09:00")
    mail = Mail.objects.get()
    again = timezone.now() + timedelta(minutes=15)
    Mail.objects.update(state="retrying", sent_at=None, next_at=again, last_code="451", last_error="Later")
    Notice.objects.update(state="cancelled", why="changed meanwhile")
    Bounce.objects.create(
        key="b", source="mailbox", kind="delayed", mail=mail, recipient=officer.user, code="4.4.1"
    )
    shown = page(sysadmin, DELIVERIES)
    for words in ("451", "Later", "next try", "Left out: changed meanwhile", "delayed", "4.4.1"):
        assert words in shown


def test_a_reason_that_stands_for_the_whole_mail_is_said_once(officer, sysadmin):
    owe(officer.user)
    run("2026-04-16T09:00")
    why = "recipient cannot be reached"
    Mail.objects.update(state="cancelled", sent_at=None, last_error=why)
    Notice.objects.update(state="cancelled", why=why)
    assert page(sysadmin, DELIVERIES).count(why) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("recipient=dunmore", True),
        ("recipient=person", True),
        ("recipient=nobody", False),
        ("kind=digest", True),
        ("kind=list", False),
        ("channel=mail", True),
        ("channel=hook", False),
        ("channel=mail&kind=digest&state=sent", True),
    ],
)
def test_deliveries_can_be_narrowed(officer, sysadmin, query, found):
    owe(officer.user)
    run("2026-04-16T09:00")
    assert ("Rosa Dunmore" in page(sysadmin, f"{DELIVERIES}?{query}")) is found


def test_a_channel_that_rests_is_said_above_the_deliveries(sysadmin):
    run_task()
    Channel.objects.update(
        paused_until=timezone.now() + timedelta(minutes=5), last_error="Refused by the server"
    )
    assert "Refused by the server" in page(sysadmin, DELIVERIES)
    assert state.of_reminders(timezone.now() + timedelta(minutes=4))["stale"]


@pytest.mark.parametrize("address", [INBOX, DEADLINES, DELIVERIES])
def test_a_list_costs_the_same_however_long_it_is(supervisor, address):
    most = 5
    if address == DELIVERIES:  # an administrator also pays for the banner and for what came back
        supervisor.user.groups.add(*make_user(roles=["SYSADMIN"]).groups.all())
        most = 11
    costs = []
    for rows in (2, 30):
        for _ in range(rows):
            due_in(-5, supervisor.user)
            tell(supervisor, at_once=True)
        run_task()
        with CaptureQueriesContext(connection) as queries:
            page(supervisor, address)
        costs.append([query["sql"] for query in queries if reads_the_list(query["sql"])])
    assert len(costs[0]) == len(costs[1]) <= most, costs[1]


def reads_the_list(sql):
    """Not what every page costs: session, account with roles and principals, the entry in the trail."""
    frame = ("accounts_", "auth_group", "audit_", "access_membership", "django_session")
    tables = [part.split('"')[1] for part in sql.split(" FROM ")[1:2]]
    return sql.startswith("SELECT") and not any(table.startswith(frame) for table in tables)


# Naming a reader


@pytest.fixture
def nobody_reads(officer, director):
    """A deadline of a case that nobody may know of any more; the director was told that there is one."""
    case = make_case(by=officer.user)
    deadline = Deadline.objects.for_target(case).open().order_by("due_at").first()
    Admission.objects.all().delete()
    run(deadline.next_step_at)
    return Notice.objects.get(source_id=deadline.pk)


def test_the_opaque_notice_says_that_but_not_what(director, nobody_reads):
    reference = Deadline.objects.get(pk=nobody_reads.source_id).target_reference
    text = page(director)
    assert "A deadline that nobody here may read" in text and reference not in text
    form = director.get(f"{INBOX}{nobody_reads.pk}/", follow=True).content.decode()
    assert "Name a reader" in form and reference not in form


def test_whoever_is_named_is_let_in_takes_over_and_is_told(director, colleague, nobody_reads, mailoutbox):
    mailoutbox.clear()
    address = reverse("reminders:name_reader", args=[nobody_reads.pk])
    answer = director.post(address, {"person": colleague.user.pk, "reason": "knows the matter"}, follow=True)
    assert "is told now" in answer.content.decode()
    deadline = Deadline.objects.get(pk=nobody_reads.source_id)
    assert deadline.owner == colleague.user
    assert list(Deadline.objects.visible_to(colleague.user).filter(pk=deadline.pk)) == [deadline]
    assert not Deadline.objects.visible_to(director.user).exists()
    run(nobody_reads.not_before + timedelta(days=1))
    assert deadline.target_reference in mailoutbox[0].body and mailoutbox[0].to == [colleague.user.email]


def test_nobody_names_themselves_or_somebody_barred(director, colleague, nobody_reads):
    Recusal.objects.create(
        target_type=nobody_reads.target_type,
        target_id=nobody_reads.target_id,
        user=colleague.user,
        reason="kin",
    )
    address = reverse("reminders:name_reader", args=[nobody_reads.pk])
    for person in (director.user, colleague.user):
        assert director.post(address, {"person": person.pk, "reason": "they can"}).status_code == 422
    assert not Admission.objects.exists()
