"""Asking all files: what each asker is told, and that a hidden hit changes a sentence and nothing else."""

import re
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases import workflow
from cases.actions import subjects, team
from cases.deconfliction import actions, answering, telling, terms
from cases.deconfliction.models import Check, Conflict
from cases.deconfliction.views import asking
from secoffice import ports
from secoffice.audit.models import AuditEntry
from secoffice.people.actions import judge, link_staff
from secoffice.people.models import Relationship
from secoffice.reminders.models import Notice
from secoffice.workflow import StepRefused
from tests.conftest import Persona
from tests.factories import make_case, make_unit, make_user

NEEDLE = "Quillzephyr"
PASSPORT = "QZ7719042"
HELD = [("NAME", f"{NEEDLE} Person", ""), ("BORN", "1980-02-03", ""), ("PASSPORT", PASSPORT, "UTO")]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(asking, "SECONDS", 0)


@pytest.fixture
def held(officer, supervisor):
    """A file full of the needle that nobody at another post may see."""
    case = make_case(by=officer.user, officer=officer.user, title=f"{NEEDLE} matter", status="FULL")
    subjects.add_subject(case=case, by=officer.user, facts=HELD)
    Check.objects.all().delete()
    return case


@pytest.fixture
def asker(outsider):
    return outsider


@pytest.fixture
def liaison(post):
    return Persona(make_user(name="Lia Sonne", office=post, roles=["LIAISON"]))


def ask(client, **sent):
    """The page after the redirect."""
    given = {"key": uuid4(), "id_kind": "PASSPORT", "id_value": PASSPORT, "reason": "A tip"} | sent
    return client.post(reverse("deconfliction:board"), given, follow=True)


def sentence(answer):
    return re.search(r'<h2 id="answer">(.*?)</h2>', answer.content.decode()).group(1)


def masked(answer):
    """A page without what differs between any two requests."""
    text = answer.content.decode()
    return re.sub(r"[A-Za-z0-9]{64}|[0-9a-f-]{36}|\d\d:\d\d[:.\d]*", "X", text)


def set_mode(case, mode, by):
    actions.set_mode(case=case, mode=mode, reason="As it must be", by=by)


# What the asker is told


def test_a_blind_file_gives_a_liaison_reference_and_nothing_else(held, asker):
    answer = ask(asker)
    check = Check.objects.get(by=asker.user)
    assert sentence(answer) == f"Possible conflict – liaison reference {check.reference}."
    assert NEEDLE not in answer.content.decode() and held.reference not in answer.content.decode()


def test_an_open_file_gives_its_number_and_its_officer(held, asker, supervisor):
    set_mode(held, "OPEN", supervisor.user)
    said = ask(asker).content.decode()
    assert held.reference in said and "Rosa Dunmore" in said and NEEDLE not in said


def test_a_silent_file_answers_exactly_as_nothing(held, asker, supervisor):
    set_mode(held, "SILENT", supervisor.user)
    hit, none = ask(asker), ask(asker, id_value="NOBODY123")
    assert sentence(hit) == "No conflict to report."
    assert masked(hit) == masked(none)


def test_counterintelligence_and_misconduct_are_silent_by_themselves(officer, asker):
    for kind in ("CI", "AD"):
        case = make_case(by=officer.user, officer=officer.user, kind=kind)
        subjects.add_subject(case=case, by=officer.user, facts=HELD)
    assert sentence(ask(asker)) == answering.NOTHING


@pytest.mark.parametrize("part", ["VICTIM", "WITNESS", "SOURCE"])
@pytest.mark.parametrize("mode", ["BLIND", "OPEN"])
def test_a_compartment_is_silent_whatever_its_file_is(part, mode, officer, supervisor, asker, colleague):
    case = make_case(by=officer.user, officer=officer.user, status="FULL")
    team.add(case=case, user=colleague.user, by=officer.user, reason="Helps")
    subjects.add_subject(case=case, by=officer.user, part=part, facts=HELD)
    set_mode(case, mode, supervisor.user)
    for reader in (asker, colleague):
        assert sentence(ask(reader)) == answering.NOTHING
        assert case.reference not in ask(reader).content.decode()


def test_one_who_may_see_the_file_is_led_to_it(held, supervisor):
    said = ask(supervisor)
    assert held.reference in said.content.decode() and sentence(said) == answering.NOTHING


@pytest.mark.parametrize(
    ("name", "born", "hit"),
    [
        (f"person {NEEDLE.upper()}", "1980-02-03", True),
        (f"{NEEDLE} Person", "1980-02-??", True),
        (f"{NEEDLE} Person", "1980-02-04", False),
        (f"Mr. {NEEDLE} Pérson", "1980-02-03", True),
        ("Ottoline Vantongeren", "1980-02-03", False),
    ],
)
def test_a_name_is_compared_with_its_birth_date(name, born, hit, held, asker):
    answer = ask(asker, id_kind="", id_value="", name=name, born=born)
    assert ("liaison reference" in sentence(answer)) is hit


def test_who_was_taken_off_a_case_is_asked_for_in_vain_by_their_part_alone(held, officer, asker):
    subject = held.subjects.get()
    other = make_case(by=officer.user, officer=officer.user)
    subjects.add_subject(case=other, by=officer.user, person=subject.person)
    telling.tell_others()
    met = Check.objects.filter(by=asker.user)
    ask(asker)
    assert {row["case"] for row in met.latest("pk").met} == {held.pk, other.pk}
    subjects.strike(subject=other.subjects.get(), reason="A namesake", by=officer.user)
    ask(asker)
    assert held.pk in {row["case"] for row in met.latest("pk").met}


# One's own name


def test_nobody_sees_a_hit_on_themselves_or_their_kin(officer, asker):
    me, brother = link_staff(user=asker.user, by=None), None
    case = make_case(by=officer.user, officer=officer.user)
    mail = [("EMAIL", asker.user.email, ""), ("NAME", "Bo Utland", ""), ("PASSPORT", "MINE12345", "UTO")]
    subjects.add_subject(case=case, by=officer.user, person=me, facts=mail)
    brother = subjects.add_subject(
        case=case, by=officer.user, facts=[("PASSPORT", "BRO998877", "UTO")]
    ).person
    Relationship.objects.create(
        person=me, other=brother, kind="SIBLING", source_type="cases.case", source_id=case.pk
    )
    for kind, value in (("EMAIL", asker.user.email), ("PASSPORT", "MINE12345"), ("PASSPORT", "BRO998877")):
        answer = ask(asker, id_kind=kind, id_value=value)
        assert sentence(answer) == answering.NOTHING, value
    telling.tell_others()
    assert Conflict._base_manager.filter(case=case, check_made__by=asker.user).count() == 3


def test_another_spelling_of_their_own_name_tells_nobody_of_a_hit_on_themselves(officer, asker):
    me = link_staff(user=asker.user, by=None)
    case = make_case(by=officer.user, officer=officer.user)
    facts = [("NAME", "Otto Müller", ""), ("BORN", "1980-02-03", "")]
    subjects.add_subject(case=case, by=officer.user, person=me, facts=facts)
    answer = ask(asker, id_kind="", id_value="", name="MUELLER Otto", born="1980-02-03")
    assert Check.objects.get(by=asker.user).met, "the file was met"
    assert sentence(answer) == answering.NOTHING


def test_a_number_of_kin_under_another_handle_tells_nobody_of_a_hit(officer, asker):
    case = make_case(by=officer.user, officer=officer.user)
    me = link_staff(user=asker.user, by=None)
    brother, twin = (
        subjects.add_subject(case=case, by=officer.user, facts=[("PASSPORT", number, "UTO")]).person
        for number in ("BRO998877", "TWIN55443")
    )
    told = {"source_type": "cases.case", "source_id": case.pk}
    Relationship.objects.create(person=me, other=brother, kind="SIBLING", **told)
    judge(one=brother, other=twin, verdict="SAME", why="One face", by=officer.user)
    assert sentence(ask(asker, id_value="TWIN55443")) == answering.NOTHING


def test_no_liaison_officer_tells_somebody_of_a_hit_on_themselves(officer, asker, liaison):
    case = make_case(by=officer.user, officer=officer.user)
    subjects.add_subject(case=case, by=officer.user, person=link_staff(user=asker.user, by=None), facts=HELD)
    ask(asker)
    telling.tell_others()
    conflict = Conflict._base_manager.get(check_made__by=asker.user)
    assert not conflict.brought_together
    url = reverse("deconfliction:sides", args=[conflict.reference])
    sent = {"key": uuid4(), "conflict": conflict.pk, "step": "contact", "text": "Speak to one another"}
    assert liaison.post(url, sent).status_code == 404
    assert not Notice.objects.filter(recipient=asker.user, kind="deconfliction").exists()


@pytest.mark.parametrize("mode", ["OPEN", "BLIND"])
def test_whoever_is_kept_out_of_a_file_is_told_nothing_of_it(mode, held, asker, supervisor):
    set_mode(held, mode, supervisor.user)
    team.declare_conflict(case=held, user=asker.user, by=supervisor.user, reason="A friend of the bearer")
    answer = ask(asker)
    assert sentence(answer) == answering.NOTHING and held.reference not in answer.content.decode()


def test_an_earlier_answer_no_longer_names_a_file_to_one_who_left_it(held, asker, officer):
    team.add(case=held, user=asker.user, by=officer.user, reason="Reads", part="READER")
    assert held.reference in ask(asker).content.decode()
    team.remove(case=held, user=asker.user, by=officer.user, reason="Done")
    said = asker.get(reverse("deconfliction:check", args=[Check.objects.get(by=asker.user).key]))
    assert said.status_code == 200 and "Rosa Dunmore" not in said.content.decode()
    assert held.reference not in said.content.decode()


def test_a_deed_that_asks_twice_says_the_answer_that_met_something(held, asker):
    mine, began = make_case(by=asker.user, officer=asker.user, office=asker.user.office), timezone.now()
    for number in (PASSPORT, "NOBODY123"):
        actions.ask(terms=terms.of([("PASSPORT", number)]), by=asker.user, case=mine)
    (said,) = ports.ask("checked", case=mine, by=asker.user, since=began)
    assert "liaison reference" in said.sentence


# Same with and without


def test_the_page_differs_by_its_sentence_alone(held, asker):
    hit, none = ask(asker), ask(asker, id_value="NOBODY123")
    assert hit.status_code == none.status_code == 200
    assert masked(hit).replace(sentence(hit), "S") == masked(none).replace(sentence(none), "S")
    assert [str(url) for url, _ in hit.redirect_chain][0].count("/") == str(none.redirect_chain[0][0]).count(
        "/"
    )
    assert hit.headers.keys() == none.headers.keys()


def shapes(deed):
    """The statements of a deed without their values."""
    with CaptureQueriesContext(connection) as queries:
        deed()
    plain = (
        re.sub(r"'(?:[^']|'')*'|s\d+_x\d+|\b\d+(\.\d+)?\b|\bNULL\b", "?", each["sql"]) for each in queries
    )
    return [re.sub(r"\((?:\?(?:, )?)+\)", "(?)", each) for each in plain]


@pytest.mark.parametrize("mode", ["BLIND", "SILENT", "OPEN"])
def test_a_hit_asks_the_database_the_same_questions(mode, held, asker, supervisor):
    set_mode(held, mode, supervisor.user)
    ask(asker)
    hit, none = shapes(lambda: ask(asker)), shapes(lambda: ask(asker, id_value="NOBODY123"))
    assert [each[:60] for each in hit] == [each[:60] for each in none]
    assert len(hit) == len(none)


def test_putting_a_person_on_a_case_costs_the_same_with_a_hidden_hit(held, asker):
    mine = make_case(by=asker.user, officer=asker.user, office=asker.user.office)

    def add(number):
        subjects.add_subject(
            case=mine, by=asker.user, facts=[("NAME", "Bo", ""), ("PASSPORT", number, "UTO")]
        )

    add("FIRST1234")
    hit, none = shapes(lambda: add(PASSPORT)), shapes(lambda: add("NOBODY123"))
    assert len(hit) == len(none)
    assert [each[:60] for each in hit] == [each[:60] for each in none]


def test_an_answer_takes_as_long_with_a_hidden_hit_as_without(held, asker, monkeypatch):
    monkeypatch.setattr(asking, "SECONDS", 0.12)
    url, times = reverse("deconfliction:board"), {PASSPORT: [], "NOBODY123": []}
    for _ in range(5):
        for value, taken in times.items():
            sent = {"key": uuid4(), "id_kind": "PASSPORT", "id_value": value, "reason": "A tip"}
            began = time.perf_counter()
            asker.post(url, sent)
            taken.append(time.perf_counter() - began)
    hit, none = (
        min(taken) for taken in times.values()
    )  # the least is what other work on this machine spared
    assert abs(hit - none) < 0.05 and min(hit, none) >= 0.12


def test_needles_come_out_nowhere(held, asker, supervisor, liaison):
    for mode in ("BLIND", "OPEN", "SILENT"):
        set_mode(held, mode, supervisor.user)
        key = ask(asker).redirect_chain[-1][0]
        telling.tell_others()
        for address in (key, reverse("deconfliction:board"), "/inbox/", "/audit/", "/cases/", "/"):
            assert NEEDLE.lower() not in asker.get(address).content.decode().lower(), (mode, address)
        for address in ("/cases/deconfliction/liaison/", "/inbox/"):
            assert NEEDLE.lower() not in liaison.get(address).content.decode().lower(), (mode, address)
    notices = str(list(Notice.objects.values_list("duty", "reference", "url", "step", "kind")))
    trail = str(
        list(AuditEntry.objects.filter(action="deconfliction").values_list("reason", "target_reference"))
    )
    assert NEEDLE.lower() not in (notices + trail).lower() and PASSPORT not in notices + trail
    assert PASSPORT not in str(list(Check.objects.values()))


# Who may ask, and how often


def test_the_page_is_not_there_for_those_who_work_no_cases(sysadmin, held):
    assert sysadmin.get(reverse("deconfliction:board")).status_code == 404
    assert sysadmin.post(reverse("deconfliction:board"), {}).status_code == 404


def test_an_answer_is_its_askers_alone(held, asker, officer, supervisor):
    key = ask(asker).redirect_chain[-1][0]
    assert asker.get(key).status_code == 200
    for other in (officer, supervisor):
        assert other.get(key).status_code == 404


def test_so_often_and_no_more_in_a_day(held, asker, settings):
    settings.DECONFLICTION_A_DAY = 2
    assert ask(asker).status_code == ask(asker).status_code == 200
    refused = ask(asker)
    assert refused.status_code == 429 and "You asked very often" in refused.content.decode()
    assert PASSPORT in refused.content.decode()  # what was typed stays
    Check.objects.update(at=timezone.now() - timedelta(hours=25))
    assert ask(asker).status_code == 200


def test_whoever_asks_too_often_by_putting_people_on_cases_learns_nothing(held, asker, settings):
    settings.DECONFLICTION_A_DAY = 0
    mine = make_case(by=asker.user, officer=asker.user, office=asker.user.office)
    subjects.add_subject(case=mine, by=asker.user, facts=[("PASSPORT", PASSPORT, "UTO")])
    check = Check.objects.get(by=asker.user)
    assert answering.sentence(check) == answering.WITHHELD and not check.blind
    assert [row["case"] for row in check.met] == [held.pk]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"id_kind": "", "id_value": ""}, "at least four letters"),
        ({"id_value": "A1"}, "at least four letters"),
        ({"id_kind": "", "id_value": "X12345"}, "kind of number"),
        ({"name": "Ada Vale"}, "together with a date of birth"),
        ({"born": "yesterday"}, "Write a date of birth"),
        ({"reason": ""}, "required"),
        ({"id_value": "A\x00B1234"}, "Null characters"),
    ],
)
def test_bad_questions_are_refused_beside_the_field(sent, said, asker):
    answer = ask(asker, **sent)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Check.objects.exists()


def test_a_question_sent_twice_is_asked_once(held, asker):
    key = uuid4()
    ask(asker, key=key)
    ask(asker, key=key)
    assert Check.objects.filter(by=asker.user).count() == 1


def test_what_was_asked_is_kept_as_a_digest_with_who_and_why(held, asker):
    ask(asker)
    check = Check.objects.get(by=asker.user)
    assert check.digests == terms.of([("PASSPORT", PASSPORT)]).digests
    assert (check.asked, check.reason, check.cause) == ("Passport number", "A tip", "HAND")
    assert AuditEntry.objects.filter(action="deconfliction", actor_id=asker.user.pk).count() == 1


# By itself, on a case


def test_whoever_is_put_on_a_case_is_asked_for_in_all_files(held, asker):
    mine = make_case(by=asker.user, officer=asker.user, office=asker.user.office)
    sent = {"key": uuid4(), "part": "SUBJECT", "name": "Bo", "id_kind": "PASSPORT", "id_value": PASSPORT}
    said = asker.post(reverse("cases:subjects", args=[mine.reference]), sent, follow=True).content.decode()
    check = Check.objects.get(case=mine)
    assert f"liaison reference {check.reference}" in said and NEEDLE not in said
    shown = asker.get(reverse("deconfliction:file", args=[mine.reference])).content.decode()
    assert check.reference in shown and held.reference not in shown


def test_what_was_asked_for_a_compartment_is_read_there_alone(held, asker):
    unit = make_unit(office=asker.user.office)
    mine = make_case(by=asker.user, officer=asker.user, office=asker.user.office, unit=unit)
    helper = Persona(make_user(office=asker.user.office, roles=["AGENT"]))
    team.add(case=mine, user=helper.user, by=asker.user, reason="Helps")
    before = masked(helper.get(reverse("deconfliction:file", args=[mine.reference])))
    subjects.add_subject(case=mine, by=asker.user, part="VICTIM", facts=[("PASSPORT", PASSPORT, "UTO")])
    assert masked(helper.get(reverse("deconfliction:file", args=[mine.reference]))) == before
    assert (
        "liaison reference"
        in asker.get(reverse("deconfliction:file", args=[mine.reference])).content.decode()
    )


# How a file answers


def test_only_a_supervisor_says_how_a_file_answers(held, officer, supervisor):
    with pytest.raises(StepRefused):
        set_mode(held, "OPEN", officer.user)
    url = reverse("deconfliction:mode", args=[held.reference])
    assert officer.get(url).status_code == 403
    assert supervisor.post(url, {"mode": "SILENT", "reason": "Endangers somebody"}).status_code == 302
    shown = officer.get(reverse("deconfliction:file", args=[held.reference])).content.decode()
    assert "Silent" in shown and "Endangers somebody" in shown
    assert supervisor.post(url, {"mode": "LOUD", "reason": "x"}).status_code == 422


def test_screening_says_whether_all_files_were_asked(officer, supervisor):
    case = make_case(by=officer.user)

    def line():
        found = workflow.WORKFLOW.offer(workflow.WORKFLOW.steps["screen"], supervisor.user, case).findings
        return next(
            each.state for each in found if each.label == "All files were asked about those who are in it"
        )

    assert line() == "not_checked"
    subjects.add_subject(case=case, by=officer.user, facts=[("NAME", "Mara Victim", "")], part="VICTIM")
    assert line() == "not_checked"  # nobody learns from it of whom a compartment keeps
    subjects.add_subject(case=case, by=officer.user, facts=HELD)
    assert line() == "done"
