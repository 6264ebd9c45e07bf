"""The watch list: versions, screening by the matcher, pairs that stay cleared, a file of entries."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from cases.travel_documents.hits import actions, loading, screening
from cases.travel_documents.hits.actions.watching import StaleEntry
from cases.travel_documents.hits.models import ClearedPair, WatchEntry, WatchVersion
from secoffice.audit.models import AuditEntry
from secoffice.people.matching import Side
from secoffice.ports import Refused
from secoffice.workflow import StepRefused
from tests.travel_documents.hits.conftest import MONDAY, PAVEL, decide, facts, pavel, put_on_list, raise_named


def found(side, **more):
    return [hit.entry_id for hit in screening.names_on_watch(side, at=MONDAY, **more)]


def revise(entry, by, version=1, why="New alias", at=MONDAY, **more):
    return actions.revise_entry(entry=entry, by=by.user, version=version, facts=facts(**more), why=why, at=at)


def test_a_new_alias_makes_the_next_version_and_the_old_one_stays(w31, second_examiner):
    revise(w31, second_examiner, names=["OSTROWNY PAWEL", "GREY ANTON"])
    assert [(row.number, row.names) for row in w31.versions.all()] == [
        (2, ["OSTROWNY PAWEL", "GREY ANTON"]),
        (1, ["OSTROWNY PAWEL"]),
    ]
    assert found(Side(names=("Anton Grey",))) == [w31.pk]
    assert (
        AuditEntry.objects.filter(action="watch entry revised", target_reference=w31.reference).count() == 1
    )


def test_of_two_who_revise_at_once_the_slower_is_told(w31, examiner, second_examiner):
    slow = WatchEntry.objects.visible_to(examiner.user).get()
    revise(w31, second_examiner, names=["OSTROWNY PAWEL", "GREY ANTON"])
    with pytest.raises(StaleEntry):
        revise(slow, examiner, names=["OSTROWNY PAVLO"])
    assert WatchVersion.objects.count() == 2


def test_a_lifted_entry_is_asked_for_no_more_and_is_not_revised(w31, examiner):
    assert screening.watch_is_on(MONDAY.date())
    actions.lift_entry(entry=w31, by=examiner.user, reason="Arrested", at=MONDAY)
    assert not found(pavel()) and not screening.watch_is_on(MONDAY.date())
    with pytest.raises(StepRefused, match="lifted"):
        revise(w31, examiner)
    assert w31.versions.count() == 1


def test_an_entry_ends_with_its_last_day(post, examiner):
    entry = put_on_list(post, examiner, valid_until=MONDAY.date())
    assert found(pavel()) == [entry.pk]
    assert screening.names_on_watch(pavel(), at=MONDAY + timedelta(days=1)) == ()


def test_nobody_but_the_desk_writes_in_the_list(post, duty, officer, w31):
    for user in (duty.user, officer.user):
        with pytest.raises(StepRefused, match="write in the watch list"):
            actions.add_entry(office=post, by=user, key=uuid4(), facts=facts())
    with pytest.raises(StepRefused, match="write in the watch list"):
        actions.lift_entry(entry=w31, by=duty.user, reason="x")


def test_the_same_document_is_found_whatever_the_name(post, examiner):
    entry = put_on_list(post, examiner, documents=[["UTO", "L898902C3"]])
    stranger = Side(names=("ZED QUILLON",), issuer="UTO", document="L898902C3")
    (hit,) = screening.names_on_watch(stranger, at=MONDAY)
    assert (hit.entry_id, hit.score, hit.band) == (entry.pk, 0.99, "STRONG")
    assert found(Side(names=("ZED QUILLON",), issuer="XXB", document="L898902C3")) == []


def test_of_several_dates_of_birth_the_likeliest_counts(post, examiner):
    entry = put_on_list(post, examiner, born=["1980-01-01", "1974-08-12"])
    (hit,) = screening.names_on_watch(pavel(), at=MONDAY)
    assert (hit.entry_id, hit.score) == (entry.pk, 0.94)


def test_other_birth_and_nationality_is_no_match(w31):
    assert found(pavel(dob="1991-02-03", nationality="XXA")) == []


def test_screening_somebody_asks_the_database_three_times(w31, django_assert_num_queries):
    with django_assert_num_queries(3):
        screening.names_on_watch(pavel(), at=MONDAY)
    with django_assert_num_queries(1):
        screening.names_on_watch(Side(names=("Xiomara Quillfeather",)), at=MONDAY)


def test_a_batch_answers_side_by_side(w31, post):
    others = [Side(names=("Xiomara Quillfeather",)), pavel(), Side()]
    assert [len(names) for names in screening.names_on_watch_many(others, at=MONDAY)] == [0, 1, 0]


# Pairs


@pytest.fixture
def cleared(named, examiner, nobody_is_sampled):
    decide(named, examiner, "FALSE_POSITIVE", at=MONDAY)
    return ClearedPair.objects.get()


def test_only_this_pair_is_quiet(cleared, post, examiner):
    other = put_on_list(post, examiner, names=["OSTROVNY PAVEL"])
    assert found(pavel()) == [other.pk]
    assert len(found(pavel(document="UX0000001"))) == 2  # another book: nobody was cleared under it


def test_a_change_of_the_person_is_another_version_and_a_new_hit(cleared, named, post, duty):
    changed = pavel(names=("OSTROVNY PAVEL JAN",))
    assert len(found(changed)) == 1
    hit = raise_named(post, duty, side=changed, query=PAVEL | {"names": ["OSTROVNY PAVEL JAN"]})
    cleared.refresh_from_db()
    assert (hit.follows, cleared.why_ended) == (named, "What is known of the person changed")


def test_the_same_name_in_another_order_is_no_change(cleared):
    assert found(pavel(names=("Pavel Ostrovny",), nationality=("UTO",))) == []


def test_after_a_year_the_pair_is_looked_at_again(cleared):
    assert screening.names_on_watch(pavel(), at=MONDAY + timedelta(days=364)) == ()
    assert len(screening.names_on_watch(pavel(), at=MONDAY + timedelta(days=365))) == 1


def test_a_revision_that_is_no_match_any_more_ends_the_pair_without_a_hit(cleared, w31, examiner):
    assert revise(w31, examiner, names=["QUILLFEATHER XIOMARA"], born=["1999-01-01"]) == []
    cleared.refresh_from_db()
    assert cleared.ended_at == MONDAY


def test_a_clearance_is_ended_with_a_reason(cleared, duty, officer):
    with pytest.raises(StepRefused, match="sentence"):
        actions.end_clearance(pair=cleared, by=duty.user, reason=" ")
    with pytest.raises(StepRefused, match="no such pair"):
        actions.end_clearance(pair=cleared, by=officer.user, reason="Look again")
    actions.end_clearance(pair=cleared, by=duty.user, reason="Look again", at=MONDAY)
    assert len(found(pavel())) == 1


def test_somebody_without_a_document_cannot_be_recognised_and_is_not_cleared(post, duty, examiner, w31):
    query = {name: PAVEL[name] for name in ("names", "dob", "nationality", "sex")}
    hit = raise_named(post, duty, query=query)
    decide(hit, examiner, "FALSE_POSITIVE")
    assert not ClearedPair.objects.exists()


# A file

HEAD = "names,born,nationalities,sex,documents,ground,source,source_number,valid_until,remark\n"
GOOD = "OSTROWNY PAWEL|WRONSKI PAWEL,1974-08-12,UTO,M,UTO UX1234567,WANTED,Bureau,W-31,2035-12-31,\n"


def load(post, by, text):
    data = text if isinstance(text, bytes) else text.encode()
    return loading.load(data=data, office=post, by=by.user)


def test_a_file_is_loaded_once_and_its_changes_make_versions(post, examiner):
    more = "Zehra Çelik,1980-??-??,UTO,,,Warrant or court order,Bureau,W-32,,\n"
    assert load(post, examiner, HEAD + GOOD + more).made == 2
    entry = WatchEntry.objects.visible_to(examiner.user).get(source_number="W-31")
    version = entry.versions.get()
    assert version.names == ["OSTROWNY PAWEL", "WRONSKI PAWEL"]
    assert (version.documents, entry.valid_until) == ([["UTO", "UX1234567"]], date(2035, 12, 31))
    again = load(post, examiner, HEAD + GOOD.replace("WRONSKI", "BRONSKI") + more)
    assert (again.made, again.revised, again.same) == (0, 1, 1)
    entry.refresh_from_db()
    assert entry.version == 2


def test_one_wrong_line_and_nothing_is_loaded(post, examiner):
    wrong = "Somebody,1974-13-45,UTO,M,,WANTED,Bureau,W-33,,\n,,,,,,,,,\n"
    loaded = load(post, examiner, HEAD + GOOD + wrong)
    assert [line for line, _ in loaded.errors][:1] == [3]
    assert {line for line, _ in loaded.errors} == {3, 4}
    assert not WatchEntry.objects.visible_to(examiner.user).exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        ("", "lacks names, ground, source"),
        ("names,ground\nA,WANTED\n", "lacks source"),
        (HEAD + '"open quote,1\n', "cannot be read as CSV"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(post, examiner, text, says):
    with pytest.raises(Refused, match=says):
        load(post, examiner, text)


def test_a_file_too_long_is_refused(post, examiner):
    with pytest.raises(Refused, match="At most 2,000"):
        load(post, examiner, HEAD + GOOD * 2001)


def test_a_twin_in_the_file_is_named(post, examiner):
    assert "stands in line 2" in load(post, examiner, HEAD + GOOD + GOOD).errors[0][1]


def test_a_duty_officer_loads_nothing(post, duty):
    with pytest.raises(Refused, match="write in the watch list"):
        load(post, duty, HEAD + GOOD)
