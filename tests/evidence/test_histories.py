"""Random histories of an exhibit against an oracle that knows nothing of how it is done; and two at once."""

from datetime import timedelta
from itertools import pairwise
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.evidence import actions
from cases.evidence.models import HandOver
from secoffice.workflow import StepRefused
from tests.evidence.conftest import NOW, answer, offer, take_in
from tests.factories import make_case, make_user

HOUR = timedelta(hours=1)
PEOPLE = st.integers(0, 2)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("offer"), PEOPLE, PEOPLE),
        st.tuples(
            st.sampled_from(["accept", "refuse", "withdraw"]), PEOPLE, st.sampled_from(["right", "wrong"])
        ),
        st.tuples(st.just("examine"), PEOPLE, st.integers(-4, 0)),
        st.tuples(st.just("reseal"), PEOPLE, st.sampled_from(["right", "wrong"])),
        st.tuples(st.just("ship"), PEOPLE, PEOPLE),
    ),
    max_size=14,
)


class Oracle:
    """Who has it, who is asked, which seal it bears: in as many words as it takes to say so."""

    def __init__(self):
        self.holder, self.asked, self.seal, self.turn, self.doubts = 0, None, "S-104", 0, 0

    def step(self, kind, who, what):
        """Whether this may happen; if so it has happened."""
        if kind in ("offer", "ship"):
            if self.holder != who or self.asked is not None or what == who:
                return False
            self.asked = what
        elif kind in ("accept", "refuse", "withdraw"):
            side = self.holder if kind == "withdraw" else self.asked
            if self.asked is None or side != who:
                return False
            if kind == "accept":
                self.holder, self.doubts = self.asked, self.doubts + (what == "wrong")
            self.asked = None
        else:
            if self.holder != who or self.asked is not None:
                return False
            if kind == "reseal":
                self.turn += 1
                self.seal, self.doubts = f"S-{self.turn}", self.doubts + (what == "wrong")
        return True


def play(exhibit, people, step, oracle, at):
    kind, who, what = step
    user = people[who]
    if kind in ("offer", "ship"):
        more = {"kind": "SHIP", "carrier": "Pouch"} if kind == "ship" else {}
        return offer(exhibit, people[what], user, at=at, **more)
    if kind in ("accept", "refuse", "withdraw"):
        waiting = exhibit.hand_overs.filter(status="PENDING").first() or exhibit.hand_overs.first()
        if waiting is None:
            raise StepRefused("nothing waits")
        seal = oracle.seal if what == "right" else "X-0"
        return answer(waiting, kind, user, seal_seen=seal, reason="because", at=at)
    if kind == "examine":
        return actions.examine(exhibit=exhibit, purpose="Look", by=user, happened_at=at + what * HOUR, at=at)
    seal = {"seal_before": oracle.seal if what == "right" else "X-0", "seal_after": f"S-{oracle.turn + 1}"}
    return actions.reseal(exhibit=exhibit, purpose="Torn", by=user, at=at, **seal)


def holds(exhibit, people, oracle):
    """The invariants, read from the rows alone."""
    exhibit.refresh_from_db()
    assert exhibit.custodian == people[oracle.holder] and exhibit.seal == oracle.seal
    assert exhibit.hand_overs.filter(status="PENDING").count() == (oracle.asked is not None)
    assert exhibit.discrepancies.count() == oracle.doubts
    events = list(exhibit.events.all())
    assert sorted(event.seq for event in events) == list(range(1, len(events) + 1))
    for before, after in pairwise(events):
        assert after.from_user_id == before.to_user_id and after.happened_at >= before.happened_at
    assert events[0].kind == "COLLECT" and events[-1].to_user == exhibit.custodian
    assert all(event.entered_at >= event.happened_at for event in events)
    known = {person for person in range(3) if people[person] and exhibit.is_visible_to(people[person])}
    assert known == {0, oracle.holder} | ({oracle.asked} - {None})  # the officer by the case


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_any_history_keeps_one_custodian_and_no_gap(officer, post, steps):
    with transaction.atomic():
        people = [officer.user, make_user(office=post), make_user(office=post)]
        exhibit = take_in(make_case(by=officer.user, officer=officer.user, status="FULL"), officer.user)
        oracle, at = Oracle(), NOW + 5 * HOUR
        for step in steps:
            at += HOUR
            was = vars(oracle).copy()
            may = oracle.step(*step)
            known = Oracle()
            vars(known).update(was)
            try:
                with transaction.atomic():
                    play(exhibit, people, step, known, at)
                did = True
            except StepRefused:
                did = False
            assert did == may, step
        holds(exhibit, people, oracle)
        transaction.set_rollback(True)


@pytest.mark.parametrize("pair", [("accept", "accept"), ("accept", "withdraw"), ("accept", "refuse")])
def test_two_answers_at_once_are_one(transactional_db, pair):
    giver, receiver = make_user(roles=["AGENT"]), None
    receiver = make_user(office=giver.office)
    exhibit = take_in(make_case(by=giver, officer=giver, status="FULL"), giver)
    made = offer(exhibit, receiver, giver)
    start, done = Barrier(2), []

    def go(name):
        record = HandOver.objects.select_related("exhibit__case").get(pk=made.pk)
        start.wait()
        try:
            by = giver if name == "withdraw" else receiver
            answer(record, name, by, seal_seen="S-104", reason="because")
            done.append(name)
        except (StepRefused, OperationalError):
            pass
        finally:
            connection.close()

    threads = [Thread(target=go, args=(name,)) for name in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made.refresh_from_db()
    exhibit.refresh_from_db()
    assert len(done) == 1
    assert exhibit.events.filter(kind="TRANSFER").count() == (done == ["accept"])
    assert exhibit.custodian == (receiver if done == ["accept"] else giver)


def test_two_offers_at_once_are_one(transactional_db):
    giver = make_user(roles=["AGENT"])
    others = [make_user(office=giver.office) for _ in range(2)]
    exhibit = take_in(make_case(by=giver, officer=giver, status="FULL"), giver)
    start, done = Barrier(2), []

    def go(receiver):
        copy = type(exhibit)._base_manager.select_related("case").get(pk=exhibit.pk)
        start.wait()
        try:
            done.append(offer(copy, receiver, giver, key=uuid4()))
        except (StepRefused, OperationalError):
            pass
        finally:
            connection.close()

    threads = [Thread(target=go, args=(other,)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1 and exhibit.hand_overs.count() == 1
