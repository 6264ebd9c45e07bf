"""One deed on many cases: each by its own rules, the refused ones named, done once however often it is sent."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cases.models import Assignment, Case
from cases.proceedings.actions import findings, several
from cases.proceedings.models import Bulk
from secoffice.ports import Refused
from tests.factories import make_case, make_user

REASON = "Nothing was found; the review says so."


@pytest.fixture
def cases(officer, supervisor):
    author = make_user(unit=officer.user.unit)
    return [make_case(by=author, officer=officer.user, status="FULL") for _ in range(3)]


def close(cases, by, **more):
    given = {"deed": "CLOSE", "reason": REASON, "disposition": "INCONCLUSIVE", "key": uuid4()} | more
    return several.do_to_all(references=[case.reference for case in cases], by=by.user, **given)


def statuses(cases):
    return [Case._base_manager.get(pk=case.pk).status for case in cases]


def test_those_that_allow_it_are_closed_and_the_others_named_with_the_reason(cases, officer, supervisor):
    findings.allege(case=cases[1], text="One point", by=officer.user, key=uuid4())
    bulk = close(cases, supervisor)
    assert statuses(cases) == ["CLOSED", "FULL", "CLOSED"]
    page = supervisor.get(reverse("proceedings:bulk_result", args=[bulk.pk])).content.decode()
    assert "2 of 3 done" in page and "1 allegation without a finding" in page


def test_nobody_closes_in_bulk_what_they_may_not_close_one_by_one(cases, officer, outsider):
    assert all(row["why"] for row in close(cases, officer).results)
    assert [row["case"] for row in close(cases, outsider).results] == [None] * 3
    assert statuses(cases) == ["FULL"] * 3


def test_they_are_assigned_and_sent_twice_assigned_once(cases, supervisor):
    heir = make_user(unit=supervisor.user.unit, roles=["AGENT"])
    sent = {
        "case": [case.reference for case in cases], "deed": "ASSIGN", "officer": heir.pk, "reason": "Yours",
        "key": uuid4(),
    }  # fmt: skip
    first, second = (supervisor.post(reverse("proceedings:bulk"), sent) for _ in range(2))
    assert first.status_code == 302 and first["Location"] == second["Location"]
    assert Assignment.objects.filter(officer=heir).count() == 3


def test_a_hundred_at_most(cases, supervisor):
    with pytest.raises(Refused, match="between one and 100"):
        several.do_to_all(
            deed="CLOSE", references=[f"UTP-2026-{n:05}-A" for n in range(101)], by=supervisor.user,
            reason=REASON, disposition="PLEA", key=uuid4(),
        )  # fmt: skip
    assert not Bulk.objects.exists()


def test_the_list_has_boxes_for_those_who_assign_and_for_nobody_else(cases, officer, supervisor):
    box = f'value="{cases[0].reference}" form="several"'
    assert box in supervisor.get("/cases/").content.decode()
    assert box not in officer.get("/cases/").content.decode()


def test_the_form_keeps_what_was_chosen_and_says_what_is_missing(cases, supervisor):
    chosen = {"case": [cases[0].reference]}
    assert cases[0].reference in supervisor.get(reverse("proceedings:bulk"), chosen).content.decode()
    answer = supervisor.post(
        reverse("proceedings:bulk"), chosen | {"deed": "CLOSE", "reason": REASON, "key": uuid4()}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "Choose how the matters ended." in page and REASON in page
    assert cases[0].reference in page


def test_how_it_went_is_for_its_author(cases, officer, supervisor):
    bulk = close(cases, supervisor)
    assert officer.get(reverse("proceedings:bulk_result", args=[bulk.pk])).status_code == 404
