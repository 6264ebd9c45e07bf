"""The pages of document fraud, as their people meet them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cases.models import Case
from cases.travel_documents.actions import screen
from cases.travel_documents.fraud.models import Family, VisaReferral
from cases.travel_documents.hits.actions import raise_document_hit
from secoffice.audit.models import AuditEntry
from tests.factories import make_case
from tests.travel_documents.fraud.conftest import examined, fresh, refer

pytestmark = pytest.mark.django_db
FORM = {"kind": "FALSE", "applicant": "Pavel Ostrovny", "facts": "Payslips of one typewriter."}


def page(record, name="referral", *more):
    return reverse(f"document_fraud:{name}", args=[record.reference, *more])


def opened(persona, record):
    """Say what for, and read the page."""
    persona.post(page(record, "purpose"), {"purpose": "INVESTIGATE"})
    return persona.get(page(record))


def test_a_visa_record_opens_for_a_purpose_that_is_kept(adjudicator, consular):
    record = refer(adjudicator.user)
    assert consular.get(page(record)).url == page(record, "purpose")
    assert consular.post(page(record, "purpose"), {}).status_code == 422
    assert "Pavel Ostrovny" in opened(consular, record).content.decode()
    entry = AuditEntry.objects.about(record).get(action="opened for a purpose")
    assert entry.actor_id == consular.user.pk


def test_the_list_names_no_applicant(adjudicator, consular):
    refer(adjudicator.user)
    text = consular.get(reverse("document_fraud:list")).content.decode()
    assert "Ostrovny" not in text and "False documents" in text


def test_a_referral_goes_through_its_pages_to_a_case(adjudicator, consular, rso):
    adjudicator.post(reverse("document_fraud:new"), FORM | {"key": uuid4()})
    record = VisaReferral._base_manager.get()
    opened(consular, record)
    consular.post(page(record, "step", "review"), {})
    consular.post(
        page(record, "check"), {"key": uuid4(), "kind": "VISIT", "done_on": "2026-01-02", "found": "No firm."}
    )
    consular.post(page(record, "step", "confirm"), {"reason": "Not entitled."})
    consular.post(page(record, "step", "refer"), {"reason": "A vendor."})
    assert "No firm." in opened(rso, record).content.decode()
    rso.post(page(record, "open_referred"), {"key": uuid4(), "kind": "VF", "title": "Payslips"})
    case = Case._base_manager.get()
    assert fresh(record).case == case
    text = rso.get(reverse("document_fraud:on_case", args=[case.reference])).content.decode()
    assert record.reference in text and "Pavel Ostrovny" in text


def test_what_is_wrong_stands_beside_its_field(adjudicator, consular):
    wrong = FORM | {"key": uuid4(), "born": "31.12.", "passport": "X1", "named": consular.user.pk}
    answer = adjudicator.post(reverse("document_fraud:new"), wrong)
    text = answer.content.decode()
    assert answer.status_code == 422 and "Payslips of one typewriter." in text
    assert "Say who issued the passport" in text and "malfeasance only" in text


def test_a_case_opens_from_an_examination_with_everything_on_it(examiner):
    record = examined(examiner.user, "UX1000001")
    address = reverse("document_fraud:open_case")
    first = examiner.get(f"{address}?from={record.reference}").content.decode()
    assert record.reference in first
    sent = {"key": uuid4(), "references": record.reference, "kind": "PF", "title": "A dead hologram"}
    examiner.post(address, sent)
    examiner.post(address, sent)
    case = Case._base_manager.get()
    assert case.travel_documents.get().reference == record.reference and record.reference in case.allegation


def test_a_record_that_one_may_not_see_cannot_be_attached(examiner, outsider, officer):
    record = examined(examiner.user, "UX1000001")
    sent = {"key": uuid4(), "references": record.reference, "kind": "PF", "title": "Mine"}
    hidden = outsider.post(reverse("document_fraud:open_case"), sent)
    missing = outsider.post(reverse("document_fraud:open_case"), sent | {"references": "UTP-2026-99999-X"})
    assert hidden.status_code == missing.status_code == 422 and not Case._base_manager.exists()
    assert "no record of the desk" in hidden.content.decode()


def test_readers_of_a_case_read_what_was_attached_without_the_record(examiner, officer):
    record = examined(examiner.user, "UX1000001")
    case = make_case(by=officer.user, officer=officer.user, status="FULL")
    address = reverse("document_fraud:on_case", args=[case.reference])
    assert officer.post(address, {"reference": record.reference}).status_code == 422
    from cases.travel_documents.fraud.models import CaseDocument
    from secoffice.access.actions import admit, withdraw

    admit(record, principal=f"user:{officer.user.pk}", reason="helps", by=examiner.user)
    assert officer.post(address, {"reference": record.reference, "why": "The book itself"}).status_code == 302
    withdraw(record, principal=f"user:{officer.user.pk}", by=examiner.user)
    text = officer.get(address).content.decode()
    assert CaseDocument.objects.count() == 1
    assert "UX1000001" in text and record.get_absolute_url() not in text


def test_families_are_judged_on_their_page(examiner, outsider):
    for number in ("UX1000001", "UX9000001"):
        examined(examiner.user, number)
    text = examiner.get(reverse("document_fraud:families")).content.decode()
    address = text.split('href="/travel-documents/families/shared/FLAW/')[1].split('"')[0]
    address = f"/travel-documents/families/shared/FLAW/{address}"
    assert "UX1000001" in examiner.get(address).content.decode()
    assert outsider.get(address).status_code == 404
    assert (
        examiner.post(address, {"key": uuid4(), "verdict": "family", "why": "Foil", "title": ""}).status_code
        == 422
    )
    answer = examiner.post(
        address, {"key": uuid4(), "verdict": "family", "why": "Same foil", "title": "Dead holograms"}
    )
    family = Family._base_manager.get()
    assert answer.url == family.get_absolute_url()
    assert "UX9000001" in examiner.get(answer.url).content.decode()
    assert outsider.get(answer.url).status_code == 404


ZONES = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C46UTO7408122F1204159ZE184226B<<<<<10",
    "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\nC01X0006H1D<<6408125F1710318<<<<<<<<<<<<<<<0",
)


def test_each_figure_opens_exactly_its_records(examiner, outsider, sysadmin):
    for zone in (*ZONES, ZONES[1]):
        screen(by=examiner.user, text=zone)
    screen(by=examiner.user, issuer="UTO", number="UX1", type="P")
    examined(examiner.user, "UX1000001")
    found = ({"source": "lost_stolen", "number": "UX1", "status": "STOLEN"},)
    raise_document_hit(office=examiner.user.office, by=examiner.user, found=found, query={"number": "UX1"})
    page = examiner.get(reverse("document_fraud:statistics"))
    rows = [row for table in page.context["tables"] for row in table.rows if row.count]
    assert len(rows) >= 9
    for row in rows:
        assert len(examiner.get(row.url).context["rows"]) == row.count, (row, row.url)
    assert not any(
        table.total for table in outsider.get(reverse("document_fraud:statistics")).context["tables"]
    )


def test_the_page_of_figures_is_for_the_desk(examiner, sysadmin):
    address = reverse("document_fraud:statistics")
    assert examiner.get(address).status_code == 200 and sysadmin.get(address).status_code == 404
    assert examiner.get(f"{address}?since=2026-02-01&until=2026-01-01").status_code == 422


def test_a_screening_leads_onward(examiner, rso):
    record = screen(by=examiner.user, text=ZONES[1])
    text = examiner.get(record.get_absolute_url()).content.decode()
    assert f"/travel-documents/examinations/new/?from={record.reference}" in text
    assert f"/travel-documents/fraud/open-case/?from={record.reference}" in text
    assert "examinations/new" not in rso.get(record.get_absolute_url()).content.decode()


def test_referrals_wait_on_the_desk_of_who_must_act(adjudicator, consular, rso):
    record = refer(adjudicator.user)
    assert record.reference in consular.get("/").content.decode()
    assert record.reference not in rso.get("/").content.decode()
