"""Who sets and clears records, and that it takes two to take one back."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from cases.travel_documents.lost import actions
from cases.travel_documents.lost.lookup import look_up
from cases.travel_documents.lost.models import Load, Record, Withdrawal
from secoffice import ports
from secoffice.audit import trail
from secoffice.ports import Refused
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FACTS = {
    "issuer": "uto",
    "type": "passport",
    "number": "UX 7654321",
    "status": "STOLEN",
    "date": date(2025, 12, 20),
}


def found():
    return look_up("UTO", "UX7654321", "P")[0].found


@pytest.fixture
def stolen(examiner):
    return actions.report(by=examiner.user, circumstance="Hotel room", **FACTS)


def test_the_issuing_desk_puts_a_document_on_the_list_at_once(examiner, stolen):
    assert found()[0].record_id == stolen.pk
    assert found()[0].source == stolen.source == "Issuing desk, Utopia City"
    (entry,) = trail.about(stolen)
    assert (entry.action, entry.actor_id) == ("lost document reported", examiner.user.pk)


def test_the_same_report_twice_is_one_record(examiner, second, stolen):
    assert actions.report(by=second.user, **FACTS) == stolen
    assert Record.objects.count() == len(trail.about(stolen)) == 1


def test_a_range_set_by_hand_is_found_by_its_numbers(examiner):
    blanks = FACTS | {"number": "UB1000", "number_to": "UB1999", "status": "B"}
    actions.report(by=examiner.user, **blanks)
    assert look_up("UTO", "UB1234", "P")[0].found and not look_up("UTO", "UB2000", "P")[0].found


def test_nobody_else_sets_a_record_of_that_issuer(abroad, desk, officer):
    for by, why in ((abroad.user, "Only the issuing desk of UTO"), (officer.user, "does this")):
        with pytest.raises(Refused, match=why):
            actions.report(by=by, **FACTS)
    assert not Record.objects.exists()


def test_an_issuer_without_a_desk_here_has_its_records_from_lists_alone(examiner):
    with pytest.raises(Refused, match="No office here is the issuing desk of QAM"):
        actions.report(by=examiner.user, **FACTS | {"issuer": "QAM"})


@pytest.mark.parametrize(
    "wrong", [{"number": "--"}, {"issuer": "U"}, {"type": "banana"}, {"status": "X"}, {"number_to": "UX9"}]
)
def test_what_is_no_document_is_refused(examiner, wrong):
    with pytest.raises(ValueError):
        actions.report(by=examiner.user, **FACTS | wrong)


def test_a_data_error_stands_until_a_second_person_confirms(examiner, second, stolen):
    made = actions.propose_data_error(record=stolen, reason="One digit was misread", by=examiner.user)
    assert found()
    at = datetime(2026, 2, 10, 23, 30, tzinfo=UTC)
    actions.decide(withdrawal=made, step="confirm", by=second.user, at=at)
    stolen.refresh_from_db()
    assert stolen.ended_on == date(2026, 2, 10) and not found()
    assert (made.status, made.decided_by) == ("CONFIRMED", second.user)
    told = {"step confirm", "withdrawal proposed", "lost document reported"}
    assert {entry.action for entry in trail.about(stolen)} == told


def test_nobody_confirms_what_they_proposed(examiner, stolen):
    made = actions.propose_data_error(record=stolen, reason="Misread", by=examiner.user)
    with pytest.raises(Refused, match="yourself"):
        actions.decide(withdrawal=made, step="confirm", by=examiner.user)
    assert found()


def test_nobody_of_another_office_decides_but_one_above_may(examiner, abroad, desk, stolen):
    made = actions.propose_data_error(record=stolen, reason="Misread", by=examiner.user)
    with pytest.raises(Refused, match="above it"):
        actions.decide(withdrawal=made, step="confirm", by=abroad.user)
    above = make_user(office=desk.office.parent, roles=["DOC_EXAM"])
    actions.decide(withdrawal=made, step="confirm", by=above)
    assert not found()


def test_a_declined_proposal_leaves_the_record_and_another_may_follow(examiner, second, stolen):
    made = actions.propose_data_error(record=stolen, reason="Misread", by=examiner.user)
    with pytest.raises(Refused, match="sentence"):
        actions.decide(withdrawal=made, step="decline", by=second.user)
    actions.decide(withdrawal=made, step="decline", by=second.user, answer="The digits are right")
    assert found() and made.answer == "The digits are right"
    assert actions.propose_data_error(record=stolen, reason="Again", by=second.user).status == "PROPOSED"


def test_one_proposal_at_a_time_and_the_same_form_once(examiner, second, stolen):
    key = uuid4()
    made = actions.propose_data_error(record=stolen, reason="Misread", by=examiner.user, key=key)
    assert actions.propose_data_error(record=stolen, reason="Misread", by=examiner.user, key=key) == made
    for verb in (actions.propose_data_error, actions.withdraw):
        with pytest.raises(Refused, match="decided first"):
            verb(record=stolen, reason="Misread too", by=second.user)


def test_a_document_its_owner_has_again_is_withdrawn_by_the_desk_and_stays_on_file(examiner, stolen):
    made = actions.withdraw(record=stolen, reason="The bureau confirmed it", by=examiner.user)
    assert (made.kind, made.status) == ("RECOVERED", "CONFIRMED")
    assert not found() and Record.objects.filter(pk=stolen.pk).exists()


def test_a_revocation_taken_back_is_no_recovery(examiner):
    revoked = actions.report(by=examiner.user, **FACTS | {"status": "REVOKED"})
    assert actions.withdraw(record=revoked, reason="Overturned", by=examiner.user).kind == "REINSTATED"


def test_nobody_else_withdraws(abroad, officer, stolen):
    for by in (abroad.user, officer.user):
        for verb in (actions.withdraw, actions.propose_data_error):
            with pytest.raises(Refused):
                verb(record=stolen, reason="Found", by=by)
    assert found()


def test_what_ended_ends_no_second_time_and_does_not_come_back(examiner, stolen):
    actions.withdraw(record=stolen, reason="Found", by=examiner.user)
    stolen.refresh_from_db()
    with pytest.raises(Refused, match="ended already"):
        actions.withdraw(record=stolen, reason="Found", by=examiner.user)
    with pytest.raises(Refused, match="was withdrawn"):
        actions.report(by=examiner.user, **FACTS)
    assert actions.report(by=examiner.user, **FACTS | {"date": date(2026, 3, 1)}) != stolen


def test_a_withdrawal_without_a_reason_is_refused(examiner, stolen):
    with pytest.raises(Refused, match="why"):
        actions.withdraw(record=stolen, reason=" ", by=examiner.user)
    assert not Withdrawal.objects.exists()


# What the register of travel documents tells


def tell(fact, office, by, **more):
    given = {
        "issuer": "UTO", "type": "P", "number": "UX7654321", "status": "LOST", "office": office, "by": by,
        "reference": "UTP-26-1", "at": datetime(2026, 2, 9, 10, tzinfo=UTC),
    }  # fmt: skip
    ports.tell(fact, **given | more)


def test_a_loss_on_the_register_is_on_the_list(desk, examiner):
    for _ in range(2):
        tell("document lost", desk.office, examiner.user, date=date(2026, 2, 8), circumstance="Ferry")
    assert [one.status for one in found()] == ["LOST"] and Record.objects.count() == 1


def test_two_persons_on_the_register_take_it_back(desk, examiner, second):
    tell("document lost", desk.office, examiner.user, date=date(2026, 2, 8), circumstance="Ferry")
    tell("document no longer lost", desk.office, examiner.user, also_by=second.user, reason="Misread")
    assert not found()
    made = Withdrawal.objects.get()
    assert (made.kind, {made.by, made.decided_by}) == ("DATA_ERROR", {examiner.user, second.user})


def test_an_office_that_is_no_issuing_desk_sets_nothing_by_the_register(abroad, desk):
    tell("document lost", abroad.user.office, abroad.user, date=date(2026, 2, 8), circumstance="Ferry")
    assert not Record.objects.exists()


def test_the_issuing_desk_is_asked_to_end_a_record_whose_owner_has_the_document_again(
    desk, examiner, second, abroad
):
    tell("document lost", desk.office, examiner.user, date=date(2026, 2, 8), circumstance="Ferry")
    record = Record.objects.get()
    told = {"records": [record.pk], "reference": "UTP-26-H1", "by": abroad.user}
    for _ in range(2):
        ports.tell("document recovered", at=datetime(2026, 2, 10, tzinfo=UTC), **told)
    waiting = Withdrawal.objects.get()
    assert (waiting.kind, waiting.status) == ("RECOVERED", "PROPOSED") and len(found()) == 1
    assert record.reference in examiner.get("/").content.decode()
    assert record.reference not in abroad.get("/").content.decode()
    with pytest.raises(Refused):
        actions.decide(withdrawal=waiting, step="confirm", by=abroad.user)
    actions.decide(withdrawal=waiting, step="confirm", by=examiner.user)
    assert not found()


# Desks


def test_an_issuer_has_one_desk(desk, post, abroad):
    moved = actions.name_desk(issuer="uto", office=abroad.user.office, by=None)
    assert moved.pk == desk.pk and moved.office == abroad.user.office


def test_a_load_is_broken_off_by_its_own_office_alone(examiner, second, abroad):
    from tests.travel_documents.lost.listing import begun

    made = begun(b"x", by=examiner.user)
    with pytest.raises(Refused, match="office that brought it"):
        actions.cancel(load=made, by=abroad.user)
    actions.cancel(load=made, by=second.user)
    made.refresh_from_db()
    assert made.state == Load.State.CANCELLED
    with pytest.raises(Refused, match="ended"):
        actions.cancel(load=made, by=second.user)


def test_administrators_alone_name_and_close_desks(desk, examiner, sysadmin):
    with pytest.raises(Refused, match="Administrators"):
        actions.name_desk(issuer="QAM", office=examiner.user.office, by=examiner.user)
    with pytest.raises(Refused, match="Administrators"):
        actions.close_desk(desk=desk, by=examiner.user)
    actions.close_desk(desk=desk, by=sysadmin.user)
