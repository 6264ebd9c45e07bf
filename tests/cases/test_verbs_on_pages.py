"""Working a case through its pages: what is kept, what is refused and how, and that nothing typed is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.actions import assigning, care, reviewing, team, writing
from cases.models import Approval, Case, Note, Subject
from secoffice.audit.models import AuditEntry
from secoffice.people.models import Person
from tests.factories import make_case, make_office, make_user


def url(name, case, *more):
    return reverse(f"cases:{name}", args=[case.reference, *more])


@pytest.fixture
def case(officer, unit, supervisor):
    return make_case(by=officer.user, officer=officer.user, title="Altered passport", status="FULL")


@pytest.fixture
def reader(officer, colleague, case):
    team.add(case=case, user=colleague.user, by=officer.user, reason="Reads", part="READER")
    return colleague


def page(answer):
    return answer.content.decode()


def status(case):
    return Case._base_manager.get(pk=case.pk).status


# Steps


def test_a_supervisor_takes_a_step_and_the_case_moves(supervisor, case):
    answer = supervisor.post(
        url("step", case, "suspend"), {"key": uuid4(), "reason": "Fugitive"}, follow=True
    )
    assert status(case) == "SUSPENDED"
    assert "the case is now “Suspended”" in page(answer)


def test_a_step_without_its_reason_is_refused_beside_the_field(supervisor, case):
    answer = supervisor.post(url("step", case, "suspend"), {"key": uuid4(), "reason": "  "})
    assert answer.status_code == 422
    assert answer.context["form"].errors["reason"]
    assert status(case) == "FULL"


def test_closing_asks_for_the_outcome_and_keeps_what_was_typed(supervisor, case):
    answer = supervisor.post(url("step", case, "close"), {"key": uuid4(), "reason": "All is done"})
    assert answer.status_code == 422
    assert "All is done" in page(answer)
    sent = {"reason": "Done", "disposition": "UNFOUNDED", "decontrol": "Day of disposal"}
    supervisor.post(url("step", case, "close"), sent | {"key": uuid4()})
    assert status(case) == "CLOSED"
    assert Case._base_manager.get(pk=case.pk).disposition == "UNFOUNDED"


def test_an_officer_cannot_take_the_step_of_a_supervisor_but_may_ask_for_it(officer, supervisor, case):
    answer = officer.post(url("step", case, "suspend"), {"key": uuid4(), "reason": "Fugitive"})
    assert answer.status_code == 302
    assert status(case) == "FULL"
    asked = Approval.objects.get()
    assert "Your decision is asked for" in page(supervisor.get(url("detail", case)))
    supervisor.post(url("approval", case, asked.pk), {"decision": "approve"})
    assert status(case) == "SUSPENDED"


def test_a_request_sent_twice_is_asked_once(officer, case):
    key = uuid4()
    for _ in range(2):
        officer.post(url("step", case, "suspend"), {"key": key, "reason": "Fugitive"})
    assert Approval.objects.count() == 1


def test_where_nobody_works_an_investigation_assigning_stands_out(officer, supervisor, case):
    main = 'class="so-button main" href="{}"'.format
    nobodys = make_case(by=officer.user, status="FULL")
    assert main(url("assign", nobodys)) in page(supervisor.get(url("detail", nobodys)))
    assert main(url("assign", case)) not in page(supervisor.get(url("detail", case)))


def test_the_desk_says_which_step_is_to_be_decided(officer, supervisor, case):
    reviewing.ask_approval(case=case, step="suspend", by=officer.user, reason="Fugitive", key=uuid4())
    assert "Decide: suspend" in page(supervisor.get("/"))
    assert "Decide: suspend" not in page(officer.get("/"))


def test_a_refusal_needs_a_reason_and_reaches_nobody_else(officer, supervisor, case):
    asked = reviewing.ask_approval(case=case, step="suspend", by=officer.user, reason="Fugitive", key=uuid4())
    answer = supervisor.post(url("approval", case, asked.pk), {"decision": "refuse"})
    assert answer.status_code == 422
    assert "Say why you refuse" in page(answer)
    supervisor.post(url("approval", case, asked.pk), {"decision": "refuse", "reason": "Too early"})
    assert Approval.objects.get().state == "REFUSED"


def test_the_asker_cannot_decide_but_can_take_it_back(officer, case):
    asked = reviewing.ask_approval(case=case, step="suspend", by=officer.user, reason="Fugitive", key=uuid4())
    assert officer.post(url("approval", case, asked.pk), {"decision": "approve"}).status_code == 422
    officer.post(url("approval", case, asked.pk), {"decision": "withdraw"})
    assert Approval.objects.get().state == "WITHDRAWN"


def test_a_reader_who_asks_for_a_step_is_told_why_not(reader, case):
    answer = reader.get(url("step", case, "suspend"))
    assert answer.status_code == 403
    assert "Why can’t I?" in page(answer)
    assert reader.post(url("step", case, "suspend"), {"key": uuid4(), "reason": "x"}).status_code == 422
    assert not Approval.objects.exists()


def test_a_step_nobody_knows_is_not_there(supervisor, case):
    assert supervisor.get(url("step", case, "burn")).status_code == 404


def test_merging_takes_a_visible_live_case_and_never_says_that_another_exists(supervisor, officer, case):
    hidden = make_case()
    into = make_case(by=officer.user, officer=officer.user)
    sent = {"key": uuid4(), "reason": "One matter"}
    unseen = supervisor.post(url("step", case, "merge"), sent | {"into": hidden.reference})
    unknown = supervisor.post(url("step", case, "merge"), sent | {"into": "UTP-2026-00000-0"})
    assert unseen.context["form"].errors == unknown.context["form"].errors
    assert supervisor.post(url("step", case, "merge"), sent | {"into": case.reference}).status_code == 422
    supervisor.post(url("step", case, "merge"), sent | {"into": into.reference.lower()})
    assert Case._base_manager.get(pk=case.pk).merged_into == into


def test_nothing_is_done_without_the_token_of_the_page(supervisor, case):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(supervisor.user)
    assert strict.post(url("step", case, "suspend"), {"key": uuid4(), "reason": "x"}).status_code == 403
    assert status(case) == "FULL"


# Assignment


def test_an_officer_is_offered_the_case_and_returns_it_with_a_reason(supervisor, colleague, case):
    supervisor.post(url("assign", case), {"officer": colleague.user.pk, "reason": "Please"})
    assert "This case was offered to you" in page(colleague.get(url("detail", case)))
    assert colleague.post(url("answer", case), {"decision": "return"}).status_code == 422
    answer = colleague.post(url("answer", case), {"decision": "return", "reason": "On leave"})
    assert answer["Location"] == reverse("cases:list")
    assert colleague.get(url("detail", case)).status_code == 404


def test_an_officer_accepts(supervisor, colleague, case):
    assigning.assign(case=case, officer=colleague.user, by=supervisor.user)
    colleague.post(url("answer", case), {"decision": "accept"})
    assert Case._base_manager.get(pk=case.pk).officer == colleague.user


def test_only_active_staff_of_the_chain_can_be_chosen(supervisor, case):
    elsewhere = make_user(office=make_office(), roles=["AGENT"])
    gone = make_user(office=case.office, roles=["AGENT"], is_active=False)
    for person in (elsewhere, gone):
        answer = supervisor.post(url("assign", case), {"officer": person.pk})
        assert answer.status_code == 422
        assert answer.context["form"].errors["officer"] == ["Choose somebody from the list."]


def test_the_load_shown_counts_only_cases_the_reader_may_see(supervisor, colleague, case):
    make_case(by=colleague.user, officer=colleague.user)
    assert "Odd Castell · Unit" in page(supervisor.get(url("assign", case)))
    assert "0 live cases you can see" in page(supervisor.get(url("assign", case)))


# Team, recusal, access


def test_a_colleague_is_added_and_taken_off(officer, colleague, case):
    officer.post(url("team", case), {"user": colleague.user.pk, "part": "MEMBER", "reason": "Interviews"})
    assert colleague.get(url("detail", case)).status_code == 200
    member = case.team.get()
    officer.post(url("team_remove", case, member.pk), {"reason": "Finished"})
    assert colleague.get(url("detail", case)).status_code == 404


def test_a_reader_changes_nothing_in_the_team(reader, rso, case):
    sent = {"user": rso.user.pk, "part": "MEMBER", "reason": "x"}
    assert reader.post(url("team", case), sent).status_code == 422
    assert reader.post(url("team_remove", case, case.team.get().pk), {"reason": "x"}).status_code == 422


def test_a_day_in_the_past_is_refused_beside_the_field(officer, colleague, case):
    sent = {"user": colleague.user.pk, "part": "READER", "reason": "Reads", "until": "2020-01-01"}
    answer = officer.post(url("team", case), sent)
    assert answer.status_code == 422
    assert "from today on" in str(answer.context["form"].errors["until"])


def test_a_conflict_of_interest_shuts_the_case_for_whoever_declares_it(officer, case):
    answer = officer.post(url("recuse", case), {"reason": "My cousin is named"}, follow=True)
    assert "You are kept out" in page(answer) or "is kept out of" in page(answer)
    assert officer.get(url("detail", case)).status_code == 404


def test_only_a_supervisor_keeps_a_colleague_out(reader, supervisor, rso, case):
    sent = {"user": rso.user.pk, "reason": "Kin"}
    assert reader.post(url("recuse", case) + "?of=colleague", sent).status_code == 422
    assert rso.get(url("detail", case)).status_code == 200
    supervisor.post(url("recuse", case) + "?of=colleague", sent)
    assert rso.get(url("detail", case)).status_code == 404


def test_access_is_granted_to_whoever_asked_by_reference(officer, colleague, case):
    asked = team.ask_access(reference=case.reference, reason="I need it", by=colleague.user)
    assert "I need it" in page(officer.get(url("who", case)))
    officer.post(url("who", case), {"request": asked.pk, "decision": "grant"})
    assert colleague.get(url("detail", case)).status_code == 200


def test_a_request_of_another_case_is_not_answered_here(officer, colleague, case):
    other = make_case()
    asked = team.ask_access(reference=other.reference, reason="x", by=colleague.user)
    for sent in (asked.pk, "", "x", "9" * 30):
        assert officer.post(url("who", case), {"request": sent, "decision": "grant"}).status_code == 404


# Notes


def test_a_note_is_saved_once_and_its_draft_goes(officer, case):
    officer.post(url("draft", case), {"text": "Half a"}, headers={"HX-Request": "true", "X-Background": "1"})
    assert "Half a" in page(officer.get(url("notes", case)))
    sent = {"key": uuid4(), "text": "Half a thought, finished"}
    for _ in range(2):
        assert officer.post(url("notes", case), sent).status_code == 302
    assert [note.draft for note in Note.objects.all()] == [False]


def test_a_draft_is_its_authors(officer, supervisor, case):
    officer.post(url("draft", case), {"text": "zephyr"})
    draft = Note.objects.get(draft=True)
    assert "zephyr" not in page(supervisor.get(url("notes", case)))
    assert supervisor.get(url("note", case, draft.pk)).status_code == 404
    assert supervisor.get(url("report_spill", case) + f"?part=NOTE&id={draft.pk}").status_code == 404


def test_a_draft_kept_by_itself_says_so_in_a_few_words(officer, case):
    answer = officer.post(url("draft", case), {"text": "x"}, headers={"HX-Request": "true"})
    assert page(answer).strip().startswith("Draft kept ")


def test_a_note_can_be_corrected_for_ten_minutes_then_only_added_to(officer, supervisor, case):
    note = writing.add_note(case=case, by=officer.user, text="Tow passports", key=uuid4())
    officer.post(url("note", case, note.pk), {"key": uuid4(), "text": "Two passports", "deed": "correct"})
    note.refresh_from_db()
    assert note.text == "Two passports"
    Note.objects.filter(pk=note.pk).update(entered_at=timezone.now() - timedelta(minutes=11))
    late = officer.post(
        url("note", case, note.pk), {"key": uuid4(), "text": "Three passports", "deed": "correct"}
    )
    assert late.status_code == 422
    assert "Write an addendum instead" in page(late)
    assert "Three passports" in page(late)
    supervisor.post(url("note", case, note.pk), {"key": uuid4(), "text": "Seen", "deed": "add"})
    assert note.addenda.get().text == "Seen"


def test_a_note_of_another_case_is_not_reached_through_this_one(officer, case):
    other = make_case()
    note = writing.add_note(case=other, by=other.logged_by, text="x", key=uuid4())
    assert officer.get(url("note", case, note.pk)).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"text": ""},
        {"text": "x" * 50_001},
        {"text": "x\0y"},
        {"text": "x", "happened_at": "2999-01-01T00:00"},
    ],
)
def test_a_bad_note_is_refused_beside_its_field(officer, case, sent):
    answer = officer.post(url("notes", case), {"key": uuid4()} | sent)
    assert answer.status_code == 422
    assert not Note.objects.exists()


def test_the_key_of_somebody_elses_note_tells_nothing(officer, supervisor, case):
    key = uuid4()
    writing.add_note(case=case, by=supervisor.user, text="theirs", key=key)
    answer = officer.post(url("notes", case), {"key": key, "text": "mine"})
    assert answer.status_code == 422
    assert "mine" in page(answer)


# Files


def upload(name="memo.txt", body=b"words of a witness\n"):
    return SimpleUploadedFile(name, body, content_type="text/plain")


def test_a_file_is_attached_downloaded_and_the_download_recorded(officer, case):
    officer.post(url("attach", case), {"key": uuid4(), "upload": upload(), "describes": "Memo"})
    attached = case.attachments.get()
    answer = officer.get(url("file", case, attached.pk))
    assert b"".join(answer.streaming_content) == b"words of a witness\n"
    assert AuditEntry.objects.filter(action="downloaded", target_reference=case.reference).exists()


def test_a_file_that_is_not_taken_is_refused_beside_the_field(officer, case):
    answer = officer.post(
        url("attach", case), {"key": uuid4(), "upload": upload("run.exe", b"MZ\x90\0"), "describes": "kept"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["upload"]
    assert "kept" in page(answer)
    assert not case.attachments.exists()


def test_a_quarantined_file_is_not_handed_out(officer, case):
    attached = writing.attach(case=case, by=officer.user, upload=upload("zephyr.txt"), key=uuid4())
    care.report(case=case, part="FILE", part_id=attached.pk, by=officer.user)
    assert officer.get(url("file", case, attached.pk)).status_code == 403
    for tab in ("attach", "detail", "timeline"):
        assert "zephyr" not in page(officer.get(url(tab, case)))


def test_a_file_of_another_case_is_not_reached_through_this_one(officer, case):
    other = make_case()
    attached = writing.attach(case=other, by=other.logged_by, upload=upload(), key=uuid4())
    assert officer.get(url("file", case, attached.pk)).status_code == 404


# Facts of the case


def edited(client, case, **changes):
    form = client.get(url("edit", case)).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (sent | changes).items() if value not in (None, False)}


def test_facts_are_edited(officer, case):
    officer.post(url("edit", case), edited(officer, case, title="Altered page"))
    assert Case._base_manager.get(pk=case.pk).title == "Altered page"


def test_a_marking_that_cannot_stand_is_refused_beside_the_field(officer, case):
    answer = officer.post(url("edit", case), edited(officer, case, marking="SECRET"))
    assert answer.status_code == 422
    assert "Report a spill" in str(answer.context["form"].errors["marking"])


def test_two_people_who_edit_at_once_lose_nothing(officer, supervisor, case):
    mine = edited(officer, case, title="Mine", allegation="My words")
    supervisor.post(url("edit", case), edited(supervisor, case, title="Theirs", priority="1"))
    stale = officer.post(url("edit", case), mine)
    assert stale.status_code == 422
    proposed = {each.name: (each.mine, each.theirs, each.take) for each in stale.context["stale"]}
    assert proposed["title"] == ("Mine", "Theirs", "mine")
    assert proposed["allegation"][2] == "mine"
    assert proposed["priority"][2] == "theirs"
    assert Case._base_manager.get(pk=case.pk).title == "Theirs"
    settled = dict(stale.context["sent"]) | {
        "version": stale.context["version"],
        "was": stale.context["was"],
        "choice-title": "theirs",
        "choice-allegation": "mine",
        "choice-priority": "theirs",
    }
    assert officer.post(url("edit", case), settled).status_code == 302
    kept = Case._base_manager.get(pk=case.pk)
    assert (kept.title, kept.allegation, kept.priority) == ("Theirs", "My words", "1")


def test_line_ends_of_the_browser_are_no_change(officer, case):
    Case._base_manager.filter(pk=case.pk).update(allegation="One\nTwo")
    officer.post(url("edit", case), edited(officer, case, title="New", allegation="One\r\nTwo"))
    assert case.events.filter(verb="edited").get().says == "Changed: title"


def test_a_reader_edits_nothing(reader, case):
    assert reader.get(url("edit", case)).status_code == 403
    sent = {"title": "Changed", "version": 1, "allegation": "x", "priority": "1", "marking": "CUI",
            "source": "OTHER", "channel": "OTHER", "received_on": "2026-01-01"}  # fmt: skip
    assert reader.post(url("edit", case), sent).status_code == 422
    assert Case._base_manager.get(pk=case.pk).title == "Altered passport"


# Reviews, acknowledgement, last step


def test_a_review_is_filed_with_all_its_fields(supervisor, case):
    form = supervisor.get(url("reviews", case)).context["form"]
    assert form.initial["next_review_on"] - form.initial["on"] == timedelta(days=90)
    sent = {"key": uuid4(), "on": form.initial["on"], "files_seen": "All", "plan_valid": "on", "next_steps": "Go on",
            "next_review_on": form.initial["next_review_on"]}  # fmt: skip
    for _ in range(2):
        assert supervisor.post(url("reviews", case), sent).status_code == 302
    assert case.reviews.get().next_steps == "Go on"


def test_the_officer_does_not_review_their_own_case(officer, case):
    assert "Why can’t I record a review?" in page(officer.get(url("reviews", case)))
    sent = {"key": uuid4(), "on": "2026-01-05", "files_seen": "All", "next_steps": "Go on"}
    assert officer.post(url("reviews", case), sent).status_code == 422
    assert not case.reviews.exists()


def test_a_complaint_is_acknowledged_once(officer, case):
    assert officer.post(url("acknowledge", case), {"reason": "By letter"}).status_code == 302
    assert officer.get(url("acknowledge", case)).status_code == 403
    assert officer.post(url("acknowledge", case), {"reason": "Again"}).status_code == 422


def test_the_last_step_starts_the_clock_of_the_report(officer, case):
    officer.post(url("last_step", case), {"reason": "Last interview"})
    assert "Report" in page(officer.get(url("dates", case)))


# People on the case


def person(**more):
    return {"part": "SUBJECT", "kind": "PERSON", "name": "Marta Example", "born": "1974-08-12"} | more


def test_a_new_person_is_put_on_the_case(officer, case):
    assert officer.post(url("subjects", case), person()).status_code == 302
    assert "Marta Example" in page(officer.get(url("subjects", case)))


def test_somebody_on_file_is_offered_before_a_twin_is_made(officer, case):
    officer.post(url("subjects", case), person())
    other = make_case(by=officer.user, officer=officer.user)
    answer = officer.post(url("subjects", other), person(name="EXAMPLE, Marta"))
    assert "On file already" in page(answer)
    assert not other.subjects.exists()
    known = Subject.objects.get().person_id
    officer.post(url("subjects", other), person(name="EXAMPLE, Marta", person=known))
    assert other.subjects.get().person_id == known
    officer.post(url("subjects", other), person(name="EXAMPLE, Marta", anyway="1"))
    assert Person.objects.filter(parts__isnull=False).distinct().count() == 2


def test_a_person_nobody_may_see_is_neither_offered_nor_picked(officer, outsider, case):
    theirs = make_case(by=outsider.user, officer=outsider.user)
    outsider.post(url("subjects", theirs), person())
    hidden = theirs.subjects.get().person_id
    assert officer.post(url("subjects", case), person(person=hidden)).status_code == 422
    assert officer.post(url("subjects", case), person()).status_code == 302


def test_a_colleague_who_is_named_does_not_see_the_case_any_more(officer, case):
    from secoffice.people.actions import link_staff

    them = link_staff(user=officer.user, by=None)
    answer = officer.post(url("subjects", case), person(name="", born="", person=them.pk))
    assert answer["Location"] == reverse("cases:list")
    assert officer.get(url("detail", case)).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"born": "1974-13-45"}, {"id_kind": "PASSPORT"}, {"part": "KING"}]
)
def test_a_bad_person_is_refused_and_what_was_typed_stays(officer, case, wrong):
    answer = officer.post(url("subjects", case), person(born="") | wrong)
    assert answer.status_code == 422
    assert not case.subjects.exists()


# Spills


def test_anybody_who_sees_a_note_can_quarantine_it_at_once(officer, reader, case):
    note = writing.add_note(case=case, by=officer.user, text="zephyr", key=uuid4())
    assert "no words are asked for" in page(
        reader.get(url("report_spill", case) + f"?part=NOTE&id={note.pk}")
    )
    reader.post(url("report_spill", case), {"part": "NOTE", "id": note.pk})
    assert "zephyr" not in page(officer.get(url("notes", case)))


def test_a_purge_takes_two_people_and_leaves_a_tombstone(officer, reader, supervisor, rso, case):
    note = writing.add_note(case=case, by=officer.user, text="zephyr", key=uuid4())
    spill = care.report(case=case, part="NOTE", part_id=note.pk, by=reader.user)
    assert officer.post(url("spill", case, spill.pk), {"decision": "purge"}).status_code == 422
    supervisor.post(url("spill", case, spill.pk), {"decision": "purge"})
    assert supervisor.post(url("spill", case, spill.pk), {"decision": "purge"}).status_code == 422
    rso.post(url("spill", case, spill.pk), {"decision": "purge"})
    spill.refresh_from_db()
    assert spill.state == "PURGED"
    assert spill.tombstone in page(officer.get(url("spill", case, spill.pk)))
    assert "zephyr" not in page(officer.get(url("notes", case)))


def test_whoever_reported_a_spill_does_not_release_it(supervisor, rso, officer, case):
    note = writing.add_note(case=case, by=officer.user, text="harmless", key=uuid4())
    spill = care.report(case=case, part="NOTE", part_id=note.pk, by=supervisor.user)
    sent = {"decision": "release", "reason": "Newspaper"}
    assert supervisor.post(url("spill", case, spill.pk), sent).status_code == 422
    assert rso.post(url("spill", case, spill.pk), {"decision": "release"}).status_code == 422
    rso.post(url("spill", case, spill.pk), sent)
    assert "harmless" in page(officer.get(url("notes", case)))


@pytest.mark.parametrize(
    "asked", ["?part=KEY", "?part=NOTE&id=0", "?part=FILE&id=x", "?part=NOTE&id=" + "9" * 30]
)
def test_a_spill_needs_a_part_that_is_there(officer, case, asked):
    assert officer.get(url("report_spill", case) + asked).status_code == 404
