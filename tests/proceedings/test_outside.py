"""Lookouts are lifted or said to stay, and personnel security is told of employees, before a case closes."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import workflow
from cases.actions import subjects, team
from cases.gate import CLOSING
from cases.proceedings.actions import entries, findings, outside
from cases.proceedings.models import Lookout, PersonnelReferral
from secoffice.people.actions import link_staff
from secoffice.workflow import StepRefused
from tests.factories import make_case, make_user

ON = date(2026, 3, 2)


def look_out(case, by, **more):
    given = {"system": "Border control", "number": "BC-17", "entered_on": ON, "key": uuid4()} | more
    return outside.look_out(case=case, by=by.user, **given)


def settle(lookout, step, by, on=ON, said="The passport was handed in"):
    return outside.settle(lookout=lookout, step=step, by=by.user, on=on, said=said)


def tell(case, by, **more):
    given = {"decision": "MADE", "to": "Clearance office", "on": ON, "text": "By telephone", "key": uuid4()}
    return outside.tell_personnel(case=case, by=by.user, **(given | more))


def state(case, word):
    (found,) = {check.state for check in CLOSING.run(case) if word in check.label}
    return found


@pytest.fixture
def employee(case, officer):
    person = link_staff(user=make_user(office=officer.user.office), by=None)
    return subjects.add_subject(case=case, by=officer.user, person=person)


@pytest.mark.parametrize("step", ["lift", "keep"])
def test_a_lookout_in_place_keeps_the_case_open_until_it_is_lifted_or_said_to_stay(case, officer, step):
    lookout = look_out(case, officer)
    assert state(case, "Lookouts") == "open"
    settle(lookout, step, officer)
    assert state(case, "Lookouts") == "done"
    lookout.refresh_from_db()
    assert (lookout.decided_on, lookout.why) == (ON, "The passport was handed in")


def test_closing_is_refused_in_a_sentence_that_leads_to_the_lookouts(case, officer, supervisor):
    look_out(case, officer)
    with pytest.raises(StepRefused, match="1 lookout in place"):
        workflow.take(case, "close", by=supervisor.user, reason="Done", given={"disposition": "PLEA"})
    page = supervisor.get(case.get_absolute_url()).content.decode()
    assert reverse("proceedings:lookouts", args=[case.reference]) in page


def test_one_that_stays_may_be_lifted_later_and_a_lifted_one_is_done_with(case, officer):
    lookout = settle(look_out(case, officer), "keep", officer)
    settle(lookout, "lift", officer)
    for step in ("lift", "keep"):
        with pytest.raises(StepRefused, match="not possible"):
            settle(lookout, step, officer)


def test_lifting_needs_its_reason_and_a_day_that_fits(case, officer):
    lookout = look_out(case, officer)
    for wrong in (
        {"said": " "},
        {"on": ON - timedelta(days=1)},
        {"on": timezone.localdate() + timedelta(days=3)},
    ):
        with pytest.raises(StepRefused):
            settle(lookout, "lift", officer, **wrong)
    assert state(case, "Lookouts") == "open"
    with pytest.raises(StepRefused, match="not come yet"):
        look_out(case, officer, entered_on=timezone.localdate() + timedelta(days=3))


def test_an_outcome_that_says_a_lookout_was_entered_needs_one_on_file(case, officer):
    findings.dispose(case=case, code="LOOKOUT_ENTERED", on=ON, by=officer.user, key=uuid4())
    assert state(case, "Lookouts") == "open"
    lookout = settle(look_out(case, officer), "keep", officer)
    assert state(case, "Lookouts") == "done"
    entries.take_back(entry=lookout, reason="Typed into the wrong case", by=officer.user)
    assert state(case, "Lookouts") == "open"


def test_a_lookout_names_nobody_in_a_compartment_or_of_another_case(case, officer):
    victim = subjects.add_subject(case=case, by=officer.user, part="VICTIM", facts=[("NAME", "Una Halm", "")])
    other = make_case(by=officer.user, officer=officer.user)
    stranger = subjects.add_subject(case=other, by=officer.user, facts=[("NAME", "Ivo Rey", "")])
    for subject in (victim, stranger):
        with pytest.raises(StepRefused, match="not on the case"):
            look_out(case, officer, subject=subject)
    assert not Lookout.objects.exists()


def test_an_employee_on_the_case_keeps_it_open_until_personnel_security_is_told(case, officer, employee):
    assert state(case, "Personnel") == "open"
    entry = tell(case, officer)
    assert state(case, "Personnel") == "done"
    entries.take_back(entry=entry, reason="Wrong case", by=officer.user)
    assert state(case, "Personnel") == "open"
    tell(case, officer, decision="NOT", to="", text="Only lent the office car")
    assert state(case, "Personnel") == "done"


def test_an_employee_who_comes_to_the_case_later_needs_another_entry(case, officer, employee):
    tell(case, officer)
    person = link_staff(user=make_user(office=officer.user.office), by=None)
    later = subjects.add_subject(case=case, by=officer.user, person=person)
    assert state(case, "Personnel") == "open"
    subjects.strike(subject=later, by=officer.user, reason="Somebody else")
    assert state(case, "Personnel") == "done"


def test_misconduct_is_told_of_even_where_nobody_is_named_and_others_are_not(officer, case):
    misconduct = make_case(by=officer.user, officer=officer.user, status="FULL", kind="AD")
    assert (state(misconduct, "Personnel"), state(case, "Personnel")) == ("open", "done")
    tell(misconduct, officer)
    assert state(misconduct, "Personnel") == "done"


def test_the_list_says_nothing_of_an_employee_in_a_compartment(case, officer):
    person = link_staff(user=make_user(office=officer.user.office), by=None)
    subjects.add_subject(case=case, by=officer.user, part="VICTIM", person=person)
    assert state(case, "Personnel") == "done"


def test_a_referral_names_its_office_and_none_needed_names_none(case, officer):
    for wrong in ({"to": ""}, {"decision": "NOT"}):
        with pytest.raises(StepRefused, match="Name the clearance office"):
            tell(case, officer, **wrong)
    url = reverse("proceedings:add", args=[case.reference, "personnel"])
    sent = {"key": uuid4(), "decision": "MADE", "on": "2026-03-02", "text": "By telephone"}
    answer = officer.post(url, sent)
    assert answer.status_code == 422 and "Name the office" in answer.content.decode()
    assert "By telephone" in answer.content.decode() and not PersonnelReferral.objects.exists()


def test_a_lookout_is_lifted_and_both_stand_on_their_page(case, officer, colleague, employee):
    lookout, other = look_out(case, officer), look_out(case, officer, number="BC-18")
    tell(case, officer)
    url = reverse("proceedings:lookout_step", args=[case.reference, lookout.pk, "lift"])
    assert officer.post(url, {"on": "2026-03-03", "said": "Passport handed in"}).status_code == 302
    page = officer.get(reverse("proceedings:lookouts", args=[case.reference])).content.decode()
    assert "Passport handed in" in page and "Clearance office" in page and "BC-17" in page
    team.add(case=case, user=colleague.user, by=officer.user, reason="r", part="READER")
    url = reverse("proceedings:lookout_step", args=[case.reference, other.pk, "lift"])
    assert colleague.get(url).status_code == 403
    assert colleague.post(url, {"on": "2026-03-03", "said": "Mine"}).status_code == 422
    other.refresh_from_db()
    assert other.is_open
