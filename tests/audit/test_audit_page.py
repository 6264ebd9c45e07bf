"""Who reads what of the trail; filters, paging and export of its page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from secoffice.access.models import Admission, Recusal
from secoffice.audit import trail
from tests.conftest import Persona
from tests.factories import make_user

CASE = trail.Named("cases.case", "41", "UTP-2026-00041-K")


@pytest.fixture
def inspector(db):
    return Persona(make_user(name="Iris Peers", roles=["OIG"]))


def admit(user, number=41):
    Admission.objects.create(
        target_type="cases.case", target_id=number, principal=f"user:{user.pk}", reason="inspection"
    )


def read(persona, **query):
    response = persona.get(reverse("audit:entries"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_staff_see_what_they_did_themselves_and_nothing_else(officer, colleague):
    trail.record("edited", CASE, by=officer.user, reason="Found it.")
    assert "UTP-2026-00041-K" in read(officer) and "Found it." in read(officer)
    assert "UTP-2026-00041-K" not in read(colleague)


def test_being_admitted_to_a_record_does_not_show_who_looks_at_it(officer, inspector):
    """Or an inspector's reading would warn whom the inspection is about."""
    admit(officer.user)
    trail.record("viewed", CASE, by=inspector.user)
    assert "Iris Peers" not in read(officer)


def test_oversight_sees_the_records_it_was_granted(inspector, officer):
    trail.record("edited", CASE, by=officer.user)
    trail.record("edited", trail.Named("cases.case", "42", "UTP-2026-00042-P"), by=officer.user)
    assert "UTP-2026-000" not in read(inspector)
    admit(inspector.user)
    page = read(inspector)
    assert "UTP-2026-00041-K" in page and "UTP-2026-00042-P" not in page


def test_a_recused_inspector_sees_nothing_of_the_record(inspector, officer):
    admit(inspector.user)
    Recusal.objects.create(target_type="cases.case", target_id=41, user=inspector.user, reason="named in it")
    trail.record("edited", CASE, by=officer.user)
    assert "UTP-2026-00041-K" not in read(inspector)


def test_administrators_see_accounts_strangers_and_probes_but_no_case(sysadmin, officer):
    trail.record("deactivated", officer.user, by=None, reason="Left the service.")
    trail.record("sign-in failed", by=None, result="refused")
    trail.record(
        "denied", trail.Named("cases.case", reference="UTP-2026-00099-X"), by=officer.user, result="denied"
    )
    trail.record("edited", CASE, by=officer.user)
    page = read(sysadmin)
    assert "Left the service." in page and "sign-in failed" in page and "UTP-2026-00099-X" in page
    assert "UTP-2026-00041-K" not in page


def test_ones_own_denials_do_not_tell_that_the_record_exists(officer):
    trail.record("denied", CASE, by=officer.user, result="denied")
    assert "UTP-2026-00041-K" not in read(officer)
    assert (
        "UTP-2026-00041-K"
        not in read(officer, reference="UTP-2026-00041-K", result="denied").split("so-card")[1]
    )


def test_a_superuser_is_not_exempt(officer):
    trail.record("edited", CASE, by=officer.user)
    assert "UTP-2026-00041-K" not in read(Persona(make_user(is_superuser=True, is_staff=True)))


def test_the_page_is_locked(visitor, db):
    assert visitor.get(reverse("audit:entries")).status_code == 302


@pytest.fixture
def some(officer):
    """Five deeds of one officer, a day apart."""
    for n in range(5):
        target = trail.Named("cases.case", str(n), f"UTP-26-{n}")
        trail.record("closed" if n == 3 else "noted", target, by=officer.user, reason=f"Reason {n}.")
    return officer


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {0, 1, 2, 3, 4}),
        ({"action": "Closed"}, {3}),
        ({"reference": "utp-26-2"}, {2}),
        ({"who": "dunmore"}, {0, 1, 2, 3, 4}),
        ({"who": "nobody of this name"}, set()),
        ({"who": "system"}, set()),
        ({"result": "failed"}, set()),
        ({"since": "2000-01-01", "until": "2000-12-31"}, set()),
        ({"since": "2000-01-01"}, {0, 1, 2, 3, 4}),
    ],
    ids=str,
)
def test_the_trail_is_searched_by_person_deed_record_result_and_days(some, query, found):
    page = read(some, **query)
    assert {n for n in range(5) if f"Reason {n}." in page} == found


@pytest.mark.parametrize(
    "query",
    [{"since": "yesterday"}, {"result": "forged"}, {"since": "2026-02-02", "until": "2026-01-01"}],
    ids=str,
)
def test_a_filter_that_cannot_be_read_is_said_beside_the_field(some, query):
    response = some.get(reverse("audit:entries"), query)
    assert response.status_code == 422
    assert b"invalid-feedback" in response.content


def test_pages_follow_each_other_without_gap_or_overlap(officer):
    for n in range(60):
        trail.record("noted", trail.Named("cases.case", "1", f"N-{n:03}"), by=officer.user)
    first = officer.get(reverse("audit:entries"), {"action": "noted"})
    second = officer.get(first.context["next_url"])
    names = [[row.target_reference for row in page.context["rows"]] for page in (first, second)]
    assert names == [[f"N-{n:03}" for n in range(59, 9, -1)], [f"N-{n:03}" for n in range(9, -1, -1)]]
    back = officer.get(second.context["previous_url"])
    assert [row.target_reference for row in back.context["rows"]] == names[0]


@pytest.mark.parametrize("rows", [5, 45])
def test_a_page_costs_the_same_whatever_the_number_of_rows(officer, rows, django_assert_max_num_queries):
    for _ in range(rows):
        trail.record("noted", CASE, by=officer.user, reason="Words.")
    with django_assert_max_num_queries(12):
        read(officer)


def test_the_export_holds_what_is_shown_and_is_itself_recorded(some, officer):
    trail.record("noted", trail.Named("cases.case", "1", "=1+1"), by=officer.user)
    response = some.get(reverse("audit:entries"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "Reason 3." in text and "'=1+1" in text
    page = read(some)
    assert "exported" in page


def test_days_are_those_of_the_reader(officer):
    trail.record("noted", CASE, by=officer.user, reason="Just now.")
    today = timezone.localdate()
    assert "Just now." in read(officer, since=today - timedelta(days=1), until=today + timedelta(days=1))
    assert "Just now." not in read(officer, since=today + timedelta(days=2))
