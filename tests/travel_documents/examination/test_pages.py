"""The pages of the examination room, as its people meet them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.travel_documents.examination.models import Examination, FraudType, Indicator
from tests.files.made import png
from tests.travel_documents.examination.conftest import ZONE, fresh, take

pytestmark = pytest.mark.django_db


def page(record, name="detail", *more):
    return reverse(f"examination:{name}", args=[record.reference, *more])


def test_an_examiner_works_a_document_from_beginning_to_a_confirmed_conclusion(examiner, second):
    begun = {
        "key": uuid4(),
        "kind": "passport",
        "issuer": "uto",
        "number": "l898902c3",
        "zone": ZONE,
        "level": 2,
    }
    answer = examiner.post(reverse("examination:new"), begun | {"marking": "CUI//INV/PRVCY"})
    record = Examination._base_manager.get()
    assert answer.url == page(record) and record.number == "L898902C3"
    examiner.post(
        page(record, "features"), {"key": uuid4(), "version": 1, "OVD": "ABSENT", "OVD-note": "does not move"}
    )
    types = [FraudType.objects.get(code="ALTERED").pk]
    written = {"conclusion": "ALTERED", "likelihood": "VERY", "grounds": "No movement.", "fraud_types": types}
    examiner.post(page(record, "conclusion"), written | {"key": uuid4(), "version": 2})
    examiner.post(page(record, "step", "submit"), {"version": 3})
    assert fresh(record).status == "SECOND"
    second.post(page(record, "step", "confirm"), {"version": 3, "reason": "Looked under the lamp."})
    assert fresh(record).status == "CONCLUDED"
    text = second.get(page(record)).content.decode()
    assert "Altered" in text and "does not move" in text and "L898902C3" in text


def test_the_page_says_where_zone_and_page_differ(examiner, record):
    form = {
        "key": uuid4(), "version": 1, "kind": "passport", "zone": ZONE, "page_expiry_date": "2012-04-15", "level": 2,
        "chip": "NOT_READ", "comparison": "NONE", "marking": "CUI//INV/PRVCY",
    }  # fmt: skip
    assert examiner.post(page(record, "describe"), form).status_code == 302
    text = examiner.get(page(record)).content.decode()
    assert "the zone says 2022-04-15, the page 2012-04-15" in text and "CHECK_COMPOSITE" in text


def test_a_refused_form_keeps_what_was_typed(examiner, record):
    typed = {"key": uuid4(), "version": 1, "OVD": "SUSPECT", "COVER-note": "worn at the corner"}
    answer = examiner.post(page(record, "features"), typed)
    assert answer.status_code == 422 and "worn at the corner" in answer.content.decode()
    assert "Say what is wrong with it" in answer.content.decode()
    assert not record.features.exists()


def test_who_saves_over_another_window_gets_both(examiner, record):
    first = {"key": uuid4(), "version": 1, "OVD": "PRESENT"}
    examiner.post(page(record, "features"), first)
    late = examiner.post(page(record, "features"), first | {"COVER": "PRESENT"})
    assert late.status_code == 422 and "saved meanwhile" in late.content.decode()
    assert 'name="version" value="2"' in late.content.decode()


@pytest.mark.parametrize(
    ("born", "issued", "expires", "field"),
    [
        ("1974-08-12", "2012-01-01", "2011-01-01", "expires"),
        ("2015-01-01", "2012-01-01", "2022-01-01", "born"),
    ],
)
def test_impossible_dates_are_refused_beside_their_field(examiner, record, born, issued, expires, field):
    form = {
        "key": uuid4(), "version": 1, "kind": "passport", "level": 2, "chip": "NONE", "comparison": "NONE",
        "marking": "CUI", "page_birth_date": born, "page_issued_on": issued, "page_expiry_date": expires,
    }  # fmt: skip
    answer = examiner.post(page(record, "describe"), form)
    assert answer.status_code == 422 and field in answer.content.decode()


def test_an_outsider_cannot_tell_that_it_exists(outsider, record):
    assert outsider.get(page(record)).status_code == 404
    assert outsider.get(reverse("examination:detail", args=["UTP-2026-99999-X"])).status_code == 404
    assert record.reference not in outsider.get(reverse("examination:list")).content.decode()


def test_the_administrator_of_accounts_sees_no_taxonomy(sysadmin):
    assert sysadmin.get(reverse("examination:taxonomy")).status_code == 404


def test_whoever_is_no_examiner_reads_why_not(rso, record):
    assert rso.get(page(record)).status_code == 200
    refused = rso.get(page(record, "features"))
    assert refused.status_code == 403 and "Only its examiner" in refused.content.decode()
    assert rso.get(reverse("examination:new")).status_code == 403


def test_examiners_keep_the_taxonomy(examiner, rso):
    address = reverse("examination:add_indicator", args=["PSEUDO"])
    assert rso.post(address, {"text": "Sold on the street"}).status_code == 403
    examiner.post(address, {"text": "Sold on the street"})
    sign = Indicator.objects.get(text="Sold on the street")
    assert examiner.post(address, {"text": "Sold on the street"}).status_code == 422
    examiner.post(reverse("examination:end_indicator", args=["PSEUDO", sign.pk]))
    assert "Sold on the street" not in examiner.get(reverse("examination:taxonomy")).content.decode()
    change = {"label": "Pseudo", "meaning": "Looks official.", "version": 1}
    address = reverse("examination:fraud_type", args=["PSEUDO"])
    assert examiner.post(address, change).status_code == 302
    assert examiner.post(address, change).status_code == 422


def test_a_picture_is_handed_out_through_its_examination(examiner, outsider, record):
    upload = SimpleUploadedFile("a.png", png(), content_type="image/png")
    examiner.post(
        page(record, "add_image"), {"key": uuid4(), "upload": upload, "light": "UV", "shows": "a seal"}
    )
    picture = record.pictures.get()
    assert examiner.get(page(record, "image", picture.pk)).status_code == 200
    assert outsider.get(page(record, "image", picture.pk)).status_code == 404
    assert (
        examiner.post(page(record, "strike_image", picture.pk), {"reason": "Another book"}).status_code == 302
    )


def test_second_looks_wait_on_the_desk(adverse, examiner, second):
    take(adverse, "submit", examiner.user)
    assert adverse.reference in second.get("/").content.decode()
    assert "Documents for a second look" not in examiner.get("/").content.decode()


def test_pages_cost_the_same_with_many_rows(examiner, record, django_assert_max_num_queries):
    examiner.get(page(record))
    with django_assert_max_num_queries(15):
        examiner.get(page(record))
    with django_assert_max_num_queries(9):
        examiner.get(reverse("examination:list"))
