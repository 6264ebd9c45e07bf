"""People on a case: parts that change, rows that are struck, and compartments that nobody outside can notice."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions import assigning, compartments, opening, subjects, team, writing
from cases.models import Case, Compartment, Event, Subject
from secoffice.access.models import Admission
from secoffice.audit.models import AuditEntry
from secoffice.people.models import Fact, Person
from secoffice.people.search import similar
from secoffice.workflow import StepRefused
from tests.factories import make_case, make_user

NEEDLE = "Quillzephyr"


@pytest.fixture
def case(officer, colleague, supervisor):
    """A full investigation that an officer works, with a colleague in its team."""
    case = make_case(by=officer.user, officer=officer.user, status="FULL")
    team.add(case=case, user=colleague.user, by=officer.user, reason="Second pair of eyes")
    return case


def name(case, by, part="SUBJECT", words="Ada Vale", **more):
    return subjects.add_subject(case=case, by=by, part=part, facts=[("NAME", words, "")], **more)


def page(name, case, *more):
    return reverse(f"cases:{name}", args=[case.reference, *more])


def text(client, address):
    return client.get(address).content.decode()


def changed(subject, by, **given):
    kept = {each: getattr(subject, each) for each in ("part", "since", "until", "remarks", "version")}
    subjects.change_subject(subject=subject, by=by, reason="New facts", **kept | given)


# Parts


def test_a_person_plays_a_part_from_a_day_on_with_remarks(case, officer):
    sent = {"key": uuid4(), "part": "FACIL", "name": "Ada Vale", "since": "2025-02-03", "until": "2025-04-01"}
    assert officer.post(page("subjects", case), sent | {"remarks": "Paid the fees"}).status_code == 302
    shown = text(officer, page("subjects", case))
    assert "3 Feb 2025" in shown and "1 Apr 2025" in shown and "Paid the fees" in shown


def test_an_end_before_the_beginning_is_refused_beside_the_field(case, officer):
    sent = {"key": uuid4(), "part": "FACIL", "name": "Ada Vale", "since": "2025-02-03", "until": "2025-01-01"}
    answer = officer.post(page("subjects", case), sent)
    assert answer.status_code == 422 and "before the first day" in answer.content.decode()
    assert "Ada Vale" in answer.content.decode() and not case.subjects.exists()


def test_a_part_changes_with_a_reason_and_a_line(case, officer):
    subject = name(case, officer.user)
    sent = {"version": 1, "part": "ASSOC", "reason": "Only carried the bag", "since": "", "until": ""}
    assert officer.post(page("subject_change", case, subject.pk), sent).status_code == 302
    assert case.subjects.get().part == "ASSOC"
    assert case.events.filter(verb="subject", text="Only carried the bag").exists()


def test_whoever_changes_what_somebody_changed_sees_both(case, officer, colleague):
    subject = name(case, officer.user)
    changed(subject, colleague.user, part="COMPLAIN", remarks="Called us first")
    sent = {"version": 1, "part": "ASSOC", "reason": "Only carried the bag", "remarks": "Bag"}
    answer = officer.post(page("subject_change", case, subject.pk), sent)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Complainant" in said and "Called us first" in said and "Only carried the bag" in said
    assert case.subjects.get().part == "COMPLAIN"


def test_nobody_plays_one_part_twice(case, officer):
    first = name(case, officer.user)
    subjects.add_subject(case=case, by=officer.user, part="ASSOC", person=first.person)
    with pytest.raises(StepRefused, match="plays that part"):
        changed(first, officer.user, part="ASSOC")


def test_who_is_taken_off_stays_struck_out_with_the_reason(case, officer):
    subject = name(case, officer.user)
    answer = officer.post(page("subject_off", case, subject.pk), {"reason": "A namesake"})
    assert answer.status_code == 302
    shown = text(officer, page("subjects", case))
    assert "<s>Ada Vale</s>" in shown and "A namesake" in shown
    assert "Subjects 0" in shown and not case.subjects.exists()
    assert officer.post(page("subject_off", case, subject.pk), {"reason": "Again"}).status_code == 404


def test_who_was_taken_off_can_be_put_on_again(case, officer):
    subject = name(case, officer.user)
    subjects.strike(subject=subject, reason="A namesake", by=officer.user)
    subjects.add_subject(case=case, by=officer.user, person=subject.person)
    assert Subject.everybody.filter(case=case).count() == 2 and case.subjects.count() == 1


def test_only_those_who_work_the_case_change_it(case, officer, rso):
    subject = name(case, officer.user)
    reader = make_user(office=case.office)
    team.add(case=case, user=reader, by=officer.user, reason="Reads", part="READER")
    for deed in (
        lambda: name(case, reader),
        lambda: changed(subject, reader, part="ASSOC"),
        lambda: subjects.strike(subject=subject, reason="x", by=reader),
    ):
        with pytest.raises(StepRefused):
            deed()


# Seen in other cases


def test_the_same_person_in_other_cases_is_shown_where_they_may_be_seen(case, officer, outsider):
    subject, mine = name(case, officer.user), make_case(by=officer.user)
    theirs = make_case(by=outsider.user)
    for other, by in ((mine, officer.user), (theirs, outsider.user)):
        subjects.add_subject(
            case=other, by=by, part="FACIL", person=subject.person, facts=[("NAME", "Ada Vale", "")]
        )
    shown = text(officer, page("subjects", case))
    assert mine.reference in shown and "(facilitator)" in shown
    assert theirs.reference not in shown


def test_a_compartment_elsewhere_does_not_show_there(case, officer, colleague):
    other = make_case(by=officer.user, officer=officer.user)
    team.add(case=other, user=colleague.user, by=officer.user, reason="Reads")
    subject = name(case, officer.user)
    subjects.add_subject(case=other, by=officer.user, part="WITNESS", person=subject.person)
    assert other.reference in text(officer, page("subjects", case))
    assert other.reference not in text(colleague, page("subjects", case))


# Compartments


@pytest.fixture
def victim(case, officer):
    return subjects.add_subject(
        case=case, by=officer.user, part="VICTIM", remarks=f"{NEEDLE} remark",
        facts=[("NAME", f"{NEEDLE} Person", ""), ("PASSPORT", f"{NEEDLE}77", "UTO")],
    )  # fmt: skip


TABS = ("detail", "subjects", "timeline", "notes", "attach", "dates", "team", "who", "reviews")


def test_the_officer_and_the_lead_of_the_unit_see_the_victim(case, victim, officer, supervisor):
    for reader in (officer, supervisor):
        shown = text(reader, page("subjects", case))
        assert f"{NEEDLE} Person" in shown and "Subjects 1" in shown
    assert "Victim in a compartment added" in text(officer, page("timeline", case))


def test_other_readers_of_the_case_cannot_notice_the_victim(case, victim, colleague, rso, director):
    for reader in (colleague, rso, director):
        for tab in TABS:
            shown = text(reader, page(tab, case))
            assert NEEDLE not in shown and "compartment" not in shown.lower().replace(
                "their compartment", ""
            ), tab
        assert "Subjects 0" in text(reader, page("subjects", case))
        for name_, more in (("subject_change", victim.pk), ("subject_off", victim.pk)):
            assert reader.get(page(name_, case, more)).status_code == 404
        assert reader.get(page("inside", case)).status_code == 404
        assert not similar(reader.user, words=f"{NEEDLE} Person")
        assert case.reference not in text(reader, f"/cases/?q={NEEDLE}")
        assert not Person.objects.visible_to(reader.user).filter(pk=victim.person_id).exists()


def test_pages_are_the_same_with_and_without_a_compartment(case, officer, colleague):
    def seen():
        with CaptureQueriesContext(connection) as queries:
            shown = [text(colleague, page(tab, case)) for tab in TABS]
        return [
            re.sub(r"[A-Za-z0-9]{64}|[0-9a-f-]{36}|\d\d:\d\d[:.\d]*", "TOKEN", each) for each in shown
        ], len(queries)

    seen()
    before = seen()
    subjects.add_subject(case=case, by=officer.user, part="WITNESS", facts=[("NAME", NEEDLE, "")])
    assert seen() == before


def test_the_search_index_of_the_case_does_not_hold_the_victim(case, victim):
    from secoffice.search import index

    assert not index.matching(Case.objects.all(), f"{NEEDLE} Person").exists()


def test_oversight_reads_of_the_victim_in_the_compartment_only(case, victim, director):
    seen = AuditEntry.objects.filter(action="subject added", target_type="cases.compartment")
    assert seen.count() == 1
    assert "subject added" not in text(director, "/audit/")


def test_a_member_of_the_team_may_add_a_witness_and_does_not_see_them(case, colleague, officer):
    sent = {"key": uuid4(), "part": "WITNESS", "name": f"{NEEDLE} Person", "anyway": "1"}
    answer = colleague.post(page("subjects", case), sent, follow=True)
    said = answer.content.decode()
    assert "in a compartment that you are not in" in said and NEEDLE not in said
    assert f"{NEEDLE} Person" in text(officer, page("subjects", case))


def test_a_colleague_is_let_in_with_a_reason_and_taken_out_again(case, victim, officer, colleague):
    sent = {"compartment": victim.compartment_id, "user": colleague.user.pk, "reason": "Interviews her"}
    assert officer.post(page("inside", case), sent).status_code == 302
    assert f"{NEEDLE} Person" in text(colleague, page("subjects", case))
    assert "Interviews her" in text(colleague, page("timeline", case))
    out = page("let_out", case, victim.compartment_id, colleague.user.pk)
    assert officer.post(out, {"reason": "Done"}).status_code == 302
    assert NEEDLE not in text(colleague, page("subjects", case))


def test_only_a_reader_of_the_case_is_let_in_and_only_by_officer_or_supervisor(
    case, victim, officer, colleague
):
    stranger = make_user(office=case.office)
    given = {"compartment": victim.compartment, "reason": "Asks"}
    with pytest.raises(StepRefused, match="First"):
        compartments.name_into(user=stranger, by=officer.user, **given)
    compartments.name_into(user=colleague.user, by=officer.user, **given)
    team.add(case=case, user=stranger, by=officer.user, reason="Helps")
    with pytest.raises(StepRefused, match="lets others in"):
        compartments.name_into(user=stranger, by=colleague.user, **given)


def test_who_leaves_the_team_leaves_the_compartment(case, victim, officer, colleague):
    compartments.name_into(
        compartment=victim.compartment, user=colleague.user, reason="Asks", by=officer.user
    )
    team.remove(case=case, user=colleague.user, by=officer.user, reason="Done")
    assert not similar(colleague.user, words=f"{NEEDLE} Person")


def test_who_is_recused_is_out_of_the_compartment(case, victim, officer):
    team.declare_conflict(case=case, user=officer.user, by=officer.user, reason="Cousin")
    assert not similar(officer.user, words=f"{NEEDLE} Person")
    assert not Compartment.objects.visible_to(officer.user).exists()


def test_a_new_officer_comes_in_and_the_former_goes_out(case, victim, officer, colleague, supervisor):
    assigning.assign(case=case, officer=colleague.user, by=supervisor.user)
    if case.offered_to_id:
        assigning.answer(case=case, by=colleague.user, accepts=True)
    assert f"{NEEDLE} Person" in text(colleague, page("subjects", case))
    officer.user._principals = None
    assert not similar(officer.user, words=f"{NEEDLE} Person")


def test_a_stricter_marking_keeps_out_of_the_compartment_as_well(case, officer, supervisor):
    contractor = make_user(office=case.office, employment="CONTRACTOR", roles=["AGENT"])
    team.add(case=case, user=contractor, by=officer.user, reason="Helps")
    witness = name(case, officer.user, "WITNESS", NEEDLE)
    compartments.name_into(compartment=witness.compartment, user=contractor, reason="Asks", by=officer.user)
    assert similar(contractor, words=NEEDLE)
    case.refresh_from_db()
    writing.edit(case=case, by=officer.user, version=case.version, marking="CUI//INV//NOCON")
    assert not similar(contractor, words=NEEDLE)


def test_a_subject_who_turns_out_a_victim_goes_into_the_compartment_with_all_facts(case, officer, colleague):
    subject = name(case, officer.user, words=f"{NEEDLE} Person")
    assert NEEDLE in text(colleague, page("subjects", case))
    changed(subject, officer.user, part="VICTIM")
    for tab in ("subjects", "timeline", "detail"):
        assert NEEDLE not in text(colleague, page(tab, case))
    assert not similar(colleague.user, words=f"{NEEDLE} Person")
    assert similar(officer.user, words=f"{NEEDLE} Person")
    changed(subject, officer.user, part="SUBJECT")
    assert NEEDLE in text(colleague, page("subjects", case))


def test_whoever_makes_a_victim_of_a_hidden_victim_is_answered_as_always(case, officer, colleague):
    subject = name(case, officer.user, words=f"{NEEDLE} Person")
    subjects.add_subject(case=case, by=officer.user, part="VICTIM", person=subject.person)
    other = name(case, officer.user, words="Ada Vale")
    for each in (subject, other):
        sent = {"version": 1, "part": "VICTIM", "reason": "Was held there"}
        answer = colleague.post(page("subject_change", case, each.pk), sent, follow=True)
        assert answer.status_code == 200 and "Saved." in answer.content.decode()
    assert NEEDLE not in text(colleague, page("subjects", case)) and not case.subjects.exists()
    standing = Subject.everybody.standing().filter(case=case)
    assert sorted(standing.values_list("part", flat=True)) == ["VICTIM", "VICTIM"]
    assert f"{NEEDLE} Person" in text(officer, page("subjects", case))


def test_a_fact_stays_where_another_part_of_the_person_is_known(case, officer, colleague):
    subject = name(case, officer.user, words="Ada Vale")
    subjects.add_subject(case=case, by=officer.user, part="WITNESS", person=subject.person)
    shown = text(colleague, page("subjects", case))
    assert "Ada Vale" in shown and "Witness</span>" not in shown
    assert "Subjects 1" in shown


def test_sources_have_a_compartment_of_their_own(case, victim, officer):
    source = name(case, officer.user, "SOURCE", "Whisper")
    assert source.compartment != victim.compartment
    assert source.compartment.get_kind_display() == "Sources"


def test_the_database_refuses_a_victim_outside_a_compartment(case, victim, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.everybody.filter(pk=victim.pk).update(compartment=None)


def test_a_purge_takes_the_facts_of_the_compartment_along(case, victim, officer, supervisor, director):
    from cases.actions import care

    spill = care.report(case=case, part="CASE", part_id=case.pk, by=officer.user)
    care.agree_to_purge(spill=spill, by=supervisor.user)
    spill.refresh_from_db()
    care.agree_to_purge(spill=spill, by=director.user)
    assert not Fact.objects.unrestricted(purpose="test").filter(value__icontains=NEEDLE).exists()
    assert not Subject.everybody.filter(remarks__icontains=NEEDLE).exists()


def test_a_case_logged_with_a_victim_keeps_them_for_its_author_and_supervisor(officer, supervisor, rso, unit):
    given = {"kind": "PF", "title": "t", "allegation": "a", "source": "STAFF", "channel": "PHONE"}
    case = opening.log_case(
        key=uuid4(), by=officer.user, office=officer.user.office, unit=unit, received_on=date.today(), **given,
        subjects=[{"part": "VICTIM", "facts": [("NAME", NEEDLE, "")]}],
    )  # fmt: skip
    assert NEEDLE in text(officer, page("subjects", case)) and NEEDLE in text(
        supervisor, page("subjects", case)
    )
    assert NEEDLE not in text(rso, page("subjects", case))


def test_the_tab_costs_the_same_for_one_person_and_for_many(case, officer):
    costs = []
    for number in (1, 12):
        for n in range(number):
            other = name(case, officer.user, ("SUBJECT", "VICTIM")[n % 2], f"Name {n}")
            subjects.add_subject(case=make_case(by=officer.user), by=officer.user, person=other.person)
        officer.get(page("subjects", case))
        with CaptureQueriesContext(connection) as queries:
            officer.get(page("subjects", case))
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_timeline_lines_of_a_compartment_are_not_in_what_everybody_may_ask(case, victim):
    assert not case.events.filter(verb="subject").exists()
    assert Event.whole.filter(case=case, verb="subject").exists()
    assert not case.subjects.exists()
    assert Admission.objects.filter(target_type="cases.compartment").count() == 2
