"""Who learns of a hit, who never does, and what others are told instead."""

import re
from uuid import uuid4

import pytest

from cases.travel_documents.hits import actions, loading, screening, words
from cases.travel_documents.hits.models import ClearedPair, Hit, Status, WatchEntry
from secoffice import ports
from secoffice.access.models import Recusal
from secoffice.accounts import actions as accounts
from secoffice.people import actions as people
from secoffice.people.matching import Side
from secoffice.ports import Refused
from secoffice.reminders.models import Notice
from tests.conftest import Persona
from tests.factories import make_case, make_user
from tests.travel_documents.hits.conftest import MONDAY, PAVEL, decide, facts, pavel, put_on_list, raise_named

NEEDLE = "zephyrquill"


def on_list(reader):
    return WatchEntry.objects.visible_to(reader.user)


@pytest.fixture
def namesake(post):
    """An examiner who bears the name of W-31."""
    user = make_user(name="Pavel Ostrovny", office=post, roles=["DOC_EXAM"])
    people.link_staff(user=user, by=None)
    return Persona(user)


def test_the_desk_of_the_office_and_whoever_made_it_know_of_a_hit(
    stolen, duty, examiner, rso, colleague, outsider
):
    for reader in (duty, examiner, rso):
        assert stolen.is_visible_to(reader.user)
    for reader in (colleague, outsider):
        assert not stolen.is_visible_to(reader.user)
        assert reader.get(stolen.get_absolute_url()).status_code == 404


def test_the_watch_list_is_for_desks_and_analysts_of_every_office(w31, examiner, outsider, officer, sysadmin):
    analyst = Persona(make_user(roles=["ANALYST"]))
    for reader in (examiner, outsider, analyst):
        assert w31 in on_list(reader)
        assert reader.get(w31.get_absolute_url()).status_code == 200
    for reader in (officer, sysadmin):
        assert not on_list(reader)
        assert reader.get(w31.get_absolute_url()).status_code == 404
        assert reader.get("/travel-documents/watch/new/").status_code == 404
        assert reader.get("/travel-documents/watch/load/").status_code == 404


def test_whoever_is_named_on_the_list_never_sees_the_entry_nor_the_hit(post, duty, examiner, namesake):
    entry = put_on_list(post, examiner, names=["OSTROVNY PAVEL"], born=[])
    hit = raise_named(post, duty)
    assert entry not in on_list(namesake) and not hit.is_visible_to(namesake.user)
    assert entry in on_list(examiner) and hit.is_visible_to(examiner.user)
    for url in ("/travel-documents/hits/", "/travel-documents/watch/", "/", "/inbox/", "/deadlines/"):
        page = namesake.get(url).content.decode()
        assert hit.reference not in page and entry.reference not in page, url


def test_whoever_screens_themselves_raises_a_hit_that_others_see(post, examiner, namesake):
    put_on_list(post, examiner, names=["OSTROVNY PAVEL"], born=[])
    hit = raise_named(post, namesake)
    assert hit.raised_by == namesake.user and hit.officer is None
    assert not hit.is_visible_to(namesake.user) and hit.is_visible_to(examiner.user)
    assert screening.is_own(namesake.user, pavel()) and not screening.is_own(examiner.user, pavel())
    assert not Notice.objects.filter(recipient=namesake.user).exists()
    assert Notice.objects.filter(recipient=examiner.user, source_id=hit.pk).exists()


def test_kin_are_kept_out_as_well(post, officer, duty, examiner):
    user = make_user(name="Elif Vandermeer", office=post, roles=["DOC_EXAM"])
    own = people.link_staff(user=user, by=None)
    case = make_case(by=officer.user, officer=officer.user)
    told = {"source": case, "by": officer.user}
    brother = people.start_file(
        facts=[("NAME", "Pavel Ostrovny", ""), ("BORN", "1974-08-12", "")], key=uuid4(), **told
    )
    entry = put_on_list(post, examiner)
    assert entry.is_visible_to(user)
    people.add_facts(person=own, facts=[("NAME", user.name, "")], **told)
    people.relate(person=own, other=brother, kind="SIBLING", key=uuid4(), **told)
    assert not entry.is_visible_to(user)  # what was told of the brother hides the entry
    hit = raise_named(post, duty)
    assert not hit.is_visible_to(user)


def test_a_newcomer_who_is_on_the_list_does_not_see_it(post, examiner, sysadmin):
    entry = put_on_list(post, examiner, names=["OSTROVNY PAVEL"], born=[])
    user = accounts.invite(
        email="p.ostrovny@example.org", name="Pavel Ostrovny", office=post, unit=None, roles=["DOC_EXAM"],
        by=sysadmin.user,
    )  # fmt: skip
    assert Recusal.objects.filter(user=user, target_type="hits.watchentry", target_id=entry.pk).exists()


def test_a_document_of_a_colleague_is_hidden_from_them(post, officer, duty):
    user = make_user(name="Elif Vandermeer", office=post, roles=["DOC_EXAM"])
    own = people.link_staff(user=user, by=None)
    case = make_case(by=officer.user, officer=officer.user)
    people.add_facts(person=own, facts=[("PASSPORT", "UX7654321", "UTO")], source=case, by=officer.user)
    query = {"issuer": "UTO", "number": "UX7654321", "type": "P"}
    hit = actions.raise_document_hit(office=post, by=duty.user, found=(), query=query)
    assert not hit.is_visible_to(user) and hit.is_visible_to(duty.user)


# What others are told


def ask(side, **more):
    (answer,) = ports.ask("on the watch list?", side=side, **more)
    return answer


def test_other_departments_learn_an_outcome_and_a_neutral_sentence(post, examiner, officer):
    assert ask(pavel()).outcome == "not_checked"
    put_on_list(post, examiner, names=["OSTROWNY PAWEL"])
    answers = [ask(pavel()), ask(pavel(names=("OSTROWNY PAWEL",))), ask(Side(names=("Xiomara Quill",)))]
    assert [answer.outcome for answer in answers] == ["refer", "hit", "clear"]
    assert answers[0].sentence == answers[1].sentence
    assert not any(answer.rows for answer in answers)
    assert not Hit.objects.exists()


def test_whoever_asks_for_themselves_hears_that_nothing_is_there(post, examiner, namesake):
    put_on_list(post, examiner, names=["OSTROVNY PAVEL"], born=[])
    assert ask(pavel(), by=namesake.user).outcome == "clear"
    assert ask(pavel(), by=examiner.user).outcome == "hit"


NEVER = re.compile(r"watch|list|\bhit\b|match|name|interpol|stolen|wanted|police|suspect", re.IGNORECASE)


@pytest.mark.parametrize("status", Status.values)
def test_the_words_for_the_traveller_never_name_the_list(status):
    said = words.for_traveller(Hit(status=status))
    assert said and not re.search(
        r"watch|\blist\b|\bhit\b|match|interpol|stolen|wanted|suspect", said, re.IGNORECASE
    )


@pytest.mark.parametrize("sentence", words.ELSEWHERE.values())
def test_the_words_for_other_departments_never_name_the_list(sentence):
    assert not NEVER.search(sentence)


def test_notices_say_neutral_words_and_no_name(stolen, named, duty, examiner, second_examiner):
    decide(named, examiner, "FALSE_POSITIVE")
    for notice in Notice.objects.all():
        assert not re.search(r"ostrov|stolen|watch|hit", f"{notice.duty} {notice.reference}".lower()), (
            notice.duty
        )
    assert Notice.objects.exists()


def test_hits_go_with_whoever_leaves(stolen, duty, examiner, sysadmin):
    rows, _ = accounts.work_of(duty.user)
    assert [row.reference for row in rows] == [stolen.reference]
    accounts.leave(user=duty.user, by=sysadmin.user, given=[(rows[0], examiner.user)], reason="Moved on.")
    stolen.refresh_from_db()
    assert stolen.officer == examiner.user


def test_what_was_asked_is_found_by_its_readers_alone(post, duty, outsider):
    query = PAVEL | {"names": [f"{NEEDLE} Person"]}
    hit = actions.raise_document_hit(office=post, by=duty.user, found=(), query=query, at=MONDAY)
    url = f"/travel-documents/hits/?q={NEEDLE}"
    assert hit.reference in duty.get(url).content.decode()
    assert hit.reference not in outsider.get(url).content.decode()


def test_whoever_is_on_the_list_neither_changes_their_entry_nor_learns_that_it_is_there(
    post, examiner, namesake
):
    entry = put_on_list(post, examiner, names=["OSTROVNY PAVEL"], born=[], source_number="W-9")
    told = {"names": ["Xiomara Quill"], "source": "Partner bureau"}
    with pytest.raises(Refused, match="no such entry"):
        actions.revise_entry(entry=entry, by=namesake.user, version=1, facts=facts(**told), why="x")
    assert actions.add_entry(
        office=post, by=namesake.user, key=uuid4(), facts=facts(**told), source_number="W-9"
    )
    head = "names,ground,source,source_number\n"
    line = "Xiomara Quill,WANTED,Partner bureau,{}\n"
    known, new = (
        loading.load(data=(head + line.format(one)).encode(), office=post, by=namesake.user)
        for one in ("W-9", "W-10")
    )
    assert known == new and known.made == 1
    entry.refresh_from_db()
    assert entry.version == 1 and entry.label == "OSTROVNY PAVEL"
    form = {"names": "Xiomara Quill", "ground": "WANTED", "source": "Partner bureau", "source_number": "W-9"}
    answer = namesake.post("/travel-documents/watch/new/", form | {"key": uuid4()}, follow=True)
    assert answer.status_code == 200 and entry.reference not in answer.content.decode()


def test_only_who_may_know_of_a_hit_ends_what_it_cleared(post, examiner, named, nobody_is_sampled):
    decide(named, examiner, "FALSE_POSITIVE")
    pair = ClearedPair.objects.get()
    barred = make_user(office=post, roles=["DOC_EXAM"])
    Recusal.objects.create(target_type="hits.hit", target_id=named.pk, user=barred, reason="Kin")
    with pytest.raises(Refused, match="no such pair"):
        actions.end_clearance(pair=pair, by=barred, reason="x")
