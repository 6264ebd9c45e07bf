"""Many cases at once are like cases worked by hand, and a second run adds only what is missing."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import scale
from cases.actions.timeline import refresh_next_date
from cases.evidence.models import CustodyEvent, Exhibit
from cases.leads.models import Lead
from cases.models import Case, Event, Subject
from cases.numbers import is_number
from cases.papers.models import Report
from cases.scale import staff
from secoffice.access.models import Admission
from secoffice.accounts.models import User
from secoffice.deadlines.models import Deadline, RuleSetting
from secoffice.people import keys
from secoffice.people.models import Fact, NameKey, Person
from secoffice.reminders.planning import plan
from secoffice.search import index
from tests.conftest import Persona
from tests.factories import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    assert scale.load(60) == 60
    return Case.objects.unrestricted(purpose="test")


def reader(email):
    return User.objects.get(email=email)


def test_everything_comes_in_proportion(loaded):
    assert loaded.count() == 60
    assert Admission.objects.count() > 60 * 5
    assert Event.objects.count() > 100
    assert Subject.objects.count() > 40
    assert Fact.objects.filter(source_type="cases.case").count() > 120
    live = loaded.live()
    assert live.count() * 2 <= Deadline.objects.open().count() <= live.count() * 5


def test_every_desk_has_its_share(loaded):
    seen = Lead.objects.visible_to(reader(staff.SEES_ALL))
    assert seen.count() == 20 + 19
    assert len(set(seen.values_list("reference", flat=True))) == seen.count()
    assert all(is_number(reference) for reference in seen.values_list("reference", flat=True))
    assert Exhibit.objects.visible_to(reader(staff.SEES_FEW)).count() == 30
    assert CustodyEvent.objects.count() == 2 * Exhibit.objects.unrestricted(purpose="test").count() == 176
    assert Report.objects.count() == 6


def test_everybody_made_here_is_found_by_the_keys_a_person_on_file_would_have(loaded):
    person = Person.objects.unrestricted(purpose="test").latest("pk")
    held = set(NameKey.objects.filter(person=person).values_list("key", flat=True))
    assert held == keys.of_facts(Fact.objects.unrestricted(purpose="test").filter(person=person)) != set()


def test_the_pages_of_every_desk_open_on_a_long_file(loaded):
    client = Persona(reader(staff.SEES_FEW))
    case = loaded.get(key=scale.key(1, 0))
    for page in ("leads:list", "evidence:list", "papers:reports", "links:chart"):
        assert client.get(reverse(page, args=[case.reference])).status_code == 200
    report = Report.objects.get(case=case)
    for page in ("papers:report", "papers:report_preview"):
        assert client.get(reverse(page, args=[case.reference, report.pk])).status_code == 200


def test_a_second_run_adds_only_what_is_missing(loaded):
    before = list(loaded.order_by("pk").values_list("pk", "reference", "title"))
    assert scale.load(60) == 0
    assert scale.load(75) == 15
    assert list(loaded.order_by("pk").values_list("pk", "reference", "title")[:60]) == before


def test_the_same_number_is_the_same_case(loaded):
    at = timezone.now()
    first = loaded.get(key=scale.key(1, 7))
    told = (first.title, first.allegation, first.kind, first.status)
    for case in loaded:
        Case._base_manager.filter(pk=case.pk).update(key=uuid4())  # as if it were of somebody else
    scale.load(10, at=at)
    again = loaded.get(key=scale.key(1, 7))
    assert (again.title, again.allegation, again.kind, again.status) == told


def test_numbers_are_real_and_the_next_case_gets_another(loaded, officer):
    references = set(loaded.values_list("reference", flat=True))
    assert len(references) == 60
    assert all(map(is_number, references))
    assert make_case(by=officer.user).reference not in references


def test_dates_on_the_case_are_those_of_its_clocks(loaded):
    told = dict(loaded.values_list("pk", "next_due_at"))
    for pk in told:
        refresh_next_date(pk)
    assert dict(loaded.values_list("pk", "next_due_at")) == told


def test_clocks_go_by_the_rules_in_force():
    RuleSetting.objects.create(code="cases.screen", values={"days": 9, "at_once": True, "nag_days": 3})
    scale.load(10)
    rows = Deadline.objects.filter(rule="cases.screen")
    assert set(rows.values_list("days", "at_once", "nag_days")) == {(9, True, 3)}
    assert not Deadline.objects.filter(rule="cases.preliminary_end", duty_officer=False).exists()


def test_nobody_is_owed_a_mail_because_of_it(loaded):
    assert plan(timezone.now()) == 0


def test_it_is_found_by_its_words(loaded):
    case = loaded.get(key=scale.key(1, 3))
    seen = Case.objects.visible_to(reader(staff.SEES_ALL))
    assert case in index.matching(seen, case.reference)
    assert case in index.matching(seen, f"{case.title} {case.allegation[:60]}")


def test_one_reader_sees_all_and_the_other_one_in_a_thousand(loaded, monkeypatch):
    assert Case.objects.visible_to(reader(staff.SEES_ALL)).count() == 60
    assert [case.key for case in Case.objects.visible_to(reader(staff.SEES_FEW))] == [scale.key(1, 0)]


def test_staff_that_is_there_gets_the_cases(supervisor, officer):
    scale.load(10)
    assert set(Case.objects.visible_to(supervisor.user).values_list("unit", flat=True)) == {
        supervisor.user.unit_id
    }
    assert Case.objects.visible_to(supervisor.user).count() == 10
    assert Case.objects.of(officer.user).exists()


def test_a_page_of_such_a_case_opens(loaded):
    client = Persona(reader(staff.SEES_ALL))
    for case in loaded.order_by("pk")[:12]:
        assert client.get(case.get_absolute_url()).status_code == 200
