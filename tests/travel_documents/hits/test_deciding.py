"""Who decides on a hit, with whom, and what the table of steps refuses."""

from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.urls import reverse

from cases.travel_documents.hits import actions, sampling, workflow
from cases.travel_documents.hits.models import Answer, Hit
from secoffice.deadlines.models import Deadline
from secoffice.reminders.models import Notice
from secoffice.workflow import StepRefused
from tests.conftest import Persona
from tests.factories import make_office, make_user
from tests.travel_documents.hits.conftest import (
    MONDAY,
    PAVEL,
    decide,
    pavel,
    put_on_list,
    raise_named,
    raise_stolen,
)

WEDNESDAY = datetime(2026, 2, 11, 9, tzinfo=UTC)


def running(hit):
    return set(Deadline.objects.open().for_target(hit).values_list("rule", flat=True))


def answered(hit, by, answer="CONFIRMED"):
    actions.ask(hit=hit, by=by.user, how="By telephone", at=MONDAY)
    actions.record_answer(hit=hit, by=by.user, answer=answer, words="Reply 17", at=MONDAY)
    return hit


def proposed(hit, by, proposer, answer="CONFIRMED"):
    answered(hit, by, answer)
    actions.propose(hit=hit, by=proposer.user, evidence="Reply 17", key=uuid4(), at=MONDAY)
    return hit


def test_asking_meets_the_hour_and_the_answer_meets_the_day(stolen, duty):
    actions.ask(hit=stolen, by=duty.user, how="By telephone", at=MONDAY + timedelta(minutes=20))
    assert running(stolen) == {"hits.remind", "hits.decide"}
    actions.record_answer(hit=stolen, by=duty.user, answer="NO_REPLY", words="Three times", at=WEDNESDAY)
    assert running(stolen) == {"hits.decide"}
    assert stolen.asked_at == MONDAY + timedelta(minutes=20)


def test_a_reminder_runs_again_a_day_later_and_the_same_form_reminds_once(stolen, duty):
    actions.ask(hit=stolen, by=duty.user, how="By telephone", at=MONDAY)
    key, later = uuid4(), MONDAY + timedelta(hours=24)
    for _ in "ab":
        actions.remind(hit=stolen, by=duty.user, how="Again", key=key, at=later)
    row = Deadline.objects.open().for_target(stolen).get(rule="hits.remind")
    assert row.due_at == later + timedelta(hours=24)
    assert stolen.lines.filter(verb="reminded").count() == 1


def test_an_answer_cannot_come_before_anybody_asked(stolen, duty):
    with pytest.raises(StepRefused, match="not possible"):
        actions.record_answer(hit=stolen, by=duty.user, answer="CONFIRMED", words="x", at=MONDAY)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("CONFIRMED", "CONFIRMED"),
        ("RECOVERED_BY_OWNER", "CONFIRMED_RECOVERED"),
        ("DATA_ERROR", "DATA_ERROR"),
        ("NO_REPLY", "UNCONFIRMED"),
    ],
)
def test_each_answer_leads_to_its_own_end(stolen, duty, examiner, second_examiner, answer, status):
    proposed(stolen, duty, examiner, answer)
    wrong = next(name for end, (name, _) in workflow.CONFIRM.items() if end != status)
    with pytest.raises(StepRefused):
        workflow.take(stolen, wrong, by=second_examiner.user)
    actions.second(hit=stolen, by=second_examiner.user, agrees=True, key=uuid4())
    assert stolen.status == status
    assert set(workflow.ENDED_BY) == set(Answer)


def test_the_second_person_sends_back_and_says_why(stolen, duty, examiner, second_examiner):
    proposed(stolen, duty, examiner)
    with pytest.raises(StepRefused, match="speaks against"):
        actions.second(hit=stolen, by=second_examiner.user, agrees=False, words=" ", key=uuid4())
    actions.second(hit=stolen, by=second_examiner.user, agrees=False, words="Another number", key=uuid4())
    assert (stolen.status, stolen.proposed_by) == ("ANSWERED", None)
    actions.propose(hit=stolen, by=second_examiner.user, evidence="Looked again", key=uuid4())
    actions.second(hit=stolen, by=examiner.user, agrees=True, key=uuid4())
    assert stolen.status == "CONFIRMED"
    assert stolen.decisions.count() == 4


def test_who_proposed_takes_it_back_and_nobody_else(stolen, duty, examiner, second_examiner):
    proposed(stolen, duty, examiner)
    with pytest.raises(StepRefused, match="Only who proposed"):
        actions.take_back(hit=stolen, by=second_examiner.user)
    actions.take_back(hit=stolen, by=examiner.user)
    assert stolen.status == "ANSWERED"


def test_a_post_with_one_examiner_is_helped_by_the_region(duty, examiner, post, stolen):
    region = make_office(kind="REGION")
    post.parent = region
    post.save()
    far = make_user(name="Renata Far", office=region, roles=["DOC_EXAM"])
    assert not stolen.is_visible_to(far)
    stolen.office = post
    proposed(stolen, duty, examiner)
    assert stolen.is_visible_to(far)
    actions.second(hit=stolen, by=far, agrees=True, key=uuid4())
    assert (stolen.status, stolen.decided_by) == ("CONFIRMED", far)


def test_a_stranger_to_the_chain_is_no_second_person(stolen, duty, examiner):
    proposed(stolen, duty, examiner)
    other = make_user(office=make_office(), roles=["DOC_EXAM", "RSO"])
    with pytest.raises(StepRefused, match="no such hit"):
        actions.second(hit=stolen, by=other, agrees=True, key=uuid4())


def test_a_proposal_is_told_to_those_who_may_agree(stolen, duty, examiner, second_examiner):
    proposed(stolen, duty, examiner)
    told = set(Notice.objects.filter(duty="second decision").values_list("recipient", flat=True))
    assert told == {second_examiner.user.pk, duty.user.pk}


def test_a_strong_name_needs_two(post, duty, examiner, second_examiner, w31):
    hit = raise_named(post, duty, side=pavel(names=("OSTROWNY PAWEL",)))
    assert hit.band == "STRONG"
    decide(hit, examiner, "TRUE_MATCH", reasons=["dob", "document"])
    assert hit.status == "PROPOSED"
    with pytest.raises(StepRefused):
        workflow.take(hit, "decide_match", by=second_examiner.user, reason="alone")
    actions.second(hit=hit, by=second_examiner.user, agrees=True, key=uuid4())
    assert (hit.status, hit.verdict) == ("TRUE_MATCH", "TRUE_MATCH")


def test_a_final_word_needs_a_reason_of_the_list(named, examiner):
    with pytest.raises(StepRefused, match="reason"):
        decide(named, examiner, "FALSE_POSITIVE", reasons=[])
    with pytest.raises(ValueError, match="hunch"):
        decide(named, examiner, "FALSE_POSITIVE", reasons=["hunch"])
    with pytest.raises(StepRefused, match="Evidence"):
        decide(named, examiner, "FALSE_POSITIVE", evidence=" ")
    assert Hit.objects.get(pk=named.pk).status == "OPEN"


@pytest.mark.usefixtures("nobody_is_sampled")
def test_not_enough_asks_for_a_document_and_its_clock_runs(named, examiner, duty):
    decide(
        named, examiner, "INSUFFICIENT", reasons=[], evidence="A birth certificate would show it.", at=MONDAY
    )
    assert (named.status, running(named)) == ("DOCUMENT", {"hits.document"})
    actions.document_came(hit=named, by=duty.user, what="Birth certificate", at=WEDNESDAY)
    assert (named.status, running(named)) == ("OPEN", {"hits.decide"})
    decide(named, examiner, "FALSE_POSITIVE", reasons=["parents"])
    assert named.status == "FALSE_POSITIVE"  # asking for a document was no decision on the pair


def test_intake_raises_hits_and_does_not_decide_on_them(post, w31):
    clerk = Persona(make_user(office=post, roles=["INTAKE"]))
    hit = raise_named(post, clerk)
    with pytest.raises(StepRefused, match="decides this"):
        decide(hit, clerk, "FALSE_POSITIVE")


# The sample


def test_the_sample_is_a_tenth_and_falls_the_same_way_every_time():
    references = [f"UTP-2026-H{n:05d}-K" for n in range(4000)]
    chosen = {reference for reference in references if sampling.is_sampled(reference)}
    assert 320 <= len(chosen) <= 480
    assert chosen == {reference for reference in references if sampling.is_sampled(reference)}


@pytest.mark.usefixtures("everybody_is_sampled")
def test_a_supervisor_looks_again_at_what_one_analyst_decided(named, examiner, supervisor):
    assert not named.is_visible_to(supervisor.user)
    decide(named, examiner, "FALSE_POSITIVE")
    assert named.is_visible_to(supervisor.user)
    assert Deadline.objects.open().for_target(named).get(rule="hits.sample").owner == supervisor.user
    assert list(Hit.objects.visible_to(supervisor.user).to_sample(supervisor.user)) == [named]
    with pytest.raises(StepRefused, match="decided this yourself"):
        actions.check_sample(hit=named, by=examiner.user, agrees=True, key=uuid4())
    actions.check_sample(hit=named, by=supervisor.user, agrees=True, key=uuid4())
    assert not running(named)
    assert not Hit.objects.visible_to(supervisor.user).to_sample(supervisor.user).exists()
    with pytest.raises(StepRefused, match="does not wait"):
        actions.check_sample(hit=named, by=supervisor.user, agrees=True, key=uuid4())


@pytest.mark.usefixtures("everybody_is_sampled")
def test_a_supervisor_who_does_not_agree_opens_it_and_the_analyst_is_not_alone_again(
    named, examiner, second_examiner, supervisor
):
    decide(named, examiner, "FALSE_POSITIVE")
    actions.check_sample(hit=named, by=supervisor.user, agrees=False, words="Look at the ears", key=uuid4())
    assert (named.status, running(named)) == ("OPEN", {"hits.decide"})
    assert not named.cleared.filter(ended_at=None).exists()
    decide(named, examiner, "FALSE_POSITIVE")
    assert named.status == "PROPOSED"
    actions.second(hit=named, by=second_examiner.user, agrees=True, key=uuid4())
    assert (named.status, named.sampled) == ("FALSE_POSITIVE", False)


# What was done


def test_a_document_is_held_on_an_authority_only_and_never_on_a_name(stolen, named, duty):
    with pytest.raises(StepRefused, match="authority"):
        actions.record_action(hit=stolen, by=duty.user, action="HELD")
    actions.record_action(hit=stolen, by=duty.user, action="HELD", authority="Article 7, order of 9 February")
    assert Hit.objects.get(pk=stolen.pk).action == "HELD"
    with pytest.raises(StepRefused, match="on a name alone"):
        actions.record_action(hit=named, by=duty.user, action="HELD", authority="Article 7")


def test_what_the_traveller_gives_is_taken_after_the_end_too(named, examiner, duty):
    decide(named, examiner, "TRUE_MATCH")
    actions.add_note(hit=named, by=duty.user, text="A certificate", from_traveller=True, key=uuid4())
    assert named.lines.filter(says="Given by the traveller").exists()
    assert Notice.objects.filter(recipient=examiner.user, duty="something came in for a decision").exists()


def test_whoever_steps_aside_is_out_at_once_and_owes_nothing(stolen, duty, examiner):
    actions.step_aside(hit=stolen, by=duty.user, reason="A neighbour")
    assert not stolen.is_visible_to(duty.user)
    owners = Deadline.objects.open().for_target(stolen).values_list("owner", flat=True)
    assert set(owners) == {examiner.user.pk}


def test_a_hit_is_given_to_somebody_who_may_decide(stolen, duty, examiner, colleague):
    with pytest.raises(StepRefused, match="cannot be given"):
        actions.give(hit=stolen, officer=colleague.user, by=duty.user)
    actions.give(hit=stolen, officer=examiner.user, by=duty.user)
    owners = Deadline.objects.open().for_target(stolen).values_list("owner", flat=True)
    assert set(owners) == {examiner.user.pk}


# At the same moment


def test_of_two_forms_of_one_person_one_decides(named, examiner):
    key = uuid4()
    first = decide(named, examiner, "FALSE_POSITIVE", key=key)
    assert decide(Hit.objects.get(pk=named.pk), examiner, "FALSE_POSITIVE", key=key) == first
    assert named.decisions.count() == 1


def test_the_slower_of_two_people_is_refused_and_nothing_of_theirs_is_kept(named, examiner, second_examiner):
    slow = Hit.objects.get(pk=named.pk)
    decide(named, examiner, "FALSE_POSITIVE")
    with pytest.raises(StepRefused, match="not possible"):
        decide(slow, second_examiner, "TRUE_MATCH")
    assert (Hit.objects.get(pk=named.pk).status, named.decisions.count()) == ("FALSE_POSITIVE", 1)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_decide_at_the_same_moment(post, examiner, second_examiner, duty, settings):
    """Each on a connection of their own: one decides, the other is told that it is decided."""
    put_on_list(post, examiner)
    hit, said = raise_named(post, duty), {}

    def go(who, verdict):
        try:
            said[verdict] = decide(Hit.objects.get(pk=hit.pk), who, verdict).verdict
        except StepRefused as why:
            said[verdict] = str(why)
        finally:
            connections.close_all()

    both = ((examiner, "FALSE_POSITIVE"), (second_examiner, "TRUE_MATCH"))
    threads = [Thread(target=go, args=one) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    connection.close()
    hit.refresh_from_db()
    won = [verdict for verdict, outcome in said.items() if outcome == verdict]
    assert won == [hit.status] and hit.decisions.count() == 1
    assert sum("not possible" in outcome or "meanwhile" in outcome for outcome in said.values()) == 1


def test_the_same_screening_raises_one_hit(post, duty, w31):
    one, two = (raise_stolen(post, duty, screening_ref="UTP-2026-S00001-K") for _ in "ab")
    assert one == two
    names = [raise_with(post, duty, "UTP-2026-S00001-K") for _ in "ab"]
    assert names[0] == names[1] != one


def raise_with(post, duty, reference):
    from cases.travel_documents.hits import screening

    found = screening.names_on_watch(pavel(), at=MONDAY)
    return actions.raise_name_hit(
        office=post, by=duty.user, names=found, query=PAVEL, screening_ref=reference, at=MONDAY
    )


def test_each_entry_that_a_name_may_be_is_a_hit_of_its_own(post, duty, examiner, w31):
    other = put_on_list(post, examiner, names=["OSTROVNY PAVEL"])
    from cases.travel_documents.hits import screening

    found = screening.names_on_watch(pavel(), at=MONDAY)
    hits = actions.raise_name_hits(office=post, by=duty.user, names=found, query=PAVEL, at=MONDAY)
    assert [hit.entry for hit in hits] == [other, w31]
    assert [hit.band for hit in hits] == ["STRONG", "POSSIBLE"]


def test_the_second_person_agrees_to_what_they_read_and_not_to_what_came_after(
    post, duty, examiner, second_examiner, w31
):
    hit = raise_named(post, duty, side=pavel(names=("OSTROWNY PAWEL",)))
    decide(hit, examiner, "FALSE_POSITIVE")
    read = actions.proposed(hit)
    url = reverse("hits:deed", args=[hit.reference, "second"])
    assert f'value="{read}"' in second_examiner.get(url).content.decode()
    actions.take_back(hit=hit, by=examiner.user)
    decide(hit, examiner, "TRUE_MATCH")
    form = {"agrees": "yes", "words": "", "key": uuid4(), "proposal": read}
    answer = second_examiner.post(url, form)
    assert answer.status_code == 422 and "meanwhile" in answer.content.decode()
    hit.refresh_from_db()
    assert hit.status == "PROPOSED"
    assert second_examiner.post(url, form | {"proposal": actions.proposed(hit)}).status_code == 302


def test_a_document_hit_is_not_judged_like_a_name_nor_a_name_like_a_document(stolen, named, duty, examiner):
    answered(stolen, duty)
    with pytest.raises(StepRefused, match="owns the record"):
        decide(stolen, examiner, "TRUE_MATCH")
    with pytest.raises(StepRefused, match="same person"):
        actions.propose(hit=named, by=examiner.user, evidence="Because.", key=uuid4())
    for hit, deed in ((stolen, "decide"), (named, "propose")):
        form = {"verdict": "TRUE_MATCH", "reasons": ["photo"], "evidence": "x", "text": "x", "key": uuid4()}
        assert examiner.post(reverse("hits:deed", args=[hit.reference, deed]), form).status_code == 422
