"""The clocks of a lead: by precedence, on the receiving office's calendar, owed by whoever works it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from cases.leads import workflow
from cases.leads.actions import asking, drafting, working
from cases.leads.deadlines import OF_PRECEDENCE
from secoffice.deadlines import actions as clocks
from secoffice.deadlines import keepers, rules
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.leads.conftest import write

# A Wednesday. Qamar City works from Sunday to Thursday.
WEDNESDAY = datetime(2026, 3, 4, 9, tzinfo=UTC)


def running(lead):
    return {row.rule: row for row in Deadline.objects.open().for_target(lead)}


@pytest.mark.parametrize(
    ("precedence", "due", "severity"),
    [
        ("1", datetime(2026, 3, 5, 9, tzinfo=UTC), "grave"),  # 24 hours, to the minute
        (
            "2",
            datetime(2026, 3, 11, 20, 59, 59, tzinfo=UTC),
            "standard",
        ),  # Thu, Sun, Mon, Tue, Wed; end in Riyadh
        ("3", datetime(2026, 4, 5, 20, 59, 59, tzinfo=UTC), "routine"),  # 3 April is a Friday there: Sunday
    ],
)
def test_the_reply_is_due_by_precedence_on_the_calendar_of_the_receiving_office(
    case, officer, qamar, their_rso, precedence, due, severity
):
    lead = write(case, officer.user, qamar, precedence=precedence)
    assert not running(lead)
    drafting.send(lead=lead, by=officer.user, at=WEDNESDAY)
    reply = running(lead)[OF_PRECEDENCE[precedence]]
    assert (reply.due_at, reply.severity, reply.office, reply.owner) == (due, severity, qamar, their_rso.user)


def test_only_an_immediate_lead_is_told_at_once():
    assert [rules.get(code).at_once for code in OF_PRECEDENCE.values()] == [True, False, False]


def test_accepting_answers_and_the_officer_owes_the_reply(sent, their_rso, their_officer):
    assert set(running(sent)) == {"leads.priority", "leads.answer"}
    working.accept(lead=sent, by=their_rso.user, officer=their_officer.user)
    assert {rule: row.owner for rule, row in running(sent).items()} == {"leads.priority": their_officer.user}


def test_the_reply_meets_the_clock_and_the_officer_of_the_case_owes_the_decision(replied, officer, post):
    decide = running(replied)["leads.decide"]
    assert set(running(replied)) == {"leads.decide"}
    assert (decide.owner, decide.office) == (officer.user, post)
    assert Deadline.objects.for_target(replied).get(rule="leads.priority").state == "met"


def test_returned_as_incomplete_the_clock_starts_again_from_that_day(replied, officer, their_officer):
    later = replied.sent_at + timedelta(days=40)
    asking.return_reply(lead=replied, by=officer.user, missing="The form.", at=later)
    again = running(replied)["leads.priority"]
    assert (again.trigger_at, again.owner) == (later, their_officer.user)
    assert set(running(replied)) == {"leads.priority"}


def test_another_precedence_is_another_clock_counted_from_now(worked, officer, their_officer):
    later = worked.sent_at + timedelta(days=1)
    asking.change_precedence(
        lead=worked, by=officer.user, precedence="1", reason="He flies on Friday.", at=later
    )
    rows = running(worked)
    assert set(rows) == {"leads.immediate"}
    assert rows["leads.immediate"].due_at == later + timedelta(hours=24)
    assert Deadline.objects.for_target(worked).get(rule="leads.priority").state == "superseded"
    assert worked.lines.filter(verb="precedence", text="He flies on Friday.").exists()
    with pytest.raises(StepRefused, match="already"):
        asking.change_precedence(lead=worked, by=officer.user, precedence="1", reason="Again")


def test_a_decline_and_a_cancellation_end_the_clock(sent, their_rso, officer):
    workflow.take(sent, "decline", by=their_rso.user, reason="No officer here.")
    assert set(running(sent)) == {"leads.decide"}
    asking.cancel(lead=sent, by=officer.user, reason="Another way.")
    assert not running(sent)


def test_lists_show_the_soonest_date_without_asking_for_it(worked, replied, officer):
    replied.refresh_from_db()
    decide = running(replied)["leads.decide"]
    assert (replied.next_due_at, replied.next_duty) == (decide.due_at, "decision on a reply")
    asking.accept_reply(lead=replied, by=officer.user)
    replied.refresh_from_db()
    assert (replied.next_due_at, replied.next_duty) == (None, "")


def test_the_asking_office_gives_more_time_and_the_one_that_owes_it_does_not(
    worked, officer, their_rso, their_officer
):
    reply = running(worked)["leads.priority"]
    assert keepers.why_not("extend", reply, officer.user) == ""
    assert "office that asks" in keepers.why_not("extend", reply, their_rso.user)
    assert "your own date" in keepers.why_not("extend", reply, their_officer.user)
    until = reply.due_on + timedelta(days=7)
    answer = officer.post(
        "/deadlines/extend/",
        {
            "deadline": f"{reply.pk}-{reply.version}",
            "until": until.isoformat(),
            "reason": "The archive is closed.",
        },
    )
    assert answer.status_code == 302
    assert running(worked)["leads.priority"].due_on >= until
    assert worked.lines.filter(verb="date", text="The archive is closed.").exists()


def test_the_decision_on_a_reply_is_moved_as_dates_of_the_case_are(replied, officer, supervisor, their_rso):
    decide = running(replied)["leads.decide"]
    assert "your own date" in keepers.why_not("extend", decide, officer.user)
    assert keepers.why_not("extend", decide, supervisor.user) == ""
    assert keepers.why_not("extend", decide, their_rso.user)


def test_a_chaser_reaches_whoever_owes_the_reply(worked, officer, their_officer):
    from secoffice.reminders.models import Notice

    key = uuid4()
    asking.chase(lead=worked, by=officer.user, text="How far is it?", key=key)
    asking.chase(lead=worked, by=officer.user, text="How far is it?", key=key)
    assert worked.lines.filter(verb="chased").count() == 1
    told = Notice.objects.filter(recipient=their_officer.user, duty="the reply to a lead is asked for")
    assert told.count() == 1


def test_whoever_asked_hears_of_the_dates_of_the_lead_until_they_stop_watching(sent, officer, their_rso):
    from secoffice.reminders.models import Watch

    assert list(Watch.objects.filter(target_type="leads.lead").values_list("user", flat=True)) == [
        officer.user.pk
    ]
    assert "Stop watching" in officer.get(sent.get_absolute_url()).content.decode()
    here = {"type": "leads.lead", "id": sent.pk, "next": sent.get_absolute_url()}
    assert officer.post("/deadlines/watch/", here | {"stop": "1"}).status_code == 302
    assert their_rso.post("/deadlines/watch/", here).status_code == 302
    assert list(Watch.objects.values_list("user", flat=True)) == [their_rso.user.pk]


def test_a_clock_that_was_stopped_runs_longer(worked, officer, supervisor):
    reply = running(worked)["leads.priority"]
    clocks.toll(
        deadline=reply, days=7, reason="registry closed", approved_by=supervisor.user, by=officer.user
    )
    worked.refresh_from_db()
    assert worked.next_due_at == running(worked)["leads.priority"].due_at
