"""The pages of proceedings: forms that keep what was typed, steady costs, nothing for strangers."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions import subjects
from cases.proceedings.actions import care, costs, findings, legal, outside, referrals
from cases.proceedings.models import (
    Allegation,
    Expense,
    LegalProcess,
    Lookout,
    Notice,
    PersonnelReferral,
    Referral,
    WorkedHours,
)

PLACES = ("list", "outcomes", "process", "referrals", "arrests", "lookouts", "notices", "hours")
ON = date(2026, 3, 2)


def url(name, case, *more):
    return reverse(f"proceedings:{name}", args=[case.reference, *more])


def fill(case, user, number):
    """So many of everything."""
    new = {"case": case, "by": user}
    for turn in range(number):
        facts = [("NAME", f"Person {number} {turn}", "")]
        subject = subjects.add_subject(case=case, by=user, facts=facts)
        victim = subjects.add_subject(case=case, by=user, part="VICTIM", facts=facts)
        allegation = findings.allege(text="One point", key=uuid4(), **new)
        findings.find(allegation=allegation, result="SUBST", basis="So", version=1, by=user)
        findings.dispose(code="PLEA", on=ON, subject=subject, key=uuid4(), **new)
        legal.issue(
            kind="ORDER", authority="Court", addressed_to="Bank", seeks="Papers", issued_on=ON,
            return_on=timezone.localdate() + timedelta(days=turn + 5), key=uuid4(), **new,
        )  # fmt: skip
        legal.arrest(subject=subject, on=ON, place="Port", agency="Police", authority="w", key=uuid4(), **new)
        referral = referrals.refer(
            kind="AGENCY", name="Customs", contact="Desk", sent_on=ON, what="All", key=uuid4(), **new
        )
        referrals.chase(referral=referral, said="Rang", key=uuid4(), by=user)
        outside.look_out(system="Border", number="B-1", entered_on=ON, subject=subject, key=uuid4(), **new)
        outside.tell_personnel(decision="NOT", on=ON, text="A visitor", key=uuid4(), **new)
        care.notify(about="RIGHTS", text="Leaflet", subject=victim, key=uuid4(), **new)
        costs.work(on=timezone.localdate(), minutes=90, activity="COURT", key=uuid4(), **new)
        costs.spend(on=ON, amount="12.50", currency="EUR", what="Taxi", key=uuid4(), **new)


def test_a_page_costs_at_most_twelve_queries_whatever_it_holds(
    case, officer, supervisor, django_assert_max_num_queries
):
    for number in (1, 6):
        fill(case, officer.user, number)
        for who in (officer, supervisor):
            for place in PLACES:
                who.get(url(place, case))  # the session notes the hour at most once a minute
                with django_assert_max_num_queries(12):
                    assert who.get(url(place, case)).status_code == 200


def test_the_page_of_the_case_asks_nothing_more_for_the_gate(
    case, supervisor, officer, django_assert_max_num_queries
):
    fill(case, officer.user, 2)
    supervisor.get(case.get_absolute_url())
    with django_assert_max_num_queries(12):
        page = supervisor.get(case.get_absolute_url()).content.decode()
    assert url("referrals", case) in page


SENT = {
    "allegation": {"text": "Altered the date", "statute": "18-1543"},
    "process": {
        "kind": "ORDER", "authority": "Court", "addressed_to": "Bank", "seeks": "Papers",
        "issued_on": "2026-03-02", "return_on": "2100-01-04",
    },
    "referral": {"kind": "OFFICE", "name": "Legal", "contact": "Desk", "sent_on": "2026-03-02", "what": "All"},
    "lookout": {"system": "Border", "number": "B-17", "entered_on": "2026-03-02"},
    "personnel": {"decision": "MADE", "to": "Clearance office", "on": "2026-03-02", "text": "A name and a day"},
    "partner": {"agency": "Customs", "text": "That the ring was broken"},
    "hours": {"on": "2026-03-02", "hours": "1.5", "activity": "COURT"},
    "expense": {"on": "2026-03-02", "amount": "12.5", "currency": "eur", "what": "Taxi"},
}  # fmt: skip
MADE = {
    "allegation": Allegation, "process": LegalProcess, "referral": Referral, "partner": Notice,
    "lookout": Lookout, "personnel": PersonnelReferral,
    "hours": WorkedHours, "expense": Expense,
}  # fmt: skip


@pytest.mark.parametrize("what", SENT)
def test_a_form_sent_twice_makes_one_entry(what, case, officer):
    key = uuid4()
    for _ in range(2):
        assert officer.post(url("add", case, what), SENT[what] | {"key": key}).status_code == 302
    assert MADE[what].objects.filter(case=case).count() == 1


@pytest.mark.parametrize("what", [*SENT, "outcome", "arrest", "victim"])
def test_an_empty_form_is_refused_beside_its_fields(what, case, officer):
    assert officer.get(url("add", case, what)).status_code == 200
    answer = officer.post(url("add", case, what), {"key": uuid4()})
    assert answer.status_code == 422 and "is-invalid" in answer.content.decode()


def test_hours_are_kept_in_minutes_and_added_up_by_person(case, officer, supervisor):
    for who, hours in ((officer, "1.5"), (officer, "0.25"), (supervisor, "2")):
        sent = SENT["hours"] | {"hours": hours, "on": timezone.localdate(), "key": uuid4()}
        who.post(url("add", case, "hours"), sent)
    page = officer.get(url("hours", case)).content.decode()
    assert "1:45 h in all" in page and "2:00 h in all" in page


def test_what_is_taken_back_is_struck_out_and_counts_no_more(case, officer):
    officer.post(url("add", case, "expense"), SENT["expense"] | {"key": uuid4()})
    entry, before = Expense.objects.get(), officer.get(url("hours", case)).content.decode()
    assert (
        officer.post(url("take_back", case, "expenses", entry.pk), {"reason": "Paid by them"}).status_code
        == 302
    )
    assert "12.50 in all" in before
    page = officer.get(url("hours", case)).content.decode()
    assert "<s>12.50 EUR</s>" in page and "Paid by them" in page and "in all" not in page
    assert officer.get(url("take_back", case, "expenses", entry.pk)).status_code == 404


def test_a_finding_sent_late_shows_the_other_one_and_keeps_what_was_typed(case, officer, supervisor):
    allegation = findings.allege(case=case, text="One", by=officer.user, key=uuid4())
    findings.find(allegation=allegation, result="SUBST", basis="The seal.", version=1, by=supervisor.user)
    sent = {"version": 1, "result": "INCONCL", "basis": "Nobody saw it."}
    answer = officer.post(url("finding", case, allegation.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "The seal." in page and "Nobody saw it." in page
    assert 'value="2"' in page
    assert officer.post(url("finding", case, allegation.pk), sent | {"version": 2}).status_code == 302


def test_a_paper_is_served_and_a_referral_chased_and_answered_on_pages(case, officer):
    fill(case, officer.user, 1)
    process, referral = LegalProcess.objects.get(), Referral.objects.get()
    sent = {"on": "2026-03-03", "said": "In person"}
    assert officer.post(url("process_step", case, process.pk, "serve"), sent).status_code == 302
    assert officer.post(url("chase", case, referral.pk), {"key": uuid4(), "said": "Rang"}).status_code == 302
    assert officer.post(url("referral_step", case, referral.pk, "decline"), sent).status_code == 302
    assert officer.get(url("referral_step", case, referral.pk, "accept")).status_code == 403
    assert officer.get(url("referral_step", case, referral.pk, "nonsense")).status_code == 404


def test_a_reader_may_look_and_not_write(case, officer, colleague):
    from cases.actions import team

    team.add(case=case, user=colleague.user, by=officer.user, reason="r", part="READER")
    assert "Why can’t I add something?" in colleague.get(url("list", case)).content.decode()
    assert (
        colleague.post(url("add", case, "allegation"), SENT["allegation"] | {"key": uuid4()}).status_code
        == 422
    )
    assert not Allegation.objects.exists()


def test_a_stranger_finds_no_page(case, officer, outsider):
    fill(case, officer.user, 1)
    for place in PLACES:
        assert outsider.get(url(place, case)).status_code == 404
    assert outsider.post(url("add", case, "allegation"), SENT["allegation"]).status_code == 404


def test_a_quarantined_case_shows_none_of_its_words(case, officer):
    from cases.actions import care as spills
    from secoffice import ports

    allegation = findings.allege(case=case, text="Something classified", by=officer.user, key=uuid4())
    spills.report(case=case, part="CASE", part_id=case.pk, by=officer.user)
    case.refresh_from_db()
    for address in (url("list", case), url("finding", case, allegation.pk)):
        page = officer.get(address).content.decode()
        assert "classified" not in page and "spill was reported" in page
    told = ports.ask("report section", case=case, by=officer.user, section="findings")
    assert not [answer for answer in told if answer.rows]
