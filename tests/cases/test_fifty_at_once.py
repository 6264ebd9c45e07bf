"""Fifty people work on one case at the same moment, on real connections: nothing of what was said is lost."""

from random import random
from threading import Barrier, Lock, Thread
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.db import OperationalError, connections

from cases.actions import care, subjects, writing
from cases.evidence import actions as evidence
from cases.evidence.models import CustodyEvent, HandOver
from cases.leads.actions import drafting, working
from cases.leads.models import Lead
from cases.models import Case, Note
from cases.proceedings.actions import findings
from cases.proceedings.models import Allegation
from secoffice.audit.models import AuditEntry
from secoffice.audit.verification import verify
from secoffice.search import index
from secoffice.workflow import StepRefused
from tests.evidence.conftest import offer, take_in
from tests.factories import make_case, make_office, make_user
from tests.leads.conftest import write

# One process of the run for all of them: two crowds at once ask for more connections than a server gives by default.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("crowd")]
EACH = range(10)
PATIENCE = 90  # seconds in which somebody who is told that another is working there sends it again


def at_once(*deeds):
    """What each deed gave, in no order, or the refusal it met; anything else that goes wrong fails the test."""
    gate, given, key = Barrier(len(deeds)), [], Lock()

    def run(deed):
        try:
            gate.wait(30)
            answer = patiently(deed)
        except Exception as error:
            answer = error
        finally:
            connections.close_all()
        with key:
            given.append(answer)

    threads = [Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    broken = [each for each in given if isinstance(each, Exception) and not isinstance(each, StepRefused)]
    assert not broken and len(given) == len(deeds), broken
    return given


def patiently(deed):
    """Do it; who waited too long for the others, or found no connection, sends the same again a little later."""
    until = monotonic() + PATIENCE
    while monotonic() < until:
        try:
            return deed()
        except OperationalError:
            connections.close_all()
            sleep(random() / 2)
    return deed()


def fresh(record):
    return type(record)._base_manager.get(pk=record.pk)


@pytest.fixture
def case(officer, supervisor):
    return make_case(by=officer.user, officer=officer.user, status="FULL")


def edits(case, by, n):
    """Somebody adds a word to the title; who comes late reads what stands now and adds theirs."""

    def deed():
        while True:
            read = fresh(case)
            try:
                return writing.edit(case=read, by=by, version=read.version, title=f"{read.title} e{n}")
            except writing.StaleEdit:
                continue

    return deed


def adds(case, by, n):
    """A person put on the case, a note, a lead and an allegation, each sent with a key as from a page."""
    keys = [uuid4() for _ in range(4)]
    named = [("NAME", f"Subject{n} Ablewhite", "")]
    return (
        lambda: writing.add_note(case=fresh(case), by=by, text=f"Note {n}", key=keys[0]),
        lambda: subjects.add_subject(case=fresh(case), by=by, facts=named, key=keys[1]),
        lambda: write(fresh(case), by, case.office, key=keys[2], title=f"Lead {n}"),
        lambda: findings.allege(case=fresh(case), by=by, text=f"Point {n}", key=keys[3]),
    )


def test_fifty_deeds_on_one_case_lose_nothing(officer, case):
    by = officer.user
    deeds = [deed for n in EACH for deed in (edits(case, by, n), *adds(case, by, n))]
    began = case.version
    at_once(*deeds)
    assert set(Note.objects.filter(case=case).values_list("text", flat=True)) == {f"Note {n}" for n in EACH}
    assert sorted(Lead._base_manager.filter(case=case).values_list("number", flat=True)) == list(range(1, 11))
    numbers = Allegation.objects.filter(case=case).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 11))
    assert case.subjects.count() == 10
    now = fresh(case)
    assert now.version == began + 10
    assert {f"e{n}" for n in EACH} <= set(now.title.split())
    assert AuditEntry.objects.about(case).filter(action="edited").count() == 10
    assert verify()[1] is None


def test_after_fifty_deeds_the_case_is_found_by_every_word(officer, case):
    by = officer.user
    deeds = [deed for n in range(25) for deed in (edits(case, by, n), adds(case, by, n)[1])]
    at_once(*deeds)
    words = " ".join(f"e{n}" for n in range(20))
    seen = Case.objects.visible_to(by)
    assert case in index.matching(seen, words)
    for n in range(25):
        assert case in index.matching(seen, f"e{n} subject{n}")


def test_an_edit_begun_before_a_spill_was_reported_is_refused(officer, case):
    read = fresh(case)
    care.report(case=case, part="CASE", part_id=case.pk, by=officer.user)
    with pytest.raises(StepRefused, match="spill"):
        writing.edit(case=read, by=officer.user, version=read.version, title="The spilled words again")


def test_of_fifty_findings_and_answers_each_is_kept_or_told_of_the_other(officer, case, supervisor):
    by, custodian = officer.user, make_user(office=officer.user.office)
    allegation = findings.allege(case=case, by=by, text="Took the fee", key=uuid4())
    exhibit = take_in(case, by)
    offered = offer(exhibit, custodian, by)
    lead = lead_at_work(case, by)

    def find(n):
        return lambda: findings.find(
            allegation=fresh(allegation),
            result="SUBST",
            basis=f"Basis {n}",
            version=allegation.version,
            by=by,
        )

    def take(n):
        held = HandOver.objects.select_related("exhibit__case").get(pk=offered.pk)
        return lambda: evidence.take(record=held, name="accept", by=custodian, seal_seen="S-104")

    def reply(n):
        answer = {"text": f"Reply {n}", "key": uuid4(), "by": lead.assigned_to}
        return lambda: working.reply(lead=fresh(lead), **answer)

    given = at_once(*(make(n) for n in range(17) for make in (find, take, reply)))
    assert len([each for each in given if not isinstance(each, Exception)]) == 3
    assert allegation.findings.count() == 1
    assert CustodyEvent.objects.filter(exhibit=exhibit, kind="TRANSFER").count() == 1
    assert fresh(exhibit).custodian == custodian
    assert lead.replies.count() == 1
    assert verify()[1] is None


def lead_at_work(case, by):
    """Sent to another post, accepted there, and given to somebody."""
    there = make_office()
    head, worker = make_user(office=there, roles=["RSO"]), make_user(office=there, roles=["AGENT"])
    lead = drafting.send(lead=write(case, by, there), by=by)
    return working.accept(lead=lead, by=head, officer=worker)
