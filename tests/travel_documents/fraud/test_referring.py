"""A visa is referred, reviewed by the consular side, and decided by the security side (domain C.11)."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from cases.models import Case
from cases.travel_documents.fraud import actions
from cases.travel_documents.fraud.models import VisaReferral
from secoffice.access.models import Recusal
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.factories import make_office, make_user
from tests.travel_documents.fraud.conftest import fresh, refer

pytestmark = pytest.mark.django_db


def open_rules(record):
    return set(Deadline.objects.open().for_target(record).values_list("rule", flat=True))


def take(record, name, by, reason="Because of the payslips."):
    return actions.take(referral=record, name=name, by=by, reason=reason)


def test_a_suspected_visa_is_with_the_fraud_prevention_unit_for_thirty_days(adjudicator, consular):
    record = refer(adjudicator.user, at=datetime(2026, 3, 2, 10, tzinfo=UTC))
    row = Deadline.objects.open().for_target(record).get()
    assert (row.rule, row.due_on, row.owner) == ("document_fraud.review", date(2026, 4, 1), consular.user)
    assert record.is_visible_to(consular.user)


def test_referring_twice_with_one_key_refers_once(adjudicator, consular):
    key = uuid4()
    assert refer(adjudicator.user, key=key) == refer(adjudicator.user, key=key)


def test_a_confirmed_fraud_goes_to_the_security_officer_who_opens_a_case(adjudicator, consular, rso):
    record = refer(adjudicator.user, passport="UX7654321", passport_issuer="UTO")
    assert not record.is_visible_to(rso.user)
    take(record, "review", consular.user)
    given = {"kind": "INTERVIEW", "done_on": date(2026, 1, 2), "found": "He knew nothing of the firm."}
    actions.record_check(referral=record, by=consular.user, key=uuid4(), **given)
    take(record, "confirm", consular.user)
    take(record, "refer", consular.user)
    assert record.is_visible_to(rso.user) and open_rules(record) == {"document_fraud.decide"}
    case = actions.open_referred(
        referral=fresh(record), by=rso.user, kind="VF", title="Payslips", key=uuid4()
    )
    done = fresh(record)
    assert (done.status, done.case, done.eligibility) == ("CASE_OPENED", case, "Because of the payslips.")
    assert open_rules(record) == set()
    assert case.kind == "VF" and case.travel_documents.get().reference == record.reference
    assert case.subjects.count() == 1


def test_the_security_officer_may_decline_with_a_finding_on_the_crime(adjudicator, consular, rso):
    record = refer(adjudicator.user)
    take(record, "refer", consular.user)
    take(record, "decline", rso.user, reason="No crime here.")
    assert fresh(record).crime == "No crime here." and not Case._base_manager.exists()


def test_the_consular_side_decides_no_crime_and_the_security_side_no_eligibility(adjudicator, consular, rso):
    record = refer(adjudicator.user)
    take(record, "review", consular.user)
    take(record, "confirm", consular.user)
    take(record, "refer", consular.user)
    with pytest.raises(StepRefused, match="security officer"):
        take(record, "decline", consular.user)
    other = refer(adjudicator.user)
    take(other, "review", consular.user)
    with pytest.raises(StepRefused, match="no such referral"):
        take(other, "confirm", rso.user)


def test_what_is_alleged_of_staff_bypasses_the_consular_side(adjudicator, consular, rso, supervisor, unit):
    named = make_user(office=rso.user.office, unit=unit, roles=["CONS_LIA"])
    record = refer(adjudicator.user, kind="STAFF", named=named)
    assert record.status == "REFERRED_RSO" and open_rules(record) == {"document_fraud.decide"}
    assert record.is_visible_to(rso.user)
    for kept_out in (consular.user, named, supervisor.user):
        assert not record.is_visible_to(kept_out)
    assert set(Recusal.objects.filter(target_id=record.pk).values_list("user", flat=True)) == {
        named.pk,
        supervisor.user.pk,
    }


def test_where_the_security_officer_is_named_the_office_above_decides(db):
    above = make_office()
    post = make_office(parent=above)
    head, rso = make_user(office=above, roles=["RSO"]), make_user(office=post, roles=["RSO"])
    record = refer(make_user(office=post, roles=["INTAKE"]), kind="STAFF", named=rso)
    assert record.is_visible_to(head) and not record.is_visible_to(rso)
    assert Deadline.objects.open().for_target(record).get().owner == head


def test_the_case_of_a_named_colleague_keeps_them_out(adjudicator, rso, unit):
    named = make_user(office=rso.user.office, roles=["RSO", "DIRECTOR"])
    above = make_user(office=rso.user.office, roles=["DIRECTOR"])
    record = refer(adjudicator.user, kind="STAFF", named=named)
    case = actions.open_referred(referral=record, by=above, kind="AD", title="A stamp", key=uuid4())
    assert case.is_visible_to(above) and not case.is_visible_to(named)


def test_staff_are_named_for_malfeasance_alone_and_never_oneself(adjudicator, rso):
    with pytest.raises(StepRefused, match="yourself"):
        refer(adjudicator.user, kind="STAFF", named=adjudicator.user)


def test_nobody_decides_on_what_they_reported(rso, consular):
    record = refer(rso.user)
    take(record, "refer", consular.user)
    with pytest.raises(StepRefused, match="somebody else decides"):
        take(record, "decline", rso.user)


def test_a_case_is_opened_once(adjudicator, consular, rso):
    record = refer(adjudicator.user)
    take(record, "refer", consular.user)
    actions.open_referred(referral=record, by=rso.user, kind="VF", title="One", key=uuid4())
    with pytest.raises(StepRefused, match="already"):
        actions.open_referred(referral=record, by=rso.user, kind="VF", title="Two", key=uuid4())
    assert Case._base_manager.count() == 1 and VisaReferral._base_manager.count() == 1
