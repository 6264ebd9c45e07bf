"""A list: filters, chips, counts, orders, parts for htmx, files."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from secoffice.audit.models import AuditDetail, AuditEntry
from secoffice.search import index
from secoffice.ui import csvfile, lists

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def shown(response):
    return [row.reference for row in response.context["rows"]]


def read(response):
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_a_list_shows_what_the_reader_may_see_and_counts_only_that(officer, outsider, make_cases):
    make_cases(3)
    assert "3 cases" in text(officer.get("/cases/"))
    answer = outsider.get("/cases/")
    assert shown(answer) == []
    assert "Nothing here yet" in text(answer)
    assert "UTP-2026" not in text(answer)


@pytest.mark.parametrize(("number", "said"), [(1, "1 case"), (60, "60 cases")])
def test_the_count_is_a_sentence(officer, make_cases, number, said):
    make_cases(number)
    assert officer.get("/cases/").context["count_words"] == said


def test_a_long_list_is_counted_so_far_only(officer, make_cases, monkeypatch):
    make_cases(60)
    monkeypatch.setattr(lists, "MOST_COUNTED", 55)
    assert officer.get("/cases/").context["count_words"] == "55+ cases"


def test_pages_hold_fifty_and_lead_to_one_another(officer, make_cases):
    make_cases(120)
    seen, url = [], "/cases/?sort=reference"
    while url:
        answer = officer.get(url)
        seen += shown(answer)
        assert len(shown(answer)) <= 50
        url, last = answer.context["next_url"], answer
    assert seen == sorted(seen)
    assert len(set(seen)) == 120
    back = officer.get(last.context["previous_url"])
    assert shown(back) == seen[50:100]
    first = officer.get(back.context["previous_url"])
    assert shown(first) == seen[:50]
    assert first.context["previous_url"] == ""


def test_paging_keeps_filters_and_order(officer, make_cases):
    make_cases(160)
    answer = officer.get("/cases/?status=FULL&sort=-due")
    again = officer.get(answer.context["next_url"])
    assert {row.status for row in again.context["rows"]} == {"FULL"}
    assert again.context["sort"] == "-due"
    assert len(shown(answer) + shown(again)) == 53


def test_a_page_that_emptied_meanwhile_leads_to_the_first(officer, make_cases):
    make_cases(51)
    url = officer.get("/cases/?status=").context["next_url"]
    Case.objects.order_by("opened_at", "pk").first().delete()
    assert officer.get(url).url == "/cases/?status="


@pytest.mark.parametrize(
    "query", ["sort=nonsense", "sort=--due", "after=forged", "before=%00", "page=7", "sort=%00"]
)
def test_a_query_nobody_offered_gives_the_list_as_it_is(officer, make_cases, query):
    make_cases(2)
    assert len(shown(officer.get(f"/cases/?{query}"))) == 2


def test_the_column_in_use_says_its_direction(officer, make_cases):
    make_cases(2)
    assert 'aria-sort="ascending"' in text(officer.get("/cases/?sort=due"))
    assert 'aria-sort="descending"' in text(officer.get("/cases/?sort=-due"))
    assert text(officer.get("/cases/?sort=due")).count("aria-sort=") == 1


def test_each_chip_takes_one_filter_away(officer, make_cases):
    make_cases(9)
    answer = officer.get("/cases/?status=FULL&priority=1&priority=3&since=2026-03-02&q=&sort=due&after=x")
    chips = {chip["label"]: chip["url"] for chip in answer.context["chips"]}
    assert set(chips) == {
        "Status: Full investigation",
        "Priority: Immediate",
        "Priority: Routine",
        "Received since: 2 Mar 2026",
    }
    assert "status" not in chips["Status: Full investigation"]
    assert "priority=1" not in chips["Priority: Immediate"]
    assert "priority=3" in chips["Priority: Immediate"]
    assert all("sort=due" in url and "after" not in url for url in chips.values())
    assert answer.context["clear_url"] == "/cases/?sort=due"
    assert len(officer.get(f"/cases/{chips['Priority: Immediate']}").context["chips"]) == 3


def test_nothing_found_is_told_from_nothing_there(officer, make_cases):
    assert "Nothing here yet" in text(officer.get("/cases/"))
    make_cases(1)
    answer = text(officer.get("/cases/?status=FULL"))
    assert "Nothing matches" in answer
    assert "Clear filters" in answer


@pytest.mark.parametrize(
    "query",
    ["status=NONSENSE", "since=31.31.31", "q=" + "x" * 101, "priority=9", "q=%00", "since=2026-02-30"],
)
def test_a_filter_that_cannot_be_read_is_told_beside_its_field_and_shows_nothing(officer, make_cases, query):
    make_cases(3)
    answer = officer.get(f"/cases/?{query}")
    name = query.partition("=")[0]
    assert answer.status_code == 422
    assert shown(answer) == []
    assert f'id="id_{name}_error"' in text(answer)
    assert "Nothing is shown" in text(answer)
    assert officer.get(f"/cases/?{query}&export=csv").status_code == 422


def test_htmx_gets_the_part_it_asked_for(officer, make_cases):
    make_cases(60)
    part = officer.get("/cases/?status=FULL", headers={"HX-Request": "true", "HX-Target": "list"})
    assert "<html" not in text(part)
    assert "UTP-2026-00002-X" in text(part)
    assert "Status: Full investigation" in text(part)
    assert "20 cases" in text(part)
    assert "HX-Request" in part["Vary"]
    for headers in ({"HX-Request": "true", "HX-Target": "main"}, {}):
        assert "<html" in text(officer.get("/cases/", headers=headers))


def test_htmx_gets_the_whole_page_for_a_filter_that_cannot_be_read(officer):
    answer = officer.get("/cases/?status=NONSENSE", headers={"HX-Request": "true", "HX-Target": "list"})
    assert answer["HX-Retarget"] == "#main"
    assert 'id="id_status_error"' in text(answer)


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return [query["sql"] for query in queries.captured_queries]


@pytest.mark.parametrize("url", ["/cases/?", "/cases/?sort=-reference", "/cases/?q=case"])
def test_a_list_asks_as_often_whatever_its_length(officer, make_cases, url):
    for case in make_cases(55):
        index.put(case, case.title)
    few = queries_of(officer, url)
    for case in make_cases(120):
        index.put(case, case.title)
    assert len(queries_of(officer, url)) == len(few)


@pytest.mark.parametrize("url", ["/cases/?sort=-due", "/cases/?sort=officer"])
def test_rows_without_a_value_cost_one_query_more_at_most(officer, make_cases, url):
    make_cases(55)
    few = queries_of(officer, url)
    make_cases(300)
    assert len(few) - 1 <= len(queries_of(officer, url)) <= len(few)


def own(queries):
    """Without what every page asks: who is it, what is unread, and the entry in the trail."""
    asked = [sql for sql in queries if re.search(r'FROM "(cases|search|access_admission)', sql)]
    return [sql for sql in asked if "reminders_notice" not in sql]


def test_a_list_asks_at_most_five_times(officer, make_cases):
    make_cases(60)
    assert len(own(queries_of(officer, "/cases/?q=case&status=FULL"))) <= 5
    assert len(own(queries_of(officer, "/cases/"))) <= 3


# The trail


def test_looking_is_entered_without_the_words_looked_for(officer, make_cases):
    make_cases(1)
    officer.get("/cases/?status=FULL&q=Petrov")
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.target_type, entry.actor_id) == ("searched", "cases.case", officer.user.pk)
    assert entry.detail["status"] == "FULL"
    assert "etrov" not in AuditDetail.objects.get(pk=entry.pk).body
    first = entry.detail["q"]
    officer.get("/cases/?q=PETROV")
    assert AuditEntry.objects.latest("id").detail == {"q": first}
    officer.get("/cases/")
    assert AuditEntry.objects.latest("id").action == "listed"


# Files


def test_a_file_holds_exactly_what_is_listed(officer, make_cases):
    make_cases(130)
    url = "/cases/?status=SCREENED&sort=-reference"
    wanted = shown(officer.get(url))
    answer = officer.get(officer.get(url).context["export_url"])
    marking, head, *rows = read(answer)
    assert marking == ["CUI"]
    assert head[:3] == ["Case", "Title", "Status"]
    assert [row[0] for row in rows] == wanted
    assert re.match(r'attachment; filename="cases-\d{4}-\d\d-\d\d-cui\.csv"', answer["Content-Disposition"])
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.detail) == (
        "exported",
        {"status": "SCREENED", "rows": 43, "sort": "-reference"},
    )


def test_a_file_starts_with_the_mark_that_spreadsheets_need(officer, make_cases):
    make_cases(1, title="Ünal")
    body = b"".join(officer.get("/cases/?export=csv").streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    assert "Ünal".encode() in body


def test_a_file_ends_at_ten_thousand_rows_and_says_so(officer, make_cases, monkeypatch):
    make_cases(12)
    monkeypatch.setattr(csvfile, "MOST", 10)
    rows = read(officer.get("/cases/?export=csv"))
    assert len(rows) == 13
    assert rows[-1] == [csvfile.MORE]


def test_a_file_asks_as_often_whatever_its_columns(officer, make_cases):
    make_cases(20)
    few = len(queries_of(officer, "/cases/?export=csv"))
    make_cases(200)
    assert len(queries_of(officer, "/cases/?export=csv")) == few


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+351 910", "'+351 910"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("plain", "plain"),
        (-5, -5),
        (None, ""),
        (True, "yes"),
        (False, "no"),
        ("a\0b", "ab"),
        ("\0=1", "'=1"),
    ],
)
def test_no_cell_is_a_formula(value, cell):
    assert csvfile.cell(value) == cell


def test_an_outsiders_file_is_empty(outsider, make_cases):
    make_cases(3)
    assert len(read(outsider.get("/cases/?export=csv"))) == 2


def test_filters_are_folded_until_one_is_in_use(officer, make_cases):
    make_cases(1)
    for query, fold in (
        ("", '<details class="so-fold">'),
        ("?status=live", '<details class="so-fold" open>'),
        ("?status=nonsense", '<details class="so-fold" open>'),
    ):
        assert fold in text(officer.get(f"/cases/{query}"))
