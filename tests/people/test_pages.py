"""The pages of the registry: found by what one may see, read record by record, changed by those who write there."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.actions import opening
from secoffice.people import actions
from secoffice.people.models import Fact, Judgement, Person, Photograph, Relationship
from tests.factories import make_case
from tests.files.made import png
from tests.people.filed import ANNA, file

FEW = 12  # queries of a page, whatever its rows


@pytest.fixture
def case(officer):
    return make_case(by=officer.user)


@pytest.fixture
def anna(officer, case):
    return file(officer.user, case=case)


def to(name, *more):
    return reverse(f"people:{name}", args=[getattr(each, "pk", each) for each in more])


def page(reader, name, *more):
    answer = reader.get(to(name, *more))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def found(reader, words):
    return reader.get(to("list"), {"q": words}).content.decode()


# Finding


@pytest.mark.parametrize(
    "words", ["eriksson", "Eriks anna", "ERIKSSON<<ANNA", "l898902 c3", "P-{pk}", "+44 (20) 7946 0958"]
)
def test_somebody_is_found_by_beginnings_of_names_by_numbers_and_by_reference(officer, anna, case, words):
    phone = [("PHONE", "+442079460958", "")]
    actions.add_facts(person=anna, facts=phone, source=case, by=officer.user)
    shown = found(officer, words.format(pk=anna.pk))
    assert "Anna Maria Eriksson" in shown and "1 person" in shown


@pytest.mark.parametrize("words", ["anna lund", "riksson", "L898902C4", "P-0", "%", "\0", "x" * 200])
def test_what_fits_nobody_finds_nobody(officer, anna, words):
    assert "Anna Maria Eriksson" not in found(officer, words)


def test_a_name_of_a_hidden_record_finds_nobody(officer, anna, outsider):
    for words in ("eriksson", "L898902C3", f"P-{anna.pk}"):
        assert "Eriksson" not in found(outsider, words).replace('value="eriksson"', "")
        assert to("person", anna) not in found(outsider, words)


def test_a_hidden_name_of_somebody_visible_finds_nobody(officer, colleague, anna):
    shared = make_case(by=officer.user, told=[colleague.user])
    lund = [("NAME", "Anna Lund", "", "MAIDEN")]
    actions.add_facts(person=anna, facts=lund, source=shared, by=officer.user)
    assert to("person", anna) not in found(colleague, "eriksson anna lund")
    assert to("person", anna) in found(officer, "eriksson")


def test_a_name_taken_back_is_not_found(officer, anna):
    actions.withdraw(told=anna.facts.names().get(), reason="Misheard", by=officer.user)
    assert to("person", anna) not in found(officer, "eriksson")


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_many(officer, case, django_assert_max_num_queries, rows):
    for _ in range(rows):
        file(officer.user, case=case)
    found(officer, "eriksson")
    with django_assert_max_num_queries(FEW):
        assert "Eriksson" in found(officer, "eriksson")


# Reading


def test_each_fact_stands_with_its_record(officer, anna, case):
    shown = page(officer, "person", anna)
    for told in ("Anna Maria Eriksson", "1974-08-12", "L898902C3", case.get_absolute_url()):
        assert told in shown


def test_a_reader_sees_the_facts_of_their_records_alone(officer, colleague, anna):
    shared = make_case(by=officer.user, told=[colleague.user], title="Shared matter")
    hidden = make_case(by=officer.user, title="Hidden matter")
    plate = [("PLATE", "UA 17 402", "")]
    actions.add_facts(person=anna, facts=plate, source=shared, by=officer.user)
    actions.add_facts(person=anna, facts=[("PHONE", "+442079460958", "")], source=hidden, by=officer.user)
    shown = page(colleague, "person", anna)
    assert "UA 17 402" in shown and shared.reference in shown
    for secret in ("L898902C3", "2079460958", hidden.reference, "Hidden matter", "1974"):
        assert secret not in shown


def test_whom_one_may_not_see_is_not_there(anna, outsider):
    for name in ("person", "add_fact", "add_tie", "add_picture", "same"):
        assert outsider.get(to(name, anna)).status_code == 404
    assert outsider.get(to("person", 99999999)).status_code == 404


def test_a_name_written_from_right_to_left_keeps_its_direction(officer, anna, case):
    arabic = [("NAME", "آنا اریکسون", "", "ALIAS")]
    actions.add_facts(person=anna, facts=arabic, source=case, by=officer.user)
    shown = page(officer, "person", anna)
    assert "<bdi>آنا اریکسون</bdi>" in shown and "Arabic" in shown
    assert "<h1><bdi>Anna Maria Eriksson</bdi></h1>" in shown


def test_what_is_missing_is_said(officer, case):
    person = file(officer.user, [("NAME", "Ivo", ""), ("BORN", "1974-??-??", "")], case=case)
    shown = page(officer, "person", person)
    for says in ("No nationality.", "The date of birth is known in part only.", "No photograph."):
        assert says in shown
    assert "No date of birth." not in shown


def full(officer, anna, case, times):
    for n in range(times):
        number = [("PHONE", f"+4420794609{n:02}", "")]
        source = make_case(by=officer.user)
        actions.add_facts(person=anna, facts=number, source=source, by=officer.user)
        other = file(officer.user, [("NAME", f"Ivo Lund {n}", "")], case=case)
        given = {"source": source, "by": officer.user}
        actions.relate(person=anna, other=other, kind="FRIEND", key=uuid4(), **given)
        actions.add_photograph(person=anna, upload=picture(), key=uuid4(), **given)
        actions.judge(one=anna, other=other, verdict="SAME", why="Seen together", by=officer.user)


@pytest.mark.parametrize("times", [1, 5])
@pytest.mark.parametrize("name", ["person", "same", "add_fact"])
def test_the_page_of_a_person_costs_the_same_with_little_and_much_on_it(
    officer, anna, case, django_assert_max_num_queries, times, name
):
    full(officer, anna, case, times)
    page(officer, name, anna)
    with django_assert_max_num_queries(FEW + (1 if name == "same" else 0)):
        page(officer, name, anna)


# Writing


def sent(**more):
    return {"key": uuid4(), "kind": "PHONE", "value": "+44 20 7946 0958", "form": "", "issuer": ""} | more


def test_a_fact_is_added_from_a_record_that_names_them_already(officer, anna, case):
    given = sent(source=f"cases.case:{case.pk}")
    assert officer.post(to("add_fact", anna), given).status_code == 302
    assert "+44 20 7946 0958" in page(officer, "person", anna)
    assert anna.facts.get(kind="PHONE").normal == "+442079460958"


def test_a_fact_is_added_from_another_record_by_its_number(officer, anna):
    other = make_case(by=officer.user)
    assert (
        officer.post(to("add_fact", anna), sent(source="other", reference=other.reference)).status_code == 302
    )
    assert anna.facts.get(kind="PHONE").source == ("cases.case", other.pk)


def test_a_number_that_a_hidden_file_holds_is_answered_as_deconfliction_answers(
    officer, outsider, anna, case
):
    hidden = file(outsider.user, [("NAME", "Zora Dahl", ""), ("PHONE", "+44 20 7946 0958", "")])
    given = sent(source=f"cases.case:{case.pk}")
    shown = officer.post(to("add_fact", anna), given, follow=True).content.decode()
    assert "liaison reference D-" in shown
    assert "Dahl" not in shown and to("person", hidden) not in shown


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"source": "other", "reference": ""}, "Give the number of the record"),
        ({"source": "other", "reference": "UTP-2026-99999-X"}, "You can see no record with this number."),
        ({"reference": "UTP-2026-99999-X"}, "Choose “Another record”"),
        ({"kind": "BORN", "value": "12.8.1974"}, "Write a date of birth as 1974-08-12"),
        ({"kind": "SEX", "value": "?"}, "Write M, F or X"),
        ({"value": "…"}, "no letters or digits"),
        ({"form": "ALIAS"}, "Only a name is one of these"),
        ({"kind": "NAME", "form": "MRZ", "value": "Anna"}, "capital letters and &lt; only"),
        ({"issuer": "1?2"}, "Up to three letters"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(officer, anna, case, wrong, says):
    answer = officer.post(to("add_fact", anna), sent(**{"source": f"cases.case:{case.pk}"} | wrong))
    shown = answer.content.decode()
    assert answer.status_code == 422 and says in shown
    assert anna.facts.count() == len(ANNA)


def test_a_record_the_reader_may_not_see_is_no_record(officer, anna, outsider):
    hidden = make_case(by=outsider.user)
    answer = officer.post(to("add_fact", anna), sent(source="other", reference=hidden.reference))
    assert "You can see no record with this number." in answer.content.decode()


def test_a_reader_of_a_case_who_does_not_work_it_writes_nothing_there(officer, colleague):
    shared = make_case(by=officer.user, told=[colleague.user])
    person = file(officer.user, case=shared)
    answer = colleague.post(to("add_fact", person), sent(source=f"cases.case:{shared.pk}"))
    assert answer.status_code == 422
    assert person.facts.count() == len(ANNA)


def test_a_fact_taken_back_is_struck_out_with_the_reason(officer, anna):
    born = anna.facts.get(kind="BORN")
    assert "1974-08-12" in page(officer, "take_back_fact", anna, born)
    answer = officer.post(to("take_back_fact", anna, born), {"reason": "Read from the wrong line"})
    assert answer.status_code == 302
    shown = page(officer, "person", anna)
    assert "<s><bdi>1974-08-12</bdi></s>" in shown and "Read from the wrong line" in shown
    assert officer.user.name in shown
    assert officer.get(to("take_back_fact", anna, born)).status_code == 404


def test_a_reader_who_does_not_write_there_is_told_why_nothing_can_be_taken_back(officer, colleague):
    shared = make_case(by=officer.user, told=[colleague.user])
    person = file(officer.user, case=shared)
    fact = person.facts.first()
    answer = colleague.get(to("take_back_fact", person, fact))
    assert answer.status_code == 403 and "Why can’t I?" in answer.content.decode()
    assert colleague.post(to("take_back_fact", person, fact), {"reason": "x"}).status_code == 422
    assert person.facts.filter(withdrawn_at=None).count() == len(ANNA)


def test_somebody_new_is_put_on_file_after_a_look_at_who_is_there(officer, anna, case):
    given = {
        "key": uuid4(), "kind": "PERSON", "name": "Anna Maria Eriksson; Анна Эрикссон", "born": "1974-08-12",
        "nationality": "uto", "id_kind": "", "id_value": "", "reference": case.reference,
    }  # fmt: skip
    answer = officer.post(to("new"), given)
    assert "On file already" in answer.content.decode() and Person.objects.count() == people_before(anna)
    assert officer.post(to("new"), given | {"anyway": "1"}).status_code == 302
    made = Person.objects.get(key=given["key"])
    assert set(made.facts.values_list("value", flat=True)) == {
        "Anna Maria Eriksson", "Анна Эрикссон", "1974-08-12", "UTO",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"reference": ""}, "Give the number of the record"),
        ({"name": " ; "}, "write “unknown”"),
        ({"born": "1974"}, "Write a date of birth as"),
        ({"id_kind": "PHONE"}, "or neither"),
    ],
)
def test_nobody_is_put_on_file_by_a_form_with_something_wrong(officer, case, wrong, says):
    given = {"key": uuid4(), "kind": "PERSON", "name": "Ivo Lund", "reference": case.reference} | wrong
    answer = officer.post(to("new"), given)
    assert answer.status_code == 422 and answer.content.decode().count(says) >= 1
    assert not Person.objects.filter(key=given["key"]).exists()


def people_before(anna):
    return Person.objects.filter(pk__lte=anna.pk).count()


def tied(**more):
    return {"key": uuid4(), "who": "Halcyon Freight", "other_kind": "ORG", "kind": "EMPLOYER", "since": "2019-??-??",
            "until": "", "remark": ""} | more  # fmt: skip


def test_a_tie_is_made_to_somebody_found_or_put_on_file_and_stands_on_both_pages(officer, anna, case):
    source = {"source": f"cases.case:{case.pk}"}
    answer = officer.post(to("add_tie", anna), tied(**source))
    assert "Nobody on file that you may see" in answer.content.decode()
    assert officer.post(to("add_tie", anna), tied(anyway="1", **source)).status_code == 302
    firm = Relationship.objects.get().other
    assert firm.kind == "ORG"
    assert "Employee" in page(officer, "person", firm) and "Anna Maria Eriksson" in page(
        officer, "person", firm
    )
    assert "Halcyon Freight" in page(officer, "person", anna) and "since 2019" in page(
        officer, "person", anna
    )
    again = officer.post(to("add_tie", anna), tied(kind="OWNED", **source)).content.decode()
    assert f'name="other" value="{firm.pk}"' in again
    answer = officer.post(to("add_tie", anna), tied(kind="OWNED", other=firm.pk, **source))
    assert answer.status_code == 302 and Relationship.objects.count() == 2


def test_nobody_is_tied_to_whom_the_writer_cannot_see(officer, outsider, anna, case):
    hidden = file(outsider.user, [("NAME", "Zeno Hidden", "")])
    officer.post(to("add_tie", anna), tied(other=hidden.pk, source=f"cases.case:{case.pk}"))
    assert not Relationship.objects.exists()


def test_a_tie_taken_back_is_struck_on_both_pages(officer, anna, case):
    other = file(officer.user, [("NAME", "Ivo Lund", "")], case=case)
    made = actions.relate(person=anna, other=other, kind="SPOUSE", source=case, by=officer.user, key=uuid4())
    assert officer.post(to("take_back_tie", other, made), {"reason": "Cousins"}).status_code == 302
    for end in (anna, other):
        assert "Cousins" in page(officer, "person", end)


def picture():
    return SimpleUploadedFile("anna.png", png(), content_type="image/png")


def test_a_photograph_is_shown_and_handed_out_to_those_who_see_its_record(officer, outsider, anna, case):
    given = {"key": uuid4(), "upload": picture(), "remark": "At the counter", "taken_on": "2026-03-??"}
    answer = officer.post(to("add_picture", anna), given | {"source": f"cases.case:{case.pk}"})
    assert answer.status_code == 302
    made = Photograph.objects.get()
    assert "At the counter" in page(officer, "person", anna)
    handed = officer.get(to("picture", anna, made))
    assert handed["Content-Type"] == "image/png" and b"".join(handed.streaming_content) == png()
    assert outsider.get(to("picture", anna, made)).status_code == 404


def test_a_photograph_of_a_hidden_record_is_not_there(officer, colleague, anna):
    shared = make_case(by=officer.user, told=[colleague.user])
    actions.add_facts(person=anna, facts=[("SEX", "F", "")], source=shared, by=officer.user)
    hidden = make_case(by=officer.user)
    made = actions.add_photograph(
        person=anna, upload=picture(), source=hidden, by=officer.user, key=uuid4(), remark="Hidden picture"
    )
    assert "Hidden picture" not in page(colleague, "person", anna)
    assert colleague.get(to("picture", anna, made)).status_code == 404


# Judging


def double(officer, **more):
    facts = [("NAME", "Eriksson Anna", ""), ("PASSPORT", "L898902C3", "UTO")]
    return file(officer.user, facts, **more)


def test_likely_doubles_are_suggested_among_whom_the_reader_sees(officer, outsider, anna):
    twin, hidden = double(officer), file(outsider.user)
    shown = page(officer, "same", anna)
    assert to("judge", anna, twin) in shown and "passport number" in shown
    assert to("judge", anna, hidden) not in shown


def test_judging_two_the_same_shows_one_and_undoing_shows_two(officer, anna):
    twin = double(officer)
    assert "L898902C3" in page(officer, "judge", anna, twin)
    rests_on = [
        f"cases.case:{source}"
        for source in Fact.objects.filter(kind="PASSPORT").values_list("source_id", flat=True)
    ]
    given = {"verdict": "SAME", "why": "One passport", "rests_on": rests_on}
    assert officer.post(to("judge", anna, twin), given).status_code == 302
    assert "Eriksson Anna" in page(officer, "person", anna)
    assert "1974-08-12" in page(officer, "person", twin)
    judgement = Judgement.objects.get()
    assert "One passport" in page(officer, "same", anna)
    assert officer.post(to("undo", twin, judgement), {"reason": "Two holders"}).status_code == 302
    assert "Eriksson Anna" not in page(officer, "person", anna)
    assert "Two holders" in page(officer, "same", anna)


def test_a_pair_judged_different_is_suggested_again_when_something_new_is_known(officer, anna, case):
    twin = double(officer)
    actions.judge(one=anna, other=twin, verdict="DIFFERENT", why="Two holders", by=officer.user)
    assert to("judge", anna, twin) not in page(officer, "same", anna)
    actions.add_facts(person=anna, facts=[("SEX", "F", "")], source=case, by=officer.user)
    assert to("judge", anna, twin) in page(officer, "same", anna)


def test_a_change_that_the_reader_may_not_see_suggests_nothing(officer, colleague):
    shared = make_case(by=officer.user, told=[colleague.user])
    anna, twin = file(officer.user, case=shared), double(officer, case=shared)
    actions.judge(one=anna, other=twin, verdict="DIFFERENT", why="Two holders", by=officer.user)
    phone = [("PHONE", "+442079460958", "")]
    actions.add_facts(person=anna, facts=phone, source=make_case(by=officer.user), by=officer.user)
    assert to("judge", anna, twin) not in page(colleague, "same", anna)


def test_a_doubt_is_shown_and_the_pair_stays_suggested(officer, anna):
    twin = double(officer)
    actions.judge(one=anna, other=twin, verdict="UNSURE", why="The picture is bad", by=officer.user)
    shown = page(officer, "same", anna)
    assert "Doubted before" in shown and "The picture is bad" in shown


def test_nobody_judges_whom_they_cannot_see(outsider, officer, anna):
    mine = file(outsider.user)
    assert outsider.get(to("judge", mine, anna)).status_code == 404
    assert outsider.post(to("judge", mine, anna), {"verdict": "SAME", "why": "x"}).status_code == 404


def test_a_judgement_says_nothing_to_who_may_not_see_what_it_rests_on(officer, colleague, anna):
    shared = make_case(by=officer.user, told=[colleague.user])
    actions.add_facts(person=anna, facts=[("SEX", "F", "")], source=shared, by=officer.user)
    twin = double(officer, case=shared)
    actions.judge(one=anna, other=twin, verdict="SAME", why="A hidden passport", by=officer.user)
    judgement = Judgement.objects.get()
    assert "A hidden passport" not in page(colleague, "same", anna)
    assert "Joined" not in page(colleague, "person", anna)
    assert colleague.get(to("undo", anna, judgement)).status_code == 404


# Compartments


def test_what_a_compartment_tells_is_known_inside_alone(officer, colleague):
    shared = make_case(by=officer.user, officer=officer.user, told=[colleague.user])
    victim = opening.add_subject(
        case=shared, by=officer.user, part="VICTIM", facts=[("NAME", "Zora Dahl", "")]
    )
    person, inside = victim.person, victim.compartment
    shown = page(officer, "person", person)
    assert "Zora Dahl" in shown and inside.reference in shown
    given = sent(source=f"cases.compartment:{inside.pk}")
    assert officer.post(to("add_fact", person), given).status_code == 302
    assert colleague.get(to("person", person)).status_code == 404
    assert to("person", person) not in found(colleague, "zora") + found(colleague, "+442079460958")
    assert "telephone" not in colleague.get(shared.get_absolute_url()).content.decode()


def test_what_is_known_of_somebody_in_a_compartment_is_not_written_into_the_open_case(officer):
    case = make_case(by=officer.user, officer=officer.user)
    person = opening.add_subject(case=case, by=officer.user, part="VICTIM", facts=ANNA).person
    answer = officer.post(to("add_fact", person), sent(source="other", reference=case.reference))
    assert answer.status_code == 422 and "choose the compartment" in answer.content.decode()
