"""What a merged case keeps is shown in the one that goes on, to whoever may see both."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cases import workflow
from cases.actions import subjects, team, writing
from tests.factories import make_case, make_user


@pytest.fixture
def merged(case, officer, supervisor):
    other = make_case(by=make_user(unit=officer.user.unit), officer=officer.user, status="FULL")
    subjects.add_subject(case=other, by=officer.user, facts=[("NAME", "Una Halm", "")])
    writing.add_note(case=other, by=officer.user, text="Seen at the port", key=uuid4())
    return workflow.take(other, "merge", by=supervisor.user, reason="One matter", given={"into": case})


def page(case):
    return reverse("proceedings:merged", args=[case.reference])


def test_its_persons_notes_and_tabs_stand_in_the_survivor(
    case, merged, officer, django_assert_max_num_queries
):
    assert merged.reference in officer.get(case.get_absolute_url()).content.decode()
    with django_assert_max_num_queries(12):
        shown = officer.get(page(case)).content.decode()
    for said in (
        merged.reference,
        "Una Halm",
        "Seen at the port",
        "Notes 1",
        f"/cases/{merged.reference}/notes/",
    ):
        assert said in shown


def test_whoever_sees_the_survivor_alone_learns_nothing_of_it(case, merged, colleague, officer):
    team.add(case=case, user=colleague.user, by=officer.user, reason="Interviews")
    for address in (case.get_absolute_url(), page(case), f"{case.get_absolute_url()}timeline/"):
        shown = colleague.get(address).content.decode()
        for kept in (merged.reference, merged.title, "Halm", "Seen at the port"):
            assert kept not in shown


def test_taken_back_it_is_gone_from_the_survivor(case, merged, supervisor, officer):
    workflow.take(merged, "unmerge", by=supervisor.user, reason="Two women")
    assert "Una Halm" not in officer.get(page(case)).content.decode()
