"""What a curious colleague, a recused officer, an administrator or a second click might try, and does not get."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.actions import assigning, care, log, opening, reviewing, writing
from cases.models import Case, Spill
from secoffice.access.models import Recusal
from secoffice.accounts.models import Office, Unit, User
from secoffice.files.models import StoredFile
from secoffice.people.actions import link_staff
from secoffice.workflow import StepRefused
from tests.conftest import Persona
from tests.factories import make_case, make_office, make_unit, make_user

NEEDLE = "zephyrquill"
HUGE = "9" * 30


def url(name, case, *more):
    return reverse(f"cases:{name}", args=[case.reference, *more])


def page(answer):
    return answer.content.decode()


def as_it_stands(case):
    return Case._base_manager.get(pk=case.pk)


@pytest.fixture
def case(officer, unit, supervisor):
    return make_case(
        by=make_user(unit=unit, roles=["AGENT"]), officer=officer.user, title="A matter", status="FULL"
    )


@pytest.fixture
def admin(post):
    """A system administrator who sits at the post itself."""
    return Persona(make_user(name="Ada Keeper", office=post, roles=["SYSADMIN"]))


@pytest.fixture
def entry(officer):
    return an_entry(
        officer.user, what=f"{NEEDLE} at the gate", where=f"{NEEDLE} gate", details=f"{NEEDLE} told"
    )


def an_entry(by, **more):
    given = {"key": uuid4(), "what": "Walk-in", "where": "Gate", "happened_at": timezone.now()} | more
    return log.log_entry(by=by, office=by.office, **given)


# Need-to-know


def test_an_offer_overtaken_by_another_ends_what_it_let_somebody_see(supervisor, colleague, case, post):
    assigning.assign(case=as_it_stands(case), officer=colleague.user, by=supervisor.user)
    assert colleague.get(url("detail", case)).status_code == 200
    other = make_user(office=post, roles=["AGENT"])
    assigning.assign(case=as_it_stands(case), officer=other, by=supervisor.user)
    assert colleague.get(url("detail", case)).status_code == 404
    assert as_it_stands(case).is_visible_to(other)


def test_the_officer_in_charge_keeps_sight_of_a_case_offered_on(officer, supervisor, colleague, case):
    assigning.assign(case=as_it_stands(case), officer=colleague.user, by=supervisor.user)
    assert officer.get(url("detail", case)).status_code == 200


def test_who_was_asked_to_decide_sees_the_case_no_longer_than_it_waits(
    officer, post, director, rso, supervisor
):
    region = make_office(kind="REGION")
    Office.objects.filter(pk=post.pk).update(parent=region)
    decides, idle = (Persona(make_user(office=region, roles=["DIRECTOR"])) for _ in range(2))
    User.objects.filter(pk__in=[p.user.pk for p in (director, rso, supervisor)]).update(is_active=False)
    case = as_it_stands(make_case(by=officer.user, officer=officer.user, status="SCREENED"))
    asked = reviewing.ask_approval(case=case, step="open_full", by=officer.user, reason="Facts", key=uuid4())
    assert idle.get(url("detail", case)).status_code == 200
    reviewing.decide(approval=asked, approves=False, by=decides.user, answer="Too early")
    assert idle.get(url("detail", case)).status_code == 404
    assert decides.get(url("detail", case)).status_code == 200


def test_a_request_taken_back_ends_what_it_let_somebody_see(officer, post, director, rso, supervisor):
    region = make_office(kind="REGION")
    Office.objects.filter(pk=post.pk).update(parent=region)
    above = Persona(make_user(office=region, roles=["DIRECTOR"]))
    User.objects.filter(pk__in=[p.user.pk for p in (director, rso, supervisor)]).update(is_active=False)
    case = as_it_stands(make_case(by=officer.user, officer=officer.user, status="SCREENED"))
    asked = reviewing.ask_approval(case=case, step="open_full", by=officer.user, reason="Facts", key=uuid4())
    reviewing.withdraw_request(approval=asked, by=officer.user)
    assert above.get(url("detail", case)).status_code == 404


def test_a_unit_given_later_keeps_the_supervisors_of_other_units_out(officer, supervisor, post, unit):
    other = Persona(make_user(office=post, roles=["CASE_SUP"]))
    case = make_case(by=officer.user, officer=officer.user, unit=None, status="FULL")
    assert other.get(url("detail", case)).status_code == 200
    writing.edit(case=case, by=officer.user, version=case.version, unit=unit)
    assert other.get(url("detail", case)).status_code == 404
    assert supervisor.get(url("detail", case)).status_code == 200


def test_a_log_entry_does_not_name_the_case_it_became_to_who_may_not_see_it(officer, colleague, entry):
    case = make_case(by=officer.user, kind="HT")
    log.promote(entry=entry, case=case, by=officer.user)
    assert case.reference in page(officer.get(entry.get_absolute_url()))
    for address in (entry.get_absolute_url(), "/cases/log/", "/cases/log/?export=csv"):
        answer = colleague.get(address)
        assert answer.status_code == 200
        assert case.reference not in (answer.getvalue().decode() if answer.streaming else page(answer))


def test_asking_for_access_says_nothing_by_its_answer_nor_by_its_time(outsider, case, monkeypatch):
    waited = []
    monkeypatch.setattr("cases.views.opening.time.sleep", waited.append)
    for reference in (case.reference, "UTP-2026-99999-X"):
        answer = outsider.post("/cases/ask-access/", {"reference": reference, "reason": "For my work"})
        assert (answer.status_code, answer["Location"]) == (302, "/")
    assert len(waited) == 2


def test_asking_for_access_by_trying_numbers_ends_soon_and_keeps_what_was_typed(outsider, monkeypatch):
    monkeypatch.setattr("cases.views.opening.SECONDS", 0)
    asked = [
        outsider.post("/cases/ask-access/", {"reference": f"UTP-2026-{n}", "reason": "Trying"})
        for n in range(21)
    ]
    assert {answer.status_code for answer in asked[:-1]} == {302}
    assert asked[-1].status_code == 422
    for said in ("many records today", "UTP-2026-20", "Trying"):
        assert said in page(asked[-1])


# Separation of duties


def test_an_officer_cannot_keep_the_supervisor_out_by_a_form_of_supervisors(officer, supervisor, case):
    sent = {"user": supervisor.user.pk, "reason": "Asks too much"}
    assert officer.post(url("recuse", case) + "?of=colleague", sent).status_code == 422
    assert not Recusal.objects.exists()


def test_an_officer_does_not_choose_the_unit_that_supervises_the_case(officer, case):
    with pytest.raises(StepRefused, match="does not choose who approves"):
        writing.edit(case=case, by=officer.user, version=case.version, unit=make_unit(office=case.office))


def test_an_officer_named_in_the_record_works_it_no_more(officer, supervisor, case):
    person = link_staff(user=officer.user, by=None)
    opening.add_subject(case=case, by=supervisor.user, person=person, part="WITNESS")
    assert as_it_stands(case).officer is None
    assert officer.get(url("detail", case)).status_code == 404


def test_who_keeps_accounts_cannot_hand_cases_over_to_themselves(officer, admin, case):
    sent = {"how": "gone", "reason": "Moves on", "everything_to": admin.user.pk}
    answer = admin.post(reverse("accounts:staff_leave", args=[officer.user.pk]), sent)
    assert answer.status_code == 422
    assert as_it_stands(case).officer == officer.user
    assert admin.get(url("detail", case)).status_code == 404


def test_a_case_is_not_handed_over_to_somebody_its_marking_keeps_out(officer, director, case, post):
    Case._base_manager.filter(pk=case.pk).update(controls=1, marking="CUI//INV//NOCON")
    contractor = make_user(office=post, roles=["AGENT"], employment="CONTRACTOR")
    sent = {"how": "gone", "reason": "Moves on", "everything_to": contractor.pk}
    assert director.post(reverse("accounts:staff_leave", args=[officer.user.pk]), sent).status_code == 422
    assert as_it_stands(case).officer == officer.user


def test_nobody_makes_themselves_supervisor_of_a_unit(admin, case, unit, supervisor):
    sent = {"code": unit.code, "name": unit.name, "supervisor": admin.user.pk}
    answer = admin.post(reverse("accounts:unit_edit", args=[unit.pk]), sent)
    assert answer.status_code == 422
    assert "Nobody makes themselves supervisor" in page(answer)
    leaves = {"how": "gone", "reason": "Moves on", "everything_to": admin.user.pk}
    assert admin.post(reverse("accounts:staff_leave", args=[supervisor.user.pk]), leaves).status_code == 422
    assert Unit.objects.get(pk=unit.pk).supervisor == supervisor.user
    assert admin.get(url("detail", case)).status_code == 404


# Spills


def test_words_in_quarantine_do_not_come_back_as_the_version_on_file(officer, supervisor, case):
    Case._base_manager.filter(pk=case.pk).update(allegation=f"{NEEDLE} words")
    care.report(case=as_it_stands(case), part="CASE", part_id=case.pk, by=supervisor.user)
    sent = {"version": 1, "choice-allegation": "theirs", "title": "x"}
    answer = officer.post(url("edit", case), sent)
    assert answer.status_code == 422
    assert NEEDLE not in page(answer)


@pytest.fixture
def spilled(officer, entry):
    """A case made from a log entry, both full of the same words, and quarantined."""
    case = make_case(by=officer.user, officer=officer.user, title=NEEDLE, status="SCREENED")
    log.promote(entry=entry, case=case, by=officer.user)
    reviewing.ask_approval(
        case=case, step="open_full", by=officer.user, reason=f"{NEEDLE} facts", key=uuid4()
    )
    return care.report(case=case, part="CASE", part_id=case.pk, by=officer.user)


def seen_of(entry, reader):
    """Everything a reader gets to see of a log entry."""
    answers = [entry.get_absolute_url(), "/cases/log/", f"/cases/log/?q={NEEDLE}", "/cases/log/?export=csv"]
    answers.append(f"/cases/new/?from={entry.reference}")
    found = [reader.get(address) for address in answers]
    return " ".join(a.getvalue().decode() if a.streaming else page(a) for a in found).replace(
        f'"{NEEDLE}"', ""
    )


@pytest.fixture
def quiet(spilled):
    """The same, without the words that a search page repeats."""
    return lambda text: text.replace(f"“{NEEDLE}”", "").replace(f"q={NEEDLE}", "")


def test_the_log_entry_of_a_quarantined_case_is_kept_away_with_it(officer, rso, entry, spilled, quiet):
    assert NEEDLE not in quiet(seen_of(entry, officer))
    care.release(spill=spilled, by=rso.user, reason="Nothing in it")
    assert f"{NEEDLE} gate" in seen_of(entry, officer)


def test_a_purge_takes_the_words_from_the_log_and_from_what_was_asked(
    officer, rso, director, entry, spilled, quiet
):
    for person in (rso, director):
        care.agree_to_purge(spill=Spill.objects.get(pk=spilled.pk), by=person.user)
    asked = spilled.case.approvals.get()
    assert NEEDLE not in quiet(seen_of(entry, officer))
    assert NEEDLE not in page(rso.get(url("approval", spilled.case, asked.pk)))


def test_a_purge_happens_once_and_its_tombstone_stays(rso, director, supervisor, spilled):
    care.agree_to_purge(spill=Spill.objects.get(pk=spilled.pk), by=rso.user)
    first, second, third = (Spill.objects.get(pk=spilled.pk) for _ in range(3))
    care.agree_to_purge(spill=first, by=director.user)
    tombstone = Spill.objects.get(pk=spilled.pk).tombstone
    with pytest.raises(StepRefused):
        care.agree_to_purge(spill=second, by=supervisor.user)
    with pytest.raises(StepRefused):
        care.release(spill=third, by=supervisor.user, reason="Too late")
    held = Spill.objects.get(pk=spilled.pk)
    assert (held.state, held.tombstone) == ("PURGED", tombstone)


def test_two_who_propose_a_purge_at_once_are_not_both_told_yes(rso, director, spilled):
    one, two = (Spill.objects.get(pk=spilled.pk) for _ in range(2))
    care.agree_to_purge(spill=one, by=rso.user)
    with pytest.raises(StepRefused, match="meanwhile"):
        care.agree_to_purge(spill=two, by=director.user)


# The same form again


def test_a_key_that_somebody_else_used_is_refused_and_loses_nothing(officer, colleague, case):
    entry = an_entry(colleague.user)
    sent = {"key": entry.key, "what": "My own words", "where": "Gate", "happened_at": "2026-05-04T10:00"}
    with_log = officer.post("/cases/log/new/", sent)
    with_case = officer.post("/cases/new/", new_case(officer, key=case.key, title="My own words"))
    for answer in (with_log, with_case):
        assert answer.status_code == 422
        assert "My own words" in page(answer)
        assert "sent already" in page(answer)


def new_case(officer, **more):
    return {
        "searched": "on", "kind": "PF", "title": "A title", "allegation": "Words", "source": "OWN", "channel": "LOG",
        "office": officer.user.office_id, "priority": "3", "rows": "1", "p0-part": "SUBJECT", "p0-kind": "PERSON",
    } | more  # fmt: skip


def test_a_file_that_is_refused_leaves_no_second_copy_behind(officer, supervisor, case):
    key = uuid4()
    words = SimpleUploadedFile("a.txt", b"words of a witness\n")
    writing.attach(case=case, by=supervisor.user, upload=words, key=key)
    sent = {"key": key, "upload": SimpleUploadedFile("b.txt", b"other words\n"), "describes": "Kept"}
    answer = officer.post(url("attach", case), sent)
    assert answer.status_code == 422
    assert "Kept" in page(answer)
    assert StoredFile.objects.count() == 1


def test_a_note_is_never_taken_for_another_one(officer, case):
    other, key = make_case(by=officer.user, officer=officer.user, status="FULL"), uuid4()
    officer.post(url("notes", other), {"key": key, "text": "First"})
    for address, text in ((url("notes", case), "First"), (url("notes", other), "Second")):
        answer = officer.post(address, {"key": key, "text": text})
        assert answer.status_code == 422
        assert text in page(answer)
    assert officer.post(url("notes", other), {"key": key, "text": "First"}).status_code == 302
    assert other.notes.count() == 1


def test_a_person_sent_twice_is_one_person(officer, case):
    sent = {"key": uuid4(), "anyway": "1", "part": "SUBJECT", "kind": "PERSON", "name": "Ilse Quandt"}
    for _ in range(2):
        assert officer.post(url("subjects", case), sent).status_code == 302
    assert case.subjects.count() == 1
    assert officer.post(url("subjects", case), sent | {"key": uuid4()}).status_code == 302
    assert case.subjects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_the_same_moment_wait_for_one_another(officer, supervisor, director, case):
    asked = reviewing.ask_approval(case=case, step="suspend", by=officer.user, reason="Fugitive", key=uuid4())
    given = at_once(
        lambda: supervisor.post(url("approval", case, asked.pk), {"decision": "approve"}).status_code,
        lambda: (
            director.post(url("step", case, "transfer"), {"key": uuid4(), "reason": "Theirs"}).status_code
        ),
    )
    assert sorted(given) == [302, 422]
    assert case.events.filter(verb="step").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_record_the_last_step_once(officer, case):
    def click():
        return twin_of(officer).post(url("last_step", case), {"reason": "All heard"}).status_code

    assert 302 in at_once(click, click, click)
    assert case.events.filter(verb="last step").count() == 1


def twin_of(persona):
    """The same browser, once more: a client of the tests serves one request at a time."""
    twin = Client()
    twin.cookies = persona.cookies
    return twin


def at_once(*jobs):
    """What each of these gave, all started at the same moment on connections of their own."""
    gate, given = Barrier(len(jobs)), []

    def run(job):
        gate.wait()
        try:
            given.append(job())
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_the_last_step_is_recorded_once(officer, case):
    for _ in range(2):
        officer.post(url("last_step", case), {"reason": "All witnesses heard"})
    assert case.events.filter(verb="last step").count() == 1


# What comes in


@pytest.mark.parametrize(
    "query", ["until=9999-12-31", "since=0001-01-01", "until=0001-01-01", "since=9999-12-31"]
)
def test_impossible_days_in_the_trail_are_refused_beside_the_field(director, query):
    answer = director.get(f"/audit/?{query}")
    assert answer.status_code == 422
    assert "Check the year" in page(answer)


def test_a_nul_is_no_failure_of_the_server(officer, case):
    assert officer.get("/cases/new/?from=a%00b").status_code == 404
    assert officer.post("/cases/new/", {"from": "a\0b", "title": "x"}).status_code == 404
    assert (
        officer.post("/cases/new/", {"use": "1", "words": "a\0bc@example.org", "rows": "1"}).status_code
        == 200
    )
    for asked in (
        "cases/?q=a%00",
        "cases/log/?q=%00",
        "audit/?who=%00",
        "cases/?officer=%00",
        "cases/?after=%00",
    ):
        assert officer.get(f"/{asked}").status_code < 500


@pytest.mark.parametrize("issuer", ["ßßß", "U1", "\u202eUT"])
def test_an_issuer_is_letters_of_the_alphabet(officer, case, issuer):
    sent = {"part": "SUBJECT", "kind": "PERSON", "name": "A", "id_kind": "PASSPORT", "id_value": "X12"}
    answer = officer.post(url("subjects", case), sent | {"issuer": issuer})
    assert answer.status_code == 422
    assert "Up to three letters" in page(answer)


@pytest.mark.parametrize("field", ["part", "kind", "id_kind", "born", "name"])
def test_a_forged_choice_is_refused_beside_the_field(officer, case, field):
    sent = {"part": "SUBJECT", "kind": "PERSON", "name": "Kept", "id_kind": "PASSPORT", "id_value": "X12"}
    answer = officer.post(url("subjects", case), sent | {field: "\0forged"})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/\\evil.example", "on", "javascript:1"]
)
def test_a_way_back_leads_nowhere_else(officer, back):
    answer = officer.post("/accounts/theme/", {"theme": "dark", "next": back})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/profile/")


def test_a_number_no_database_holds_is_nobody_and_nothing(officer, case):
    for rest in (
        f"approvals/{HUGE}/",
        f"notes/{HUGE}/",
        f"files/{HUGE}/",
        f"spills/{HUGE}/",
        f"team/{HUGE}/remove/",
    ):
        assert officer.get(url("detail", case) + rest).status_code == 404
        assert officer.post(url("detail", case) + rest).status_code == 404
    assert officer.post(url("team", case), {"user": HUGE, "part": "MEMBER", "reason": "x"}).status_code == 422
    assert officer.post(url("subjects", case), {"part": "SUBJECT", "person": HUGE}).status_code == 422
    assert officer.post(url("report_spill", case), {"part": "NOTE", "id": HUGE}).status_code == 404
