"""A document at the desk: read, asked for, and what comes out of it."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.travel_documents import actions
from cases.travel_documents.hits.models import Hit
from cases.travel_documents.models import Screening
from secoffice.audit.models import AuditEntry
from tests.travel_documents.desk.conftest import DAY, ERIKSSON, NEG_05, OSTROVNY, sent

DESK = reverse("travel_documents:desk")


def text(answer):
    return answer.content.decode()


def screen(by, lines=ERIKSSON, **more):
    return actions.screen(by=by.user, text="\n".join(lines), on=DAY, **more)


def test_a_document_is_read_and_its_page_says_so(examiner):
    answer = examiner.post(DESK, sent(), follow=True)
    page = text(answer)
    made = Screening.objects.visible_to(examiner.user).get()
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    assert made.reading["fields"]["surname"] == "ERIKSSON" and made.number == "L898902C3"
    assert "ERIKSSON, ANNA MARIA" in page and "Not checked" in page and "This is not a clearance" in page
    assert ERIKSSON[1] not in answer.redirect_chain[0][0]
    assert AuditEntry.objects.filter(action="screen", target_reference=made.reference).exists()


def test_the_same_form_sent_twice_is_one_screening(examiner):
    form = sent()
    first, second = examiner.post(DESK, form), examiner.post(DESK, form)
    assert first["Location"] == second["Location"] and Screening.objects.count() == 1


def test_small_letters_and_blanks_are_tidied_and_said(examiner):
    page = text(examiner.post(DESK, sent([line.lower() for line in ERIKSSON]), follow=True))
    assert "Wrote small letters as capitals." in page and "As it was sent" in page


def test_an_empty_field_is_refused_beside_it(examiner):
    answer = examiner.post(DESK, sent(zone="  \r\n "))
    assert answer.status_code == 422 and "Swipe a document, or type its lines." in text(answer)
    assert Screening.objects.count() == 0


def test_a_failed_digit_is_shown_where_it_fails_and_refers(examiner):
    made = screen(examiner, NEG_05)
    page = text(examiner.get(made.get_absolute_url()))
    assert made.outcome == "refer" and made.reading["errors"] == ["CHECK_COMPOSITE"]
    assert "Does not agree" in page and "it proves no fraud" in page
    assert list(made.faults.filter(level="ERROR").values_list("code", flat=True)) == ["CHECK_COMPOSITE"]


def test_a_document_on_the_list_is_a_hit_with_its_clock(examiner, on_the_list):
    on_the_list()
    made = screen(examiner, OSTROVNY)
    hit = Hit.objects.visible_to(examiner.user).get()
    assert made.outcome == "hit" and hit.screening_ref == made.reference
    assert hit.reference in text(examiner.get(made.get_absolute_url()))


def test_another_kind_of_document_under_the_number_refers(examiner, on_the_list):
    on_the_list(type="V")
    made = screen(examiner, OSTROVNY)
    assert made.outcome == "refer" and not Hit.objects.visible_to(examiner.user).exists()


def test_nothing_is_clear_while_a_source_is_off(examiner, on_the_list, settings):
    on_the_list(number="ZZ0000001")
    assert screen(examiner, OSTROVNY).outcome == "not_checked"
    settings.DOCUMENT_SOURCES = ["lost_stolen"]
    assert screen(examiner, OSTROVNY).outcome == "clear"
    settings.DOCUMENT_SOURCES = []
    assert screen(examiner, OSTROVNY).outcome == "not_checked"


def test_a_list_that_was_never_loaded_is_not_checked(examiner, settings):
    settings.DOCUMENT_SOURCES = ["lost_stolen"]
    assert screen(examiner, OSTROVNY).sources == {"lost_stolen": "not_checked"}


def test_a_number_is_looked_up_without_a_zone(examiner, on_the_list):
    on_the_list()
    form = {"issuer": "uto", "number": "ux 765-4321", "type": "P", "key": uuid4()}
    page = text(examiner.post(DESK, form, follow=True))
    assert "Hit" in page and "UX7654321" in page
    wrong = examiner.post(DESK, form | {"number": "…", "key": uuid4()})
    assert wrong.status_code == 422 and "Give the letters and digits of the number." in text(wrong)


def test_a_suggestion_fills_the_field_and_screens_nothing(examiner):
    misread = (ERIKSSON[0], "L8989O2C36UTO7408122F1204159ZE184226B<<<<<10")
    made = screen(examiner, misread)
    assert "Perhaps misread" in text(examiner.get(made.get_absolute_url()))
    page = text(examiner.post(reverse("travel_documents:take_up", args=[made.reference, 1])))
    assert "The field holds a suggestion" in page and "L898902C36UTO" in page.replace("&lt;", "<")
    assert Screening.objects.count() == 1
    taken = text(examiner.post(DESK, sent(suggested=made.reference), follow=True))
    assert f"Read as suggested on {made.reference}" in taken


def test_an_examiner_sets_the_century_of_a_birth(examiner, consul):
    made = screen(examiner)
    page = reverse("travel_documents:century", args=[made.reference])
    form = {"chosen": "birth_date 1874-08-12", "reason": "The visual zone says so"}
    assert consul.post(page, form).status_code == 422
    assert examiner.post(page, {"chosen": "birth_date 1999-08-12", "reason": "x"}).status_code == 422
    assert examiner.post(page, form).status_code == 302
    made.refresh_from_db()
    assert made.reading["fields"]["birth_date_iso"] == "1874-08-12"
    assert made.reading["fields"]["birth_date_raw"] == "740812"
    assert "not 1974-08-12" in text(examiner.get(made.get_absolute_url()))


def test_who_does_not_work_here_finds_no_desk(sysadmin, outsider, examiner):
    made = screen(examiner)
    assert sysadmin.get(DESK).status_code == 404
    assert outsider.get(made.get_absolute_url()).status_code == 404
    assert made.reference not in text(outsider.get(reverse("travel_documents:list")))
    with pytest.raises(actions.NotOfTheDesk):
        screen(sysadmin)


@pytest.mark.parametrize(
    "zone", ["😀" * 88, "\x00" * 44, "P<UTO", "A" * 4000, "<" * 88, "١" * 88], ids=range(6)
)
def test_whatever_is_sent_is_kept_and_answered(examiner, zone):
    answer = examiner.post(DESK, sent(zone=zone), follow=True)
    assert answer.status_code in (200, 422)


def test_the_list_narrows_by_outcome_day_fault_and_name(examiner, consul):
    bad, good = screen(examiner, NEG_05), screen(consul, OSTROVNY)
    page = reverse("travel_documents:list")

    def found(**asked):
        shown = text(examiner.get(page, asked))
        return [one for one in (bad, good) if one.get_absolute_url() in shown]

    assert found() == [bad, good]
    assert found(outcome="refer") == [bad] and found(fault="CHECK_COMPOSITE") == [bad]
    assert found(mine="on") == [bad] and found(q="ostrovny") == [good] and found(q="ux7654321") == [good]
    assert found(since="2020-01-01") == [bad, good] and found(till="2020-01-01") == []
    assert "UX7654321" in b"".join(examiner.get(page, {"export": "csv"}).streaming_content).decode()


def test_the_list_asks_the_database_as_often_for_many_as_for_few(examiner, django_assert_max_num_queries):
    screen(examiner)
    examiner.get(reverse("travel_documents:list"))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert examiner.get(reverse("travel_documents:list")).status_code == 200
        return len(queries)

    few = asked()
    for _ in range(6):
        screen(examiner)
    assert asked() == few <= 14
    with django_assert_max_num_queries(24):
        examiner.get(Screening.objects.latest("pk").get_absolute_url())
