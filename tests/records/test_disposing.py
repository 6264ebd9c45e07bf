"""What is past its period: proposed by one, approved by three, and destroyed by nobody by itself."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.actions import team
from cases.models import Case
from secoffice.ports import Refused
from secoffice.records.actions import assign, disposing, holds, retention
from secoffice.records.models import Consent, Disposition
from secoffice.reminders.models import Notice
from tests.conftest import Persona
from tests.factories import make_case, make_user

LONG_AGO = datetime(2020, 5, 4, 12, tzinfo=UTC)
QUEUE = "records:queue"


def somebody(post, case, officer, *roles):
    user = make_user(office=post, roles=roles)
    team.add(case=case, user=user, by=officer.user, reason="for the matter", part="READER")
    return Persona(user)


@pytest.fixture
def case(officer, supervisor):
    return make_case(by=officer.user, officer=officer.user, status="CLOSED", at=LONG_AGO, kind="PF")


@pytest.fixture
def archivist(post, case, officer):
    return somebody(post, case, officer, "REC_OFF")


@pytest.fixture
def counsel(post, case, officer):
    return somebody(post, case, officer, "LEGAL")


@pytest.fixture
def row(case, archivist):
    was = retention.current(case).pk
    return assign(record=case, item="LOCAL-LIA", reason="Liaison", by=archivist.user, was=was)


@pytest.fixture
def proposed(row, archivist):
    return disposing.propose(retention=row, by=archivist.user)


def state(disposition):
    return Disposition.objects.unrestricted(purpose="test").get(pk=disposition.pk).status


def test_three_different_people_approve_and_the_record_is_still_there(
    proposed, case, officer, supervisor, counsel, archivist
):
    for stranger in (officer, archivist):
        with pytest.raises(Refused):
            disposing.consent(disposition=proposed, by=stranger.user)
    disposing.consent(disposition=proposed, by=supervisor.user)
    assert state(proposed) == "PROPOSED"
    disposing.consent(disposition=proposed, by=counsel.user)
    assert state(proposed) == "APPROVED"
    assert [each.part for each in proposed.consents.all()] == ["REC_OFF", "OWNER", "LEGAL"]
    assert Case._base_manager.get(pk=case.pk).title == case.title


def test_legal_adviser_and_supervisor_are_asked_and_the_adviser_is_let_in(
    row, case, archivist, supervisor, post
):
    adviser = Persona(make_user(office=post, roles=["LEGAL"]))
    barred = make_user(office=post, roles=["LEGAL"])
    team.declare_conflict(case=case, user=barred, by=barred, reason="Cousin")
    assert not case.is_visible_to(adviser.user)
    made = disposing.propose(retention=row, by=archivist.user)
    told = Notice.objects.filter(duty="destruction to approve or refuse").values_list("recipient", flat=True)
    assert set(told) == {adviser.user.pk, supervisor.user.pk}
    tab = reverse("cases:retention", args=[case.reference])
    for who in (adviser, supervisor):
        assert "proposed for destruction" in who.get(tab).content.decode()
        assert who.post(reverse("records:approve", args=[made.pk])).status_code == 302
    assert state(made) == "APPROVED"


def test_whoever_has_two_roles_approves_once(proposed, post, case, officer):
    both = somebody(post, case, officer, "LEGAL", "REC_OFF", "RSO")
    disposing.consent(disposition=proposed, by=both.user)
    with pytest.raises(Refused, match="different people"):
        disposing.consent(disposition=proposed, by=both.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(disposition=proposed, part="LEGAL", by=both.user, at=LONG_AGO)


def test_what_is_not_past_its_period_is_not_proposed(case, archivist, officer, row):
    with pytest.raises(Refused, match="not over"):
        disposing.propose(retention=row, by=archivist.user, at=datetime(2025, 5, 3, tzinfo=UTC))
    with pytest.raises(Refused, match="records officer"):
        disposing.propose(retention=row, by=officer.user)


def test_a_held_record_is_neither_proposed_nor_approved_and_comes_back_with_its_own_day(
    row, proposed, case, counsel, supervisor, archivist
):
    given = {"reason": "Lawsuit", "authority": "Court", "start_on": date(2026, 1, 5), "records": [case]}
    hold = holds.place(key=uuid4(), by=counsel.user, **given)
    with pytest.raises(Refused, match="legal hold"):
        disposing.consent(disposition=proposed, by=supervisor.user)
    with pytest.raises(Refused, match="legal hold"):
        disposing.propose(retention=row, by=archivist.user)
    holds.release(hold=hold, reason="Settled", by=counsel.user)
    disposing.consent(disposition=proposed, by=supervisor.user)
    assert (state(proposed), retention.current(case).eligible_on) == ("PROPOSED", date(2025, 5, 4))


def test_one_of_the_three_keeps_it_with_a_reason_and_it_may_be_proposed_again(
    proposed, row, counsel, archivist
):
    disposing.keep(disposition=proposed, reason="A claim is coming", by=counsel.user)
    assert state(proposed) == "KEPT"
    again = disposing.propose(retention=row, by=archivist.user)
    with pytest.raises(Refused, match="already"):
        disposing.propose(retention=row, by=archivist.user)
    assert again.pk != proposed.pk


def test_the_queue_shows_proposes_and_approves(row, case, archivist, supervisor, counsel, outsider):
    text = archivist.get(reverse(QUEUE)).content.decode()
    assert f'href="{case.get_absolute_url()}"' in text and "Propose<" in text
    assert case.reference not in outsider.get(reverse(QUEUE)).content.decode()
    assert supervisor.post(reverse("records:propose", args=[row.pk])).status_code == 422
    assert archivist.post(reverse("records:propose", args=[row.pk])).status_code == 302
    made = Disposition.objects.unrestricted(purpose="test").get()
    assert outsider.post(reverse("records:approve", args=[made.pk])).status_code == 404
    assert archivist.post(reverse("records:approve", args=[made.pk])).status_code == 422
    for who in (supervisor, counsel):
        assert who.post(reverse("records:approve", args=[made.pk])).status_code == 302
    assert "Approved for destruction" in archivist.get(reverse(QUEUE)).content.decode()
    assert counsel.post(reverse("records:keep", args=[made.pk]), {"reason": ""}).status_code == 422
    assert counsel.post(reverse("records:keep", args=[made.pk]), {"reason": "No"}).status_code == 302
    assert state(made) == "KEPT"


def test_the_queue_costs_the_same_for_one_and_for_many(
    officer, archivist, case, row, django_assert_max_num_queries
):
    for n in (1, 6):
        for _ in range(n):
            more = make_case(by=officer.user, officer=officer.user, status="CLOSED", at=LONG_AGO)
            team.add(case=more, user=archivist.user, by=officer.user, reason="for the matter", part="READER")
            was = retention.current(more).pk
            made = assign(record=more, item="LOCAL-LIA", reason="x", by=archivist.user, was=was)
            disposing.propose(retention=made, by=archivist.user)
        archivist.get(reverse(QUEUE))
        with django_assert_max_num_queries(12):
            archivist.get(reverse(QUEUE))
