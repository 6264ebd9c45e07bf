"""Whoever a record of the desk is kept from reads of it neither on a case nor in a family nor in what arose from it."""

from datetime import date
from uuid import uuid4

import pytest

from cases.travel_documents import actions as desk
from cases.travel_documents.examination import actions as examining
from cases.travel_documents.fraud import actions, families
from cases.travel_documents.hits.models import Hit
from secoffice.access.models import Recusal
from secoffice.deadlines.models import Deadline
from secoffice.people import actions as people
from secoffice.workflow import StepRefused
from tests.conftest import Persona
from tests.factories import make_case, make_office, make_user
from tests.travel_documents.fraud.conftest import examined, refer
from tests.travel_documents.hits.conftest import put_on_list, raise_named

pytestmark = pytest.mark.django_db

PAGES = ("/", "/inbox/", "/deadlines/", "/audit/", "/cases/", "/search/?q=Ostrovny", "/travel-documents/families/",
         "/travel-documents/statistics/", "/travel-documents/fraud/", "/travel-documents/hits/")  # fmt: skip


def sees(persona, *references):
    """Pages on which this reader reads one of these references."""
    found = []
    for url in PAGES:
        page = persona.get(url).content.decode()
        found += [url for reference in references if reference in page]
    return found


@pytest.fixture
def named(post, unit):
    """A colleague who screens complaints, and so would know of every new case of the post."""
    return Persona(make_user(name="Nemo Harrow", office=post, unit=unit, roles=["INTAKE", "CONS_LIA"]))


@pytest.fixture
def alleged(adjudicator, rso, supervisor, named, consular):
    return refer(adjudicator.user, kind="STAFF", named=named.user, agent="Golden Gate Visas")


def open_case(by, *records, **more):
    given = {"kind": "PF", "title": "A stamp", "key": uuid4()} | more
    return actions.open_case(records=records, by=by, **given)


def test_a_case_opened_on_an_allegation_by_any_way_keeps_out_whoever_it_names(
    alleged, rso, named, supervisor
):
    case = open_case(rso.user, alleged)
    for barred in (named, supervisor):
        assert not case.is_visible_to(barred.user)
    assert sees(named, case.reference, alleged.reference) == []
    owners = Deadline.objects.open().for_target(case).values_list("owner", flat=True)
    assert not {named.user.pk, supervisor.user.pk} & set(owners)


def test_the_case_of_a_referral_keeps_out_their_supervisor_too(alleged, rso, named, supervisor):
    told = {"kind": "PF", "title": "A stamp", "key": uuid4()}
    case = actions.open_referred(referral=alleged, by=rso.user, **told)
    assert not case.is_visible_to(named.user) and not case.is_visible_to(supervisor.user)


def test_an_allegation_attached_to_a_case_takes_it_from_whoever_is_named(alleged, rso, named):
    case = make_case(by=rso.user, officer=rso.user)
    assert case.is_visible_to(named.user)
    actions.attach(case=case, record=alleged, by=rso.user)
    assert not case.is_visible_to(named.user) and case.is_visible_to(rso.user)


def test_kin_of_whoever_is_named_are_kept_out_as_well(adjudicator, rso, post, officer):
    named = make_user(name="Nemo Harrow", office=post, roles=["CONS_LIA"])
    sister = make_user(name="Nell Harrow", office=post, roles=["RSO"])
    case = make_case(by=officer.user, officer=officer.user)
    mine, hers = (people.link_staff(user=user, by=None) for user in (named, sister))
    for person, user in ((mine, named), (hers, sister)):
        people.add_facts(person=person, facts=[("NAME", user.name, "")], source=case, by=officer.user)
    people.relate(person=mine, other=hers, kind="SIBLING", key=uuid4(), source=case, by=officer.user)
    record = refer(adjudicator.user, kind="STAFF", named=named)
    assert not record.is_visible_to(sister) and record.is_visible_to(rso.user)


def test_where_nobody_of_the_post_may_decide_the_office_above_does(db):
    above = make_office()
    post = make_office(parent=above)
    head, director = make_user(office=above, roles=["DIRECTOR"]), make_user(office=post, roles=["DIRECTOR"])
    named = make_user(office=post, roles=["CONS_LIA"])
    record = refer(director, kind="STAFF", named=named)
    assert record.is_visible_to(head)
    assert Deadline.objects.open().for_target(record).get().owner == head
    actions.take(referral=record, name="decline", by=head, reason="Nothing to it.")


def test_a_family_with_an_allegation_in_it_is_the_security_sides(alleged, adjudicator, rso, named, consular):
    other = refer(rso.user, agent="Golden Gate Visas", passport="UX9000001", passport_issuer="UTO")
    trait = next(one for one in families.suggestions(rso.user) if one.kind == "VENDOR")
    told = {"kind": trait.kind, "value": trait.value, "title": "Harrow sells", "why": "Nemo Harrow’s stamp."}
    family = actions.confirm(by=rso.user, key=uuid4(), **told)
    assert family.members.count() == 2 and other.is_visible_to(consular.user)
    assert family.is_visible_to(rso.user)
    for reader in (named, consular):
        assert not family.is_visible_to(reader.user)
        assert sees(reader, family.reference, "Harrow sells", alleged.reference) == []
        assert reader.get(family.get_absolute_url()).status_code == 404


def test_a_family_that_grows_by_a_record_is_hidden_from_whoever_that_is_kept_from(examiner, second):
    for number in ("UX1000001", "UX9000001"):
        examined(examiner.user, number)
    shared = families.suggestions(examiner.user, "FLAW")[0]
    told = {"kind": shared.kind, "value": shared.value, "by": examiner.user}
    family = actions.confirm(title="Dead hologram", why="Same foil.", key=uuid4(), **told)
    assert family.is_visible_to(second.user)
    third = examined(examiner.user, "UX5000001")
    Recusal.objects.create(
        target_type="examination.examination", target_id=third.pk, user=second.user, reason="Kin"
    )
    with pytest.raises(StepRefused, match="no such family"):
        actions.add_members(family=family, by=make_user(office=make_office(), roles=["DOC_EXAM"]))
    actions.add_members(family=family, by=examiner.user)
    assert not family.is_visible_to(second.user)


def test_whoever_a_hit_names_reads_of_it_neither_on_its_case_nor_in_its_examination(post, examiner, rso):
    user = make_user(name="Pavel Ostrovny", office=post, roles=["DOC_EXAM", "INTAKE"])
    people.link_staff(user=user, by=None)
    namesake, entry = Persona(user), put_on_list(post, examiner, names=["OSTROVNY PAVEL"], born=[])
    hit = raise_named(post, rso)
    assert not hit.is_visible_to(user)
    case = open_case(rso.user, hit)
    record = examining.begin(by=examiner.user, key=uuid4(), kind="passport", origin=hit)
    assert not case.is_visible_to(user) and not record.is_visible_to(user)
    references = (hit.reference, case.reference, record.reference, entry.reference)
    assert sees(namesake, *references) == []
    for one in (hit, case, record, entry):
        assert namesake.get(one.get_absolute_url()).status_code == 404


def test_what_local_staff_may_not_read_is_not_read_on_a_case(examiner, rso, post):
    local = make_user(office=post, roles=["INTAKE"], employment="LOCAL")
    record = examining.begin(by=examiner.user, key=uuid4(), kind="passport", marking="CUI//INV/PRVCY//NOFORN")
    case = make_case(by=rso.user, officer=rso.user)
    with pytest.raises(StepRefused, match="Mark the case"):
        actions.attach(case=case, record=record, by=rso.user)
    opened = open_case(rso.user, record)
    assert "NOFORN" in opened.marking and not opened.is_visible_to(local)


def test_only_who_may_know_of_a_referral_records_a_check(adjudicator, consular, post):
    record = refer(adjudicator.user)
    Recusal.objects.create(
        target_type="document_fraud.visareferral", target_id=record.pk, user=consular.user, reason="Kin"
    )
    given = {"kind": "INTERVIEW", "done_on": date(2026, 1, 2), "found": "Nothing."}
    with pytest.raises(StepRefused, match="no such referral"):
        actions.record_check(referral=record, by=consular.user, key=uuid4(), **given)


def test_kin_who_become_known_later_lose_what_came_of_the_hit(post, officer, examiner, rso):
    user = make_user(name="Elif Vandermeer", office=post, roles=["DOC_EXAM", "INTAKE"])
    own = people.link_staff(user=user, by=None)
    source = make_case(by=officer.user, officer=officer.user)
    told = {"source": source, "by": officer.user}
    facts = [("NAME", "Pavel Ostrovny", ""), ("BORN", "1974-08-12", "")]
    brother = people.start_file(facts=facts, key=uuid4(), **told)
    put_on_list(post, examiner, names=["OSTROVNY PAVEL"], valid_until=None)
    zone = ("P<UTOOSTROVNY<<PAVEL<<<<<<<<<<<<<<<<<<<<<<<<", "UX76543215UTO7408122M3106305<<<<<<<<<<<<<<02")
    screening = desk.screen(by=rso.user, lines=list(zone), on=date(2026, 2, 9))
    hit = Hit.objects.get()
    case = open_case(rso.user, hit)
    record = examining.begin(by=examiner.user, key=uuid4(), kind="passport", origin=hit)
    all_of_it = (screening, hit, case, record)
    assert all(one.is_visible_to(user) for one in all_of_it)
    people.add_facts(person=own, facts=[("NAME", user.name, "")], **told)
    people.relate(person=own, other=brother, kind="SIBLING", key=uuid4(), **told)
    assert not any(one.is_visible_to(user) for one in all_of_it)
    assert all(one.is_visible_to(rso.user) for one in all_of_it)
