"""What is put into the index is found by its words, on either database alike."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from secoffice.accounts.models import Office
from secoffice.search import index
from secoffice.search.models import SearchDocument
from tests.factories import make_office

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"', "'", '""', "'; DROP TABLE search_words; --", "a OR b", "NEAR(a b)", "text:passport", "-passport",
    "(", ")", "((((", "^passport", "{a b}", "a AND", "NOT", "* *", "\0", "pass\0port", "\\", "%", "_", "a & b",
    "a | !b", "a <-> b", "b:*", "x" * 10_000, "w " * 10_000, "“”", "🛂", "\ud800", "\u202e", "٣", "é" * 500,
    "pass*port", "\n\t", "a'b''c",
]  # fmt: skip


@pytest.fixture
def offices():
    """Three records; any model will do."""
    texts = {
        "UTA": "Altered passport, presented by Ünal ÇELİK in Utopia City",
        "UTB": "UTP-2026-00417-K: passport ring; Иван Петров",
        "UTC": "Suspicious package near the gate, O’Brien called",
    }
    found = {code: make_office(code=code) for code in texts}
    for code, text in texts.items():
        index.put(found[code], text)
    return found


def codes(words):
    return list(index.matching(Office.objects.order_by("code"), words).values_list("code", flat=True))


@pytest.fixture(params=["through the index", "row by row"], autouse=True)
def way(request, monkeypatch):
    """Both ways of answering must find the same."""
    if request.param == "row by row":
        monkeypatch.setattr(index, "FEW", -1)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("passport", ["UTA", "UTB"]),
        ("PASSPORT", ["UTA", "UTB"]),
        ("passport altered", ["UTA"]),
        ("unal celik", ["UTA"]),
        ("Çelik", ["UTA"]),
        ("ivan petrov", ["UTB"]),
        ("Петров", ["UTB"]),
        ("pass", ["UTA", "UTB"]),
        ("pass altered", []),
        ("altered pass", ["UTA"]),
        ("UTP-2026-00417-K", ["UTB"]),
        ("utp 2026 004", ["UTB"]),
        ("o'brien", ["UTC"]),
        ("nowhere", []),
        ("the", ["UTC"]),
        ("passport passport pass", ["UTA", "UTB"]),
        ("", ["UTA", "UTB", "UTC"]),
        ("   ", ["UTA", "UTB", "UTC"]),
        (None, ["UTA", "UTB", "UTC"]),
        ("!!!", []),
    ],
)
def test_words_find_what_has_all_of_them_the_last_one_begun(offices, words, found):
    assert codes(words) == found


@pytest.mark.parametrize("words", HOSTILE)
def test_syntax_is_only_text(offices, words):
    assert isinstance(codes(words), list)
    assert isinstance(codes("passport " + words), list)
    index.put(offices["UTC"], words)
    assert "UTC" in codes(words) or not index.asked(words) or len(words) > 500


def test_a_changed_record_is_found_by_its_new_words_only(offices):
    index.put(offices["UTA"], "forged visa")
    assert codes("visa") == ["UTA"]
    assert codes("altered") == []
    assert SearchDocument.objects.count() == 3


def test_a_removed_record_is_not_found(offices):
    index.remove(offices["UTB"])
    assert codes("passport") == ["UTA"]


def test_a_record_of_another_type_with_the_same_id_is_not_found(offices):
    SearchDocument.objects.filter(target_id=offices["UTA"].pk).update(target_type="other.thing")
    assert codes("altered") == []


def test_hits_are_the_ids_of_one_type(offices):
    assert Office.objects.filter(pk__in=index.hits("accounts.office", "altered")).get().code == "UTA"
    assert not Office.objects.filter(pk__in=index.hits("cases.case", "altered")).exists()
    assert not Office.objects.filter(pk__in=index.hits("accounts.office", "!")).exists()


def test_nothing_is_found_that_the_queryset_did_not_hold(officer, offices):
    assert not index.matching(Case.objects.visible_to(officer.user), "passport").exists()


def test_putting_a_record_in_costs_one_statement(offices):
    with CaptureQueriesContext(connection) as queries:
        index.put(offices["UTA"], "anything " * 1000)
    assert len(queries) == 1


def test_very_long_words_and_texts_are_cut(offices):
    index.put(offices["UTA"], "y" * 5000 + " " + "different " * 100_000)
    assert codes("y" * 5000) == ["UTA"]
    assert codes("different") == ["UTA"]
