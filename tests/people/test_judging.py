"""Two handles judged to be one person: for those who may see why, and undone without a trace left behind."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secoffice.audit.models import AuditEntry
from secoffice.people import actions, clusters
from secoffice.people.models import Person
from secoffice.ports import Refused
from tests.factories import make_case
from tests.people.filed import file


@pytest.fixture
def three(officer):
    return [file(officer.user, [("NAME", f"Anna {word}", "")]) for word in ("Lund", "Berg", "Dahl")]


def judge(by, one, other, verdict="SAME", **more):
    return actions.judge(one=one, other=other, verdict=verdict, why="Same passport", by=by.user, **more)


def seen_as_one(by, person):
    person.refresh_from_db()
    return clusters.of(by.user, person)


def test_same_joins_two_and_undoing_parts_them(officer, three):
    one, other, _ = three
    judged = judge(officer, other, one)
    assert seen_as_one(officer, one) == seen_as_one(officer, other) == {one.pk, other.pk}
    assert one.canonical_id == other.canonical_id == one.pk
    actions.undo(judgement=judged, why="Twins", by=officer.user)
    assert seen_as_one(officer, one) == {one.pk}
    assert seen_as_one(officer, other) == {other.pk}
    assert not Person.objects.exclude(canonical=None).exists()
    assert list(one.facts.values_list("value", flat=True)) == ["Anna Lund"]


def test_a_chain_of_judgements_makes_one_and_breaks_in_the_middle(officer, three):
    first, middle, last = three
    broken = judge(officer, first, middle)
    judge(officer, middle, last)
    assert seen_as_one(officer, last) == {person.pk for person in three}
    actions.undo(judgement=broken, why="No", by=officer.user)
    assert seen_as_one(officer, first) == {first.pk}
    assert seen_as_one(officer, last) == {middle.pk, last.pk}
    assert last.canonical_id == middle.pk


def test_the_newest_judgement_of_a_pair_counts(officer, three):
    one, other, _ = three
    judge(officer, one, other)
    judge(officer, one, other, "DIFFERENT")
    assert seen_as_one(officer, one) == {one.pk}


@pytest.mark.parametrize("verdict", ["DIFFERENT", "UNSURE"])
def test_other_verdicts_join_nobody(officer, three, verdict):
    judge(officer, three[0], three[1], verdict)
    assert seen_as_one(officer, three[0]) == {three[0].pk}


def test_a_reader_who_may_not_see_all_it_rests_on_sees_two(officer, colleague):
    shared = make_case(by=officer.user, told=[colleague.user])
    one = file(officer.user, [("NAME", "Anna Lund", "")], case=shared)
    other = file(officer.user, [("NAME", "Anna Berg", "")], case=shared)
    hidden = make_case(by=officer.user)
    actions.add_facts(person=other, facts=[("PASSPORT", "L898902C3", "")], source=hidden, by=officer.user)
    judged = judge(officer, one, other)
    assert seen_as_one(colleague, one) == {one.pk}
    actions.undo(judgement=judged, why="Say it on what all may read", by=officer.user)
    judge(officer, one, other, rests_on={("cases.case", shared.pk)})
    assert seen_as_one(colleague, one) == {one.pk, other.pk}


def test_a_judgement_rests_on_both_sides_and_on_what_the_judge_may_see(officer, colleague, three):
    one, other, _ = three
    alone = set(one.facts.values_list("source_type", "source_id"))
    foreign = set(file(colleague.user).facts.values_list("source_type", "source_id"))
    for rests_on in (alone, set(), alone | foreign):
        with pytest.raises(Refused, match="at least one record"):
            judge(officer, one, other, rests_on=rests_on)


def test_whom_the_judge_cannot_see_is_not_on_file(officer, outsider, three):
    mine = file(outsider.user)
    with pytest.raises(Refused, match="not on file"):
        judge(outsider, mine, three[0])


def test_nobody_undoes_what_they_may_not_see(officer, outsider, three):
    judged = judge(officer, three[0], three[1])
    with pytest.raises(Refused):
        actions.undo(judgement=judged, why="x", by=outsider.user)
    assert seen_as_one(officer, three[0]) == {three[0].pk, three[1].pk}


def test_a_person_and_a_firm_are_never_the_same(officer, three):
    firm = file(officer.user, [("NAME", "Anna Lund Ltd", "")], kind="ORG")
    with pytest.raises(Refused, match="organisation"):
        judge(officer, three[0], firm)


def test_judging_and_undoing_are_in_the_trail(officer, three):
    judged = judge(officer, three[0], three[1])
    actions.undo(judgement=judged, why="Twins", by=officer.user)
    deeds = AuditEntry.objects.filter(target_type="people.judgement", target_number=judged.pk)
    assert list(deeds.order_by("pk").values_list("action", flat=True)) == ["judged", "judgement undone"]


EDGES = st.lists(st.sampled_from(list(combinations(range(6), 2))), max_size=12)


@given(EDGES)
def test_reaching_agrees_with_joining_sets(edges):
    groups = {n: {n} for n in range(6)}
    tied = {n: set() for n in range(6)}
    for one, other in edges:
        tied[one].add(other)
        tied[other].add(one)
        merged = groups[one] | groups[other]
        for n in merged:
            groups[n] = merged
    assert all(clusters.reach(n, tied) == groups[n] for n in range(6))
