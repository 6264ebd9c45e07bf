"""The pages: asking, one record, setting and ending one, bringing a list and watching it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.travel_documents.lost import bringing
from cases.travel_documents.lost.models import IssuingDesk, Load, Record, Withdrawal
from secoffice.audit.models import AuditEntry
from tests.factories import make_office
from tests.travel_documents.lost.listing import HEADING, begun, line, load, many, record
from tests.travel_documents.lost.planting import plant

pytestmark = pytest.mark.django_db
ROOM = "/travel-documents/lost/"
PLACES = (
    "", "new/", "records/", "records/{record}/", "records/{record}/data-error/", "records/{record}/withdraw/",
    "withdrawals/{withdrawal}/decide/", "loads/", "loads/new/", "loads/{load}/", "loads/{load}/progress/",
    "loads/{load}/errors/", "loads/{load}/cancel/",
)  # fmt: skip


def text(response):
    return response.content.decode()


def ask(reader, number="ux 765-4321", issuer="uto", kind=""):
    return reader.post(ROOM, {"issuer": issuer, "number": number, "type": kind})


def test_whoever_does_not_work_at_the_desk_finds_nothing_here(sysadmin, post, officer):
    planted = plant(officer.user)["lost"]
    for place in PLACES:
        url = ROOM + place.format(**planted)
        assert sysadmin.get(url).status_code == 404 and sysadmin.post(url).status_code in (404, 405), url
    assert AuditEntry.objects.filter(action="denied", actor_id=sysadmin.user.pk).exists()


def test_every_page_opens_for_whoever_works_at_the_desk(examiner, second):
    planted = plant(examiner.user)["lost"]
    for place in PLACES:
        if "errors" not in place:
            response = second.get(ROOM + place.format(**planted))
            assert response.status_code in (200, 403), place
            assert "UX7654321" not in response.request["PATH_INFO"]


def test_a_hit_says_what_it_is_and_what_it_is_not(examiner):
    made = record(circumstance="Hotel room", set_by=examiner.user)
    answer = text(ask(examiner))
    assert "Hit: this document is on a list" in answer and "no proof" in answer
    assert made.get_absolute_url() in answer and "Stolen" in answer and "Hotel room" in answer


def test_another_kind_of_document_is_referred(examiner):
    record()
    answer = text(ask(examiner, kind="V"))
    assert (
        "Refer: the number is listed for another kind" in answer
        and "Another kind of document: passport" in answer
    )


def test_an_outside_list_that_is_off_is_not_clear(examiner, settings):
    settings.DOCUMENT_SOURCES = ["lost_stolen", "sltd", "watch_list"]
    load(line(1))
    answer = text(ask(examiner))
    assert "Not checked: nothing found" in answer and "Nothing found<" not in answer


def test_nothing_found_where_every_list_was_asked(examiner, settings):
    settings.DOCUMENT_SOURCES = ["lost_stolen", "watch_list"]
    load(line(1))
    assert "Every list was asked" in text(ask(examiner))


def test_a_search_leaves_its_outcome_in_the_trail_and_no_number(examiner):
    record()
    ask(examiner)
    entry = AuditEntry.objects.get(action="searched")
    assert entry.detail["outcome"] == "hit" and "7654321" not in str(entry.detail)


@pytest.mark.parametrize(
    ("issuer", "number"),
    [("", "1"), ("U1", "1"), ("UTO", ""), ("UTO", "--"), ("UTO", "9" * 30), ("\0", "\0")],
)
def test_half_a_question_gets_its_message_beside_the_field(examiner, issuer, number):
    response = ask(examiner, number=number, issuer=issuer)
    assert response.status_code == 422 and "invalid-feedback" in text(response)


def report(reader, **more):
    given = {
        "issuer": "UTO", "number": "UX 7654321", "type": "P", "status": "S", "date": "2025-12-20",
        "circumstance": "Hotel room", "number_to": "",
    }  # fmt: skip
    return reader.post(f"{ROOM}new/", given | more)


def test_a_record_is_set_from_the_page(examiner):
    response = report(examiner)
    made = Record.objects.get()
    assert response.status_code == 302 and response["Location"] == made.get_absolute_url()
    page = text(examiner.get(response["Location"]))
    assert "UTO UX7654321" in page and "Recovered by its owner" in page and "Hotel room" in page


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"issuer": "QAM"}, "issuing desk of UTO alone"),
        ({"date": "2999-01-01"}, "between 1900 and today"),
        ({"date": ""}, "required"),
        ({"number_to": "UX9"}, "Only stolen blanks"),
        ({"status": "B", "number_to": "UX9"}, "same length"),
        ({"type": "Q"}, "valid choice"),
        ({"circumstance": "x" * 201}, "at most 200"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(examiner, given, why):
    response = report(examiner, **given)
    page = text(response)
    assert response.status_code == 422 and why in page and "UX 7654321" in page
    assert not Record.objects.exists()


def test_whoever_is_at_no_issuing_desk_reads_why(abroad, officer):
    for reader in (abroad, officer):
        response = reader.get(f"{ROOM}new/")
        assert response.status_code == 403 and "Why can’t I?" in text(response)
        assert report(reader).status_code == 403


def test_a_mistake_is_proposed_by_one_and_confirmed_by_another(examiner, second):
    made = record(set_by=examiner.user)
    page = made.get_absolute_url()
    examiner.post(f"{page}data-error/", {"reason": "One digit was misread", "key": uuid4()})
    proposed = Withdrawal.objects.get()
    decide = f"{ROOM}withdrawals/{proposed.pk}/decide/"
    assert decide in text(second.get(page)) and decide in text(second.get(ROOM))
    assert "You proposed it yourself" in text(examiner.get(decide))
    assert examiner.post(decide, {"decision": "confirm"}).status_code == 403
    assert second.post(decide, {"decision": "decline"}).status_code == 422
    assert second.post(decide, {"decision": "confirm"}).status_code == 302
    made.refresh_from_db()
    assert made.ended_on and "Ended" in text(second.get(page))
    assert second.post(decide, {"decision": "confirm"}).status_code == 403


def test_a_record_is_ended_from_its_page(examiner):
    made = record(set_by=examiner.user)
    url = f"{made.get_absolute_url()}withdraw/"
    assert examiner.post(url, {"reason": "", "key": uuid4()}).status_code == 422
    assert examiner.post(url, {"reason": "The owner has it again", "key": uuid4()}).status_code == 302
    made.refresh_from_db()
    assert made.ended_on == timezone.localdate()
    assert examiner.get(url).status_code == 403


def test_the_newest_records_are_leafed_through_without_counting_ten_million(
    examiner, django_assert_max_num_queries
):
    load(many(120))
    with django_assert_max_num_queries(11):
        page = text(examiner.get(f"{ROOM}records/"))
    assert "120 records" in page and "Next" in page


def test_a_missing_record_is_a_404(examiner):
    for pk in (1, 2**62):
        assert examiner.get(f"{ROOM}records/{pk}/").status_code == 404


# Lists


def bring(reader, data, name="list.csv", key=None):
    upload = SimpleUploadedFile(name, data.encode(), content_type="text/csv")
    return reader.post(f"{ROOM}loads/new/", {"file": upload, "key": key or uuid4()})


def test_a_list_is_brought_watched_and_read_by_the_worker(examiner):
    response = bring(examiner, f"{HEADING}\n{line(1)}\n{line(2, issuer='QAM')}\n{line(3)}\n")
    made, page = Load.objects.get(), response["Location"]
    assert page == made.get_absolute_url() and made.state == "WAITING"
    assert 'hx-trigger="load delay' in text(examiner.get(page))
    assert not bringing.read_waiting(seconds=60)
    made.refresh_from_db()
    assert (made.state, made.added, made.errors) == ("DONE", 2, 1)
    shown = text(examiner.get(page))
    assert "does not speak for this issuer" in shown and "hx-trigger" not in shown
    errors = b"".join(examiner.get(f"{page}errors/").streaming_content).decode()
    assert errors.splitlines()[1].startswith("3,issuer,")
    assert "list.csv" in text(examiner.get(f"{ROOM}loads/"))


def test_a_list_sent_twice_is_read_once(examiner):
    key = uuid4()
    for _ in range(2):
        bring(examiner, line(1), key=key)
    assert Load.objects.count() == 1


def test_a_list_that_is_none_says_so_on_its_page(examiner):
    bring(examiner, "issuer,number\n")
    bringing.read_waiting(seconds=60)
    made = Load.objects.get()
    assert made.state == "FAILED" and "does not name" in text(examiner.get(made.get_absolute_url()))


def test_a_list_is_read_in_several_goes(examiner):
    bring(examiner, many(30))
    Load.objects.update(portion=300)
    assert bringing.read_waiting(seconds=-1)
    Load.objects.update(touched_at=timezone.now() - timedelta(minutes=5))
    assert not bringing.read_waiting(seconds=60) and Record.objects.count() == 30


def test_what_somebody_works_at_just_now_is_left_to_them(examiner):
    bring(examiner, many(3))
    Load.objects.update(state="RUNNING", touched_at=timezone.now())
    assert not bringing.read_waiting(seconds=60) and not Record.objects.exists()


@pytest.mark.parametrize(("name", "data"), [("list.pdf", "x"), ("list.csv", ""), ("list.csv", "<html>x")])
def test_another_file_is_refused_beside_its_field(examiner, name, data):
    response = bring(examiner, data, name)
    assert response.status_code == 422 and not Load.objects.exists()


def test_a_list_is_brought_by_an_issuing_desk_alone(abroad, officer):
    for reader in (abroad, officer):
        assert bring(reader, line(1)).status_code == 403
    assert not Load.objects.exists()


def test_a_load_is_broken_off_from_its_page(examiner, abroad):
    bring(examiner, many(3))
    made = Load.objects.get()
    url = f"{made.get_absolute_url()}cancel/"
    assert abroad.post(url).status_code == 403
    assert examiner.get(url).status_code == 200 and examiner.post(url).status_code == 302
    assert not bringing.read_waiting(seconds=60)
    made.refresh_from_db()
    assert made.state == "CANCELLED" and not Record.objects.exists()


def test_a_command_that_died_is_said_on_the_page_of_its_load(examiner):
    made = begun(b"x", state="RUNNING", touched_at=timezone.now() - timedelta(minutes=5))
    assert "run again with the same file" in text(examiner.get(made.get_absolute_url()))


# Desks


def test_administrators_name_the_issuing_desks_and_see_no_record(sysadmin, examiner):
    office = make_office()
    assert sysadmin.get(f"{ROOM}desks/").status_code == 200
    assert sysadmin.post(f"{ROOM}desks/", {"issuer": "u", "office": office.pk}).status_code == 422
    assert sysadmin.post(f"{ROOM}desks/", {"issuer": "qam", "office": office.pk}).status_code == 302
    made = IssuingDesk.objects.get(issuer="QAM")
    assert made.office == office
    assert (
        examiner.post(f"{ROOM}desks/", {"issuer": "HIM", "office": examiner.user.office_id}).status_code
        == 403
    )
    assert examiner.post(f"{ROOM}desks/{made.pk}/close/").status_code == 403
    assert sysadmin.post(f"{ROOM}desks/{made.pk}/close/").status_code == 302
    assert not IssuingDesk.objects.filter(issuer="QAM").exists()
