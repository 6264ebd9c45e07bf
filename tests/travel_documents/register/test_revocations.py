"""Revocation (22 CFR 51.60–51.74): who decides, when a hearing is open, and each clock with its day worked out by hand.

The office works from Monday to Friday and keeps no holidays.
"""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine

from cases.travel_documents.register import grounds, revoking
from cases.travel_documents.register.actions import losing, revocations
from cases.travel_documents.register.models import Revocation
from secoffice import ports
from secoffice.accounts.models import Office
from secoffice.deadlines.models import Deadline, State
from secoffice.reminders.models import Notice
from secoffice.workflow import StepRefused
from tests.factories import make_office, make_user
from tests.travel_documents.register.conftest import make_person
from tests.travel_documents.register.test_losses import heard, report  # noqa: F401  (the ear of the lists)


def on(month, day):
    return datetime(2026, month, day, 10, tzinfo=UTC)


def propose(document, by, codes=("51.62(a)(2)",), at=None, **more):
    given = {"codes": list(codes), "summary": "The birth record is false.", "key": uuid4()}
    return revocations.propose(document=document, by=by, at=at, **given | more)


def step(row, name, by, at=None, **given):
    given.setdefault("reason", "In a sentence.")
    with time_machine.travel(at, tick=False) if at else time_machine.travel(datetime.now(UTC), tick=True):
        return revocations.take(revocation=row, name=name, by=by, at=at, **given)


def running(row):
    return {each.rule: each.due_on for each in Deadline.objects.open().for_target(row)}


@pytest.fixture
def hq(post):
    """Headquarters above the post, where the last decision is taken."""
    above = make_office(code="HQS", name="Headquarters", kind="HQ")
    Office.objects.filter(pk=post.pk).update(parent=above)
    post.parent = above
    return above


@pytest.fixture
def chief(hq):
    return make_user(name="Tomas Lund", office=hq, roles=["DIRECTOR", "DEC_OFF"])


@pytest.fixture
def proposed(passport, examiner, decider, chief, liaison):
    return propose(passport, examiner.user, at=on(3, 2))


@pytest.fixture
def approved(proposed, decider):
    return step(proposed, "approve", decider.user, at=on(3, 4))


@pytest.fixture
def served(approved, examiner):
    step(approved, "notify", examiner.user, at=on(3, 5), on=date(2026, 3, 5), how="Registered mail")
    return step(approved, "serve", examiner.user, at=on(3, 12), on=date(2026, 3, 10))


@pytest.fixture
def asked(served, examiner):
    return step(served, "request", examiner.user, at=on(5, 12), on=date(2026, 5, 11))


@pytest.fixture
def scheduled(asked, examiner, liaison):
    given = {"hearing_on": date(2026, 7, 16), "place": "Utopia City", "officer": liaison.user}
    return step(asked, "schedule", examiner.user, at=on(6, 1), **given)


@pytest.fixture
def told(scheduled, liaison):
    given = {"on": date(2026, 7, 16), "advice": "UPHOLD"}
    return step(scheduled, "hear", liaison.user, at=on(7, 16), **given)


# Grounds


@pytest.mark.parametrize(
    ("codes", "open_for"),
    [
        (["51.62(a)(1)"], ("51.62(a)(1)",)),
        (["51.62(a)(2)"], ("51.62(a)(2)",)),
        (["51.60(b)", "51.60(c)", "51.60(d)", "51.61(b)"], ("51.60(b)", "51.60(c)", "51.60(d)", "51.61(b)")),
        (["51.62(a)(3)"], ()),
        (["51.62(b)"], ()),
        (["51.62(d)"], ()),
        (["51.62(b)", "51.62(a)(3)", "51.62(a)(2)"], ("51.62(a)(2)",)),
    ],
)
def test_a_hearing_follows_from_the_grounds(codes, open_for):
    assert grounds.with_hearing(codes) == open_for


def test_grounds_are_stated(passport, examiner):
    for codes in ([], ["51.99"]):
        with pytest.raises(StepRefused, match="ground"):
            propose(passport, examiner.user, codes)


# Who decides (§0.4)


def test_whoever_proposed_does_not_decide(passport, post):
    both = make_user(office=post, roles=["RSO", "DOC_EXAM"])
    row = propose(passport, both)
    with pytest.raises(StepRefused, match="somebody else decides"):
        step(row, "approve", both)


def test_the_database_holds_the_two_apart(proposed, examiner):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Revocation._base_manager.filter(pk=proposed.pk).update(approved_by=examiner.user)


def test_a_post_of_one_is_decided_up_the_chain(proposed, chief):
    assert proposed.is_visible_to(chief)
    assert step(proposed, "approve", chief).status == "APPROVED"


def test_deciders_of_another_chain_see_nothing_of_it(proposed):
    stranger = make_user(office=make_office(), roles=["DEC_OFF", "DIRECTOR"])
    assert not proposed.is_visible_to(stranger) and not proposed.document.is_visible_to(stranger)


def test_the_last_decision_is_for_somebody_who_took_no_part(told, decider, liaison, examiner, chief):
    for part in (examiner.user, decider.user, liaison.user):
        with pytest.raises(StepRefused):
            step(told, "uphold", part)
    assert step(told, "uphold", chief).decided_by == chief


def test_whoever_holds_the_hearing_took_no_part(asked, examiner, decider):
    for part in (examiner.user, decider.user):
        with pytest.raises(StepRefused, match="neither proposed nor approved"):
            step(
                asked,
                "schedule",
                examiner.user,
                at=on(6, 1),
                hearing_on=date(2026, 7, 16),
                place="Here",
                officer=part,
            )


def test_the_person_named_is_kept_out_of_it(passport, examiner, rso):
    from cases.travel_documents.register.actions import documents
    from secoffice.people.actions import link_staff

    documents.link_holder(document=passport, person=link_staff(user=rso.user, by=None), by=examiner.user)
    row = propose(passport, examiner.user)
    assert not row.is_visible_to(rso.user)
    assert rso.get(row.get_absolute_url()).status_code == 404


# Effects at approval


def test_approval_revokes_at_that_instant_with_everything_that_follows(proposed, decider, heard, liaison):  # noqa: F811
    step(proposed, "approve", decider.user, at=on(3, 4))
    document = proposed.document
    document.refresh_from_db()
    assert (document.status, document.ended, document.ended_at) == ("REVOKED", "REVOKED", on(3, 4))
    assert document.lookouts.get(lifted_at=None).entered_at == on(3, 4)
    [(what, said)] = heard
    assert (what, said["status"], said["number"]) == ("lost", "REVOKED", "UX7654321")
    notice = Notice.objects.get(recipient=liaison.user, source_id=proposed.pk)
    assert notice.duty == "a document is no longer valid" and notice.at_once


def test_when_the_lists_cannot_take_it_nothing_is_approved(proposed, decider):
    def refuses(**_):
        raise ports.Refused("The list is closed.")

    ports._listening["document lost"].append(refuses)
    try:
        with pytest.raises(ports.Refused):
            step(proposed, "approve", decider.user)
    finally:
        ports._listening["document lost"].remove(refuses)
    fresh = Revocation._base_manager.select_related("document").get(pk=proposed.pk)
    assert (fresh.status, fresh.document.status) == ("PROPOSED", "VALID")


def test_a_proposal_alone_changes_nothing(proposed):
    proposed.document.refresh_from_db()
    assert proposed.document.status == "VALID" and not proposed.document.lookouts.exists()


@pytest.mark.parametrize(("name", "who"), [("refuse", "decider"), ("withdraw", "examiner")])
def test_a_proposal_that_falls_leaves_the_document_as_it_is(proposed, name, who, request, heard):  # noqa: F811
    step(proposed, name, request.getfixturevalue(who).user)
    proposed.document.refresh_from_db()
    assert proposed.document.status == "VALID" and not heard and not running(proposed)


def test_a_document_is_revoked_once(proposed, liaison):
    with pytest.raises(StepRefused, match="on its way"):
        propose(proposed.document, liaison.user)


# Clocks


def test_the_decision_on_a_proposal_is_due_in_five_working_days(proposed):
    assert running(proposed) == {"register.decide": date(2026, 3, 9)}


def test_after_approval_notice_and_surrender_are_due(approved):
    # Five working days after Wednesday 4 March; thirty days after it, a Friday.
    assert running(approved) == {
        "register.notice": date(2026, 3, 11),
        "register.surrender": date(2026, 4, 3),
    }


def test_proof_of_service_is_due_in_thirty_days(approved, examiner):
    step(approved, "notify", examiner.user, at=on(3, 5), on=date(2026, 3, 5), how="By hand")
    # Thirty days after Thursday 5 March is Saturday 4 April.
    assert running(approved)["register.service"] == date(2026, 4, 6)


def test_the_sixty_days_run_from_the_day_the_person_received_the_notice(served):
    # Recorded on the 12th, received on Tuesday 10 March: sixty days after is Saturday 9 May, forward to Monday.
    row = Deadline.objects.open().for_target(served).get(rule="register.request")
    assert (row.raw_at.date(), row.due_on) == (date(2026, 5, 9), date(2026, 5, 11))
    assert "60 calendar days from Tue 10 Mar 2026 is Sat 9 May 2026" in row.explanation


def test_a_request_received_on_the_last_day_opens_a_hearing(served, examiner):
    step(served, "request", examiner.user, at=on(5, 20), on=date(2026, 5, 11))
    assert served.status == "HEARING"
    # Ninety days after Monday 11 May is Sunday 9 August; what the office owes goes back to Friday.
    assert running(served)["register.hearing"] == date(2026, 8, 7)


def test_a_request_received_a_day_later_does_not(served, examiner):
    with pytest.raises(StepRefused, match="after 11 May 2026; the revocation is final"):
        step(served, "request", examiner.user, at=on(5, 20), on=date(2026, 5, 12))
    assert served.status == "SERVED"


def test_without_a_request_it_is_final_but_not_before_the_time_is_over(served, examiner):
    with pytest.raises(StepRefused, match="until 11 May 2026"):
        step(served, "lapse", examiner.user, at=on(5, 11))
    step(served, "lapse", examiner.user, at=on(5, 12))
    assert (served.status, served.final_because) == ("FINAL", "NO_REQUEST")
    assert set(running(served)) == {"register.surrender"}


@pytest.mark.parametrize("code", ["51.62(a)(3)", "51.62(b)", "51.62(d)"])
def test_where_no_hearing_is_open_it_is_final_with_the_service(passport, examiner, decider, code):
    row = propose(passport, examiner.user, [code], at=on(3, 2))
    step(row, "approve", decider.user, at=on(3, 4))
    step(row, "notify", examiner.user, at=on(3, 5), on=date(2026, 3, 5), how="By hand")
    with pytest.raises(StepRefused, match="No hearing"):
        step(row, "serve", examiner.user, at=on(3, 12), on=date(2026, 3, 10))
    step(row, "serve_final", examiner.user, at=on(3, 12), on=date(2026, 3, 10))
    assert (row.status, row.final_because) == ("FINAL", "NO_HEARING")
    assert "register.request" not in running(row)


def test_where_a_hearing_is_open_service_alone_makes_nothing_final(approved, examiner):
    step(approved, "notify", examiner.user, at=on(3, 5), on=date(2026, 3, 5), how="By hand")
    with pytest.raises(StepRefused, match="A hearing can be asked for"):
        step(approved, "serve_final", examiner.user, at=on(3, 12), on=date(2026, 3, 10))


def test_service_does_not_come_before_the_notice(approved, examiner):
    step(approved, "notify", examiner.user, at=on(3, 5), on=date(2026, 3, 5), how="By hand")
    with pytest.raises(StepRefused, match="before the notice"):
        step(approved, "serve", examiner.user, at=on(3, 12), on=date(2026, 3, 4))


def test_the_evidence_is_sent_ten_days_before_the_hearing(scheduled, examiner):
    assert running(scheduled)["register.evidence"] == date(2026, 7, 6)
    step(scheduled, "evidence", examiner.user, at=on(7, 3), on=date(2026, 7, 3))
    assert "register.evidence" not in running(scheduled)


def test_a_hearing_is_put_off_when_asked_five_working_days_before(scheduled, examiner):
    # The hearing is on Thursday 16 July: the last day to ask is Thursday 9 July.
    with pytest.raises(StepRefused, match="by 9 July 2026"):
        step(scheduled, "put_off", examiner.user, at=on(7, 10), on=date(2026, 7, 10), until=date(2026, 8, 20))
    step(scheduled, "put_off", examiner.user, at=on(7, 10), on=date(2026, 7, 9), until=date(2026, 10, 14))
    assert (scheduled.hearing_on, scheduled.put_off) == (date(2026, 10, 14), 1)
    # Ninety days after 16 July is Wednesday 14 October; ten days before it is Sunday 4 October, back to Friday.
    assert running(scheduled)["register.continued"] == date(2026, 10, 14)
    assert running(scheduled)["register.evidence"] == date(2026, 10, 2)
    assert "register.hearing" not in running(scheduled)


def test_a_hearing_is_put_off_by_ninety_days_at_most(scheduled, examiner):
    with pytest.raises(StepRefused, match="up to 14 October 2026"):
        step(scheduled, "put_off", examiner.user, at=on(7, 9), on=date(2026, 7, 9), until=date(2026, 10, 15))


def test_a_second_time_is_at_discretion_of_whoever_decides(scheduled, examiner, decider):
    given = {"on": date(2026, 7, 6), "until": date(2026, 8, 20)}
    step(scheduled, "put_off", examiner.user, at=on(7, 6), **given)
    again = {"on": date(2026, 8, 3), "until": date(2026, 9, 1)}
    with pytest.raises(StepRefused, match="at discretion"):
        step(scheduled, "put_off", examiner.user, at=on(8, 3), **again)
    assert step(scheduled, "put_off", decider.user, at=on(8, 3), **again).put_off == 2


def test_nobody_comes_and_the_request_is_abandoned(scheduled, examiner):
    with pytest.raises(StepRefused, match="has not come"):
        step(scheduled, "abandon", examiner.user, at=on(7, 15))
    step(scheduled, "abandon", examiner.user, at=on(7, 16))
    assert (scheduled.status, scheduled.final_because) == ("FINAL", "ABANDONED")
    assert set(running(scheduled)) == {"register.surrender"}


def test_the_hearing_officer_alone_gives_the_findings(scheduled, examiner, liaison):
    given = {"on": date(2026, 7, 16), "advice": "UPHOLD"}
    with pytest.raises(StepRefused, match="hearing officer"):
        step(scheduled, "hear", examiner.user, at=on(7, 16), **given)
    step(scheduled, "hear", liaison.user, at=on(7, 16), **given)
    # Thirty days after Thursday 16 July is Saturday 15 August.
    assert running(scheduled)["register.decision"] == date(2026, 8, 17)


# After the hearing


def test_upheld_the_document_stays_revoked(told, chief):
    step(told, "uphold", chief, at=on(8, 3))
    told.document.refresh_from_db()
    assert (told.status, told.document.status) == ("UPHELD", "REVOKED")


def test_overturned_the_document_is_valid_again_and_nothing_is_left_running(told, chief, heard):  # noqa: F811
    step(told, "overturn", chief, at=on(8, 3))
    told.document.refresh_from_db()
    assert (told.document.status, told.document.ended) == ("VALID", "")
    assert not told.document.lookouts.filter(lifted_at=None).exists() and not running(told)
    assert heard[-1][0] == "found" and heard[-1][1]["status"] == "REVOKED"


def test_overturned_what_was_reported_lost_meanwhile_stays_lost(told, chief, examiner):
    report(examiner.user, document=told.document)
    told.document.refresh_from_db()
    assert told.document.status == "REVOKED"
    step(told, "overturn", chief, at=on(8, 3))
    told.document.refresh_from_db()
    assert (told.document.status, told.document.ended) == ("LOST", "REPORTED")


def test_a_lost_document_found_in_error_stays_revoked(passport, examiner, decider, liaison):
    made = report(examiner.user, document=passport)
    row = propose(passport, examiner.user)
    step(row, "approve", decider.user)
    losing.take(report=made, name="ask", by=examiner.user, reason="Mistyped")
    losing.take(report=made, name="confirm", by=liaison.user, reason="Yes")
    passport.refresh_from_db()
    assert (passport.status, passport.ended) == ("REVOKED", "REVOKED")


# The book


def test_the_book_that_comes_back_meets_the_demand(approved, examiner):
    revocations.surrendered(
        revocation=approved, on=date(2026, 3, 20), how="By post, in safe 2", by=examiner.user, at=on(3, 20)
    )
    approved.document.refresh_from_db()
    assert (approved.document.status, approved.document.ended) == ("SURRENDERED", "REVOKED")
    row = Deadline.objects.for_target(approved).get(rule="register.surrender")
    assert row.state == State.MET


def test_surrender_is_demanded_of_nobody_before_the_approval(proposed, examiner):
    with pytest.raises(StepRefused, match="once the revocation is approved"):
        revocations.surrendered(revocation=proposed, on=date(2026, 3, 2), how="By hand", by=examiner.user)


def test_the_time_of_the_person_is_not_moved_by_hand(served, decider):
    from secoffice.deadlines import keepers

    row = Deadline.objects.open().for_target(served).get(rule="register.request")
    assert "regulation" in keepers.why_not("extend", row, decider.user)


def test_every_step_says_who_takes_it():
    assert all(each.who for each in revoking.REVOCATION.steps.values())


def test_a_case_is_named_only_to_who_may_see_it(passport, examiner, officer):
    from tests.factories import make_case

    case = make_case(by=officer.user, officer=officer.user)
    with pytest.raises(StepRefused, match="no such case"):
        propose(passport, examiner.user, case=case)


def test_the_holder_on_the_page_is_shown_to_who_may_see_them(passport, examiner, decider):
    from cases.travel_documents.register.actions import documents

    documents.link_holder(document=passport, person=make_person(examiner.user), by=examiner.user)
    row = propose(passport, examiner.user)
    assert "Pavel Ostrovny" in decider.get(row.get_absolute_url()).content.decode()
