"""The pages of the evidence desk: register, hand over, accept, count, print; and whom they are for."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from cases.evidence import actions
from cases.evidence.models import Discrepancy, Exhibit, HandOver, Room
from cases.evidence.views import exhibit as of_exhibit
from cases.evidence.views.answering import DiscrepancyPage, DisposalPage, HandOverPage
from cases.evidence.workflow import TABLES
from secoffice.audit.models import AuditEntry
from secoffice.deadlines.models import Deadline
from tests.evidence.conftest import NOW, answer, digital, give, image, money, offer, take_in


def at(exhibit, name="exhibit", *more):
    return reverse(f"evidence:{name}", args=[exhibit.case_number, exhibit.tail, *more])


def form(**more):
    return {
        "key": uuid4(), "category": "TRAVEL_DOC", "description": "Passport L898902C3", "quantity": "1", "seal": "S-104",
        "seizure-authority": "WARRANT", "seizure-seized_at": "2026-03-04T14:20", "seizure-place": "Counter 3",
        "seizure-found_by": "Rosa Dunmore",
    } | more  # fmt: skip


def text(response):
    return response.content.decode()


def register(officer, case, **more):
    return officer.post(reverse("evidence:register", args=[case.reference]), form(**more))


def test_an_exhibit_is_registered_and_stands_on_the_tab(officer, case):
    answered = register(officer, case)
    exhibit = Exhibit._base_manager.get()
    assert answered.status_code == 302 and answered["Location"] == exhibit.get_absolute_url()
    shown = text(officer.get(reverse("evidence:list", args=[case.reference])))
    assert "E001" in shown and "Passport L898902C3" in shown and "Evidence 1" in shown


def test_a_long_list_goes_on_where_it_stopped(officer, case, monkeypatch):
    from cases.evidence.views import case as views

    monkeypatch.setattr(views, "MOST", 2)
    for n in range(3):
        take_in(case, officer.user, description=f"Passport {n}")
    url = reverse("evidence:list", args=[case.reference])
    first = text(officer.get(url))
    assert "Passport 1" in first and "Passport 2" not in first and "Further exhibits" in first
    rest = text(officer.get(f"{url}?after=2"))
    assert "Passport 2" in rest and "Passport 1" not in rest and "Further exhibits" not in rest
    assert officer.get(f"{url}?after=many").status_code == 200


def test_an_exhibit_bears_its_own_marking_or_that_of_its_case(officer, case):
    register(officer, case, marking="cui//inv//noforn")
    register(officer, case, marking="")
    shown = list(Exhibit._base_manager.order_by("number").values_list("marking", flat=True))
    assert shown == ["CUI//INV//NOFORN", case.marking]


def test_a_second_one_is_taken_from_the_same_seizure(officer, case):
    first = take_in(case, officer.user)
    url = reverse("evidence:register", args=[case.reference]) + f"?seizure={first.seizure_id}"
    assert "From the same seizure" in text(officer.get(url))
    assert officer.post(url, form()).status_code == 302
    assert first.seizure.exhibits.count() == 2
    assert officer.get(url.replace(f"={first.seizure_id}", "=99999")).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"description": ""}, "required"),
        ({"seizure-seized_at": "2126-01-01T10:00"}, "future"),
        ({"category": "CURRENCY"}, "second person"),
        ({"quantity": "many"}, "number"),
        ({"marking": "SECRET"}, "unclassified"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(officer, case, wrong, says):
    answered = register(officer, case, **({"hazard": "Sharp edge"} | wrong))
    assert answered.status_code == 422
    assert says in text(answered) and "Sharp edge" in text(answered)
    assert not Exhibit._base_manager.exists()


def test_bytes_are_taken_in_by_the_form(officer, case):
    answered = register(
        officer, case, **{"category": "DIGITAL_COPY", "bytes-upload": image(), "bytes-method": "LOGICAL"}
    )
    assert answered.status_code == 302
    assert len(Exhibit._base_manager.get().acquisition.sha3) == 64
    refused = register(officer, case, **{"bytes-upload": image()})
    assert refused.status_code == 422 and "how the bytes were taken" in text(refused)


def test_a_hand_over_goes_from_desk_to_desk(officer, custodian, case):
    exhibit = take_in(case, officer.user)
    sent = {"key": uuid4(), "receiver": custodian.user.pk, "kind": "TRANSFER", "purpose": "Safe keeping"}
    assert officer.post(at(exhibit, "deed", "hand-over"), sent).status_code == 302
    made = HandOver.objects.get()
    assert "Yours until accepted" in text(officer.get("/"))
    assert made.get_absolute_url() in text(custodian.get("/"))
    assert case.title not in text(custodian.get(made.get_absolute_url()))
    accepted = custodian.post(
        made.get_absolute_url(), {"key": uuid4(), "step": "accept", "seal_seen": "S-104"}
    )
    assert accepted.status_code == 302
    exhibit.refresh_from_db()
    assert exhibit.custodian == custodian.user
    assert "only its custodian" in text(officer.get(at(exhibit, "deed", "hand-over")))


def test_whoever_accepts_with_another_seal_is_told_that_a_discrepancy_was_opened(officer, custodian, case):
    made = offer(take_in(case, officer.user), custodian.user, officer.user)
    sent = {"key": uuid4(), "step": "accept", "seal_seen": "S-999"}
    shown = text(custodian.post(made.get_absolute_url(), sent, follow=True))
    assert "Accepted. You keep it from now on." in shown
    assert "A discrepancy was opened: The receiver found seal “S-999”" in shown


def test_every_step_and_deed_says_what_it_did():
    for page in (HandOverPage, DisposalPage, DiscrepancyPage):
        assert page.done.keys() == TABLES[page.model].steps.keys()
    assert all(deed.done != "Done." for deed in of_exhibit.DEEDS.values())


def test_a_room_says_when_it_was_counted_and_that_a_count_is_due(custodian, auditor, case, room):
    shown = text(custodian.get(reverse("evidence:room")))
    assert "not counted yet" in shown and "Count is due" not in shown
    Room.objects.filter(pk=room.pk).update(opened_at=NOW - timedelta(days=800))
    actions.take_inventory(room=room, numbers=[], by=auditor.user, key=uuid4(), at=NOW - timedelta(days=700))
    shown = text(custodian.get(reverse("evidence:room")))
    assert "last counted" in shown and "Count is due" in shown
    actions.take_inventory(room=room, numbers=[], by=auditor.user, key=uuid4())
    assert "Count is due" not in text(custodian.get(reverse("evidence:room")))


def test_a_refusal_asks_for_its_reason_alone(officer, custodian, case, colleague):
    made = offer(money(case, officer.user, colleague.user), custodian.user, officer.user)
    url = made.get_absolute_url()
    refused = custodian.post(url, {"key": uuid4(), "step": "refuse"})
    assert refused.status_code == 422 and "required" in text(refused)
    assert custodian.post(url, {"key": uuid4(), "step": "refuse", "reason": "Not counted"}).status_code == 302
    made.refresh_from_db()
    assert made.status == "REFUSED"


def test_the_giver_may_only_withdraw(officer, custodian, case):
    made = offer(take_in(case, officer.user), custodian.user, officer.user)
    shown = text(officer.get(made.get_absolute_url()))
    assert 'value="withdraw"' in shown and 'value="accept"' not in shown
    assert officer.post(made.get_absolute_url(), {"key": uuid4(), "step": "accept"}).status_code == 422
    sent = {"key": uuid4(), "step": "withdraw", "reason": "The wrong colleague"}
    assert officer.post(made.get_absolute_url(), sent).status_code == 302


DEEDS = {
    "examine": {"purpose": "Ultraviolet light"},
    "reseal": {"seal_before": "S-104", "seal_after": "S-105", "purpose": "Torn"},
    "court": {"place": "District court", "purpose": "Hearing"},
    "discrepancy": {"about": "OTHER", "says": "The bag is torn"},
    "hold": {"reason": "Appeal"},
    "order": {"method": "RETURN", "authority": "Release"},
}


@pytest.mark.parametrize("name", DEEDS)
def test_each_deed_has_its_form_and_shows_on_the_page(officer, case, name):
    exhibit = take_in(case, officer.user)
    assert officer.get(at(exhibit, "deed", name)).status_code == 200
    assert officer.post(at(exhibit, "deed", name), {"key": uuid4()}).status_code == 422
    assert officer.post(at(exhibit, "deed", name), {"key": uuid4(), **DEEDS[name]}).status_code == 302
    shown = text(officer.get(at(exhibit)))
    assert all(value in shown for value in list(DEEDS[name].values())[-1:]) or name == "order"


def test_an_entry_is_corrected_by_its_form(officer, case):
    exhibit = take_in(case, officer.user)
    sent = {"key": uuid4(), "event": exhibit.events.get().pk, "says": "It was counter 4"}
    assert officer.post(at(exhibit, "deed", "correct"), sent).status_code == 302
    assert "It was counter 4" in text(officer.get(at(exhibit)))


def test_storing_asks_for_a_room_of_the_office(officer, custodian, case, room, vault):
    exhibit = take_in(case, officer.user)
    give(exhibit, officer.user, custodian.user)
    sent = {"key": uuid4(), "room": room.pk, "bin": "B 12", "why_late": "Entered afterwards"}
    assert custodian.post(at(exhibit, "deed", "store"), sent).status_code == 302
    assert "Room 1, B 12" in text(custodian.get(reverse("evidence:room")))


def test_a_late_entry_is_flagged_on_the_page(officer, case):
    assert "Entered late" in text(officer.get(at(take_in(case, officer.user, seizure={
        "authority": "CONSENT", "seized_at": NOW, "place": "x", "found_by": "y"}, at=None))))  # fmt: skip


def test_the_original_of_bytes_is_not_handed_out_and_its_copy_is(officer, case):
    exhibit = digital(case, officer.user)
    assert officer.get(at(exhibit, "bytes")).status_code == 403
    assert officer.post(at(exhibit, "deed", "copy"), {"key": uuid4(), "purpose": "Look"}).status_code == 302
    copy = exhibit.parts.get()
    given = officer.get(at(copy, "bytes"))
    assert b"".join(given.streaming_content) == b"bytes of a telephone\n"
    assert AuditEntry.objects.filter(action="downloaded", target_reference=copy.reference).exists()


def test_papers_are_pdf_with_number_and_chain(officer, custodian, case):
    exhibit = take_in(case, officer.user, description="Passport *with* #stars")
    give(exhibit, officer.user, custodian.user)
    for name in ("custody_form", "label"):
        paper = officer.get(at(exhibit, name))
        assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF-")
        assert paper["Cache-Control"] == "no-store, private"
    assert AuditEntry.objects.filter(action="printed").count() == 2


def test_the_custody_form_says_both_counts_the_witness_and_the_condition(officer, colleague, case):
    exhibit = money(case, officer.user, colleague.user, condition="Damp", value="2,000 EUR")
    actions.report_discrepancy(exhibit=exhibit, about="OTHER", says="Bag torn", by=officer.user)
    paper = officer.get(at(exhibit, "custody_form"))
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.content)).pages)
    for said in (
        "Counted 40 and 40",
        f"Witness: {colleague.user}",
        "Condition: Damp",
        "2,000 EUR",
        "Bag torn",
    ):
        assert said in " ".join(words.split())


def test_the_code_on_a_label_says_the_number(officer, case, monkeypatch):
    from cases.evidence.views import papers

    said = []
    monkeypatch.setattr(papers.pdf, "render", lambda template, data: said.append(data) or b"%PDF-")
    exhibit = take_in(case, officer.user)
    officer.get(at(exhibit, "label"))
    made = BytesIO()
    papers.segno.make(exhibit.reference, error="m").save(made, kind="svg", scale=4, border=2)
    assert said[0]["code"] == made.getvalue().decode()


def test_an_order_is_decided_and_carried_out_on_its_page(officer, supervisor, custodian, colleague, case):
    exhibit = take_in(case, officer.user)
    give(exhibit, officer.user, custodian.user)
    given = {"method": "RETURN", "authority": "Release", "by": officer.user, "key": uuid4(), "at": NOW}
    url = actions.order_disposal(exhibit=exhibit, **given).get_absolute_url()
    assert supervisor.post(url, {"key": uuid4(), "step": "approve"}).status_code == 302
    assert custodian.post(url, {"key": uuid4(), "step": "carry_out"}).status_code == 422
    sent = {"key": uuid4(), "step": "carry_out", "witness": colleague.user.pk, "receipt": "R-9"}
    assert custodian.post(url, sent).status_code == 302
    assert "Returned" in text(officer.get(at(exhibit)))


def test_a_discrepancy_is_closed_on_its_page(officer, supervisor, case):
    exhibit = take_in(case, officer.user)
    found = actions.report_discrepancy(exhibit=exhibit, about="OTHER", says="Torn", by=officer.user)
    assert officer.post(found.get_absolute_url(), {"step": "close", "reason": "x"}).status_code == 422
    assert supervisor.post(found.get_absolute_url(), {"step": "close", "reason": "Mended"}).status_code == 302
    assert "Mended" in text(officer.get(found.get_absolute_url()))


def test_the_room_is_for_evidence_and_counted_by_its_form(officer, custodian, auditor, case, room):
    assert officer.get(reverse("evidence:room")).status_code == 404
    exhibit = take_in(case, officer.user)
    give(exhibit, officer.user, custodian.user)
    actions.store(exhibit=exhibit, room=room, by=custodian.user, at=NOW)
    url = reverse("evidence:inventory", args=[room.pk])
    assert "You keep exhibits in this room" in text(custodian.get(url))
    assert auditor.post(url, {"key": uuid4(), "numbers": "UTP-2026-00000-X/E001"}).status_code == 302
    assert exhibit.reference in text(auditor.get(url))
    assert Discrepancy.objects.count() == 2
    assert custodian.post(reverse("evidence:room"), {"name": "Cold store"}).status_code == 302
    assert custodian.post(reverse("evidence:room"), {"name": "Cold store"}).status_code == 422
    assert Room.objects.filter(name="Cold store").count() == 1


def test_who_only_keeps_one_exhibit_sees_it_and_nothing_else_of_the_case(officer, custodian, case):
    mine, other = take_in(case, officer.user), take_in(case, officer.user)
    give(mine, officer.user, custodian.user)
    assert custodian.get(at(mine)).status_code == 200
    assert custodian.get(at(other)).status_code == 404
    assert custodian.get(reverse("evidence:list", args=[case.reference])).status_code == 404


def test_a_stranger_finds_nothing(outsider, officer, custodian, case):
    exhibit = take_in(case, officer.user)
    made = offer(exhibit, custodian.user, officer.user)
    for url in (at(exhibit), at(exhibit, "label"), at(exhibit, "deed", "store"), made.get_absolute_url()):
        assert outsider.get(url).status_code == 404
        assert outsider.post(url, {"key": uuid4()}).status_code in (404, 405)


def test_unknown_deeds_and_steps_are_answered(officer, custodian, case):
    exhibit = take_in(case, officer.user)
    assert officer.get(at(exhibit, "deed", "sell")).status_code == 404
    made = offer(exhibit, custodian.user, officer.user)
    assert custodian.post(made.get_absolute_url(), {"step": "sell"}).status_code == 422


@pytest.mark.parametrize("page", ["list", "exhibit", "kept", "room"])
def test_pages_ask_the_same_number_of_questions_whatever_the_rows(officer, custodian, case, room, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def more(n):
        for _ in range(n):
            exhibit = take_in(case, officer.user)
            give(exhibit, officer.user, custodian.user)
            actions.store(exhibit=exhibit, room=room, by=custodian.user, at=NOW)
            actions.report_discrepancy(exhibit=exhibit, about="OTHER", says="x", by=custodian.user, at=NOW)
        offer(exhibit, officer.user, custodian.user)
        return exhibit

    exhibit = more(1)
    reader, url = {
        "list": (officer, reverse("evidence:list", args=[case.reference])),
        "exhibit": (officer, at(exhibit)),
        "kept": (custodian, at(exhibit)),
        "room": (custodian, reverse("evidence:room")),
    }[page]
    reader.get(url)
    with CaptureQueriesContext(connection) as few:
        reader.get(url)
    answer(exhibit.hand_overs.get(status="PENDING"), "withdraw", custodian.user, reason="x")
    more(4)
    if page in ("exhibit", "kept"):
        for n in range(5):
            actions.reseal(
                exhibit=exhibit, seal_before="", seal_after=f"{n}", purpose="x", by=custodian.user, at=NOW
            )
        offer(exhibit, officer.user, custodian.user)
    with CaptureQueriesContext(connection) as many:
        reader.get(url)
    assert len(many) == len(few) <= 12


def test_whoever_keeps_an_exhibit_brings_it_forward_and_a_reader_of_the_case_the_case(
    case, officer, custodian, room
):
    exhibit = take_in(case, officer.user)
    give(exhibit, officer.user, custodian.user, room=room)
    for reader in (officer, custodian):
        way = re.search(r"/deadlines/bring-forward/\?type=[\w.]+&amp;id=\d+", text(reader.get(at(exhibit))))[
            0
        ]
        assert ("cases.case" in way) is (reader is officer)
        day = timezone.localdate() + timedelta(days=9)
        assert reader.post(way.replace("&amp;", "&"), {"on": day, "why": "ask again"}).status_code == 302
        assert (
            Deadline.objects.visible_to(reader.user)
            .filter(rule="desk.bring_forward", owner=reader.user)
            .exists()
        )
