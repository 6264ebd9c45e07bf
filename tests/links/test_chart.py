"""The link chart: what is in it for whom, one step at a time, and the same in words."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.actions import opening, team, writing
from cases.leads.actions import drafting
from cases.links import graph
from secoffice.people.models import Judgement, JudgementSource, Relationship
from tests.factories import make_case, make_office

PHONE = ("PHONE", "+351210000001", "")


@pytest.fixture
def case(officer, supervisor):
    return make_case(by=officer.user, officer=officer.user, title="Altered passport")


@pytest.fixture
def other(officer):
    return make_case(by=officer.user, officer=officer.user, title="Visa ring")


@pytest.fixture
def hidden(colleague):
    return make_case(by=colleague.user, officer=colleague.user, title="Quiet matter")


def put(case, by, name, *facts, **more):
    told = [("NAME", name, ""), *facts]
    return opening.add_subject(case=case, by=by.user, facts=told, **more).person


def page(case):
    return reverse("links:chart", args=[case.reference])


def drawn(case, reader, *words):
    """The chart as sentences: `Matter · Subject · Ana`."""
    found, _ = graph.opened(words)
    chart = graph.Chart(case, reader.user, found)
    return {f"{link.one.label} · {link.says} · {link.other.label}" for link in chart.links.values()}


def ask_abroad(case, officer):
    words = dict.fromkeys(("title", "request", "background", "limits"), "Please ask")
    lead = drafting.draft(
        case=case,
        by=officer.user,
        key=uuid4(),
        to_office=make_office(),
        files=[],
        questions=["Who?"],
        **words,
    )
    return drafting.send(lead=lead, by=officer.user)


def tie(one, other, source, **more):
    where = {"source_type": source._meta.label_lower, "source_id": source.pk}
    return Relationship.objects.create(person=one, other=other, kind="EMPLOYER", **where, **more)


def test_a_case_shows_its_people_their_identifiers_and_its_files(case, officer):
    put(case, officer, "Ana Prado", ("PASSPORT", "P123456", "UTO"))
    upload = SimpleUploadedFile("statement.txt", b"words\n", content_type="text/plain")
    writing.attach(case=case, by=officer.user, upload=upload, key=uuid4(), describes="")
    assert drawn(case, officer) == {
        f"{case.reference} · Subject · Ana Prado",
        "Ana Prado · Passport number · P123456",
        f"{case.reference} · File · statement.txt",
    }


def test_one_step_further_from_a_person_leads_to_their_other_cases_and_from_there_on(case, other, officer):
    ana = put(case, officer, "Ana Prado")
    put(other, officer, "Ana Prado", person=ana)
    put(other, officer, "Bo Quist")
    first = {f"{case.reference} · Subject · Ana Prado"}
    second = first | {f"{other.reference} · Subject · Ana Prado"}
    assert drawn(case, officer) == first
    assert drawn(case, officer, f"p{ana.pk}") == second
    third = second | {f"{other.reference} · Subject · Bo Quist"}
    assert drawn(case, officer, f"p{ana.pk}", f"c{other.pk}") == third


def test_what_hangs_on_nothing_is_not_drawn(case, other, officer):
    put(other, officer, "Bo Quist")
    assert drawn(case, officer, f"c{other.pk}") == set()


def test_an_identifier_leads_to_whoever_has_it_in_another_case(case, other, officer):
    ana, bo = put(case, officer, "Ana Prado", PHONE), put(other, officer, "Bo Quist", PHONE)
    fact = ana.facts.get(kind="PHONE")
    both = {f"{name} · Telephone · {fact.value}" for name in ("Ana Prado", "Bo Quist")}
    assert not both <= drawn(case, officer)
    assert both <= drawn(case, officer, f"f{fact.pk}")
    assert both <= drawn(case, officer, f"f{bo.facts.get(kind='PHONE').pk}")


def test_ties_and_judgements_are_links(case, other, officer):
    ana, bank = put(case, officer, "Ana Prado"), put(case, officer, "Mirage Bank")
    twin = put(other, officer, "A. Prado")
    tie(ana, bank, case)
    judged = Judgement.objects.create(
        one=ana, other=twin, verdict="SAME", why="Same face", by=officer.user, at=case.opened_at
    )
    JudgementSource.objects.create(judgement=judged, source_type="cases.case", source_id=other.pk)
    assert "Ana Prado · Employer · Mirage Bank" in drawn(case, officer)
    assert "Ana Prado · Same person · A. Prado" in drawn(case, officer, f"p{ana.pk}")


def test_nothing_hidden_comes_in_by_any_step(case, hidden, officer, colleague):
    team.add(case=case, user=colleague.user, by=officer.user, reason="for the test", part="READER")
    ana = put(case, officer, "Ana Prado", PHONE)
    put(hidden, colleague, "Ana Secret", PHONE, ("EMAIL", "ana@hidden.example", ""), person=ana)
    quiet = put(hidden, colleague, "Bo Hidden", PHONE)
    tie(ana, quiet, hidden)
    fact = ana.facts.filter(kind="PHONE", source_id=case.pk).get()
    hidden_fact = quiet.facts.get(kind="PHONE")
    steps = [f"p{ana.pk}", f"f{fact.pk}", f"c{hidden.pk}", f"p{quiet.pk}", f"f{hidden_fact.pk}"]
    seen = {f"{case.reference} · Subject · Ana Prado", f"Ana Prado · Telephone · {fact.value}"}
    assert drawn(case, officer, *steps) == seen
    assert "Ana Prado · Employer · Bo Hidden" in drawn(case, colleague, *steps)
    text = officer.get(page(case), {"open": steps}).content.decode()
    for word in ("Secret", "Bo Hidden", "hidden.example", hidden.reference, "Quiet matter"):
        assert word not in text


def test_whoever_is_in_a_compartment_is_drawn_for_its_readers_alone(case, officer, supervisor, colleague):
    team.add(case=case, user=colleague.user, by=officer.user, reason="for the test", part="READER")
    put(case, officer, "Vera Victim", PHONE, part="VICTIM")
    assert f"{case.reference} · Victim · Vera Victim" in drawn(case, officer)
    assert drawn(case, colleague) == set()


def test_the_page_says_in_tables_what_the_drawing_shows(case, other, officer):
    ana = put(case, officer, "Ana Prado", PHONE)
    put(other, officer, "Ana Prado", person=ana)
    text = officer.get(page(case), {"open": [f"p{ana.pk}"]}).content.decode()
    things, links = re.findall(r'data-thing="([^"]+)"', text), re.findall(r'data-from="([^"]+)"', text)
    assert len(things) == 4 and len(links) == 3 and set(links) <= set(things)
    assert f'href="{other.get_absolute_url()}"' in text
    assert "Close this step" in text and "One step further" in text


def test_kinds_are_shown_and_left_out(case, officer):
    put(case, officer, "Ana Prado", PHONE)
    text = officer.get(page(case), {"narrow": 1, "kind": ["identifier"]}).content.decode()
    assert "Ana Prado" not in text and 'data-kind="identifier"' in text and 'data-kind="case"' in text


def test_leads_are_drawn_as_their_desk_tells_them(case, officer):
    ask_abroad(case, officer)
    drafting.draft(case=case, by=officer.user, key=uuid4(), to_office=make_office(), title="Not sent")
    (says,) = drawn(case, officer)
    assert says.startswith(f"{case.reference} · Lead · ") and "L01" in says


def test_a_chart_stops_at_two_hundred_things_and_says_so(case, officer, monkeypatch):
    monkeypatch.setattr(graph, "MOST", 3)
    for n in range(4):
        put(case, officer, f"Person {n}")
    response = officer.get(page(case))
    assert len(re.findall("data-thing=", response.content.decode())) == 3
    assert "There is more than a chart can show" in response.content.decode()


@pytest.mark.parametrize("word", ["", "x1", "p", "p-1", "p" + "9" * 30, "c\0", "ｐ１", "p1'"])
def test_nonsense_in_the_address_opens_nothing(case, officer, word):
    assert officer.get(page(case), {"open": [word], "kind": ["x"]}).status_code == 200


def test_a_stranger_finds_no_chart(case, outsider):
    assert outsider.get(page(case)).status_code == 404


def test_it_costs_at_most_twelve_queries_whatever_it_holds(
    case, other, officer, supervisor, django_assert_max_num_queries
):
    steps = []
    for n in (1, 12):
        for name in (f"Person {n}-{each}" for each in range(n)):
            person = put(case, officer, name, PHONE, ("EMAIL", f"{uuid4()}@example.org", ""))
            put(other, officer, name, person=person)
            steps += [f"p{person.pk}", f"c{other.pk}", f"f{person.facts.first().pk}"]
            ask_abroad(case, officer)
        officer.get(page(case))
        with django_assert_max_num_queries(12):
            assert officer.get(page(case), {"open": steps}).status_code == 200
