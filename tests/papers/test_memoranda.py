"""Memoranda of interview: due in five working days, approved by another, frozen, added to (A.5)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cases.actions import compartments, subjects
from cases.papers.actions import drafting
from cases.papers.models import Addendum, Memorandum
from secoffice.audit.models import AuditEntry
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.factories import make_case
from tests.papers.writing import BEGAN, NOW, SAID, approved_interview, interview, put_on


@pytest.fixture
def case(officer, supervisor, rso):
    return make_case(by=officer.user, officer=officer.user, status="FULL", told=[rso.user])


def take(paper, name, by, **more):
    return drafting.take(paper, name, by=by.user, at=NOW, **more)


def clocks_of(case, rule):
    return Deadline.objects.open().for_target(case).filter(rule=rule)


def test_it_is_due_five_working_days_after_the_interview(case, officer):
    interview(case, officer.user)  # on a Thursday
    clock = clocks_of(case, "papers.memorandum").get()
    assert (clock.due_on, clock.owner) == (date(2026, 3, 12), officer.user)


def test_handing_it_in_ends_the_clock_and_asks_the_supervisor(case, officer, supervisor):
    memorandum = take(interview(case, officer.user), "submit", officer)
    assert not clocks_of(case, "papers.memorandum").exists()
    assert clocks_of(case, "papers.decide").get().owner == supervisor.user
    take(memorandum, "return", supervisor, reason="Say who was present")
    memorandum.refresh_from_db()
    assert (memorandum.status, memorandum.remarks) == ("DRAFT", "Say who was present")
    assert clocks_of(case, "papers.mend").get().owner == officer.user


def test_two_interviews_of_one_minute_each_have_to_be_handed_in(case, officer):
    first, second = interview(case, officer.user), interview(case, officer.user)
    take(first, "submit", officer)
    assert clocks_of(case, "papers.memorandum").exists()
    take(second, "submit", officer)
    assert not clocks_of(case, "papers.memorandum").exists()


def test_it_is_not_handed_in_without_what_was_said(case, officer):
    with pytest.raises(StepRefused, match="what was said"):
        take(interview(case, officer.user, written=False), "submit", officer)


def test_nobody_approves_their_own(case, supervisor, director, officer):
    mine = take(interview(case, supervisor.user), "submit", supervisor)
    with pytest.raises(StepRefused, match="wrote this yourself"):
        take(mine, "approve", supervisor)
    with pytest.raises(StepRefused, match="work yourself"):
        take(mine, "approve", officer)
    assert take(mine, "approve", director).approved_by == director.user


@pytest.mark.parametrize("step", ["approve", "return"])
def test_an_author_cannot_decide_even_in_the_database(case, officer, supervisor, step):
    paper = approved_interview(case, officer.user, supervisor.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Memorandum.objects.filter(pk=paper.pk).update(approved_by=officer.user)


def test_what_is_approved_is_changed_by_nobody(case, officer, supervisor):
    paper = approved_interview(case, officer.user, supervisor.user)
    assert len(paper.digest) == 64
    with pytest.raises(StepRefused, match="its words stand"):
        drafting.write(paper=paper, by=officer.user, version=paper.version, words={"substance": "Otherwise"})
    for change in ({"substance": "Otherwise"}, {"marking": "CUI"}, {"brady": True}):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            Memorandum.objects.filter(pk=paper.pk).update(**change)
    assert Memorandum.objects.get(pk=paper.pk).substance == SAID["substance"]


def test_an_addendum_follows_and_stays(case, officer, supervisor):
    draft = interview(case, officer.user)
    with pytest.raises(StepRefused, match="not approved yet"):
        drafting.add(memorandum=draft, text="The form was blue.", by=officer.user, key=uuid4(), at=NOW)
    paper, key = approved_interview(case, officer.user, supervisor.user), uuid4()
    for _ in range(2):
        drafting.add(memorandum=paper, text="The form was blue.", by=officer.user, key=key, at=NOW)
    assert paper.addenda.get().text == "The form was blue."
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Addendum.objects.update(text="red")


def test_an_older_window_gets_both_versions_and_overwrites_nothing(case, officer):
    memorandum = interview(case, officer.user)
    drafting.write(paper=memorandum, by=officer.user, version=2, words={"substance": "First"}, quietly=True)
    with pytest.raises(drafting.StaleDraft) as stale:
        drafting.write(paper=memorandum, by=officer.user, version=2, words={"substance": "Second"})
    assert stale.value.paper.substance == "First"
    assert Memorandum.objects.get().version == 3


def test_only_the_author_writes_in_a_draft(case, officer, supervisor):
    with pytest.raises(StepRefused, match="Only its author"):
        drafting.write(
            paper=interview(case, officer.user), by=supervisor.user, version=2, words={"substance": "x"}
        )


def test_keeping_a_draft_leaves_no_entry_and_saving_leaves_one(case, officer):
    memorandum = interview(case, officer.user, written=False)
    before = AuditEntry.objects.count()
    drafting.write(paper=memorandum, by=officer.user, version=1, words=SAID, quietly=True)
    assert AuditEntry.objects.count() == before
    drafting.write(paper=memorandum, by=officer.user, version=2, words=SAID)
    assert AuditEntry.objects.filter(action="paper written").count() == 1


def test_sent_twice_it_is_begun_once(case, officer):
    subject, key = put_on(case, officer.user), uuid4()
    given = {
        "case": case,
        "subject": subject,
        "began_at": BEGAN,
        "place": "x",
        "by": officer.user,
        "key": key,
    }
    assert drafting.begin_memorandum(**given) == drafting.begin_memorandum(**given)
    assert case.memorandums.get().reference == f"{case.reference}/M01"


def test_an_interview_to_come_has_no_memorandum(case, officer):
    with pytest.raises(StepRefused, match="lies ahead"):
        interview(case, officer.user, began_at=NOW + timedelta(days=1))


def test_what_a_victim_said_is_known_to_the_compartment_alone(case, officer, supervisor, rso):
    paper = approved_interview(
        case, officer.user, supervisor.user, subject=put_on(case, officer.user, part="VICTIM")
    )
    plain = interview(case, officer.user)
    assert paper.reference == f"{case.reference}-P/M01" and plain.reference == f"{case.reference}/M01"
    assert list(case.memorandums.open_to(rso.user)) == [plain]
    assert not case.events.filter(says__contains="M01 approved").exists()  # the lines that all readers see
    compartments.name_into(
        compartment=paper.subject.compartment, user=rso.user, reason="decides", by=officer.user
    )
    rso.user._principals = None
    assert set(case.memorandums.open_to(rso.user)) == {paper, plain}


def test_it_follows_its_person_into_a_compartment(case, officer, rso):
    memorandum = interview(case, officer.user)
    assert list(case.memorandums.open_to(rso.user)) == [memorandum]
    subject = memorandum.subject
    subjects.change_subject(
        subject=subject, part="WITNESS", since=None, until=None, remarks="", version=subject.version,
        reason="Afraid", by=officer.user,
    )  # fmt: skip
    assert not case.memorandums.open_to(rso.user)
    assert list(case.memorandums.open_to(officer.user)) == [memorandum]


def test_its_marking_keeps_out_whom_it_does_not_admit(case, officer, supervisor, rso):
    memorandum = interview(case, officer.user)
    type(rso.user).objects.filter(pk=rso.user.pk).update(employment="CONTRACTOR")
    rso.user.refresh_from_db()
    assert list(case.memorandums.open_to(rso.user)) == [memorandum]
    drafting.write(paper=memorandum, by=officer.user, version=2, words={"marking": "CUI//INV//NOCON"})
    assert not case.memorandums.open_to(rso.user)
