"""Reports of investigation: built from the file, approved by two others, frozen, released as numbered copies (A.5)."""

import hashlib
import io
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from cases import workflow as of_cases
from cases.actions import compartments, offences, opening
from cases.papers import content
from cases.papers.actions import drafting, releasing
from cases.papers.models import Copy, Report
from secoffice import pdf
from secoffice.audit.models import AuditEntry
from secoffice.deadlines.models import Deadline
from secoffice.files import blobs
from secoffice.workflow import StepRefused
from tests.factories import make_case, make_office, make_user
from tests.papers.writing import NOW, PROSE, approved_interview, approved_report, put_on, report_on


@pytest.fixture
def case(officer, supervisor, rso):
    return make_case(by=officer.user, officer=officer.user, status="FULL", told=[rso.user])


def take(paper, name, by, **more):
    return drafting.take(paper, name, by=by.user, at=NOW, **more)


def release(paper, by, **more):
    given = {"recipient": "District attorney", "purpose": "Referral", "key": uuid4()} | more
    return releasing.release(paper=paper, by=by.user, at=NOW, **given)


def words_of(copy):
    """What somebody reads who opens the copy: every page as text."""
    with blobs.opened(copy.stored.digest) as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_two_others_approve_it_one_after_the_other(case, officer, supervisor, rso, director):
    report = report_on(case, officer.user)
    for step in ("endorse", "approve"):
        with pytest.raises(StepRefused):
            take(report, step, supervisor)
    take(report, "submit", officer)
    with pytest.raises(StepRefused, match="wrote this yourself"):
        take(report, "endorse", officer)
    take(report, "endorse", supervisor)
    with pytest.raises(StepRefused, match="second person"):
        take(report, "approve", supervisor)
    take(report, "approve", rso)
    assert (report.endorsed_by, report.approved_by) == (supervisor.user, rso.user)


def test_a_post_of_two_asks_headquarters_for_the_second_approval(unit, officer, supervisor):
    hq = make_office(kind="HQ", code="HQS")
    type(hq).objects.filter(pk=unit.office_id).update(parent=hq)
    chief = make_user(office=hq, roles=["DIRECTOR"])
    case = make_case(by=officer.user, officer=officer.user, status="FULL")
    report = take(report_on(case, officer.user), "submit", officer)
    assert not case.is_visible_to(chief)
    take(report, "endorse", supervisor)
    assert case.is_visible_to(chief)
    assert Deadline.objects.open().for_target(case).get(rule="papers.decide").owner == chief
    drafting.take(report, "approve", by=chief, at=NOW)
    assert not case.is_visible_to(chief)


def test_sent_back_it_is_approved_anew_by_both(case, officer, supervisor, rso):
    report = report_on(case, officer.user)
    take(report, "submit", officer)
    take(report, "endorse", supervisor)
    take(report, "return", rso, reason="Name the form")
    report.refresh_from_db()
    assert (report.status, report.endorsed_by, report.content) == ("DRAFT", None, {})
    assert report.remarks == "Name the form"
    drafting.write(
        paper=report, by=officer.user, version=report.version, words={"findings": "Form 7 is his."}
    )
    take(report, "submit", officer)
    with pytest.raises(StepRefused, match="not possible while"):
        take(report, "approve", rso)


def test_the_database_wants_three_people(case, officer, supervisor, rso):
    report = report_on(case, officer.user)
    rows = Report.objects.filter(pk=report.pk)
    for endorsed, approved in ((officer, rso), (supervisor, officer), (rso, rso), (None, rso)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(status="APPROVED", endorsed_by=endorsed and endorsed.user, approved_by=approved.user)


def test_it_is_frozen_and_the_next_version_copies_it(case, officer, supervisor, rso):
    report = approved_report(case, officer.user, supervisor.user, rso.user)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(findings="Otherwise")
    again = drafting.begin_report(case=case, by=officer.user, key=uuid4(), at=NOW)
    assert (again.reference, again.findings) == (f"{case.reference}/R02", PROSE["findings"])
    with pytest.raises(StepRefused, match="being written already"):
        drafting.begin_report(case=case, by=officer.user, key=uuid4(), at=NOW)


def test_approval_ends_the_clock_of_the_report(case, officer, supervisor, rso):
    opening.finish_investigating(case=case, by=officer.user, what="Last interview", at=NOW)
    clock = Deadline.objects.open().for_target(case).filter(rule="cases.report")
    report = report_on(case, officer.user)
    take(report, "submit", officer)
    take(report, "endorse", supervisor)
    assert clock.exists()
    take(report, "approve", rso)
    assert not clock.exists()


def test_a_report_says_what_the_file_says_when_it_is_handed_in(case, officer, supervisor, rso):
    approved_interview(case, officer.user, supervisor.user)
    offences.add_offence(
        case=case, statute="18-1542", committed_on=date(2020, 5, 4), by=officer.user, key=uuid4(), at=NOW
    )
    report = report_on(case, officer.user)
    take(report, "submit", officer)
    put_on(case, officer.user, name="Later Person")
    rows = {name: found for name, _, found in Report.objects.get().content["sections"]}
    assert [row["title"] for row in rows["subjects"]] == ["Ilse Vasquez (complainant)"]
    assert "She saw him sign" in rows["interviews"][0]["text"]
    assert len(rows["statutes"]) == 1


def test_what_another_case_says_of_somebody_stays_out(case, officer, supervisor, rso):
    subject = put_on(case, officer.user)
    other = make_case(by=officer.user, officer=officer.user)
    opening.add_subject(
        case=other, by=officer.user, person=subject.person, facts=[("NAME", "Secret Alias", "")]
    )
    rows = list(content.people(case, officer.user, ()))
    assert "Secret Alias" not in str(rows) and "Ilse Vasquez" in str(rows)


def test_compartments_stay_shut_unless_the_report_is_kept_to_them(case, officer, supervisor, rso):
    victim = put_on(case, officer.user, part="VICTIM", name="Hidden Victim")
    approved_interview(case, officer.user, supervisor.user, subject=victim)
    report = report_on(case, officer.user)
    take(report, "submit", officer)
    assert "Hidden Victim" not in str(report.content) and "M01" not in str(report.content)
    take(report, "take_back", officer)
    drafting.write(
        paper=report, by=officer.user, version=report.version, words={"holds": [victim.compartment]}, at=NOW
    )
    assert not case.reports.open_to(rso.user).exists()
    take(report, "submit", officer)
    assert "Hidden Victim" in str(report.content) and "She saw him sign" in str(report.content)
    compartments.name_into(compartment=victim.compartment, user=rso.user, reason="approves", by=officer.user)
    rso.user._principals = None
    assert case.reports.open_to(rso.user).exists()


def test_the_next_version_stays_in_the_compartments_whose_words_it_copies(case, officer, supervisor, rso):
    victim = put_on(case, officer.user, part="VICTIM", name="Hidden Victim")
    for boss in (supervisor, rso):
        compartments.name_into(
            compartment=victim.compartment, user=boss.user, reason="approves", by=officer.user
        )
    inside = {"holds": [victim.compartment], "findings": "Hidden Victim was hurt."}
    approved_report(case, officer.user, supervisor.user, rso.user, **inside)
    again = drafting.begin_report(case=case, by=officer.user, key=uuid4(), at=NOW)
    assert "Hidden Victim" in again.findings and list(again.holds.all()) == [victim.compartment]
    compartments.let_out(compartment=victim.compartment, user=rso.user, reason="done", by=officer.user)
    rso.user._principals = None
    assert not case.reports.open_to(rso.user).exists()


def test_nobody_lets_a_report_name_people_they_do_not_know_of(case, officer, supervisor, rso):
    victim = put_on(case, officer.user, part="VICTIM")
    mine = drafting.begin_report(case=case, by=rso.user, key=uuid4(), at=NOW)
    drafting.write(paper=mine, by=rso.user, version=1, words={"holds": [victim.compartment]})
    assert not mine.holds.exists()


def test_its_marking_is_that_of_all_its_parts(case, officer, supervisor, rso):
    approved_interview(case, officer.user, supervisor.user, marking="CUI//SP-PERS//FEDCON")
    report = report_on(case, officer.user, marking="CUI//INV")
    take(report, "submit", officer)
    assert report.content["marking"] == "CUI//SP-PERS/INV//FEDCON"
    assert case.reports.open_to(rso.user).exists()
    type(rso.user).objects.filter(pk=rso.user.pk).update(employment="LOCAL")
    rso.user.refresh_from_db()
    assert not case.reports.open_to(rso.user).exists()


def test_the_copy_says_it_all_on_every_page(case, officer, supervisor, rso):
    approved_interview(case, officer.user, supervisor.user, marking="CUI//SP-PERS//FEDCON", grand_jury=True)
    report = approved_report(
        case,
        officer.user,
        supervisor.user,
        rso.user,
        marking="CUI//INV",
        findings="He signed it.\n\n" * 60,
        brady=True,
    )
    release(report, officer, recipient="Inspector general")
    copy = release(report, officer)
    pages = words_of(copy)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert page.count("CUI//SP-PERS/INV//FEDCON") >= 2
        assert f"Copy {report.reference}-002" in page and f"Page {number} of {len(pages)}" in page
    whole = " ".join(pages)
    for words in (
        case.number_inside, PROSE["synopsis"], PROSE["predication"], "Ilse Vasquez (complainant)",
        "She saw him sign the form.", "BRADY/GIGLIO GRAND JURY, RULE 6(e)", "Inspector general", "District attorney",
        "11. Losses and recoveries",
        str(supervisor.user), str(rso.user), report.digest,
    ):  # fmt: skip
        assert words in whole, words


def test_the_register_keeps_every_copy_to_the_byte(case, officer, supervisor, rso):
    report, key = approved_report(case, officer.user, supervisor.user, rso.user), uuid4()
    first, same = release(report, officer, key=key), release(report, officer, key=key)
    second = release(report, supervisor, recipient="Court")
    assert first == same and [copy.serial[-3:] for copy in report.copies.all()] == ["001", "002"]
    for copy in (first, second):
        with blobs.opened(copy.stored.digest) as file:
            assert hashlib.sha256(file.read()).hexdigest() == copy.digest
    entry = AuditEntry.objects.filter(action="copy released").first()
    assert entry.marking == first.marking
    assert case.events.filter(verb="copy").count() == 2
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Copy.objects.update(recipient="Somebody else")


def test_only_approved_papers_are_released_and_only_as_marked(case, officer, supervisor, rso, outsider):
    with pytest.raises(StepRefused, match="approved papers only"):
        release(report_on(case, officer.user), officer)
    paper = approved_interview(case, officer.user, supervisor.user, marking="CUI//INV//REL TO USA, UTO")
    assert release(paper, officer, country="UTO").marking == "CUI//INV//REL TO USA, UTO"
    with pytest.raises(StepRefused, match="does not allow"):
        release(paper, officer, country="FRA")
    with pytest.raises(StepRefused):
        release(paper, outsider)


def test_a_memorandum_is_read_from_its_copy_with_its_addenda(case, officer, supervisor):
    paper = approved_interview(case, officer.user, supervisor.user, victim_privacy=True)
    drafting.add(memorandum=paper, text="The form was blue.", by=officer.user, key=uuid4(), at=NOW)
    (page,) = words_of(release(paper, officer))
    for words in (
        "Ilse Vasquez",
        "Room 4",
        "She saw him sign",
        "The form was blue.",
        "VICTIM PRIVACY",
        "Non-custodial",
    ):
        assert words in page


def test_names_in_other_scripts_are_printed_in_latin_letters(case, officer, supervisor):
    subject = put_on(case, officer.user, name="محمد علي")
    paper = approved_interview(case, officer.user, supervisor.user, subject=subject, place="Київ, 北京")
    (page,) = words_of(release(paper, officer))
    assert "[mhmd 'ly]" in page.replace("‘", "'").replace("’", "'") or "[mhmd" in page
    assert "Київ" in page and "[" in page


def test_what_was_typed_is_never_markup(case, officer, supervisor):
    typed = '#read("/etc/passwd") $x$ *bold* \\ <label> @ref'
    paper = approved_interview(case, officer.user, supervisor.user, substance=typed)
    (page,) = words_of(release(paper, officer))
    assert '#read("/etc/passwd")' in page and "*bold*" in page and "root:" not in page


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ivan Київ", "Ivan Київ"),
        ("محمد علي x", "[mhmd `ly] x"),
        ("a\x00\u202eb", "ab"),
        ([{"k": "北京"}], None),
    ],
)
def test_only_letters_the_typeface_has_are_printed(typed, printed):
    found = pdf.printable(typed)
    assert found == (printed or [{"k": "[BeiJing]"}])


def test_a_case_is_referred_with_an_approved_report_only(case, officer, supervisor, rso):
    step = {"by": supervisor.user, "reason": "To the prosecutor", "at": datetime(2026, 3, 9, tzinfo=UTC)}
    with pytest.raises(StepRefused, match="report of investigation"):
        of_cases.take(case, "refer", **step)
    approved_report(case, officer.user, supervisor.user, rso.user)
    assert of_cases.take(case, "refer", **step).status == "REFERRED"


def test_nobody_approves_words_that_somebody_else_took_over_from_them(
    case, officer, supervisor, rso, director
):
    report = report_on(case, officer.user)
    type(report).objects.filter(pk=report.pk).update(author=supervisor.user)
    report.refresh_from_db()
    drafting.take_over(paper=report, by=officer.user, at=NOW)
    report.refresh_from_db()
    assert (report.author, report.wrote_before) == (officer.user, sorted([supervisor.user.pk]))
    take(report, "submit", officer)
    with pytest.raises(StepRefused, match="wrote this yourself"):
        take(report, "endorse", supervisor)
    take(report, "endorse", rso)


def test_whoever_wrote_the_last_version_approves_no_later_one(case, officer, supervisor, rso, director):
    first = approved_report(case, officer.user, supervisor.user, rso.user)
    later = drafting.begin_report(case=case, by=supervisor.user, key=uuid4(), at=NOW)
    assert later.pk != first.pk
    assert later.writers == {supervisor.user.pk, officer.user.pk}
