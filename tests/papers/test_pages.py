"""The pages of interviews and reports."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.papers.actions import drafting
from cases.papers.models import Memorandum, Report
from secoffice.audit.models import AuditEntry
from secoffice.workflow import StepRefused
from tests.conftest import Persona
from tests.factories import make_case, make_office, make_user
from tests.papers.writing import approved_interview, approved_report, interview, put_on, report_on


@pytest.fixture
def case(officer, supervisor, rso):
    return make_case(by=officer.user, officer=officer.user, status="FULL", told=[rso.user])


def page(paper, name="", *more):
    which = f"papers:{paper._meta.model_name}{name and '_'}{name}"
    return reverse(which, args=[paper.case.reference, paper.pk, *more])


def tab(case, name):
    return reverse(f"papers:{name}", args=[case.reference])


def text(answer):
    return answer.content.decode()


def as_read(paper, **more):
    return {"version": type(paper).objects.get(pk=paper.pk).version} | more


def sent(paper, **more):
    """The form of a paper as a browser sends it back."""
    form = {
        "version": paper.version, "marking": "CUI//INV", "began_at": "2026-03-05T09:30", "place": "Room 4",
        "advisement": "FREE", "substance": "She saw it.",
    }  # fmt: skip
    return form | more


def test_an_interview_goes_from_the_tab_to_approval(case, officer, supervisor):
    subject = put_on(case, officer.user)
    given = {"key": uuid4(), "subject": subject.pk, "began_at": "2026-03-05T09:30", "place": "Room 4"}
    assert "Ilse Vasquez (complainant)" in text(officer.get(tab(case, "interviews")))
    answer = officer.post(tab(case, "interviews"), given)
    memorandum = Memorandum.objects.get()
    assert answer["Location"] == page(memorandum, "edit")
    assert officer.post(page(memorandum, "edit"), sent(memorandum, present="A clerk")).status_code == 302
    assert officer.post(page(memorandum, "step", "submit"), as_read(memorandum)).status_code == 302
    assert page(memorandum, "step", "approve") in text(supervisor.get(page(memorandum)))
    assert page(memorandum, "step", "approve") not in text(officer.get(page(memorandum)))
    assert (
        supervisor.post(page(memorandum, "step", "return"), as_read(memorandum, reason="")).status_code == 422
    )
    assert supervisor.post(page(memorandum, "step", "approve"), as_read(memorandum)).status_code == 302
    shown = text(officer.get(page(memorandum)))
    assert "She saw it." in shown and "Approved" in shown
    answer = officer.post(page(memorandum, "add"), {"key": uuid4(), "text": "The form was blue."})
    assert answer.status_code == 302 and "The form was blue." in text(officer.get(page(memorandum)))


def test_what_is_typed_wrongly_stays_and_is_said_beside_its_field(case, officer):
    memorandum = interview(case, officer.user)
    wrong = sent(
        memorandum, marking="CUI//NOFORN/REL TO USA, UTO", recording="abc", ended_at="2026-03-05T08:00"
    )
    answer = officer.post(page(memorandum, "edit"), wrong)
    assert answer.status_code == 422
    for words in ("contradict each other", "64 characters", "before it began", "She saw it."):
        assert words in text(answer)


def test_two_windows_lose_nothing(case, officer):
    memorandum = interview(case, officer.user)
    assert officer.post(page(memorandum, "edit"), sent(memorandum, substance="First")).status_code == 302
    answer = officer.post(page(memorandum, "edit"), sent(memorandum, substance="Second", present="A clerk"))
    assert answer.status_code == 422
    assert "First" in text(answer) and "Second" in text(answer)
    memorandum.refresh_from_db()
    again = sent(memorandum, substance="Second", present="A clerk") | {"choice-substance": "theirs"}
    assert officer.post(page(memorandum, "edit"), again).status_code == 302
    memorandum.refresh_from_db()
    assert (memorandum.substance, memorandum.present) == ("First", "A clerk")


def test_nobody_approves_words_they_have_not_read(case, officer, supervisor):
    memorandum = interview(case, officer.user)
    drafting.take(memorandum, "submit", by=officer.user)
    read, stale = as_read(memorandum), Memorandum.objects.get()
    drafting.take(memorandum, "take_back", by=officer.user)
    drafting.write(
        paper=memorandum, by=officer.user, version=memorandum.version, words={"substance": "Otherwise"}
    )
    drafting.take(memorandum, "submit", by=officer.user)
    answer = supervisor.post(page(memorandum, "step", "approve"), read)
    assert answer.status_code == 422 and "Read it again" in text(answer)
    with pytest.raises(StepRefused, match="Read it again"):
        drafting.take(stale, "approve", by=supervisor.user)
    assert f"?version={memorandum.version}" in text(supervisor.get(page(memorandum)))
    assert supervisor.post(page(memorandum, "step", "approve"), as_read(memorandum)).status_code == 302


def test_a_draft_is_kept_while_it_is_written(case, officer):
    memorandum = interview(case, officer.user)
    answer = officer.post(page(memorandum, "keep"), sent(memorandum, substance="Half a sen"))
    assert "Draft kept" in text(answer) and 'value="3"' in text(answer)
    stale = officer.post(page(memorandum, "keep"), sent(memorandum, substance="Other"))
    assert "another window" in text(stale) and "value=" not in text(stale)
    assert Memorandum.objects.get().substance == "Half a sen"


def test_a_draft_is_its_authors_and_the_supervisors(case, officer, supervisor, colleague):
    from cases.actions import team

    team.add(case=case, user=colleague.user, by=officer.user, reason="helps")
    memorandum = interview(case, officer.user)
    assert colleague.get(page(memorandum)).status_code == 404
    assert memorandum.get_absolute_url() not in text(colleague.get(tab(case, "interviews")))
    assert supervisor.get(page(memorandum)).status_code == 200
    assert supervisor.get(page(memorandum, "edit")).status_code == 403
    drafting.take(memorandum, "submit", by=officer.user)
    assert colleague.get(page(memorandum)).status_code == 200


def test_the_draft_of_somebody_who_left_the_case_is_taken_over(case, officer, supervisor, colleague):
    from cases.actions import assigning
    from cases.models import Case

    memorandum = interview(case, officer.user)
    assert supervisor.get(page(memorandum, "take_over")).status_code == 403
    assigning.assign(case=case, officer=colleague.user, by=supervisor.user)
    if Case.objects.visible_to(colleague.user).get().offered_to_id:
        assigning.answer(case=case, by=colleague.user, accepts=True)
    assert "Take over" in text(colleague.get(page(memorandum)))
    assert colleague.post(page(memorandum, "take_over"), {"key": uuid4()}).status_code == 302
    memorandum.refresh_from_db()
    assert (memorandum.author, memorandum.substance) == (colleague.user, "She saw him sign the form.")
    assert memorandum.deadline.__class__.objects.get(pk=memorandum.deadline_id).owner == colleague.user
    assert colleague.get(page(memorandum, "edit")).status_code == 200


def test_a_victims_words_are_not_there_for_others(case, officer, supervisor, rso):
    subject = put_on(case, officer.user, part="VICTIM", name="Zephyrquill")
    paper = approved_interview(case, officer.user, supervisor.user, subject=subject)
    assert "Zephyrquill" in text(officer.get(page(paper)))
    for name in ("", "edit", "copies", "add"):
        assert rso.get(page(paper, name)).status_code == 404
    for url in (
        tab(case, "interviews"),
        case.get_absolute_url(),
        reverse("cases:timeline", args=[case.reference]),
    ):
        assert "Zephyrquill" not in text(rso.get(url)) and "M01" not in text(rso.get(url))
    assert "Interviews 1" in text(officer.get(case.get_absolute_url()))
    assert "Interviews 0" in text(rso.get(case.get_absolute_url()))


def test_a_report_goes_from_the_tab_to_a_copy(case, officer, supervisor, rso):
    answer = officer.post(tab(case, "reports"), {"key": uuid4()})
    report = Report.objects.get()
    assert answer["Location"] == page(report, "edit")
    words = {
        "version": report.version, "marking": "CUI//INV", "synopsis": "In short.", "predication": "Because.",
        "findings": "He signed.",
    }  # fmt: skip
    assert officer.post(page(report, "edit"), words).status_code == 302
    assert "as it would be handed in" in text(officer.get(page(report, "preview")))
    assert officer.post(page(report, "step", "submit"), as_read(report)).status_code == 302
    assert supervisor.post(page(report, "step", "endorse"), as_read(report)).status_code == 302
    assert supervisor.post(page(report, "step", "approve"), as_read(report)).status_code == 422
    assert rso.post(page(report, "step", "approve"), as_read(report)).status_code == 302
    released = {"key": uuid4(), "recipient": "District attorney", "purpose": "Referral", "country": ""}
    assert officer.post(page(report, "copies"), released).status_code == 302
    copy = report.copies.get()
    shown = text(officer.get(page(report)))
    assert copy.serial in shown and "District attorney" in shown
    answer = officer.get(page(report, "copy", copy.pk))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert AuditEntry.objects.filter(action="downloaded", actor_id=officer.user.pk).exists()


def test_whoever_was_asked_from_headquarters_is_out_again_after_deciding(unit, officer, supervisor):
    hq = make_office(kind="HQ")
    type(hq).objects.filter(pk=unit.office_id).update(parent=hq)
    chief, case = (
        Persona(make_user(office=hq, roles=["DIRECTOR"])),
        make_case(by=officer.user, officer=officer.user),
    )
    report = report_on(case, officer.user)
    drafting.take(report, "submit", by=officer.user)
    drafting.take(report, "endorse", by=supervisor.user)
    answer = chief.post(page(report, "step", "approve"), as_read(report))
    assert (answer.status_code, answer["Location"]) == (302, reverse("cases:list"))
    assert chief.get(page(report)).status_code == 404


def test_a_copy_for_a_state_the_marking_does_not_name_is_refused(case, officer, supervisor, rso):
    report = approved_report(case, officer.user, supervisor.user, rso.user)
    answer = officer.post(
        page(report, "copies"), {"key": uuid4(), "recipient": "Police", "purpose": "Help", "country": "uto"}
    )
    assert answer.status_code == 422 and "does not allow a release to UTO" in text(answer)
    assert not report.copies.exists()


def test_outsiders_find_nothing(case, officer, supervisor, rso, outsider):
    report = approved_report(case, officer.user, supervisor.user, rso.user)
    for name in ("", "edit", "keep", "copies", "preview"):
        assert outsider.get(page(report, name)).status_code == 404
    assert outsider.get(tab(case, "reports")).status_code == 404
    assert outsider.post(page(report, "step", "return"), {"reason": "x"}).status_code == 404


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_pages_ask_as_much_with_many_rows_as_with_few(case, officer, supervisor, rso):
    first = approved_interview(case, officer.user, supervisor.user)
    draft = interview(case, officer.user)
    going = report_on(case, officer.user)
    urls = [
        tab(case, "interviews"), tab(case, "reports"), page(first), page(draft, "edit"), page(going),
        page(going, "edit"),
    ]  # fmt: skip
    few, whole = [queries(officer, url) for url in urls], queries(officer, page(going, "preview"))
    for _ in range(4):
        approved_interview(case, officer.user, supervisor.user)
        interview(case, officer.user)
    assert [queries(officer, url) for url in urls] == few
    assert queries(officer, page(going, "preview")) == whole
    assert max(few) <= 12, few
