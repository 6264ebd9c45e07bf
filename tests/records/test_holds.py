"""Legal hold: what it covers cannot be changed or destroyed by anybody, however they go about it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from cases import workflow
from cases.actions import care, opening, reviewing, writing
from cases.models import Case, Event, Note, Subject
from secoffice.audit.models import AuditEntry
from secoffice.files import actions as files
from secoffice.ports import Refused
from secoffice.records import guards, tasks
from secoffice.records.actions import holds
from secoffice.records.models import Held, LegalHold
from secoffice.reminders.models import Notice
from tests.conftest import Persona
from tests.factories import make_case, make_user


@pytest.fixture
def counsel(post):
    return Persona(make_user(name="Lena Gallo", office=post, roles=["LEGAL"]))


@pytest.fixture
def case(officer, supervisor):
    case = make_case(by=officer.user, officer=officer.user, kind="PF", title="Altered passport")
    opening.add_subject(case=case, by=officer.user, facts=[("NAME", "Ana Prado", "")])
    victim = [("NAME", "Vera Victim", "")]
    opening.add_subject(case=case, by=officer.user, part="VICTIM", facts=victim)
    writing.add_note(case=case, by=officer.user, text="What was seen", key=uuid4())
    upload = SimpleUploadedFile("statement.txt", b"words of a witness\n", content_type="text/plain")
    writing.attach(case=case, by=officer.user, upload=upload, key=uuid4(), describes="")
    reviewing.record_review(case=case, by=supervisor.user, key=uuid4(), files_seen="all", next_steps="go on")
    return case


def place(by, *records, **more):
    given = {"reason": "Lawsuit", "authority": "District court", "start_on": date(2026, 1, 5)} | more
    return holds.place(key=uuid4(), by=by.user, records=records, **given)


def raw(statement, *values):
    """What somebody with a database console would send."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


CHANGES = {
    "the case": ("UPDATE cases_case SET title = 'Nothing happened' WHERE id = %s", "id"),
    "the allegation": ("UPDATE cases_case SET allegation = '' WHERE id = %s", "id"),
    "its notes": ("UPDATE cases_note SET text = 'Nothing' WHERE case_id = %s", "id"),
    "its files": ("UPDATE cases_attachment SET stored_id = NULL WHERE case_id = %s", "id"),
    "its timeline": ("UPDATE cases_event SET says = '' WHERE case_id = %s", "id"),
    "its reviews": ("UPDATE cases_review SET next_steps = 'none' WHERE case_id = %s", "id"),
    "people on it": ("UPDATE cases_subject SET part = 'ASSOC' WHERE case_id = %s", "id"),
    "facts it tells": (
        "UPDATE people_fact SET value = 'X' WHERE source_type = 'cases.case' AND source_id = %s",
        "id",
    ),
    "facts in a compartment": (
        "UPDATE people_fact SET value = 'X' WHERE source_type = 'cases.compartment' AND source_id IN"
        " (SELECT id FROM cases_compartment WHERE case_id = %s)",
        "id",
    ),
    "stored bytes": (
        "UPDATE files_storedfile SET name = '', destroyed_at = CURRENT_TIMESTAMP WHERE id IN"
        " (SELECT stored_id FROM cases_attachment WHERE case_id = %s)",
        "id",
    ),
    "how long it is kept": ("UPDATE records_retention SET item = 'GRS 5.6-090' WHERE target_id = %s", "id"),
}
GONE = (
    *("cases_case", "cases_note", "cases_attachment", "cases_event", "cases_review", "cases_subject"),
    *("cases_compartment", "people_fact", "files_storedfile", "records_held", "audit_auditdetail"),
    *("records_retention", "records_legalhold"),
)


@pytest.mark.parametrize("what", CHANGES)
def test_the_database_refuses_to_change(what, case, counsel):
    statement, _ = CHANGES[what]
    place(counsel, case)
    with pytest.raises(IntegrityError, match="legal hold"):
        raw(statement, case.pk)


@pytest.mark.parametrize("what", CHANGES)
def test_the_same_statement_does_its_work_where_nothing_is_held(what, case):
    statement, _ = CHANGES[what]
    assert raw(statement, case.pk)


@pytest.mark.parametrize("table", GONE)
def test_the_database_refuses_to_delete_from(table, case, counsel):
    place(counsel, case)
    with pytest.raises(IntegrityError, match="legal hold"):
        raw(f"DELETE FROM {table}")


def test_no_cascade_reaches_a_held_case(case, counsel):
    place(counsel, case)
    for victim in (case.notes.get(), case.attachments.get(), Subject.everybody.filter(case=case).first()):
        with pytest.raises(IntegrityError, match="legal hold"), transaction.atomic():
            victim.delete()
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        case.delete()
    assert Case._base_manager.filter(pk=case.pk).exists()
    assert Note.objects.filter(case=case).exists() and Event.whole.filter(case=case).exists()


def test_whatever_hangs_on_a_case_is_guarded_however_far(db):
    tables = {guard.table for guard in guards.wanted() if guard.deletion}
    direct = {r.related_model._meta.db_table for r in Case._meta.related_objects if not r.many_to_many}
    assert direct <= tables
    assert guards.missing(connection) == []


def test_neither_a_purge_nor_the_destruction_of_a_file_gets_through(case, counsel, officer, supervisor, rso):
    note, stored = case.notes.get(), case.attachments.get().stored
    spill = care.report(case=case, part="NOTE", part_id=note.pk, by=officer.user)
    place(counsel, case)
    care.agree_to_purge(spill=spill, by=supervisor.user)
    spill.refresh_from_db()
    with pytest.raises(IntegrityError, match="legal hold"), transaction.atomic():
        care.agree_to_purge(spill=spill, by=rso.user)
    with pytest.raises(IntegrityError, match="legal hold"), transaction.atomic():
        files.destroy(stored, by=officer.user, also_by=supervisor.user)


def test_the_work_on_a_held_case_goes_on(case, counsel, officer, supervisor):
    place(counsel, case)
    writing.add_note(case=case, by=officer.user, text="More", key=uuid4())
    writing.keep_draft(case=case, by=officer.user, text="Half")
    writing.keep_draft(case=case, by=officer.user, text="Half a sentence")
    workflow.take(case, "screen", by=supervisor.user, reason="searched")
    workflow.take(case, "open_preliminary", by=supervisor.user, reason="A predicate")
    case.refresh_from_db()
    assert (case.status, case.predicate) == ("PRELIMINARY", "A predicate")


def test_other_cases_are_left_alone(case, counsel, officer):
    other = make_case(by=officer.user, officer=officer.user)
    place(counsel, case)
    assert raw("UPDATE cases_case SET title = 'Better words' WHERE id = %s", other.pk)


def test_an_edit_on_the_page_is_refused_in_a_sentence_and_keeps_what_was_typed(case, counsel, officer):
    place(counsel, case)
    url = reverse("cases:edit", args=[case.reference])
    form = officer.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"title": "Something milder"}
    response = officer.post(url, sent)
    assert response.status_code == 422
    assert "under legal hold" in response.content.decode() and "Something milder" in response.content.decode()


def test_new_records_that_meet_the_terms_join(case, counsel, officer):
    hold = place(counsel, scope={"kind": "cases.case", "of": "PF", "office": case.office_id})
    new = make_case(by=officer.user, officer=officer.user, kind="PF")
    other = make_case(by=officer.user, officer=officer.user, kind="HT")
    covered = Held.objects.unrestricted(purpose="test").filter(hold=hold, target_type="cases.case")
    assert set(covered.values_list("target_id", flat=True)) == {case.pk, new.pk}
    assert holds.is_held(new) and not holds.is_held(other)
    with pytest.raises(IntegrityError, match="legal hold"):
        raw("DELETE FROM cases_event WHERE case_id = %s", new.pk)


def test_only_the_legal_adviser_releases_and_what_another_hold_covers_stays(case, counsel, officer, post):
    archivist = Persona(make_user(office=post, roles=["REC_OFF"]))
    first, second = place(counsel, case), place(archivist, case)
    with pytest.raises(Refused):
        place(officer, case)
    with pytest.raises(Refused, match="legal adviser"):
        holds.release(hold=first, reason="x", by=archivist.user)
    holds.release(hold=first, reason="Settled", by=counsel.user)
    assert holds.is_held(case)
    holds.release(hold=second, reason="Settled", by=counsel.user)
    assert not holds.is_held(case)
    assert raw("UPDATE cases_case SET title = 'Free again' WHERE id = %s", case.pk)
    with pytest.raises(Refused, match="meanwhile"):
        holds.release(hold=first, reason="again", by=counsel.user)


def test_custodians_are_told_at_once_and_every_six_months_until_it_ends(case, counsel, officer):
    hold = place(counsel, case, custodians=[officer.user])
    told = Notice.objects.filter(source_type="records.legalhold")
    assert told.count() == 1
    later = timezone.now() + timedelta(days=183)
    assert (holds.remind(at=timezone.now()), holds.remind(at=later), holds.remind(at=later)) == (0, 1, 0)
    assert told.count() == 2
    holds.acknowledge(hold=hold, by=officer.user)
    assert hold.custodians.get().acknowledged_at
    holds.release(hold=hold, reason="Settled", by=counsel.user)
    assert holds.remind(at=later + timedelta(days=400)) == 0


def test_the_pages_place_show_and_release_a_hold(case, counsel, officer):
    opening_form = counsel.get(reverse("records:hold_new"))
    sent = {
        "key": uuid4(), "reason": "Lawsuit", "authority": "Court", "start_on": "2026-01-05",
        "of": "cases.case:PF", "office": case.office_id, "custodians": [officer.user.pk],
    }  # fmt: skip
    assert opening_form.status_code == 200
    for _ in range(2):
        assert counsel.post(reverse("records:hold_new"), sent).status_code == 302
    hold = LegalHold.objects.get()
    page = reverse("records:hold", args=[hold.pk])
    assert case.reference not in counsel.get(page).content.decode()  # what counsel may not see is not listed
    assert case.reference in officer.get(page).content.decode()
    assert (
        "Under legal hold" in officer.get(reverse("cases:retention", args=[case.reference])).content.decode()
    )
    assert officer.post(reverse("records:hold_read", args=[hold.pk])).status_code == 302
    release = reverse("records:hold_release", args=[hold.pk])
    assert officer.post(release, {"release-reason": "x"}).status_code == 403
    assert counsel.post(release, {}).status_code == 422
    assert counsel.post(release, {"release-reason": "Settled"}).status_code == 302
    assert not holds.is_held(case)


def test_a_hold_is_there_for_those_who_keep_holds_and_its_custodians(case, counsel, colleague, outsider):
    hold = place(counsel, case)
    for who in (colleague, outsider):
        assert who.get(reverse("records:hold", args=[hold.pk])).status_code == 404
        assert who.get(reverse("records:hold_new")).status_code == 404
        assert hold.reference not in who.get(reverse("records:holds")).content.decode()


def test_a_record_one_cannot_see_cannot_be_named(case, counsel):
    sent = {"key": uuid4(), "reason": "x", "authority": "y", "start_on": "2026-01-05"}
    answer = counsel.post(reverse("records:hold_new"), sent | {"records": case.reference})
    assert answer.status_code == 422 and "no such record" in answer.content.decode()
    answer = counsel.post(reverse("records:hold_new"), sent)
    assert answer.status_code == 422 and "A hold needs records" in answer.content.decode()


def test_a_guard_that_somebody_took_down_is_put_back_by_night_and_told(case, counsel):
    place(counsel, case)
    on = ' ON "cases_note"' if connection.vendor == "postgresql" else ""
    raw(f"DROP TRIGGER hold_cases_note_delete{on}")
    assert guards.missing(connection) == ["hold_cases_note_delete"]
    tasks.look()
    assert guards.missing(connection) == []
    assert AuditEntry.objects.filter(action="hold guards put back").exists()
    with pytest.raises(IntegrityError, match="legal hold"):
        raw("DELETE FROM cases_note")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite replaces rows")
def test_a_row_is_not_replaced_by_another_either(case, counsel):
    place(counsel, case)
    with pytest.raises(IntegrityError, match="legal hold"):
        raw("INSERT OR REPLACE INTO cases_note SELECT * FROM cases_note WHERE case_id = %s", case.pk)


def test_the_pages_of_a_hold_cost_the_same_for_few_and_for_many(
    case, counsel, officer, django_assert_max_num_queries
):
    people = [officer.user, *(make_user(office=case.office) for _ in range(12))]
    hold = place(counsel, scope={"kind": "cases.case", "of": "", "office": case.office_id}, custodians=people)
    for _ in range(8):
        make_case(by=officer.user, officer=officer.user)
        place(counsel, case)
    for url in (reverse("records:hold", args=[hold.pk]), reverse("records:holds")):
        officer.get(url)
        with django_assert_max_num_queries(12):
            assert officer.get(url).status_code == 200
