"""The rule of need-to-know written out in SQL says what the rule says."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cases.models import Case
from secoffice.access import models as access
from secoffice.access.actions import admit, recuse
from secoffice.access.models import NO_CONTRACTORS, NO_FOREIGN, Admission, Membership
from secoffice.search.models import SearchDocument
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(officer):
    """One record for every way in or out; the reader is the outsider of another post."""
    return {name: make_case(by=officer.user, title=name) for name in WAYS}


def soon():
    return timezone.now() + timedelta(days=1)


WAYS = {
    "nothing": lambda case, user: None,
    "by name": lambda case, user: admit(case, principal=f"user:{user.pk}", reason="r", by=None),
    "by two": lambda case, user: [
        admit(case, principal=p, reason="r", by=None) for p in (f"user:{user.pk}", f"office:{user.office_id}")
    ],
    "by unit": lambda case, user: admit(case, principal=f"unit:{user.unit_id}", reason="r", by=None),
    "by lead": lambda case, user: admit(case, principal=f"lead:{user.unit_id}", reason="r", by=None),
    "by role": lambda case, user: admit(case, principal=f"role:RSO@{user.office_id}", reason="r", by=None),
    "by group": lambda case, user: admit(case, principal="group:XYZ", reason="r", by=None),
    "of another": lambda case, user: admit(case, principal="group:ABC", reason="r", by=None),
    "until soon": lambda case, user: admit(case, principal=f"user:{user.pk}", reason="r", by=None, until=soon()),
    "run out": lambda case, user: admit(
        case, principal=f"user:{user.pk}", reason="r", by=None, until=timezone.now() - timedelta(seconds=1)
    ),
    "recused": lambda case, user: [
        admit(case, principal=f"user:{user.pk}", reason="r", by=None), recuse(case, user=user, reason="r", by=None)
    ],
    "no contractors": lambda case, user: control(case, user, NO_CONTRACTORS),
    "no foreigners": lambda case, user: control(case, user, NO_FOREIGN),
}  # fmt: skip


def control(case, user, bits):
    admit(case, principal=f"user:{user.pk}", reason="r", by=None)
    Admission.objects.filter(target_id=case.pk).update(controls=bits)


@pytest.mark.parametrize("employment", ["EMPLOYEE", "CONTRACTOR", "LOCAL"])
@pytest.mark.parametrize("few", [5_000, -1], ids=["through the admitted", "row by row"])
def test_every_form_of_the_rule_admits_the_same(outsider, cases, monkeypatch, employment, few):
    monkeypatch.setattr(access, "FEW", few)
    user = outsider.user
    type(user).objects.filter(pk=user.pk).update(employment=employment)
    Membership.objects.create(user=user, code="XYZ", reason="r")
    for name, way in WAYS.items():
        way(cases[name], user)
    user = type(user).objects.get(pk=user.pk)
    condition, params = access.admitted_sql(
        user, "search_searchdocument.target_type", "search_searchdocument.target_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT target_id FROM search_searchdocument WHERE {condition}", params)
        written_out = {row[0] for row in cursor.fetchall()}
    asked = set(SearchDocument.objects.filter(access.admitted(user)).values_list("target_id", flat=True))
    seen = set(Case.objects.visible_to(user).values_list("pk", flat=True))
    assert written_out == asked == seen == {case.pk for case in cases.values() if case.is_visible_to(user)}
    assert len(seen) == {"EMPLOYEE": 9, "CONTRACTOR": 8, "LOCAL": 8}[employment]


def test_roles_units_and_memberships_come_in_one_query(outsider, django_assert_num_queries):
    user = type(outsider.user).objects.get(pk=outsider.user.pk)
    with django_assert_num_queries(1):
        names = access.principals_of(user)
        assert access.principals_of(user) == names
        assert {"AGENT", "RSO"} < user.roles
        assert user.leads == (user.unit_id,)
    assert f"lead:{user.unit_id}" in names


def test_somebody_with_nothing_is_admitted_as_themselves(db):
    user = make_user(office=None)
    assert access.principals_of(user) == [f"user:{user.pk}"]
