"""Who is told of which step, and how often (Deadline engine rule 5, design §2.8)."""

import pytest

from secoffice.accounts.models import User
from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions, steps
from secoffice.reminders.models import Notice
from secoffice.reminders.planning import plan
from tests.factories import make_absence, make_office, make_unit, make_user
from tests.reminders.owing import KIND, ROUTINE, URGENT, admit, again, at, owe, recuse, run, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mornings", "mails"),
    [
        (["2026-04-16T06:59"], 0),
        (["2026-04-16T08:00", "2026-04-16T08:01", "2026-04-16T20:00"], 1),
        (["2026-04-16T08:00", "2026-04-28T08:00"], 2),
        (["2026-04-29T08:00"], 1),
        (["2026-05-04T09:00"], 1),
    ],
    ids=[
        "too early",
        "run three times",
        "second step",
        "skipped three days",
        "after an outage over four steps",
    ],
)
def test_each_step_is_mailed_once(officer, mailoutbox, mornings, mails):
    owe(officer.user)
    for morning in mornings:
        run(morning)
    assert len(mailoutbox) == mails


def test_the_example_of_the_rules_reaches_owner_supervisor_and_director(
    officer, supervisor, director, mailoutbox
):
    owe(officer.user, admitted=[officer.user, supervisor.user, director.user])
    for day in range(1, 31):
        run(f"2026-04-{day:02}T07:00")
    for day in range(1, 10):
        run(f"2026-05-{day:02}T07:00")
    steps = [
        (notice.step, notice.occurrence_on.strftime("%d %b")) for notice in Notice.objects.order_by("pk")
    ]
    assert [step for step in steps if step[0] != "overdue"] == [
        ("half", "16 Apr"), ("warn", "28 Apr"), ("due", "01 May"),
        ("escalate_1", "04 May"), ("escalate_2", "08 May"),
    ]  # fmt: skip
    assert [on for step, on in steps if step == "overdue"] == [f"0{day} May" for day in range(2, 10)]
    assert told(step="escalate_1") == [("escalate_1", supervisor.user)]
    assert told(step="escalate_2") == [("escalate_2", director.user)]


def test_after_an_outage_over_both_escalations_each_person_hears_once(officer, supervisor, director):
    owe(officer.user, admitted=[officer.user, supervisor.user, director.user])
    run("2026-05-11T09:00")
    assert told() == [
        ("overdue", officer.user), ("escalate_1", supervisor.user), ("escalate_2", director.user),
    ]  # fmt: skip


def test_a_routine_deadline_stops_at_the_unit_supervisor(officer, supervisor, director):
    owe(officer.user, rule=ROUTINE, admitted=[officer.user, supervisor.user, director.user])
    run("2026-05-04T09:00")
    run("2026-05-08T09:00")
    assert director.user not in dict(map(reversed, told()))
    assert told(step="escalate_1") == [("escalate_1", supervisor.user)]


def test_an_owner_who_supervises_the_unit_escalates_to_the_next_above(supervisor, rso):
    owe(supervisor.user, admitted=[supervisor.user, rso.user])
    run("2026-05-04T09:00")
    assert told() == [("overdue", supervisor.user), ("escalate_1", rso.user)]


@pytest.mark.parametrize("trouble", ["inactive", "bounced", "without access", "recused"])
def test_without_a_reader_it_climbs_to_the_unit_supervisor(officer, supervisor, rso, trouble):
    deadline = owe(officer.user, admitted=[officer.user, supervisor.user, rso.user])
    hinder(officer.user, deadline, trouble)
    run("2026-04-16T09:00")
    assert told() == [("half", supervisor.user)]


def hinder(person, deadline, trouble):
    match trouble:
        case "inactive":
            User.objects.filter(pk=person.pk).update(is_active=False)
        case "bounced":
            User.objects.filter(pk=person.pk).update(bounced_at=at("2026-04-02T00:00"))
        case "without access":
            from secoffice.access.models import Admission

            Admission.objects.filter(target_id=deadline.matter.pk, principal=f"user:{person.pk}").delete()
        case "recused":
            recuse(deadline.matter, person)


def test_it_climbs_by_duty_officer_rso_director_and_up_the_chain_of_offices(post):
    above = make_office(kind="REGION")
    post.parent = above
    post.save()
    gone = make_user(unit=make_unit(office=post), is_active=False)
    rungs = [make_user(office=post, roles=[role]) for role in ("DUTY_OFF", "RSO", "DIRECTOR")]
    rungs += [make_user(office=above, roles=[role]) for role in ("RSO", "DIRECTOR")]
    for first in range(len(rungs)):
        Notice.objects.all().delete()
        owe(gone, admitted=rungs[first:])
        plan(at("2026-04-16T09:00"))
        assert told() == [("half", rungs[first])]


def test_an_unowned_deadline_goes_to_the_officers_of_its_office(post, rso):
    deadline = owe(rso.user)
    actions.reassign(deadline=deadline, owner=None, by=None)
    plan(at("2026-04-16T09:00"))
    assert told() == [("half", rso.user)]


def test_where_nobody_may_read_it_the_last_rung_hears_that_but_not_what(officer, rso, director, mailoutbox):
    deadline = owe(officer.user, admitted=[])
    run("2026-04-16T09:00")
    notice = Notice.objects.get()
    assert (notice.recipient, notice.opaque, notice.reference, notice.url) == (director.user, True, "", "")
    text = mailoutbox[0].body + mailoutbox[0].alternatives[0].content
    assert deadline.matter.reference not in text and deadline.matter.get_absolute_url() not in text


def test_a_recused_director_is_passed_over_even_for_the_opaque_notice(officer, rso, director):
    deadline = owe(officer.user, admitted=[])
    recuse(deadline.matter, director.user)
    plan(at("2026-04-16T09:00"))
    assert told() == [("half", rso.user)]


def test_where_there_is_nobody_at_all_the_trail_says_so_and_it_is_tried_again(officer):
    deadline = owe(officer.user, admitted=[])
    assert plan(at("2026-04-16T09:00")) == 0
    assert AuditEntry.objects.filter(action="nobody to tell", target_id=str(deadline.pk)).count() == 1
    admit(deadline.matter, officer.user)
    plan(at("2026-04-28T09:00"))
    assert told() == [("warn", officer.user)]


def test_the_deputy_hears_while_the_owner_is_away(officer, colleague, supervisor):
    owe(officer.user, admitted=[officer.user, colleague.user, supervisor.user])
    make_absence(user=officer.user, deputy=colleague.user, starts_on="2026-04-10", ends_on="2026-04-16")
    plan(at("2026-04-16T09:00"))
    assert told() == [("half", officer.user), ("half", colleague.user)]
    plan(at("2026-04-28T09:00"))
    assert told(step="warn") == [("warn", officer.user)]


def test_a_deputy_who_may_not_know_of_it_does_not_hear_and_the_supervisor_does(
    officer, colleague, supervisor
):
    owe(officer.user, admitted=[officer.user, supervisor.user])
    make_absence(user=officer.user, deputy=colleague.user, starts_on="2026-04-16", ends_on="2026-04-16")
    plan(at("2026-04-16T09:00"))
    assert told() == [("half", officer.user), ("half", supervisor.user)]


def test_a_late_date_reaches_the_deputy_of_a_supervisor_who_is_away(officer, colleague, supervisor):
    owe(officer.user, admitted=[officer.user, colleague.user, supervisor.user])
    make_absence(user=supervisor.user, deputy=colleague.user, starts_on="2026-05-01", ends_on="2026-05-20")
    plan(at("2026-05-04T09:00"))
    assert told(step="escalate_1") == [("escalate_1", supervisor.user), ("escalate_1", colleague.user)]


@pytest.mark.parametrize("stands_in", ["nobody", "the owner", "somebody who may not know"])
def test_without_a_deputy_who_hears_it_a_late_date_climbs_past_a_supervisor_who_is_away(
    officer, colleague, supervisor, rso, stands_in
):
    deputy = {"nobody": None, "the owner": officer.user}.get(stands_in, colleague.user)
    owe(officer.user, admitted=[officer.user, supervisor.user, rso.user])
    make_absence(user=supervisor.user, deputy=deputy, starts_on="2026-05-01", ends_on="2026-05-20")
    plan(at("2026-05-04T09:00"))
    assert told(step="escalate_1") == [("escalate_1", supervisor.user), ("escalate_1", rso.user)]


def test_what_climbs_to_somebody_away_reaches_their_deputy(officer, colleague, supervisor):
    owe(officer.user, admitted=[colleague.user, supervisor.user])
    make_absence(user=supervisor.user, deputy=colleague.user, starts_on="2026-04-10", ends_on="2026-04-20")
    plan(at("2026-04-16T09:00"))
    assert told() == [("half", supervisor.user), ("half", colleague.user)]


def test_after_an_outage_who_is_away_now_decides_whether_the_deputy_hears(officer, colleague):
    owe(officer.user, admitted=[officer.user, colleague.user])
    make_absence(user=officer.user, deputy=colleague.user, starts_on="2026-04-18", ends_on="2026-04-25")
    plan(at("2026-04-19T09:00"))
    assert told() == [("half", officer.user), ("half", colleague.user)]


def test_a_met_deadline_is_not_planned(officer):
    deadline = owe(officer.user)
    actions.meet(deadline=deadline, by=None, at=at("2026-04-02T09:00"))
    assert plan(at("2026-05-20T09:00")) == 0


def test_an_at_once_rule_does_not_wait_for_the_morning_of_the_recipient(post):
    westerner = make_user(office=post, time_zone="Pacific/Honolulu")
    owe(westerner, rule=URGENT)
    assert run("2026-04-16T08:00")["sent"] == 1
    owe(westerner)
    assert run("2026-04-16T08:00")["sent"] == 0
    assert run("2026-04-16T17:59")["sent"] == 0
    assert run("2026-04-16T18:00")["sent"] == 1


def test_nothing_due_costs_one_query(officer, django_assert_num_queries):
    owe(officer.user)
    with django_assert_num_queries(1):
        assert plan(at("2026-04-15T09:00")) == 0


def test_a_batch_costs_the_same_however_many_it_holds(officer, supervisor, director):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    costs = []
    for rows in (2, 40):
        for _ in range(rows):
            owe(officer.user, admitted=[officer.user, supervisor.user, director.user])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert plan(at("2026-05-11T09:00")) == rows * 3
        costs.append(len(queries))
    assert costs[1] - costs[0] <= 6  # rows go in by groups where the database limits the size of a statement


def test_a_row_that_makes_no_sense_does_not_hold_up_the_others(officer, monkeypatch):
    broken, sound = owe(officer.user), owe(officer.user)
    honest = steps.look

    def look(row, tz, now):
        if row.pk == broken.pk:
            raise ValueError("no such day")
        return honest(row, tz, now)

    monkeypatch.setattr(steps, "look", look)
    assert plan(at("2026-04-16T09:00")) == 1
    assert Notice.objects.get().source_id == sound.pk
    assert again(broken).next_step_at == at("2026-04-17T09:00")


def test_the_inbox_shows_the_latest_notice_of_a_deadline_only(officer):
    owe(officer.user)
    for day in ("2026-04-16", "2026-04-28", "2026-05-01", "2026-05-02"):
        plan(at(f"{day}T09:00"))
    assert [notice.step for notice in Notice.objects.visible_to(officer.user)] == ["overdue"]


def test_the_set_wise_rule_of_admission_agrees_with_the_one_for_pages(
    officer, supervisor, rso, outsider, sysadmin
):
    from secoffice.access.models import Admission, Membership, admitted
    from secoffice.deadlines.models import Deadline
    from secoffice.reminders.readers import Directory, Readers

    people = [each.user for each in (officer, supervisor, rso, outsider, sysadmin)]
    people += [make_user(unit=officer.user.unit, employment="CONTRACTOR"), make_user(office=None)]
    unit, office = officer.user.unit_id, officer.user.office_id
    Membership.objects.create(user=outsider.user, code="GJ", reason="appointed")
    ways = [
        f"user:{officer.user.pk}",
        f"unit:{unit}",
        f"lead:{unit}",
        f"office:{office}",
        f"role:RSO@{office}",
        "group:GJ",
    ]
    for controls, way in [(bits, way) for way in ways for bits in (0, 1, 2)]:
        deadline = owe(officer.user, admitted=[])
        row = {"target_type": KIND, "target_id": deadline.matter.pk, "reason": "test"}
        Admission.objects.create(**row, principal=way, controls=controls)
        Admission.objects.create(**row, principal="user:0", until=at("2026-01-01T00:00"))
        recuse(deadline.matter, rso.user)
    directory = Directory(at("2026-05-01T00:00"))
    directory.learn({person.pk for person in people})
    rows = list(Deadline.objects.all())
    readers = Readers(directory, {(row.target_type, row.target_id) for row in rows})
    for person in people:
        person = User.objects.get(pk=person.pk)
        expected = set(Deadline.objects.filter(admitted(person)).values_list("pk", flat=True))
        assert {row.pk for row in rows if readers.may_know(person.pk, (KIND, row.target_id))} == expected
