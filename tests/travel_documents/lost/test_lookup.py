"""The answer about one document, and about many at once."""

from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from cases.travel_documents.lost import lookup
from cases.travel_documents.lost.lookup import LOCAL, look_up, look_up_many
from secoffice import ports
from tests.factories import make_user
from tests.travel_documents.lost.listing import line, load, many, record

pytestmark = pytest.mark.django_db


def own(*asked, **more):
    """The answer of the office's own list."""
    (answer,) = [each for each in look_up(*asked, **more) if each.source == LOCAL]
    return answer


def test_a_document_on_the_list_is_found_whatever_way_it_is_written():
    made = record(circumstance="Hotel room")
    for asked in (("UTO", "UX7654321", "P"), ("uto", "ux 765-4321", "passport"), ("UTO", "UX7654321<", "PD")):
        answer = own(*asked)
        (found,) = answer.found
        assert answer.checked and found.exact and found.record_id == made.pk
        assert (found.issuer, found.number, found.type, found.status) == ("UTO", "UX7654321", "P", "STOLEN")
        assert (found.date, found.circumstance) == (date(2025, 12, 20), "Hotel room")


def test_another_kind_of_document_under_the_number_is_no_exact_find():
    record()
    assert [found.exact for found in own("UTO", "UX7654321", "V").found] == [False]


def test_whoever_names_no_kind_asks_for_every_kind():
    record()
    assert own("UTO", "UX7654321").found[0].exact


def test_another_issuer_or_number_finds_nothing():
    record()
    load(line(1))
    for asked in (("QAM", "UX7654321", "P"), ("UTO", "UX7654322", "P"), ("UTO", "UX765432", "P")):
        answer = own(*asked)
        assert answer.checked and not answer.found and "Not on the list" in answer.sentence


def test_a_list_never_loaded_is_not_checked_and_never_clear():
    answer = own("UTO", "UX7654321", "P")
    assert not answer.checked and "never loaded" in answer.sentence


def test_a_list_that_is_still_being_read_says_nothing_of_what_it_does_not_have():
    made = load(many(3))
    type(made).objects.update(state="RUNNING")
    assert own("UTO", "UX0000001").found
    assert not own("UTO", "UX9999999").checked


def test_one_record_set_by_hand_makes_a_list():
    record(set_by=make_user())
    assert own("UTO", "UX1", "P").checked


@pytest.mark.parametrize(
    "asked", [("", "UX7654321", "P"), ("UTO", "", "P"), (None, None, None), ("UTO", "<<<", "")]
)
def test_half_a_question_is_not_checked(asked):
    record()
    answer = own(*asked)
    assert not answer.checked and "both needed" in answer.sentence


def test_an_ended_record_is_found_on_days_before_its_end_alone():
    record(ended_on=date(2026, 2, 10))
    load(line(1))
    assert not own("UTO", "UX7654321", "P", on=date(2026, 2, 10)).found
    assert own("UTO", "UX7654321", "P", on=date(2026, 2, 9)).found


def test_several_records_of_one_document_come_newest_first():
    record(status="L", date="2025-11-01")
    record(status="S", date="2025-12-20")
    assert [found.status for found in own("UTO", "UX7654321").found] == ["STOLEN", "LOST"]


@pytest.mark.parametrize(
    ("number", "times"),
    [("UB0000999", 0), ("UB0001000", 1), ("UB0001500", 2), ("UB0001999", 2), ("UB0002499", 1), ("UB0002500", 0),
     ("UB00015000", 0), ("UBO001500", 0)],
)  # fmt: skip
def test_a_blank_is_found_in_every_range_it_lies_in(number, times):
    blank = {"status": "STOLEN_BLANK"}
    first = line(0, number="UB0001000", number_to="UB0001999", **blank)
    second = line(0, number="UB0001500", number_to="UB0002499", **blank)
    load(f"{first}\n{second}\n")
    answer = own("UTO", number, "P")
    assert [found.status for found in answer.found] == ["STOLEN_BLANK"] * times
    assert all(found.exact for found in answer.found)


def test_the_first_number_of_a_range_is_found_once():
    load(line(0, number="UB1", number_to="UB9", status="STOLEN_BLANK"))
    (found,) = own("UTO", "UB1", "P").found
    assert found.number == "UB1–UB9"


def test_a_range_is_of_one_kind_of_document_and_ends_too():
    load(line(0, number="UB1", number_to="UB9", status="STOLEN_BLANK"))
    assert not own("UTO", "UB5", "V").found[0].exact
    assert not own("QAM", "UB5", "P").found
    lookup.Record.objects.update(ended_on=date(2026, 1, 1))
    assert not own("UTO", "UB5", "P").found


def test_many_documents_are_asked_for_in_a_few_questions():
    load(many(2000))
    documents = [("UTO", f"UX{n:07}", "P") for n in range(0, 4000, 5)]
    with CaptureQueriesContext(connection) as queries:
        answers = look_up_many(documents)
    assert len(queries) <= 6
    assert [bool(each[0].found) for each in answers] == [n < 2000 for n in range(0, 4000, 5)]


def test_one_document_takes_two_questions():
    load(many(3))
    with CaptureQueriesContext(connection) as queries:
        look_up("UTO", "UX0000001", "P")
    assert len(queries) == 2


def test_the_same_document_asked_twice_is_answered_twice():
    record()
    first, other, again = look_up_many(
        [("UTO", "UX7654321", "P"), ("UTO", "1", "P"), ("UTO", "UX7654321", "V")]
    )
    assert first[0].found[0].exact and not other[0].found and not again[0].found[0].exact


def test_a_database_that_fails_is_not_checked(monkeypatch, caplog):
    def failing(*given):
        raise DatabaseError("gone")

    monkeypatch.setattr(lookup, "_query", failing)
    answer = own("UTO", "UX7654321", "P")
    assert not answer.checked and "could not be read" in answer.sentence


def test_nothing_asked_is_nothing_answered():
    assert look_up_many([]) == []


# The question of other rooms


@pytest.mark.parametrize(
    ("number", "kind", "outcome"),
    [("UX7654321", "P", "hit"), ("UX7654321", "V", "refer"), ("UX1", "P", "clear")],
)
def test_other_rooms_ask_through_the_port(settings, number, kind, outcome):
    settings.DOCUMENT_SOURCES = ["lost_stolen", "watch_list"]
    record()
    load(line(2))
    (answer,) = ports.ask("lost or stolen?", issuer="UTO", number=number, type=kind)
    assert answer.outcome == outcome and answer.rows[0].source == LOCAL


def test_the_port_says_not_checked_while_an_outside_list_is_meant_to_be_asked(settings):
    settings.DOCUMENT_SOURCES = ["lost_stolen", "sltd", "watch_list"]
    load(line(2))
    (answer,) = ports.ask("lost or stolen?", issuer="UTO", number="UX1", type="P")
    assert answer.outcome == "not_checked"
