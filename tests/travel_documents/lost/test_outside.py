"""An outside list is asked where it is switched on; whatever goes wrong out there is "not checked", and soon."""

import socket
import time
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.travel_documents.lost.lookup import look_up, look_up_many
from cases.travel_documents.lost.models import Breaker
from cases.travel_documents.lost.outside import adapters, breaker
from tests.travel_documents.lost.gateway import Gateway
from tests.travel_documents.lost.listing import record

pytestmark = pytest.mark.django_db
STOLEN = {
    "type": "P",
    "status": "STOLEN",
    "date": "2025-12-20",
    "circumstance": "Porto",
    "source": "NCB Utopia",
}
BAD = (
    "drips", "drips_its_head", "hangs", "drops", "fails", "sends_elsewhere", "babbles", "nests", "floods",
    "floods_without_end", "answers_too_few", "answers_half", "says_null",
)  # fmt: skip


@pytest.fixture
def gateway(settings):
    made = Gateway()
    settings.SLTD_URL, settings.SLTD_TIMEOUT, settings.SLTD_TOKEN = made.url, 0.4, "a token"
    yield made
    made.stop()


def outside(*asked):
    """The answer of the outside system."""
    (answer,) = [each for each in look_up(*asked) if each.source == "sltd"]
    return answer


def test_without_an_address_it_is_off_and_gives_no_answer(settings):
    settings.SLTD_URL = ""
    assert [answer.source for answer in look_up("UTO", "UX1", "P")] == ["lost_stolen"]


def test_what_it_knows_is_found(gateway):
    gateway.known["UX7654321"] = [STOLEN]
    answer = outside("uto", "ux7654321", "passport")
    (found,) = answer.found
    assert answer.checked and answer.response_id == "R-0"
    assert (found.record_id, found.status, found.date, found.exact) == (
        None,
        "STOLEN",
        date(2025, 12, 20),
        True,
    )
    assert (found.circumstance, found.source, found.issuer, found.number) == (
        "Porto",
        "NCB Utopia",
        "UTO",
        "UX7654321",
    )


def test_it_is_asked_by_number_in_normal_form_with_our_token(gateway):
    outside("uto", "ux 1", "passport")
    ((path, headers, body),) = gateway.asked
    assert (path, headers["Authorization"]) == ("/ask", "Bearer a token")
    assert body == {"documents": [{"issuer": "UTO", "number": "UX1", "type": "P"}]}


def test_what_it_does_not_know_is_checked(gateway):
    answer = outside("UTO", "UX1", "P")
    assert answer.checked and not answer.found and answer.sentence


def test_another_kind_of_document_out_there_is_no_exact_find(gateway):
    gateway.known["UX7654321"] = [STOLEN]
    assert not outside("UTO", "UX7654321", "V").found[0].exact


def test_half_a_question_is_not_asked(gateway):
    assert not outside("UTO", "", "P").checked and gateway.asked == []


@pytest.mark.parametrize("mood", BAD)
def test_whatever_goes_wrong_is_not_checked_in_time(gateway, mood):
    record()
    gateway.mood, began = mood, time.monotonic()
    own, other = look_up("UTO", "UX7654321", "P")
    assert time.monotonic() - began < 3
    assert own.found and not other.checked and not other.found
    assert other.sentence.startswith("Not checked: ")


def test_a_far_end_that_is_not_there_is_not_checked(settings):
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.SLTD_URL = f"http://127.0.0.1:{free.getsockname()[1]}/"
    answer = outside("UTO", "UX1", "P")
    assert not answer.checked and "127.0.0.1" not in answer.sentence


@pytest.mark.parametrize("url", ["ftp://example.org/", "nonsense", "http://", "http://[::1", "http://a:b/"])
def test_an_address_that_is_none_is_not_checked(settings, url):
    settings.SLTD_URL = url
    assert not outside("UTO", "UX1", "P").checked


def test_a_fault_of_an_adapter_is_not_checked(gateway, monkeypatch, caplog):
    def faulty(self, documents):
        raise ZeroDivisionError

    monkeypatch.setattr("cases.travel_documents.lost.outside.sltd.Sltd.ask", faulty)
    assert outside("UTO", "UX1", "P").sentence == "Not checked: a fault of ours."


def test_many_documents_are_few_questions(gateway):
    gateway.known["UX7"] = [STOLEN]
    answers = look_up_many([("UTO", f"UX{n}", "P") for n in range(250)])
    assert len(gateway.asked) == 3
    assert [n for n, (_, answer) in enumerate(answers) if answer.found] == [7]


# The breaker


def test_after_three_failures_it_is_left_alone(gateway):
    gateway.mood = "fails"
    for _ in range(5):
        answer = outside("UTO", "UX1", "P")
    assert len(gateway.asked) == breaker.FAILURES == 3
    assert answer.sentence.startswith("Not asked: it failed 3 times in a row (it answered with status 503)")


def rested():
    Breaker.objects.update(closed_until=timezone.now() - timedelta(seconds=1))


def test_after_its_rest_one_question_tries_and_opens_the_way_again(gateway):
    gateway.mood = "fails"
    for _ in range(3):
        outside("UTO", "UX1", "P")
    rested()
    gateway.mood = "well"
    assert outside("UTO", "UX1", "P").checked and outside("UTO", "UX1", "P").checked
    assert Breaker.objects.get().failures == 0


def test_while_one_tries_the_others_leave_it_alone():
    Breaker.objects.create(name="sltd", failures=3, closed_until=timezone.now() - timedelta(seconds=1))
    first, second = breaker.of("sltd"), breaker.of("sltd")
    assert breaker.closed(first) == "" and breaker.closed(second)


def test_a_trial_that_fails_closes_it_for_another_rest(gateway):
    gateway.mood = "fails"
    for _ in range(3):
        outside("UTO", "UX1", "P")
    rested()
    outside("UTO", "UX1", "P")
    outside("UTO", "UX1", "P")
    assert len(gateway.asked) == 4


def test_a_clock_set_back_does_not_close_it_for_ever():
    row = Breaker.objects.create(name="sltd", failures=3, closed_until=timezone.now() + timedelta(days=400))
    assert breaker.closed(row) == ""


def test_two_failures_and_an_answer_are_forgotten(gateway):
    for mood in ("fails", "fails", "well", "fails", "fails", "well"):
        gateway.mood = mood
        outside("UTO", "UX1", "P")
    assert len(gateway.asked) == 6 and Breaker.objects.get().failures == 0


def test_a_healthy_system_costs_no_write(gateway, django_assert_num_queries):
    with django_assert_num_queries(1):
        adapters.ask(adapters.switched_on()[0], [("UTO", "UX1", "P")])
