"""A lead from draft to its end: who takes each step, what it starts, what the other side hears."""

from uuid import uuid4

import pytest

from cases.leads.actions import asking, drafting, working
from cases.leads.models import Lead, Reply
from secoffice.accounts.models import User
from secoffice.audit.models import AuditEntry
from secoffice.deadlines.models import Deadline
from secoffice.reminders.models import Notice
from secoffice.workflow import StepRefused
from tests.conftest import Persona
from tests.factories import make_case, make_user
from tests.leads.conftest import write


def running(lead):
    rows = Deadline.objects.open().for_target(lead).order_by("rule")
    return {row.rule: row for row in rows}


def heard(persona):
    return set(Notice.objects.filter(recipient=persona.user, kind="lead").values_list("duty", flat=True))


def test_it_goes_from_draft_to_closed_and_both_sides_read_what_happened(
    draft, officer, their_rso, their_officer, case
):
    lead = drafting.send(lead=draft, by=officer.user)
    working.accept(lead=lead, by=their_rso.user, officer=their_officer.user)
    from cases.leads import workflow

    workflow.take(lead, "begin", by=their_officer.user)
    working.reply(lead=lead, by=their_officer.user, text="One book was issued.", key=uuid4())
    asking.accept_reply(lead=lead, by=officer.user)
    lead.refresh_from_db()
    assert lead.status == "CLOSED" and lead.replies.get().state == Reply.State.ACCEPTED
    verbs = list(lead.lines.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["send", "accept", "assigned", "begin", "reply", "close"]
    told = case.events.filter(verb="lead").count()
    assert told == 6  # drafted, sent, accepted, begun, replied, closed
    assert not running(lead)
    actions = set(AuditEntry.objects.filter(target_type="leads.lead").values_list("action", flat=True))
    assert {
        "lead drafted",
        "step send",
        "step accept",
        "lead assigned",
        "step reply",
        "step close",
    } <= actions


def test_leads_are_counted_within_the_case_and_have_a_neutral_number_outside(case, officer, qamar, draft):
    second = write(case, officer.user, qamar)
    assert (draft.number_inside, second.number_inside) == (f"{case.reference}/L01", f"{case.reference}/L02")
    assert case.reference not in draft.reference and draft.reference != second.reference


def test_the_same_form_sent_twice_writes_one_lead(case, officer, qamar):
    key = uuid4()
    assert write(case, officer.user, qamar, key=key) == write(case, officer.user, qamar, key=key)
    assert Lead._base_manager.count() == 1


def test_only_those_who_work_the_case_write_and_send_one(case, colleague, their_rso, qamar, draft):
    for stranger in (colleague, their_rso):
        with pytest.raises(StepRefused):
            write(case, stranger.user, qamar)
        with pytest.raises(StepRefused):
            drafting.send(lead=draft, by=stranger.user)


def test_a_case_that_is_over_sends_no_lead(case, supervisor, officer, qamar):
    ended = make_case(by=officer.user, officer=officer.user, status="CLOSED")
    with pytest.raises(StepRefused, match="reopen it"):
        write(ended, officer.user, qamar)


def test_the_receiving_office_knows_nothing_of_a_draft(draft, their_rso, officer):
    assert not draft.is_visible_to(their_rso.user)
    drafting.send(lead=draft, by=officer.user)
    assert draft.is_visible_to(their_rso.user)


def test_the_other_side_hears_and_oneself_does_not(replied, officer, their_rso, their_officer):
    assert "accept or decline a lead" in heard(their_rso)
    assert "a lead was given to you" in heard(their_officer)
    assert heard(officer) == {"a lead of yours was accepted", "decide on a reply to a lead"}
    asking.return_reply(lead=replied, by=officer.user, missing="The copy of the form.")
    assert "complete the reply to a lead" in heard(their_officer)


def test_a_lead_for_a_unit_is_taken_by_its_supervisor_and_by_no_other(
    case, officer, qamar, their_unit, their_head, their_rso
):
    other = make_user(name="Other Head", office=qamar, roles=["CASE_SUP"])
    lead = write(case, officer.user, qamar, to_unit=their_unit)
    drafting.send(lead=lead, by=officer.user)
    assert heard(their_head) and not lead.is_visible_to(other)
    with pytest.raises(StepRefused):
        working.accept(lead=lead, by=other)
    working.accept(lead=lead, by=their_head.user)


def test_the_asking_office_takes_no_step_of_the_receiving_one_and_the_other_way_round(
    sent, officer, their_rso, director
):
    for deed in (working.accept, working.assign):
        more = {"officer": officer.user} if deed is working.assign else {}
        with pytest.raises(StepRefused):
            deed(lead=sent, by=officer.user, **more)
    for deed in (asking.cancel, asking.chase, asking.change_precedence):
        more = {"reason": "x"} if deed is not asking.chase else {"text": "x", "key": uuid4()}
        more |= {"precedence": "1"} if deed is asking.change_precedence else {}
        with pytest.raises(StepRefused):
            deed(lead=sent, by=their_rso.user, **more)


def test_a_supervisor_up_the_chain_who_may_not_know_of_the_case_does_not_ask_for_it(
    case, officer, post, qamar
):
    """The receiving office stands above the asking one: its supervisors approve cases, and still are receivers."""
    post.parent = qamar
    post.save()
    above = Persona(make_user(name="Above", office=qamar, roles=["CASE_SUP", "RSO"]))
    lead = drafting.send(lead=write(case, officer.user, qamar), by=officer.user)
    with pytest.raises(StepRefused, match="office that asks"):
        asking.cancel(lead=lead, by=above.user, reason="No time")
    working.accept(lead=lead, by=above.user)


def test_a_declined_lead_waits_for_the_asker_with_the_reason(sent, their_rso, officer):
    from cases.leads import workflow

    with pytest.raises(StepRefused, match="Why your office cannot"):
        workflow.take(sent, "decline", by=their_rso.user)
    workflow.take(sent, "decline", by=their_rso.user, reason="The registry is closed to us.")
    assert set(running(sent)) == {"leads.decide"}
    assert "a lead of yours was declined" in heard(officer)
    asking.cancel(lead=sent, by=officer.user, reason="Sent to headquarters instead.")
    assert not running(sent) and sent.is_over


def test_a_reply_returned_as_incomplete_stays_beside_the_next_one(replied, officer, their_officer):
    asking.return_reply(lead=replied, by=officer.user, missing="The copy of the form.")
    working.reply(lead=replied, by=their_officer.user, text="The copy is enclosed.", key=uuid4())
    asking.accept_reply(lead=replied, by=officer.user)
    second, first = replied.replies.all()
    assert (first.state, first.missing, first.text) == (
        "RETURNED",
        "The copy of the form.",
        "One book was issued.",
    )
    assert second.state == "ACCEPTED"
    assert [answer.text for answer in first.answers.all()] == ["To the bearer.", "In April 2012."]


def test_a_reply_sent_twice_is_there_once(worked, their_officer):
    key = uuid4()
    first = working.reply(lead=worked, by=their_officer.user, text="Yes.", key=key)
    assert working.reply(lead=worked, by=their_officer.user, text="Yes.", key=key) == first
    assert worked.replies.count() == 1


def test_a_cancelled_lead_leaves_no_reply_waiting(replied, officer, their_officer):
    asking.cancel(lead=replied, by=officer.user, reason="Answered by another way.")
    assert replied.replies.get().state == "OVERTAKEN"
    with pytest.raises(StepRefused):
        working.note(lead=replied, by=their_officer.user, text="Too late", key=uuid4())


def test_it_is_worked_at_the_office_that_received_it_and_by_nobody_kept_out(
    sent, their_rso, colleague, their_officer, case
):
    working.accept(lead=sent, by=their_rso.user)
    with pytest.raises(StepRefused, match="another office"):
        working.assign(lead=sent, officer=colleague.user, by=their_rso.user)
    User.objects.filter(pk=their_officer.user.pk).update(is_active=False)
    their_officer.user.refresh_from_db()
    with pytest.raises(StepRefused):
        working.assign(lead=sent, officer=their_officer.user, by=their_rso.user)


def test_given_to_somebody_else_the_first_officer_sees_it_no_more(
    worked, their_rso, their_officer, their_unit
):
    heir = make_user(name="Dorje Heir", unit=their_unit, roles=["AGENT"])
    assert worked.is_visible_to(their_officer.user)
    working.assign(lead=worked, officer=heir, by=their_rso.user)
    assert worked.is_visible_to(heir) and not worked.is_visible_to(their_officer.user)
    assert running(worked)["leads.priority"].owner == heir


def test_of_two_who_answer_at_once_the_slower_one_is_told(sent, their_rso, their_head, qamar):
    from cases.leads import workflow

    seen_by_the_other = Lead._base_manager.get(pk=sent.pk)
    working.accept(lead=sent, by=their_rso.user)
    with pytest.raises(StepRefused, match="Somebody else changed this meanwhile"):
        workflow.take(seen_by_the_other, "decline", by=their_rso.user, reason="No officer here.")
    assert Lead._base_manager.get(pk=sent.pk).status == "ACCEPTED"


def test_a_lead_within_the_own_office_goes_to_a_colleague_who_never_sees_the_case(
    case, officer, rso, colleague, post
):
    lead = drafting.send(lead=write(case, officer.user, post), by=officer.user)
    assert lead.is_at_home
    working.accept(lead=lead, by=rso.user, officer=colleague.user)
    working.reply(lead=lead, by=colleague.user, text="Done.", key=uuid4())
    assert lead.is_visible_to(colleague.user) and not case.is_visible_to(colleague.user)
