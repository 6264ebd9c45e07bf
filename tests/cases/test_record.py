"""The page of one case: who finds it, what it shows, what it costs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases import workflow
from cases.actions import assigning, care, opening, reviewing, team, writing
from cases.models import Case
from secoffice.audit.models import AuditEntry
from secoffice.deadlines.models import Deadline
from secoffice.workflow import StepRefused
from tests.factories import make_case, make_unit, make_user

TABS = ["detail", "subjects", "notes", "attach", "reviews", "dates", "team", "who", "timeline", "spills"]


def url(name, case, *more):
    return reverse(f"cases:{name}", args=[case.reference, *more])


@pytest.fixture
def case(officer, unit, supervisor):
    return make_case(by=officer.user, officer=officer.user, title="Altered passport", status="FULL")


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_for_the_officer_and_is_recorded(tab, officer, case):
    seen = AuditEntry.objects.filter(action="viewed", target_reference=case.reference)
    assert officer.get(url(tab, case)).status_code == 200
    assert seen.count() == 1


@pytest.mark.parametrize("tab", TABS)
def test_a_hidden_case_is_not_there_and_the_denial_is_recorded(tab, outsider, case):
    assert outsider.get(url(tab, case)).status_code == 404
    assert AuditEntry.objects.filter(result="denied", target_reference=case.reference).count() == 1


def test_hidden_and_missing_look_the_same(outsider, case):
    missing = outsider.get("/cases/UTP-2026-99999-A/")
    hidden = outsider.get(url("detail", case))
    strip = lambda answer: answer.content.split(b"<main")[1].split(b"csrfmiddlewaretoken")[0]  # noqa: E731
    assert (missing.status_code, strip(missing)) == (hidden.status_code, strip(hidden))


def test_a_number_is_found_in_small_letters(officer, case):
    assert officer.get(f"/cases/{case.reference.lower()}/").status_code == 200


def test_the_header_says_number_state_officer_marking_and_next_date(officer, case):
    page = officer.get(url("detail", case)).content.decode()
    for said in (
        case.reference,
        case.number_inside,
        "Full investigation",
        "R. Dunmore",
        case.marking,
        "Next date",
    ):
        assert said in page


def test_a_late_review_is_said_at_the_top_with_a_way_to_record_it(supervisor, officer, unit):
    case = make_case(by=officer.user, status="SCREENED", at=timezone.now() - timedelta(days=40))
    workflow.take(
        case, "open_full", by=supervisor.user, reason="Facts", at=timezone.now() - timedelta(days=36)
    )
    page = supervisor.get(url("team", case)).content.decode()
    assert "Review late by" in page
    assert "Record review" in page
    assert "Record review" not in officer.get(url("team", case)).content.decode()


def test_steps_that_are_not_open_say_why(officer, case):
    page = officer.get(url("detail", case)).content.decode()
    assert "Why can’t I take the other steps?" in page
    assert "You cannot approve a case that you logged or work yourself" in page
    assert "Ask: close" in page


def test_the_checklist_says_what_nobody_checks_here(supervisor, case):
    page = supervisor.get(url("step", case, "close")).content.decode()
    assert "Every lead is closed" in page
    assert "Not checked" in page


def test_a_reader_gets_no_forms_and_no_buttons(officer, colleague, case):
    team.add(case=case, user=colleague.user, by=officer.user, reason="Reads", part="READER")
    for tab in ("notes", "attach", "subjects", "reviews", "team"):
        page = colleague.get(url(tab, case)).content.decode()
        assert "<textarea" not in page.split("<main")[1]
        assert "Why can’t I" in page
    page = colleague.get(url("detail", case)).content.decode()
    assert "Add note" not in page
    assert url("edit", case) not in page


def test_a_closed_case_looks_closed_and_explains_what_is_absent(officer, supervisor):
    case = make_case(by=officer.user, officer=officer.user, status="CLOSED")
    page = officer.get(url("detail", case)).content.decode()
    assert "so-record closed" in page
    assert "reopen it to write in it" in officer.get(url("notes", case)).content.decode()
    assert "Reopen" in supervisor.get(url("detail", case)).content.decode()


def test_a_case_leads_to_its_neighbours_in_the_list_it_was_opened_from(officer, case):
    older, newer = (
        make_case(by=officer.user, title="Neighbour one"),
        make_case(by=officer.user, title="Neighbour two"),
    )
    officer.get("/cases/?q=neighbour")
    page = officer.get(url("detail", older)).content.decode()
    assert "2 of 2" in page and url("detail", newer) in page
    assert "/cases/?q=neighbour" in page
    assert " of 2</a>" not in officer.get(url("detail", case)).content.decode()


def test_the_place_in_the_list_is_counted_on_from_page_to_page(officer, monkeypatch):
    monkeypatch.setattr("secoffice.ui.lists.SIZE", 2)
    cases = [make_case(by=officer.user) for _ in range(5)]
    following = officer.get("/cases/").context["next_url"]
    back = officer.get(following).context["previous_url"]
    assert "3 of 5" in officer.get(url("detail", cases[2])).content.decode()
    officer.get(back)
    assert "1 of 5" in officer.get(url("detail", cases[4])).content.decode()


def test_a_case_merged_into_a_hidden_one_does_not_name_it(officer, case):
    hidden = make_case()
    Case._base_manager.filter(pk=case.pk).update(status="MERGED", merged_into=hidden)
    page = officer.get(url("detail", case)).content.decode()
    assert hidden.reference not in page
    assert "another case that you cannot see" in page


# The timeline


def test_the_timeline_is_paged_in_both_orders_and_both_directions(officer, case):
    for n in range(95):
        writing.add_note(
            case=case,
            by=officer.user,
            text=f"Line number {n:03d}",
            key=uuid4(),
            happened_at=timezone.now() - timedelta(days=n),
        )
    first = officer.get(url("timeline", case))
    assert "Line number 000" in first.content.decode()
    second = officer.get(url("timeline", case) + first.context["next_url"])
    back = officer.get(url("timeline", case) + second.context["previous_url"])
    assert [line.anchor for line in back.context["timeline"]] == [
        line.anchor for line in first.context["timeline"]
    ]
    entered = officer.get(url("timeline", case) + "?order=entered").context["timeline"]
    assert "Line number 094" in entered[0].text
    assert entered[0].tag.startswith("happened ")


def test_a_forged_mark_gives_the_first_page(officer, case):
    assert officer.get(url("timeline", case) + "?after=xx&order=wrong").status_code == 200


def test_quarantined_words_stay_out_of_the_timeline(officer, supervisor, case):
    note = writing.add_note(case=case, by=officer.user, text="zephyr words", key=uuid4())
    care.report(case=case, part="NOTE", part_id=note.pk, by=officer.user)
    for tab in ("detail", "timeline", "notes"):
        assert "zephyr" not in officer.get(url(tab, case)).content.decode()


def test_a_quarantined_case_hides_its_own_words_everywhere(officer, supervisor):
    case = make_case(by=officer.user, title="zephyr title", allegation="zephyr said", predicate="zephyr why")
    care.report(case=case, part="CASE", part_id=case.pk, by=officer.user)
    for tab in [*TABS, "edit"]:
        assert "zephyr" not in supervisor.get(url(tab, case)).content.decode(), tab


# Cost


def fill(case, officer, supervisor, number):
    for n in range(number):
        writing.add_note(case=case, by=officer, text=f"n{n}", key=uuid4())
        opening.add_subject(case=case, by=officer, facts=[("NAME", f"Name {n}", "")])
        team.add(case=case, user=make_user(office=case.office), by=officer, reason="r")
        reviewing.record_review(case=case, by=supervisor, key=uuid4(), files_seen="all", next_steps="go on")
    for step in ("suspend",) if number == 1 else ("close", "refer"):
        reviewing.ask_approval(case=case, step=step, by=officer, reason="why", key=uuid4())


@pytest.mark.parametrize(
    "tab", ["detail", "subjects", "notes", "attach", "reviews", "dates", "team", "timeline"]
)
def test_a_tab_costs_at_most_twelve_queries_whatever_it_holds(
    tab, officer, supervisor, case, django_assert_max_num_queries
):
    for number in (1, 12):
        fill(case, officer.user, supervisor.user, number)
        for who in (officer, supervisor):
            who.get(url(tab, case))  # the session notes the hour at most once a minute
            with django_assert_max_num_queries(12):
                assert who.get(url(tab, case)).status_code == 200


def test_who_can_see_costs_the_same_for_three_readers_and_for_thirty(officer, case):
    costs = []
    officer.get(url("who", case))
    for number in (3, 27):
        for _ in range(number):
            team.add(case=case, user=make_user(office=case.office), by=officer.user, reason="r")
        with CaptureQueriesContext(connection) as queries:
            officer.get(url("who", case))
        costs.append(len(queries))
    assert costs[0] == costs[1]


# Who can see this


def test_the_page_says_who_can_see_and_why_and_who_is_kept_out(officer, supervisor, colleague, rso, case):
    team.add(case=case, user=colleague.user, by=officer.user, reason="Interviews")
    team.declare_conflict(case=case, user=rso.user, by=supervisor.user, reason="Kin of the bearer")
    page = officer.get(url("who", case)).content.decode()
    for said in (
        "Odd Castell",
        "in the team",
        "Supervisor of Investigations",
        "Kin of the bearer",
        "Rafael Ostrow",
    ):
        assert said in page


def test_an_admission_that_ran_out_is_not_printed(officer, colleague, case):
    team.add(
        case=case,
        user=colleague.user,
        by=officer.user,
        reason="Brief",
        until=timezone.now() - timedelta(days=2),
    )
    page = officer.get(url("who", case)).content.decode()
    assert "Odd Castell" not in page


def test_how_a_case_moves_is_the_table_itself(officer):
    page = officer.get(reverse("cases:how")).content.decode()
    for step in workflow.WORKFLOW.steps.values():
        assert step.label in page


# What the verbs keep to (found while the pages were built)


def test_a_reader_can_neither_acknowledge_nor_add_people_nor_end_the_investigation(officer, colleague, case):
    team.add(case=case, user=colleague.user, by=officer.user, reason="Reads", part="READER")
    for deed in (
        lambda: opening.acknowledge(case=case, by=colleague.user, how="x"),
        lambda: opening.finish_investigating(case=case, by=colleague.user, what="x"),
        lambda: opening.add_subject(case=case, by=colleague.user, facts=[("NAME", "A B", "")]),
    ):
        with pytest.raises(StepRefused):
            deed()


def test_a_case_that_changes_unit_changes_its_supervisor(officer, supervisor, case):
    other = make_unit(office=case.office)
    boss = make_user(unit=other, roles=["CASE_SUP"])
    type(other).objects.filter(pk=other.pk).update(supervisor=boss)
    other.refresh_from_db()
    writing.edit(case=case, by=supervisor.user, version=case.version, unit=other)
    assert case.is_visible_to(boss)
    assert not case.is_visible_to(supervisor.user)


def test_a_recused_officer_leaves_an_offer_to_somebody_else_alone(officer, supervisor, colleague, case):
    assigning.assign(case=case, officer=colleague.user, by=supervisor.user)
    team.declare_conflict(case=case, user=officer.user, by=officer.user, reason="Kin")
    case.refresh_from_db()
    assert (case.officer_id, case.offered_to_id) == (None, colleague.user.pk)


def test_a_team_member_whose_time_ran_out_does_not_work_the_case_any_more(officer, colleague, case):
    team.add(
        case=case,
        user=colleague.user,
        by=officer.user,
        reason="Brief",
        until=timezone.now() - timedelta(days=2),
    )
    assert workflow.works(colleague.user, case)


def test_somebody_the_marking_does_not_admit_is_not_let_in(officer, case):
    contractor = make_user(office=case.office, employment="CONTRACTOR")
    writing.edit(case=case, by=officer.user, version=case.version, marking="CUI//INV//NOCON")
    with pytest.raises(StepRefused, match="does not admit"):
        team.add(case=case, user=contractor, by=officer.user, reason="Reads")


def test_an_officer_cannot_keep_a_supervisor_out(officer, supervisor, case):
    with pytest.raises(StepRefused):
        team.declare_conflict(case=case, user=supervisor.user, by=officer.user, reason="Too strict")


def test_what_a_recused_person_owed_goes_to_somebody_who_may_see_it(officer, supervisor, rso, case):
    Deadline.objects.for_target(case).update(owner=rso.user)
    team.declare_conflict(case=case, user=rso.user, by=supervisor.user, reason="Kin")
    assert {row.owner for row in Deadline.objects.open().for_target(case)} == {supervisor.user}


def test_the_tabs_about_the_file_as_such_stand_apart_at_the_end(officer, case):
    row = officer.get(url("detail", case)).content.decode().split('aria-label="Case">')[1].split("</nav>")[0]
    investigation, file = ("".join(part.split()) for part in row.split("<span>"))
    for label in ("Overview", "Subjects", "Evidence", "Proceedings"):
        assert f">{label}" in investigation
    for label in ("Reviews", "Dates", "Team", "Whocanseethis", "Retention"):
        assert f">{label}" in file and f">{label}" not in investigation


@pytest.mark.parametrize(
    ("form", "more", "opened_from"),
    [
        ("cases:assign", [], "cases:detail"),
        ("deconfliction:mode", [], "deconfliction:file"),
        ("proceedings:add", ["hours"], "proceedings:hours"),
    ],
)
def test_cancel_leads_to_where_a_form_was_opened_from(form, more, opened_from, supervisor, case):
    page = supervisor.get(reverse(form, args=[case.reference, *more])).content.decode()
    assert f'href="{reverse(opened_from, args=[case.reference])}">Cancel<' in page
