"""Who may know: admissions, controls, ends, recusals (domain §0.3)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cases.models import Case
from secoffice.access import models as access
from secoffice.access.actions import admit, lift_recusal, recuse, who_can_see, withdraw
from secoffice.access.models import NO_CONTRACTORS, NO_FOREIGN, Membership
from secoffice.accounts.models import User
from tests.factories import make_case, make_unit, make_user


def sees(user, case):
    """Asked afresh, as the next request would."""
    return Case.objects.visible_to(User.objects.get(pk=user.pk)).filter(pk=case.pk).exists()


@pytest.fixture
def case(officer):
    return make_case(by=officer.user)


def test_nobody_sees_anything_by_default(case, outsider):
    assert not sees(outsider.user, case)
    assert not Case.objects.visible_to(AnonymousUser()).exists()


def test_a_superuser_is_not_exempt(case):
    assert not sees(make_user(is_superuser=True, is_staff=True), case)


def test_an_inactive_account_sees_nothing(case, officer):
    User.objects.filter(pk=officer.user.pk).update(is_active=False)
    assert not sees(officer.user, case)


@pytest.mark.parametrize("principal", ["user", "unit", "office", "role", "group", "lead"])
def test_every_principal_lets_its_people_in(principal, case):
    unit = make_unit()
    reader = make_user(unit=unit, roles=["ANALYST"])
    unit.supervisor = reader
    unit.save()
    Membership.objects.create(user=reader, code="OIG-7", reason="matter 7")
    name = {
        "user": f"user:{reader.pk}", "unit": f"unit:{unit.pk}", "office": f"office:{unit.office_id}",
        "role": f"role:ANALYST@{unit.office_id}", "group": "group:OIG-7", "lead": f"lead:{unit.pk}",
    }[principal]  # fmt: skip
    assert not sees(reader, case)
    admit(case, principal=name, reason="for the test", by=None)
    assert sees(reader, case)
    assert reader in next(row.people for row in who_can_see(case) if row.admission.principal == name)
    withdraw(case, principal=name, by=None)
    assert not sees(reader, case)


def test_a_role_at_another_office_does_not_help(case):
    reader = make_user(roles=["ANALYST"])
    admit(case, principal=f"role:ANALYST@{case.office_id}", reason="for the test", by=None)
    assert not sees(reader, case)


def test_access_ends_by_the_clock(case, outsider):
    soon = timezone.now() + timedelta(minutes=5)
    admit(case, principal=f"user:{outsider.user.pk}", reason="until tonight", by=None, until=soon)
    assert sees(outsider.user, case)
    admit(case, principal=f"user:{outsider.user.pk}", reason="until tonight", by=None, until=timezone.now())
    assert not sees(outsider.user, case)


def test_recusal_outranks_every_way_in(case, officer):
    recuse(case, user=officer.user, reason="cousin", by=None)
    assert not sees(officer.user, case)
    lift_recusal(case, user=officer.user, reason="mistaken identity", by=None)
    assert sees(officer.user, case)


@pytest.mark.parametrize(
    ("controls", "employment", "may"),
    [
        (0, "CONTRACTOR", True),
        (0, "LOCAL", True),
        (NO_CONTRACTORS, "CONTRACTOR", False),
        (NO_CONTRACTORS, "LOCAL", True),
        (NO_FOREIGN, "CONTRACTOR", True),
        (NO_FOREIGN, "LOCAL", False),
        (NO_CONTRACTORS | NO_FOREIGN, "EMPLOYEE", True),
        (NO_CONTRACTORS | NO_FOREIGN, "CONTRACTOR", False),
        (NO_CONTRACTORS | NO_FOREIGN, "LOCAL", False),
    ],
)
def test_dissemination_controls_decide_over_admission(controls, employment, may, case):
    reader = make_user(employment=employment)
    case.controls = controls
    admit(case, principal=f"user:{reader.pk}", reason="for the test", by=None)
    assert sees(reader, case) == may


def test_both_query_plans_of_sqlite_say_the_same(case, officer, outsider, monkeypatch):
    for few in (0, 20_000):
        monkeypatch.setattr(access, "FEW", few)
        assert sees(officer.user, case) and not sees(outsider.user, case)


def test_going_round_needs_a_purpose():
    with pytest.raises(ValueError):
        Case.objects.unrestricted(purpose="")
