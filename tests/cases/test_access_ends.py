"""The end of access that was given for a time: told before it comes, moved with its date, over when it is over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import workflow
from cases.actions import access_ends, subjects, team, writing
from cases.models import Case, Event, TeamMember
from secoffice.access.models import Admission
from secoffice.accounts.models import Office, Unit, User
from secoffice.deadlines import keepers, recalculation, rules
from secoffice.deadlines.engine import end_of_day
from secoffice.deadlines.models import Deadline, Recalculation
from secoffice.people.actions import link_staff
from secoffice.reminders.models import Notice
from secoffice.reminders.planning import plan
from tests.factories import make_case, make_unit, make_user

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
LAST = date(2026, 4, 4)  # a Saturday


@pytest.fixture
def case(officer, supervisor, director):
    return make_case(by=officer.user, officer=officer.user, status="FULL", at=MONDAY)


def day(case, on):
    return end_of_day(on, case.office.tz)


def let_in(case, persona, by, until=LAST, at=MONDAY, **more):
    """A place on the reading list to the end of a day."""
    given = {"reason": "Reads the chronology", "part": "READER", "until": until and day(case, until)} | more
    return team.add(case=case, user=persona.user, by=by.user, at=at, **given)


def ends(case, *states):
    """The dates of access to a case in these states, open ones by default."""
    rows = Deadline.objects.for_target(case).filter(rule="cases.access_ends", state__in=states or ["open"])
    return list(rows.order_by("pk"))


def access(case, persona):
    """The instants at which access ends: of the place on the team, and of the admission."""
    place = TeamMember.objects.get(case=case, user=persona.user, left_at=None).until
    principal = f"user:{persona.user.pk}"
    let = Admission.objects.filter(target_type="cases.case", target_id=case.pk, principal=principal)
    return {place, *let.values_list("until", flat=True)}


def extend(persona, deadline, until, reason="The review takes longer."):
    given = {"deadline": f"{deadline.pk}-{deadline.version}", "until": until.isoformat(), "reason": reason}
    return persona.post("/deadlines/extend/", given)


def next_week():
    return datetime.now(UTC).date() + timedelta(days=7)


# It runs while somebody has access for a time


def test_access_with_an_end_has_a_date_that_ends_with_it(case, officer, colleague):
    let_in(case, colleague, officer)
    (end,) = ends(case)
    assert (end.owner, end.due_on, end.due_at) == (colleague.user, LAST, day(case, LAST))
    assert access(case, colleague) == {end.due_at}
    assert end.explanation == (
        "33 calendar days from Mon 2 Mar 2026 is Sat 4 Apr 2026 (weekend); it ends at 23:59 that day."
    )


def test_it_is_routine_never_rolled_told_five_working_days_before_and_climbs_to_nobody(
    case, officer, colleague
):
    let_in(case, colleague, officer)
    (end,) = ends(case)
    assert (end.roll, end.severity, end.nag_days, end.half_on) == ("NONE", "routine", 0, None)
    assert (end.warn_on, end.escalate_1_on, end.escalate_2_on) == (date(2026, 3, 30), None, None)
    rule = rules.get("cases.access_ends")
    assert not {"days", "unit", "roll", "escalate_bd"} & set(rule.may_change)


def test_access_without_an_end_has_no_date(case, officer, colleague):
    let_in(case, colleague, officer, until=None)
    assert not ends(case)


def test_two_let_in_for_as_long_at_the_same_instant_have_a_date_each(case, officer, colleague, rso):
    let_in(case, colleague, officer)
    let_in(case, rso, officer)
    assert [end.owner for end in ends(case)] == [colleague.user, rso.user]


def test_an_end_in_the_middle_of_a_day_is_the_end_of_that_day_at_the_office_of_the_case(
    case, officer, colleague
):
    late_in_lisbon = datetime(2026, 4, 4, 23, 30, tzinfo=UTC)  # half past midnight there, in summer time
    team.add(case=case, user=colleague.user, by=officer.user, reason="Reads", until=late_in_lisbon, at=MONDAY)
    assert ends(case)[0].due_on == date(2026, 4, 5)
    assert access(case, colleague) == {day(case, date(2026, 4, 5))}


def test_who_asked_and_is_granted_access_for_a_time_has_a_date_as_well(case, officer, colleague):
    asked = team.ask_access(reference=case.reference, reason="A like case", by=colleague.user, at=MONDAY)
    team.answer_request(request=asked, grants=True, by=officer.user, until=day(case, LAST), at=MONDAY)
    assert [(end.owner, end.due_on) for end in ends(case)] == [(colleague.user, LAST)]


# It changes and falls away with the access


@pytest.mark.parametrize("until", [date(2026, 3, 20), date(2026, 5, 1)])
def test_another_end_is_another_date(case, officer, colleague, until):
    let_in(case, colleague, officer)
    let_in(case, colleague, officer, until=until)
    assert [end.due_on for end in ends(case)] == [until]
    assert [end.due_on for end in ends(case, "superseded")] == [LAST]


def test_the_same_end_again_leaves_the_date_as_it_is(case, officer, colleague):
    let_in(case, colleague, officer)
    before = ends(case)
    let_in(case, colleague, officer, at=MONDAY + timedelta(days=3))
    assert ends(case) == before and not ends(case, "superseded")


def test_no_end_any_more_is_no_date_any_more(case, officer, colleague):
    let_in(case, colleague, officer)
    let_in(case, colleague, officer, until=None)
    assert not ends(case) and access(case, colleague) == {None}


def test_who_is_taken_off_the_case_has_no_date(case, officer, colleague):
    let_in(case, colleague, officer)
    team.remove(case=case, user=colleague.user, by=officer.user, reason="Finished", at=MONDAY)
    assert not ends(case) and len(ends(case, "cancelled")) == 1


def test_the_date_of_who_is_recused_is_cancelled_and_goes_to_no_heir(case, officer, supervisor, colleague):
    let_in(case, colleague, officer)
    team.declare_conflict(case=case, user=colleague.user, by=supervisor.user, reason="Kin", at=MONDAY)
    assert not ends(case)
    assert [end.owner for end in ends(case, "cancelled")] == [colleague.user]


def test_the_date_of_who_is_named_in_the_case_is_cancelled_too(case, officer, colleague):
    let_in(case, colleague, officer)
    person = link_staff(user=colleague.user, by=officer.user)
    subjects.keep_out(case, person, by=officer.user, at=MONDAY)
    assert not ends(case) and len(ends(case, "cancelled")) == 1


def test_a_new_supervisor_inherits_what_the_old_one_owes_and_not_their_access(
    case, officer, supervisor, post
):
    let_in(case, supervisor, officer)
    boss = make_user(name="Nia Boss", office=post, roles=["CASE_SUP"])
    unit = make_unit(office=post)
    Unit.objects.filter(pk=unit.pk).update(supervisor=boss)
    workflow.start_clock("cases.review_next", case, by=officer.user, at=MONDAY)
    unit.refresh_from_db()
    case.refresh_from_db()
    writing.edit(case=case, by=supervisor.user, unit=unit, version=case.version, at=MONDAY)
    review = Deadline.objects.open().for_target(case).get(rule="cases.review_next")
    assert review.owner == boss
    assert [end.owner for end in ends(case)] == [supervisor.user]


# It goes on where the access goes on


def test_it_outlasts_the_closing_of_the_case(case, officer, supervisor, colleague):
    let_in(case, colleague, officer)
    workflow.keep_clocks(case, workflow.WORKFLOW.steps["close"], by=supervisor.user, at=MONDAY)
    assert {row.rule for row in Deadline.objects.open().for_target(case)} == {"cases.access_ends"}


@pytest.mark.parametrize("step", ["transfer", "merge"])
def test_it_outlasts_a_transfer_and_a_merge(case, officer, supervisor, colleague, step):
    let_in(case, colleague, officer)
    given = {"into": make_case(by=officer.user, officer=officer.user)}
    workflow.take(case, step, by=supervisor.user, reason="One matter", given=given, at=MONDAY)
    assert {row.rule for row in Deadline.objects.open().for_target(case)} == {"cases.access_ends"}


def test_every_step_that_ends_all_clocks_leaves_it_running():
    ending = [step for step in workflow.STEPS if "*" in step.stops + step.supersedes]
    assert {step.name for step in ending} == {"close", "close_over", "merge", "transfer"}
    assert all("cases.access_ends" in step.keeps for step in ending)


# It is over when it is over


def test_once_access_has_ended_its_date_is_met_and_not_late(case, officer, colleague):
    let_in(case, colleague, officer)
    access_ends.look(day(case, LAST))
    assert len(ends(case)) == 1
    access_ends.look(day(case, LAST) + timedelta(hours=8))
    (end,) = ends(case, "met")
    assert end.closed_at == end.due_at and not end.met_late()


def test_looking_twice_is_looking_once(case, officer, colleague):
    let_in(case, colleague, officer)
    after = day(case, LAST) + timedelta(hours=1)
    for at in (MONDAY, day(case, LAST) - timedelta(days=3), after, after):
        access_ends.look(at)
        access_ends.look(at)
    assert Notice.objects.filter(kind="access", step__startswith="ends").count() == 1
    assert len(ends(case, "met")) == 1 and not ends(case)


def test_one_date_that_cannot_be_ended_does_not_hold_up_the_others(
    case, officer, colleague, rso, monkeypatch
):
    let_in(case, colleague, officer)
    let_in(case, rso, officer)
    first = ends(case)[0]
    meet = access_ends.clocks.meet

    def stumble(*, deadline, **more):
        if deadline == first:
            raise RuntimeError("out of luck")
        return meet(deadline=deadline, **more)

    monkeypatch.setattr(access_ends.clocks, "meet", stumble)
    access_ends.look(day(case, LAST) + timedelta(hours=1))
    assert ends(case) == [first]


def test_access_that_an_earlier_release_gave_gets_its_date(case, officer, colleague):
    let_in(case, colleague, officer, until=None)
    TeamMember.objects.filter(case=case).update(until=day(case, LAST))
    access_ends.mend(MONDAY)
    access_ends.mend(MONDAY)
    assert [(end.owner, end.due_on) for end in ends(case)] == [(colleague.user, LAST)]


def test_access_that_is_over_or_taken_back_gets_none(case, officer, colleague, rso):
    for persona in (colleague, rso):
        let_in(case, persona, officer)
    team.remove(case=case, user=rso.user, by=officer.user, reason="Finished", at=MONDAY)
    Deadline.objects.for_target(case).filter(rule="cases.access_ends").delete()
    access_ends.mend(day(case, LAST))
    assert not ends(case)


# Who is told


def told(case):
    rows = Notice.objects.filter(target_type="cases.case", target_id=case.pk).order_by("pk")
    about = {"end of access", "end of an access given"}
    return [(row.recipient.name, row.duty, row.due_on) for row in rows if row.duty in about]


@pytest.fixture
def soon(case, officer, colleague):
    """Access that ends in five working days or so, by the clock of the machine."""
    on = next_week()
    let_in(case, colleague, officer, until=on, at=datetime.now(UTC) - timedelta(days=20))
    return on


def test_the_person_let_in_and_whoever_let_them_in_are_told_before(case, soon, officer, colleague):
    (end,) = ends(case)
    morning = datetime.combine(end.warn_on, datetime.min.time(), UTC) + timedelta(hours=10)
    access_ends.look(morning)
    plan(morning)
    assert sorted(told(case)) == sorted(
        [("Odd Castell", "end of access", soon), ("Rosa Dunmore", "end of an access given", soon)]
    )
    leads_to = Notice.objects.get(duty="end of an access given").url
    assert officer.get(leads_to).status_code == 200


def test_nobody_is_told_the_day_before_that(case, soon):
    (end,) = ends(case)
    access_ends.look(datetime.combine(end.warn_on, datetime.min.time(), UTC) - timedelta(hours=14))
    assert not told(case)


def test_the_supervisor_is_told_where_whoever_let_them_in_has_left(case, soon, officer):
    User.objects.filter(pk=officer.user.pk).update(is_active=False)
    access_ends.look(datetime.combine(soon, datetime.min.time(), UTC))
    assert told(case) == [("Sunniva Vale", "end of an access given", soon)]


def test_the_supervisor_is_told_where_whoever_let_them_in_may_not_know_of_the_case_now(
    case, soon, officer, supervisor
):
    team.declare_conflict(case=case, user=officer.user, by=supervisor.user, reason="Kin")
    access_ends.look(datetime.combine(soon, datetime.min.time(), UTC))
    assert told(case) == [("Sunniva Vale", "end of an access given", soon)]


def test_after_its_day_nobody_is_told_of_it_any_more(case, soon):
    after = day(case, soon) + timedelta(minutes=5)
    access_ends.look(after)
    plan(after + timedelta(days=2))
    assert not told(case)


# It is no date of the matter


def test_the_next_date_of_the_case_is_never_the_end_of_an_access(case, officer, colleague):
    before = Case._base_manager.get(pk=case.pk)
    let_in(case, colleague, officer, until=date(2026, 3, 3))
    after = Case._base_manager.get(pk=case.pk)
    assert ends(case)[0].due_at < before.next_due_at
    assert (after.next_due_at, after.next_duty) == (before.next_due_at, before.next_duty)


def test_a_closed_case_with_a_reader_for_a_time_has_no_next_date(case, officer, supervisor, colleague):
    let_in(case, colleague, officer)
    workflow.keep_clocks(case, workflow.WORKFLOW.steps["close"], by=supervisor.user, at=MONDAY)
    assert Case._base_manager.get(pk=case.pk).next_due_at is None


def test_the_page_of_the_case_leaves_it_out_of_its_dates(case, soon, officer):
    answer = officer.get(reverse("cases:dates", args=[case.reference]))
    assert all(row.rule != "cases.access_ends" for row in answer.context["dates"])
    assert answer.context["next"].rule != "cases.access_ends"


# The pages


def team_page(persona, case):
    return persona.get(reverse("cases:team", args=[case.reference])).content.decode()


def test_the_team_shows_it_with_its_ring_and_how_it_came_about(case, soon, officer):
    (end,) = ends(case)
    page = team_page(officer, case)
    assert end.explanation in page and "so-ring" in page
    assert reverse("reminders:deadline", args=[end.pk]) in page
    assert f"until {soon.day} {soon:%b} {soon.year}" in page


def test_the_team_costs_the_same_however_many_are_let_in_for_a_time(case, soon, officer, post):
    def cost():
        team_page(officer, case)
        with CaptureQueriesContext(connection) as queries:
            team_page(officer, case)
        return len(queries)

    few = cost()
    for _ in range(4):
        reader = make_user(office=post)
        team.add(
            case=case, user=reader, by=officer.user, reason="Reads", part="READER", until=day(case, soon)
        )
    assert cost() == few


def test_who_may_give_access_gives_more_time_and_the_access_ends_later(case, soon, officer, colleague):
    (end,) = ends(case)
    assert reverse("reminders:extend_one", args=[end.pk]) in team_page(officer, case)
    later = soon + timedelta(days=30)
    assert extend(officer, end, later).status_code == 302
    (longer,) = ends(case)
    assert (longer.follows, longer.due_on) == (end, later)
    assert access(case, colleague) == {longer.due_at}
    assert Event.objects.filter(case=case, verb="date", text="The review takes longer.").exists()


def test_the_end_of_access_to_a_closed_case_is_moved_as_well(case, soon, officer, colleague):
    Case._base_manager.filter(pk=case.pk).update(status="CLOSED", closed_at=datetime.now(UTC))
    later = soon + timedelta(days=30)
    assert extend(officer, ends(case)[0], later).status_code == 302
    assert access(case, colleague) == {day(case, later)}


def test_a_supervisor_gives_more_time_too(case, soon, supervisor):
    assert extend(supervisor, ends(case)[0], soon + timedelta(days=30)).status_code == 302


def test_nobody_gives_themselves_more_time(case, soon, colleague):
    (end,) = ends(case)
    assert reverse("reminders:extend_one", args=[end.pk]) not in team_page(colleague, case)
    answer = extend(colleague, end, soon + timedelta(days=30))
    assert answer.status_code == 422 and "It is your own access" in answer.content.decode()
    assert ends(case) == [end]


def test_a_reader_gives_others_no_more_time(case, soon, officer, rso, post):
    reader = make_user(office=post, roles=["AGENT"])
    team.add(case=case, user=reader, by=officer.user, reason="Reads", part="READER")
    assert "Only the officer, the team" in keepers.why_not("extend", ends(case)[0], reader)


@pytest.mark.parametrize("deed", ["toll", "reassign"])
def test_its_clock_is_neither_stopped_nor_handed_to_somebody_else(case, soon, supervisor, deed):
    assert "An access ends on its day" in keepers.why_not(deed, ends(case)[0], supervisor.user)


def test_a_stranger_does_not_move_what_they_do_not_see(case, soon, outsider, colleague):
    (end,) = ends(case)
    extend(outsider, end, soon + timedelta(days=30))
    assert ends(case) == [end] and access(case, colleague) == {end.due_at}


def test_the_last_day_in_the_form_is_that_day_at_the_office_of_the_case(case, officer, colleague):
    User.objects.filter(pk=officer.user.pk).update(time_zone="Asia/Tokyo")
    on = next_week()
    sent = {"user": colleague.user.pk, "part": "READER", "reason": "Reads", "until": on.isoformat()}
    assert officer.post(reverse("cases:team", args=[case.reference]), sent).status_code == 302
    assert ends(case)[0].due_on == on and access(case, colleague) == {day(case, on)}
    assert f"until {on.day} {on:%b} {on.year}" in team_page(officer, case)


def test_where_the_clock_of_the_office_is_set_otherwise_access_ends_with_its_date(case, soon, colleague):
    Office.objects.filter(pk=case.office_id).update(time_zone="Asia/Tokyo")
    recalculation.note(cause=Recalculation.Cause.OFFICE, key=str(case.office_id), words="The clock changed.")
    recalculation.run(datetime.now(UTC))
    (end,) = ends(case)
    assert end.due_on == soon and end.due_at.hour == 14
    assert access(case, colleague) == {end.due_at}
