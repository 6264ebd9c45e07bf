"""The other side: holders told who asked, liaison officers who see both files, operations in place and time."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.actions import subjects, team
from cases.deconfliction import actions, telling, terms
from cases.deconfliction.models import Check, Conflict, Contact, Operation
from cases.deconfliction.views import asking
from secoffice.reminders.models import Notice
from secoffice.workflow import StepRefused
from tests.conftest import Persona
from tests.factories import make_case, make_office, make_user

NEEDLE = "Quillzephyr"
NUMBER = [("PASSPORT", "QZ7719042", "UTO")]
SOON = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(asking, "SECONDS", 0)


@pytest.fixture
def held(officer, supervisor, unit):
    case = make_case(
        by=officer.user, officer=officer.user, unit=unit, title=f"{NEEDLE} matter", status="FULL"
    )
    subjects.add_subject(case=case, by=officer.user, facts=[("NAME", f"{NEEDLE} Person", ""), *NUMBER])
    Check.objects.all().delete()
    return case


@pytest.fixture
def liaison(post):
    return Persona(make_user(name="Lia Sonne", office=post, roles=["LIAISON"]))


@pytest.fixture
def conflict(held, outsider, liaison):
    """The outsider asked for a number that the held file knows, and the sweeper told the other side."""
    return met(outsider)


def met(asker, **given):
    check = actions.ask(terms=terms.of(NUMBER), by=asker.user, reason="A tip", **given)
    telling.tell_others()
    return Conflict._base_manager.get(check_made=check)


def sides(conflict):
    return reverse("deconfliction:sides", args=[conflict.reference])


def tab(case):
    return reverse("deconfliction:file", args=[case.reference])


def text(client, address):
    return client.get(address).content.decode()


def set_mode(case, mode, by):
    actions.set_mode(case=case, mode=mode, reason="As it must be", by=by)


# Holders


def test_the_officer_and_the_supervisor_are_told_and_read_who_asked(
    conflict, held, officer, supervisor, outsider
):
    for holder in (officer, supervisor):
        notice = Notice.objects.get(recipient=holder.user, kind="deconfliction")
        assert (notice.reference, notice.duty) == (held.reference, "question about a file")
        assert notice.url == tab(held)
        shown = text(holder, notice.url)
        assert "Otto Utland" in shown and conflict.reference in shown and str(outsider.user.office) in shown
        assert "A tip" in shown
    assert not Notice.objects.filter(recipient=outsider.user).exists()


def test_of_a_silent_file_the_holder_is_told_and_no_liaison_officer(
    held, outsider, officer, supervisor, liaison
):
    set_mode(held, "SILENT", supervisor.user)
    conflict = met(outsider)
    assert "they were told nothing" in text(officer, tab(held))
    assert Notice.objects.filter(recipient=officer.user, kind="deconfliction").count() == 1
    assert not Notice.objects.filter(recipient=liaison.user).exists()
    assert liaison.get(sides(conflict)).status_code == 404
    assert conflict.reference not in text(liaison, reverse("deconfliction:liaison"))


def test_that_a_compartment_was_met_is_told_inside_it_alone(officer, outsider, unit, colleague, liaison):
    case = make_case(by=officer.user, officer=officer.user, unit=unit)
    team.add(case=case, user=colleague.user, by=officer.user, reason="Helps")
    subjects.add_subject(case=case, by=officer.user, part="VICTIM", facts=NUMBER)
    conflict = met(outsider)
    assert "Otto Utland" in text(officer, tab(case)) and "Otto Utland" not in text(colleague, tab(case))
    assert Notice.objects.get(recipient=officer.user).target_type == "cases.compartment"
    assert liaison.get(sides(conflict)).status_code == 404


def test_a_question_about_what_one_sees_brings_in_no_liaison_officer(held, rso, officer, liaison):
    team.add(case=held, user=rso.user, by=officer.user, reason="Reads", part="READER")
    conflict = met(rso)
    shown = text(officer, tab(held))
    assert "Rafael Ostrow" in shown and "may see this file" in shown and conflict.reference not in shown
    assert liaison.get(sides(conflict)).status_code == 404


def test_telling_twice_tells_once(conflict, held):
    Check.objects.update(told_at=None)
    before = Notice.objects.count(), Conflict._base_manager.count()
    assert telling.tell_others() == 1 and telling.tell_others() == 0
    assert (Notice.objects.count(), Conflict._base_manager.count()) == before


def test_a_check_that_met_nothing_is_told_of_to_nobody(held, outsider):
    actions.ask(terms=terms.of([("PASSPORT", "NOBODY123", "")]), by=outsider.user)
    assert telling.tell_others() == 1
    assert not Notice.objects.exists() and not Conflict._base_manager.exists()


# Liaison


def test_the_liaison_officer_sees_both_sides_and_no_content(conflict, held, outsider, liaison):
    mine = make_case(
        by=outsider.user, officer=outsider.user, office=outsider.user.office, title=f"{NEEDLE} two"
    )
    Check.objects.update(case=mine)
    shown = text(liaison, sides(conflict))
    assert held.reference in shown and mine.reference in shown
    assert "Rosa Dunmore" in shown and "Otto Utland" in shown and NEEDLE not in shown
    notice = Notice.objects.get(recipient=liaison.user)
    assert (notice.reference, notice.url) == (conflict.reference, sides(conflict))


def test_files_met_by_one_question_stand_in_one_row(held, officer, outsider, unit, liaison):
    other = make_case(by=officer.user, officer=officer.user, unit=unit, status="FULL")
    subjects.add_subject(case=other, by=officer.user, facts=[("NAME", f"{NEEDLE} Person", ""), *NUMBER])
    Check.objects.all().delete()
    check = actions.ask(terms=terms.of(NUMBER), by=outsider.user, reason="A tip")
    telling.tell_others()
    shown = text(liaison, reverse("deconfliction:liaison"))
    assert shown.count(check.reference) == 2 and "in 2 files" in shown  # its address and its name


def test_contact_and_outcome_are_recorded_and_reach_both_sides(conflict, held, outsider, officer, liaison):
    sent = {
        "key": uuid4(),
        "conflict": conflict.pk,
        "step": "contact",
        "text": "Speak to one another by phone",
    }
    for _ in range(2):  # sent twice
        assert liaison.post(sides(conflict), sent).status_code == 302
    assert Contact.objects.count() == 1
    check = text(outsider, reverse("deconfliction:check", args=[conflict.check_made.key]))
    assert "Speak to one another by phone" in check and "Speak to one another by phone" in text(
        officer, tab(held)
    )
    assert Notice.objects.filter(recipient=outsider.user, duty="answer of a liaison officer").exists()
    settled = {"key": uuid4(), "conflict": conflict.pk, "step": "settle", "text": "Two matters, both go on"}
    assert liaison.post(sides(conflict), settled).status_code == 302
    conflict.refresh_from_db()
    assert conflict.status == "SETTLED" and "Settled lately" in text(
        liaison, reverse("deconfliction:liaison")
    )


@pytest.mark.parametrize(
    "sent",
    [{"step": "reopen"}, {"step": "nonsense"}, {"text": ""}, {"key": "no"}],
    ids=lambda sent: next(iter(sent)),
)
def test_a_bad_word_is_refused_and_stays(sent, conflict, liaison):
    given = {"key": uuid4(), "conflict": conflict.pk, "step": "contact", "text": "Kept words"} | sent
    answer = liaison.post(sides(conflict), given)
    assert answer.status_code == 422 and given["text"] in answer.content.decode()
    assert not Contact.objects.exists()


@pytest.mark.parametrize("number", ["0", "99999", "x", "9" * 40, ""])
def test_a_conflict_that_is_not_there_is_not_found(number, conflict, liaison):
    sent = {"key": uuid4(), "conflict": number, "step": "contact", "text": "x"}
    assert liaison.post(sides(conflict), sent).status_code == 404


def test_the_page_is_for_liaison_officers_who_are_kept_out_of_neither_file(
    conflict, held, officer, outsider, liaison
):
    elsewhere = Persona(make_user(office=make_office(), roles=["LIAISON"]))
    for reader in (officer, outsider, elsewhere):
        assert reader.get(sides(conflict)).status_code == 404
    team.declare_conflict(case=held, user=liaison.user, by=liaison.user, reason="Cousin")
    assert liaison.get(sides(conflict)).status_code == 404
    with pytest.raises(StepRefused):
        actions.take(conflict=conflict, step="contact", text="x", key=uuid4(), by=liaison.user)


def test_a_liaison_officer_whom_the_marking_of_either_file_bars_sees_neither(held, outsider, post):
    local = Persona(make_user(name="Lo Cal", office=post, roles=["LIAISON"], employment="LOCAL"))
    mine = make_case(by=outsider.user, officer=outsider.user, office=outsider.user.office)
    type(mine)._base_manager.filter(pk=mine.pk).update(marking="CUI//INV//NOFORN", controls=2)
    mine.refresh_from_db()
    conflict = met(outsider, case=mine)
    assert local.get(sides(conflict)).status_code == 404
    assert mine.reference not in text(local, reverse("deconfliction:liaison"))
    assert not Notice.objects.filter(recipient=local.user).exists()


def test_hidden_and_missing_references_answer_alike(conflict, officer):
    def answer(reference):
        with CaptureQueriesContext(connection) as queries:
            found = officer.get(f"/cases/deconfliction/{reference}/")
        shown = re.sub(
            r"[A-Za-z0-9]{64}|\d\d:\d\d[:.\d]*", "X", found.content.decode().replace(reference, "R")
        )
        return found.status_code, shown, len(queries)

    answer("D-XXXXXXX")
    assert answer(conflict.reference) == answer("D-XXXXXXX")


def test_a_liaison_officer_who_asks_does_not_liaise_for_themselves(held, liaison):
    conflict = met(liaison)
    assert liaison.get(sides(conflict)).status_code == 404
    assert not Notice.objects.filter(recipient=liaison.user).exists()


def test_lists_cost_the_same_for_one_conflict_and_for_many(held, outsider, officer, liaison):
    costs = []
    for number in (1, 9):
        for _ in range(number):
            met(outsider)
        row = []
        for client, address in ((liaison, reverse("deconfliction:liaison")), (officer, tab(held))):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            row.append(len(queries))
        costs.append(row)
    assert costs[0] == costs[1] and max(costs[0]) <= 12


# Operations


def plan(client, case, **sent):
    given = {
        "key": uuid4(), "kind": "SURVEIL", "place": "Harbour", "latitude": "38.7101", "longitude": "-9.1366",
        "urban": "town", "starts_at": f"{SOON:%Y-%m-%dT%H:%M}",
        "ends_at": f"{SOON + timedelta(hours=2):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    return client.post(tab(case), given | sent, follow=True)


@pytest.fixture
def theirs(outsider):
    return make_case(by=outsider.user, officer=outsider.user, office=outsider.user.office)


def test_two_operations_near_each_other_are_a_possible_conflict(held, theirs, officer, outsider):
    assert "No conflict to report." in plan(officer, held, place=NEEDLE).content.decode()
    said = plan(outsider, theirs, latitude="38.7111").content.decode()
    check = Check.objects.get(case=theirs)
    assert f"liaison reference {check.reference}" in said and NEEDLE not in said
    telling.tell_others()
    assert "Operations near each other" in text(officer, tab(held))


@pytest.mark.parametrize(
    "sent",
    [
        {"latitude": "38.80"},
        {
            "starts_at": f"{SOON + timedelta(hours=7):%Y-%m-%dT%H:%M}",
            "ends_at": f"{SOON + timedelta(hours=8):%Y-%m-%dT%H:%M}",
        },
    ],
    ids=["far", "later"],
)
def test_far_or_later_is_no_conflict(sent, held, theirs, officer, outsider):
    plan(officer, held)
    assert "No conflict to report." in plan(outsider, theirs, **sent).content.decode()


def test_over_the_date_line_near_is_near(held, theirs, officer, outsider):
    plan(officer, held, latitude="0", longitude="179.9999")
    assert "liaison reference" in plan(outsider, theirs, latitude="0", longitude="-179.9999").content.decode()


def test_a_silent_file_says_nothing_of_its_operations(held, theirs, officer, outsider, supervisor):
    set_mode(held, "SILENT", supervisor.user)
    plan(officer, held)
    assert "No conflict to report." in plan(outsider, theirs).content.decode()


def test_what_was_called_off_is_in_nobodys_way(held, theirs, officer, outsider):
    plan(officer, held)
    operation = Operation.objects.get()
    url = reverse("deconfliction:call_off", args=[held.reference, operation.pk])
    assert outsider.post(url, {"reason": "x"}).status_code == 404
    assert officer.post(url, {"reason": "Rain"}).status_code == 302
    assert "Rain" in text(officer, tab(held)) and officer.get(url).status_code == 404
    assert "No conflict to report." in plan(outsider, theirs).content.decode()


def test_an_operation_sent_twice_is_planned_once(held, officer):
    key = uuid4()
    plan(officer, held, key=key)
    plan(officer, held, key=key)
    assert Operation.objects.count() == 1 and Check.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"latitude": "91"}, "less than or equal to 90"),
        ({"longitude": "nan"}, "number"),
        ({"ends_at": f"{SOON:%Y-%m-%dT%H:%M}"}, "ends before it begins"),
        ({"ends_at": f"{SOON + timedelta(days=40):%Y-%m-%dT%H:%M}"}, "At most 31 days"),
        ({"starts_at": "1999-01-01T10:00", "ends_at": "1999-01-01T11:00"}, "Check the year"),
        ({"place": ""}, "required"),
    ],
)
def test_bad_operations_are_refused_beside_the_field(sent, said, held, officer):
    answer = plan(officer, held, **sent)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Operation.objects.exists()


def test_a_reader_of_the_case_plans_nothing(held, officer, colleague):
    team.add(case=held, user=colleague.user, by=officer.user, reason="Reads", part="READER")
    assert plan(colleague, held).status_code == 422
    assert not Operation.objects.exists()
