"""Documents on the register: entered once, known to the desk, their holder apart from the name printed."""

from datetime import date
from uuid import uuid4

import pytest

from cases.travel_documents.register import validity
from cases.travel_documents.register.actions import documents, steps
from cases.travel_documents.register.models import TravelDocument
from secoffice.audit.models import AuditEntry
from secoffice.people import actions as people
from secoffice.people.models import Fact
from secoffice.ports import Refused
from secoffice.workflow import StepRefused
from tests.factories import make_office, make_user
from tests.travel_documents.register.conftest import PASSPORT, enter, make_person


def told(document, person, reader):
    facts = Fact.objects.visible_to(reader).filter(person=person, source_id=document.pk)
    return {(fact.kind, fact.value) for fact in facts.filter(source_type="register.traveldocument")}


def test_a_document_gets_a_number_of_the_register_and_an_entry_in_the_trail(passport, examiner):
    assert passport.reference.startswith("UTP-") and "-R" in passport.reference
    entry = AuditEntry.objects.get(action="document entered", target_id=str(passport.pk))
    assert entry.actor_id == examiner.user.pk and entry.target_type == "register.traveldocument"


def test_the_same_form_sent_twice_enters_one_document(examiner):
    key = uuid4()
    made = [
        documents.enter(office=examiner.user.office, by=examiner.user, key=key, **PASSPORT) for _ in range(2)
    ]
    assert made[0] == made[1] and TravelDocument.objects.unrestricted(purpose="test").count() == 1


@pytest.mark.parametrize("number", ["UX7654321", "ux 765-4321", "UX7654321<"])
def test_one_number_however_it_is_written_is_one_document(passport, examiner, number):
    with pytest.raises(StepRefused, match=passport.reference):
        enter(examiner.user, number=number)


def test_the_same_number_of_another_kind_or_issuer_is_another_document(passport, examiner):
    assert enter(examiner.user, type="VISA") != passport
    assert enter(examiner.user, issuer="D") != passport


def test_germany_is_one_issuer_however_it_is_written(examiner):
    assert (
        enter(examiner.user, issuer="D<<").issuer
        == enter(examiner.user, issuer="DEU", number="C1").issuer
        == "D"
    )


def test_a_number_that_another_office_keeps_is_refused_without_naming_the_record(passport):
    stranger = make_user(office=make_office(), roles=["DOC_EXAM"])
    with pytest.raises(StepRefused) as refused:
        enter(stranger)
    assert passport.reference not in str(refused.value)


def test_only_the_desk_enters_documents(member):
    with pytest.raises(StepRefused, match="travel-document desk"):
        enter(member.user)


def test_the_desk_of_the_office_sees_a_document_and_nobody_else(passport, examiner, liaison, rso, officer):
    for reader in (examiner, liaison, rso):
        assert passport.is_visible_to(reader.user)
    stranger = make_user(office=make_office(), roles=["DOC_EXAM", "RSO"])
    assert not passport.is_visible_to(officer.user) and not passport.is_visible_to(stranger)


def test_what_is_printed_goes_to_the_page_of_the_holder(passport, examiner):
    person = make_person(examiner.user)
    documents.link_holder(document=passport, person=person, by=examiner.user, reason="Issuance record")
    assert told(passport, person, examiner.user) == {
        ("NAME", "Pavel Ostrovny"), ("PASSPORT", "UX7654321"), ("BORN", "1974-08-12"),
    }  # fmt: skip
    assert person.facts.get(kind="NAME", form="VISUAL").value == "Pavel Ostrovny"


def test_the_name_printed_and_the_name_of_the_holder_stay_apart(examiner):
    document = enter(examiner.user, name_visual="Anna Ericsson", name_mrz="ERIKSSON, ANNA MARIA")
    person = make_person(examiner.user, name="Greta Holm")
    documents.link_holder(document=document, person=person, by=examiner.user)
    document.refresh_from_db()
    assert (document.name_visual, document.name_mrz) == ("Anna Ericsson", "ERIKSSON, ANNA MARIA")
    names = {fact.value for fact in Fact.objects.visible_to(examiner.user).names().filter(person=person)}
    assert names == {"Greta Holm", "Anna Ericsson", "ERIKSSON, ANNA MARIA"}


def test_a_document_without_a_known_holder_tells_nothing_of_anybody(passport):
    assert passport.holder is None
    assert (
        not Fact.objects.unrestricted(purpose="test").filter(source_type="register.traveldocument").exists()
    )


def test_what_was_said_of_a_wrong_holder_is_taken_back_from_their_page(passport, examiner):
    wrong, right = make_person(examiner.user, "Anton Berg"), make_person(examiner.user, "Pavel Ostrovny")
    documents.link_holder(document=passport, person=wrong, by=examiner.user)
    documents.link_holder(document=passport, person=right, by=examiner.user, reason="Misread")
    assert not told(passport, wrong, examiner.user)
    assert ("PASSPORT", "UX7654321") in told(passport, right, examiner.user)


def test_what_is_corrected_in_a_document_is_corrected_on_the_page_of_the_holder(passport, examiner):
    person = make_person(examiner.user)
    documents.link_holder(document=passport, person=person, by=examiner.user)
    documents.edit(
        document=passport, by=examiner.user, version=passport.version, **PASSPORT | {"number": "UX7654322"}
    )
    assert ("PASSPORT", "UX7654322") in told(passport, person, examiner.user)
    assert ("PASSPORT", "UX7654321") not in told(passport, person, examiner.user)


def test_nobody_links_a_person_whom_they_may_not_see(passport, examiner, officer):
    hidden = make_person(officer.user, "Kasimir Low")
    with pytest.raises(StepRefused, match="no such person"):
        documents.link_holder(document=passport, person=hidden, by=examiner.user)


def test_a_document_tells_of_its_holder_alone(passport, examiner):
    bearer = make_person(examiner.user, "An Impostor")
    with pytest.raises(Refused, match="holder alone"):
        people.add_facts(
            person=bearer, facts=[("PASSPORT", "UX7654321", "UTO")], source=passport, by=examiner.user
        )


def test_a_colleague_who_turns_out_to_be_the_holder_is_kept_out(passport, examiner, rso):
    person = people.link_staff(user=rso.user, by=None)
    documents.link_holder(document=passport, person=person, by=examiner.user)
    assert not passport.is_visible_to(rso.user)
    assert rso.get(passport.get_absolute_url()).status_code == 404


def test_two_who_correct_one_document_do_not_overwrite_each_other(passport, examiner, liaison):
    version = passport.version
    documents.edit(
        document=passport, by=examiner.user, version=version, **PASSPORT | {"name_visual": "P. Ostrovny"}
    )
    with pytest.raises(documents.StaleDocument):
        documents.edit(document=passport, by=liaison.user, version=version, **PASSPORT)


# Validity (22 CFR 51.4)


@pytest.mark.parametrize(
    ("type", "born", "issued", "expires", "said"),
    [
        ("ORDINARY", "1990-01-01", date(2021, 5, 4), date(2031, 5, 3), ""),
        ("ORDINARY", "1990-01-01", date(2021, 5, 4), date(2031, 5, 5), "10 years"),
        ("ORDINARY", "2005-05-04", date(2021, 5, 4), date(2031, 5, 3), ""),  # sixteen on the day it was issued
        ("ORDINARY", "2005-05-05", date(2021, 5, 4), date(2031, 5, 3), "5 years"),  # a day short of sixteen
        ("ORDINARY", "2005-05-05", date(2021, 5, 4), date(2026, 5, 3), ""),
        ("DIPLOMATIC", "1990-01-01", date(2021, 5, 4), date(2026, 5, 3), ""),
        ("DIPLOMATIC", "1990-01-01", date(2021, 5, 4), date(2027, 5, 3), "5 years"),
        ("ORDINARY", "1990-??-??", date(2021, 5, 4), date(2031, 5, 3), "date of birth"),
        ("ORDINARY", "1990-01-01", date(2021, 5, 4), date(2020, 5, 4), "before it was issued"),
        ("ORDINARY", "2022-01-01", date(2021, 5, 4), date(2026, 5, 3), "before its holder was born"),
        ("VISA", "1990-01-01", date(2021, 5, 4), date(2051, 5, 3), ""),
    ],
)  # fmt: skip
def test_odd_dates_are_said(post, type, born, issued, expires, said):
    document = TravelDocument(type=type, born=born, issued_on=issued, expires_on=expires, issuer="UTO")
    found = " ".join(validity.warnings(document, office=post))
    assert said in found if said else not found


def test_the_age_and_the_years_are_settings(post, sysadmin):
    from secoffice.deadlines.actions import change_rule

    document = TravelDocument(
        type="ORDINARY", born="2005-05-05", issued_on=date(2021, 5, 4), expires_on=date(2031, 5, 3)
    )
    assert validity.warnings(document, office=post)
    change_rule(
        code="register.adult", values={"days": 15}, reason="The law changed", by=sysadmin.user, version=0
    )
    assert not validity.warnings(document, office=post)


def test_expiry_is_worked_out_and_not_stored(passport):
    assert passport.status == "VALID"
    assert not passport.is_expired(date(2031, 5, 3)) and passport.is_expired(date(2031, 5, 4))


# Steps


@pytest.mark.parametrize("why", ["FEE", "DAMAGED", "NATION", "CANCELLED"])
def test_cancelling_says_why_it_stopped_being_valid(passport, examiner, why):
    steps.take(document=passport, name="cancel", by=examiner.user, reason="Pages were cut out", ended=why)
    passport.refresh_from_db()
    assert (passport.status, passport.ended) == ("CANCELLED", why) and passport.ended_at


def test_what_was_surrendered_valid_can_be_given_back_and_what_was_cancelled_cannot(examiner):
    valid, cancelled = enter(examiner.user), enter(examiner.user, number="UX1")
    for document in (valid, cancelled):
        steps.take(document=document, name="surrender", by=examiner.user, reason="Left at the counter")
    steps.take(document=valid, name="give_back", by=examiner.user, reason="To the holder")
    steps.take(document=cancelled, name="cancel", by=examiner.user, reason="Cut", ended="DAMAGED")
    assert valid.status == "VALID"
    with pytest.raises(StepRefused):
        steps.take(document=cancelled, name="give_back", by=examiner.user, reason="To the holder")


@pytest.mark.parametrize("name", ["lose", "steal", "correct", "revoke", "restore"])
def test_losses_and_revocations_are_not_set_by_hand(passport, examiner, name):
    with pytest.raises(StepRefused):
        steps.take(document=passport, name=name, by=examiner.user, reason="By hand")


def test_a_marking_that_is_corrected_counts_for_everybody_who_read_it_before(passport, examiner, post):
    local = make_user(office=post, roles=["CONS_LIA"], employment="LOCAL")
    assert passport.is_visible_to(local)
    secret = {"document": passport, "version": passport.version, "marking": "CUI//INV/PRVCY//NOFORN"}
    with pytest.raises(StepRefused, match="keep you out"):
        documents.edit(by=local, **secret, **PASSPORT)
    documents.edit(by=examiner.user, **secret, **PASSPORT)
    assert not TravelDocument.objects.visible_to(local).exists()
    assert TravelDocument.objects.visible_to(examiner.user).exists()
