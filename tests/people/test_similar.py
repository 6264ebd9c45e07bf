"""Search before create: persons on file, as far as the reader may see."""

from io import StringIO

import pytest
from django.core.management import call_command

from cases.actions import opening
from secoffice.people.actions import link_staff
from secoffice.people.models import NameKey, StaffPerson
from secoffice.people.search import similar
from tests.factories import make_case

FACTS = [("NAME", "Anna Maria Eriksson", ""), ("PASSPORT", "L898902C3", "UTO")]


def test_a_name_or_number_on_file_is_found_however_it_is_written(officer):
    opening.add_subject(case=make_case(by=officer.user), by=officer.user, facts=FACTS)
    for words in ("eriksson anna maria", "l898902 c3"):
        assert [match.name for match in similar(officer.user, words=words)] == ["Anna Maria Eriksson"]


@pytest.mark.parametrize("words", ["Anna Eriksson", "Ana Maria Eriksson", "Eriksson, Anna Marie"])
def test_a_name_much_alike_is_found_with_the_reason(officer, words):
    opening.add_subject(case=make_case(by=officer.user), by=officer.user, facts=FACTS)
    found = similar(officer.user, facts=[("NAME", words)])
    assert [match.name for match in found] == ["Anna Maria Eriksson"]
    assert "Eriksson" in found[0].why


def test_a_hidden_name_of_somebody_visible_makes_nobody_alike(officer, colleague):
    shared = make_case(by=officer.user, told=[colleague.user])
    person = opening.add_subject(case=make_case(by=officer.user), by=officer.user, facts=FACTS).person
    opening.add_subject(case=shared, by=officer.user, person=person, facts=[("NAME", "Zora Dahl", "")])
    for facts in ([("NAME", "Ana Maria Eriksson")], [("PASSPORT", "L898902C3")]):
        assert similar(officer.user, facts=facts)
        assert similar(colleague.user, facts=facts) == []
    assert similar(colleague.user, facts=[("NAME", "Zora Dahl")])[0].names == ["Zora Dahl"]


@pytest.mark.parametrize(
    ("filed", "asked"),
    [
        ("Павел Островный", "Pavel Ostrovny"),
        ("Muhammad al-Rasheed", "Mohammed Al Rashid"),
        ("Anna Müller", "MUELLER<<ANNA"),
        ("林志遠", "Lin Zhiyuan"),
    ],
)
def test_other_letters_and_spellings_are_found(officer, filed, asked):
    opening.add_subject(case=make_case(by=officer.user), by=officer.user, facts=[("NAME", filed, "")])
    assert [match.name for match in similar(officer.user, facts=[("NAME", asked)])] == [filed]


def test_a_date_of_birth_that_contradicts_keeps_names_apart(officer):
    facts = [*FACTS, ("BORN", "1974-08-12", "")]
    opening.add_subject(case=make_case(by=officer.user), by=officer.user, facts=facts)
    for born, there in (("1974-08-12", True), ("1991-02-03", False)):
        found = similar(officer.user, facts=[("NAME", "Ana Maria Eriksson"), ("BORN", born)])
        assert bool(found) == there, born


def test_what_matched_is_said(officer):
    opening.add_subject(case=make_case(by=officer.user), by=officer.user, facts=FACTS)
    found = similar(officer.user, facts=[("NAME", "Eriksson Anna Maria"), ("PASSPORT", "L898902C3")])
    assert found[0].why == "Same name and passport number"


def test_a_person_of_a_hidden_case_is_not_there(officer, outsider):
    opening.add_subject(case=make_case(by=officer.user), by=officer.user, facts=FACTS)
    assert similar(outsider.user, words="Anna Maria Eriksson") == []


def test_each_fact_is_shown_only_with_the_record_it_came_from(officer, outsider):
    mine = opening.add_subject(case=make_case(by=officer.user), by=officer.user, facts=FACTS)
    opening.add_subject(
        case=make_case(by=outsider.user),
        by=outsider.user,
        person=mine.person,
        facts=[("NAME", "Anna Maria Eriksson", ""), ("PHONE", "+442079460958", "")],
    )
    match = similar(officer.user, words="Anna Maria Eriksson")[0]
    assert {fact.kind for fact in match.facts} == {"PASSPORT"}


def test_the_search_costs_the_same_however_many_match(officer, django_assert_num_queries):
    for _ in range(12):
        opening.add_subject(case=make_case(by=officer.user), by=officer.user, facts=FACTS)
    similar(officer.user, words="x y")  # principals are read once
    with django_assert_num_queries(2):
        assert len(similar(officer.user, words="Anna Maria Eriksson")) == 12


def test_linking_an_account_twice_makes_one_person(officer):
    assert link_staff(user=officer.user, by=None) == link_staff(user=officer.user, by=None)
    assert StaffPerson.objects.filter(user=officer.user).count() == 1


def test_keys_written_anew_find_the_same_people(officer):
    opening.add_subject(case=make_case(by=officer.user), by=officer.user, facts=FACTS)
    before = set(NameKey.objects.values_list("person", "key"))
    NameKey.objects.all().delete()
    assert similar(officer.user, words="Ana Maria Eriksson") == []
    call_command("name_keys", stdout=StringIO(), stderr=StringIO())
    assert set(NameKey.objects.values_list("person", "key")) == before
    assert len(similar(officer.user, words="Ana Maria Eriksson")) == 1
