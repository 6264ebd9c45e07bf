"""The receiving office sees the lead and what came with it, never the case; whoever is kept out of the case is kept
out of its leads."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.actions import care, opening, team, writing
from cases.leads.actions import asking, drafting, working
from cases.leads.models import Lead
from secoffice.access.actions import lift_recusal
from secoffice.access.models import Recusal
from secoffice.audit.models import AuditEntry
from secoffice.deadlines.models import Deadline
from secoffice.people.actions import link_staff
from secoffice.reminders.models import Notice
from secoffice.workflow import StepRefused
from tests.conftest import Persona
from tests.factories import make_case, make_user
from tests.leads.conftest import NEEDLE, write


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(name="record.txt", words=b"issued once\n"):
    return SimpleUploadedFile(name, words, content_type="text/plain")


def attach(case, by, name):
    return writing.attach(case=case, by=by, upload=upload(name), key=uuid4(), describes=f"what {name} is")


def pages_of(lead):
    names = ("detail", "assign", "reply", "enclose", "note", "chase", "precedence", "edit")
    yield from (reverse(f"leads:{name}", args=[lead.reference]) for name in names)
    for step in ("send", "receive", "accept", "decline", "begin", "return", "close", "cancel"):
        yield reverse("leads:step", args=[lead.reference, step])


def body(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(
        errors="replace"
    )


def test_no_page_tells_the_receiving_office_of_the_case(case, officer, qamar, their_rso, their_officer):
    opening.add_subject(case=case, by=officer.user, facts=[("NAME", f"{NEEDLE} Person", "")])
    writing.add_note(case=case, by=officer.user, text=f"{NEEDLE} note", key=uuid4())
    attach(case, officer.user, f"{NEEDLE}.txt")
    sent_along = attach(case, officer.user, "sent-along.txt")
    lead = write(case, officer.user, qamar, files=[sent_along], names_case=False)
    drafting.send(lead=lead, by=officer.user)
    working.accept(lead=lead, by=their_rso.user, officer=their_officer.user)
    general = ["/", "/cases/", "/cases/leads/", "/inbox/", "/deadlines/", f"/cases/leads/?q={NEEDLE[:6]}"]
    for reader in (their_rso, their_officer):
        for url in [*pages_of(lead), *general]:
            shown = body(reader.get(url)).replace(f'value="{NEEDLE[:6]}"', "")
            assert NEEDLE not in shown.lower(), url
            assert case.reference not in shown, url
        assert reader.get(case.get_absolute_url()).status_code == 404
        assert reader.get(reverse("leads:list", args=[case.reference])).status_code == 404
        assert reader.get(reverse("leads:new", args=[case.reference])).status_code == 404
    assert "sent-along.txt" in body(their_officer.get(lead.get_absolute_url()))


def test_a_form_sent_by_the_wrong_side_gives_back_nothing_of_the_other(case, worked, officer, their_rso):
    attach(case, officer.user, f"{NEEDLE}.txt")
    working.enclose(lead=worked, by=their_rso.user, upload=upload("not-sent-yet.txt"), key=uuid4())
    for reader, hidden in ((their_rso, NEEDLE), (officer, "not-sent-yet")):
        for url in pages_of(worked):
            assert hidden not in body(reader.post(url, {"version": "x", "officer": "x"})).lower(), url


def test_the_number_of_the_case_goes_out_only_where_the_lead_says_so(case, officer, qamar, their_rso):
    for tells in (True, False):
        lead = drafting.send(lead=write(case, officer.user, qamar, names_case=tells), by=officer.user)
        page = body(their_rso.get(lead.get_absolute_url()))
        assert (case.reference in page) is tells
        assert case.get_absolute_url() not in page


def test_files_are_handed_out_through_the_lead_and_each_download_is_recorded(
    case, officer, qamar, their_rso, outsider
):
    sent_along, kept = attach(case, officer.user, "sent.txt"), attach(case, officer.user, "kept.txt")
    lead = drafting.send(lead=write(case, officer.user, qamar, files=[sent_along]), by=officer.user)
    url = reverse("leads:file", args=[lead.reference, lead.enclosures.get().pk])
    answer = their_rso.get(url)
    assert io.BytesIO(b"".join(answer.streaming_content)).read() == b"issued once\n"
    entry = AuditEntry.objects.filter(action="downloaded", actor_id=their_rso.user.pk).get()
    assert (entry.target_type, entry.target_reference) == ("leads.lead", lead.reference)
    assert outsider.get(url).status_code == 404
    assert their_rso.get(reverse("cases:file", args=[case.reference, kept.pk])).status_code == 404


def test_a_file_in_which_a_spill_was_reported_is_held_back_on_both_sides(
    case, officer, supervisor, qamar, their_rso
):
    secret = attach(case, officer.user, "partner-secret.txt")
    lead = drafting.send(lead=write(case, officer.user, qamar, files=[secret]), by=officer.user)
    care.report(case=case, part="FILE", part_id=secret.pk, by=supervisor.user)
    url = reverse("leads:file", args=[lead.reference, lead.enclosures.get().pk])
    for reader in (officer, their_rso):
        assert reader.get(url).status_code == 403
        page = body(reader.get(lead.get_absolute_url()))
        assert "partner-secret" not in page and "Held back" in page
    secret.refresh_from_db()
    with pytest.raises(StepRefused, match="spill"):
        write(case, officer.user, qamar, files=[secret])


def test_a_file_of_another_case_does_not_go_along(case, officer, qamar):
    foreign = attach(make_case(by=officer.user, officer=officer.user), officer.user, "foreign.txt")
    with pytest.raises(StepRefused, match="this case"):
        write(case, officer.user, qamar, files=[foreign])


def test_a_file_for_the_reply_is_seen_by_the_asker_once_it_is_sent(worked, officer, their_officer, case):
    ready = working.enclose(lead=worked, by=their_officer.user, upload=upload("answer.txt"), key=uuid4())
    left = working.enclose(lead=worked, by=their_officer.user, upload=upload("left-here.txt"), key=uuid4())
    url = reverse("leads:file", args=[worked.reference, ready.pk])
    assert officer.get(url).status_code == 404
    assert "answer.txt" not in body(officer.get(worked.get_absolute_url()))
    assert "answer.txt" in body(their_officer.get(worked.get_absolute_url()))
    working.reply(lead=worked, by=their_officer.user, text="See the file.", key=uuid4(), enclosures=[ready])
    assert body(officer.get(url)) == "issued once\n"
    assert officer.get(reverse("leads:file", args=[worked.reference, left.pk])).status_code == 404
    asking.accept_reply(lead=worked, by=officer.user)
    filed = case.attachments.get()
    assert (filed.name, filed.stored) == ("answer.txt", ready.stored) and "L01" in filed.describes


def test_whoever_is_named_in_the_case_never_sees_a_lead_sent_to_their_office(
    case, officer, qamar, their_rso, their_head
):
    opening.add_subject(case=case, by=officer.user, person=link_staff(user=their_rso.user, by=None))
    lead = drafting.send(lead=write(case, officer.user, qamar), by=officer.user)
    assert not lead.is_visible_to(their_rso.user)
    assert their_rso.get(lead.get_absolute_url()).status_code == 404
    assert Recusal.objects.filter(target_type="leads.lead", target_id=lead.pk, user=their_rso.user).exists()
    with pytest.raises(StepRefused):
        working.accept(lead=lead, by=their_rso.user)


def test_whoever_is_kept_out_later_sees_it_no_more_at_once(sent, case, officer, supervisor, their_rso):
    assert their_rso.get(sent.get_absolute_url()).status_code == 200
    team.declare_conflict(case=case, user=their_rso.user, by=supervisor.user, reason="Kin of the bearer")
    assert their_rso.get(sent.get_absolute_url()).status_code == 404
    assert sent.reference not in body(their_rso.get("/cases/leads/"))


def test_an_officer_kept_out_later_works_the_lead_no_more_and_owes_nothing(
    worked, case, supervisor, their_officer, their_rso
):
    team.declare_conflict(case=case, user=their_officer.user, by=supervisor.user, reason="Kin of the bearer")
    worked.refresh_from_db()
    assert worked.assigned_to is None and not worked.is_visible_to(their_officer.user)
    reply = Deadline.objects.open().for_target(worked).get(rule="leads.priority")
    assert reply.owner == their_rso.user
    assert not Deadline.objects.visible_to(their_officer.user).for_target(worked).exists()
    assert Notice.objects.filter(recipient=their_rso.user, duty="a lead needs another officer").exists()
    assert "Kin of the bearer" not in body(their_rso.get(worked.get_absolute_url()))


def test_an_officer_of_the_case_kept_out_later_owes_no_decision(replied, case, officer, supervisor):
    team.declare_conflict(case=case, user=officer.user, by=officer.user, reason="A friend of mine")
    decide = Deadline.objects.open().for_target(replied).get(rule="leads.decide")
    assert decide.owner == supervisor.user


def test_let_in_to_the_case_again_one_is_let_in_to_its_leads(sent, case, supervisor, their_rso):
    team.declare_conflict(case=case, user=their_rso.user, by=supervisor.user, reason="Mistaken identity")
    lift_recusal(case, user=their_rso.user, reason="Another person", by=supervisor.user)
    assert sent.is_visible_to(their_rso.user)


def test_the_readers_of_a_case_read_its_leads_and_only_while_they_read_the_case(
    case, sent, officer, colleague
):
    assert not sent.is_visible_to(colleague.user)
    team.add(case=case, user=colleague.user, by=officer.user, reason="Interviews", part="READER")
    assert colleague.get(sent.get_absolute_url()).status_code == 200
    team.remove(case=case, user=colleague.user, by=officer.user, reason="Done")
    assert colleague.get(sent.get_absolute_url()).status_code == 404


def test_somebody_whom_the_marking_does_not_admit_sees_no_lead(case, officer, qamar):
    local = Persona(make_user(name="Local", office=qamar, roles=["RSO"], employment="LOCAL"))
    lead = write(case, officer.user, qamar, marking="CUI//INV//NOFORN")
    drafting.send(lead=lead, by=officer.user)
    assert not lead.is_visible_to(local.user)
    assert Lead.objects.visible_to(officer.user).count() == 1


def test_a_reader_of_the_case_whom_the_marking_of_a_lead_bars_sees_the_case_without_it(
    case, officer, qamar, their_rso, post
):
    local = Persona(make_user(name="Local", office=post, roles=["AGENT"], employment="LOCAL"))
    team.add(case=case, user=local.user, by=officer.user, reason="Interviews", part="READER")
    barred = write(case, officer.user, qamar, marking="CUI//INV//NOFORN", title="Barred words")
    drafting.send(lead=barred, by=officer.user)
    tab = reverse("leads:list", args=[case.reference])
    assert local.get(barred.get_absolute_url()).status_code == 404
    for page in (tab, reverse("cases:timeline", args=[case.reference]), case.get_absolute_url()):
        assert local.get(page).status_code == 200
        assert "Barred words" not in body(local.get(page)), page
    assert "Barred words" in body(officer.get(tab))


def test_a_marking_changed_on_the_draft_holds_for_those_let_in(case, officer, qamar):
    from secoffice.access.models import Admission

    lead = write(case, officer.user, qamar)
    given = {"title": lead.title, "request": lead.request, "to_office": qamar, "to_unit": None}
    drafting.edit(lead=lead, by=officer.user, version=1, marking="CUI//INV//NOFORN", **given)
    here = Admission.objects.filter(target_type="leads.lead", target_id=lead.pk)
    assert set(here.values_list("controls", flat=True)) == {2}
