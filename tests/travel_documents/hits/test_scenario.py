"""Domain I.2: a stolen document, then a name that is not the person."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from cases.travel_documents.hits import actions, screening
from cases.travel_documents.hits.models import ClearedPair, Hit
from secoffice import ports
from secoffice.audit.models import AuditDetail, AuditEntry
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.matching import floor
from tests.travel_documents.hits.conftest import MONDAY, decide, facts, pavel

TUESDAY = datetime(2026, 2, 10, 11, 30, tzinfo=UTC)
IN_MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("nobody_is_sampled")


def running(hit):
    return {row.rule: row for row in Deadline.objects.open().for_target(hit)}


def test_the_clocks_of_a_stolen_document_stand_at_the_instants_of_the_scenario(stolen):
    dates = running(stolen)
    assert set(dates) == {"hits.confirm", "hits.remind", "hits.decide"}
    assert dates["hits.confirm"].due_at == datetime(2026, 2, 9, 11, tzinfo=UTC)
    assert dates["hits.remind"].due_at == datetime(2026, 2, 10, 10, tzinfo=UTC)
    decision = dates["hits.decide"]
    assert (decision.due_on, decision.half_on, decision.warn_on) == (
        date(2026, 2, 11),
        date(2026, 2, 10),
        None,
    )
    assert decision.roll == "FORWARD" and decision.raw_at == decision.due_at


def test_the_name_is_a_possible_match_by_the_rule_and_by_the_matcher(w31, named):
    """The rule of the domain gives 0.876; the matcher of the house (ADR 12) stays in its band."""
    on_list = w31.versions.get().sides[0]
    assert floor.score(pavel(nationality=("UTO",)), on_list) == pytest.approx(0.876, abs=0.0006)
    assert (named.score, named.band) == (0.94, "POSSIBLE")
    assert "born the same day" in named.reason
    assert set(running(named)) == {"hits.decide"}


def test_recovered_by_its_owner_is_proposed_by_one_and_closed_by_another(
    stolen, duty, examiner, second_examiner
):
    told = []
    listener = ports.hears("document recovered")(lambda **fact: told.append(fact))
    try:
        actions.ask(hit=stolen, by=duty.user, how="Partner bureau, by I-24/7", at=MONDAY.replace(minute=40))
        actions.record_answer(
            hit=stolen,
            by=duty.user,
            answer="RECOVERED_BY_OWNER",
            words="Found at home in January.",
            at=TUESDAY,
        )
        actions.propose(hit=stolen, by=examiner.user, evidence="Reply of the bureau", key=uuid4(), at=TUESDAY)
        with pytest.raises(StepRefused, match="second person"):
            actions.second(hit=stolen, by=examiner.user, agrees=True, key=uuid4(), at=TUESDAY)
        assert not told
        actions.second(hit=stolen, by=second_examiner.user, agrees=True, key=uuid4(), at=TUESDAY)
    finally:
        ports._listening["document recovered"].remove(listener)
    stolen.refresh_from_db()
    assert (stolen.status, stolen.decided_by) == ("CONFIRMED_RECOVERED", second_examiner.user)
    assert not running(stolen)
    assert Deadline.objects.for_target(stolen).get(rule="hits.confirm").met_late() is False
    assert (told[0]["issuer"], told[0]["number"], told[0]["records"]) == ("UTO", "UX7654321", (7,))


def test_one_analyst_clears_the_pair_and_the_next_screening_is_quiet(named, w31, examiner):
    decide(named, examiner, "FALSE_POSITIVE", at=TUESDAY)
    named.refresh_from_db()
    assert (named.status, named.decided_by) == ("FALSE_POSITIVE", examiner.user)
    assert screening.names_on_watch(pavel(), at=TUESDAY) == ()
    pair = ClearedPair.objects.get()
    assert (pair.entry, pair.entry_version, pair.subject_key) == (w31, 1, "document:UTOUX7654321")


def test_a_new_alias_opens_the_pair_again_and_the_same_analyst_is_not_enough(
    named, w31, examiner, second_examiner
):
    decide(named, examiner, "FALSE_POSITIVE", at=TUESDAY)
    alias = facts(names=["OSTROWNY PAWEL", "WRONSKI PAWEL"])
    (again,) = actions.revise_entry(
        entry=w31, by=second_examiner.user, version=1, facts=alias, why="New alias", at=IN_MAY
    )
    assert (again.follows, again.watched.number, again.raised_at) == (named, 2, IN_MAY)
    assert ClearedPair.objects.get().why_ended == "The entry has a new version"
    assert [hit.version for hit in screening.names_on_watch(pavel(), at=IN_MAY)] == [2]
    decide(again, examiner, "FALSE_POSITIVE", at=IN_MAY)
    again.refresh_from_db()
    assert again.status == "PROPOSED"  # the same analyst may not be the only decider
    with pytest.raises(StepRefused, match="second person"):
        actions.second(hit=again, by=examiner.user, agrees=True, key=uuid4(), at=IN_MAY)
    actions.second(hit=again, by=second_examiner.user, agrees=True, key=uuid4(), at=IN_MAY)
    again.refresh_from_db()
    assert again.status == "FALSE_POSITIVE"
    assert screening.names_on_watch(pavel(), at=IN_MAY) == ()


def test_another_analyst_is_enough_the_second_time(named, w31, examiner, second_examiner):
    decide(named, examiner, "FALSE_POSITIVE", at=TUESDAY)
    (again,) = actions.revise_entry(
        entry=w31, by=examiner.user, version=1, facts=facts(names=["OSTROWNY PAWEL", "PAWELEK"]), why="Alias",
        at=IN_MAY,
    )  # fmt: skip
    decide(again, second_examiner, "FALSE_POSITIVE", at=IN_MAY)
    again.refresh_from_db()
    assert again.status == "FALSE_POSITIVE"


def test_the_trail_has_the_analyst_the_reason_both_versions_and_the_score(named, examiner):
    decide(named, examiner, "FALSE_POSITIVE", at=TUESDAY)
    raised = AuditEntry.objects.get(action="hit raised", target_reference=named.reference)
    body = AuditDetail.objects.get(entry_id=raised.pk).body
    for part in ('"entry_version":1', '"score":0.94', named.subject_version[:12], "born the same day"):
        assert part in body
    decided = AuditEntry.objects.get(action="step decide_other", target_reference=named.reference)
    assert decided.actor_id == examiner.user.pk
    assert AuditDetail.objects.get(entry_id=decided.pk).reason == "Both differ."


def test_nothing_is_refused_or_held_by_itself(stolen, named):
    assert (stolen.action, named.action) == ("", "")
    assert Hit.objects.count() == 2
