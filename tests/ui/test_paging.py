"""Walking a list forward and back visits each visible row exactly once, in order, for every sort."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Case
from secoffice.ui.keyset import Keyset
from tests.ui.pages import Cases

pytestmark = pytest.mark.django_db
ORDERS = [(key, down) for key in Cases.sorts for down in (False, True)]


def in_order(cases, fields, down):
    """The order a person would write: by the fields, the other way round if asked, empty ones last."""

    def value(case, path):
        for name in path.split("__"):
            case = getattr(case, name, None)
        return case

    def by(case):
        return tuple(value(case, field) for field in fields)

    full = [case for case in cases if value(case, fields[0]) is not None]
    empty = [case for case in cases if value(case, fields[0]) is None]
    full.sort(key=by, reverse=down)
    empty.sort(key=lambda case: by(case)[1:], reverse=down)
    return [case.pk for case in (*full, *empty)]


def walk(order, rows, size):
    """Pages forward to the end, then back to the start."""
    forward = [page := order.page(rows, size=size)]
    while page.next:
        forward.append(page := order.page(rows, page.next, size=size))
    back = [page]
    while page.previous:
        back.append(page := order.page(rows, page.previous, backward=True, size=size))
    return forward, back[::-1]


@pytest.mark.parametrize(("key", "down"), ORDERS)
@pytest.mark.parametrize("size", [1, 4, 7, 23, 24, 50])
def test_every_row_comes_once_in_order_there_and_back(officer, colleague, make_cases, key, down, size):
    make_cases(23)
    make_cases(5, user=colleague.user)
    order = Keyset(Case, Cases.sorts[key][1], down)
    seen = Case.objects.visible_to(officer.user).select_related("officer")
    wanted = in_order(list(seen), order.fields, down)
    assert len(wanted) == 23
    for pages in walk(order, seen, size):
        assert [case.pk for page in pages for case in page.rows] == wanted
        assert {len(page.rows) for page in pages[:-1]} <= {size}
    assert [case.pk for case in order.every(seen, 100, size=size)] == wanted
    assert [case.pk for case in order.every(seen, 9, size=size)] == wanted[:9]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    dates=st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=1, max_size=12),
    size=st.integers(1, 5),
    down=st.booleans(),
)
def test_ties_and_gaps_anywhere_lose_no_row(make_cases, dates, size, down):
    from tests.ui.conftest import START, timedelta

    Case.objects.all().delete()
    for n, case in enumerate(make_cases(len(dates))):
        due = None if dates[n] is None else START + timedelta(days=dates[n])
        Case.objects.filter(pk=case.pk).update(next_due_at=due)
    order = Keyset(Case, ("next_due_at", "id"), down)
    wanted = in_order(list(Case.objects.all()), order.fields, down)
    for pages in walk(order, Case.objects.all(), size):
        assert [case.pk for page in pages for case in page.rows] == wanted


def test_rows_that_come_or_go_meanwhile_move_no_other(officer, make_cases):
    cases = make_cases(10)
    order, rows = Keyset(Case, ("reference",)), Case.objects.visible_to(officer.user)
    first = order.page(rows, size=4)
    Case.objects.filter(pk__in=[cases[0].pk, cases[3].pk]).delete()
    second = order.page(rows, first.next, size=4)
    assert [case.pk for case in second.rows] == [case.pk for case in cases[4:8]]


@pytest.mark.parametrize("mark", ["", "x", "W10:1a:abc", None, "a" * 5000, "\0", "W10", "é"])
def test_a_forged_mark_gives_the_first_page(officer, make_cases, mark):
    make_cases(6)
    order = Keyset(Case, ("opened_at", "id"))
    page = order.page(Case.objects.all(), mark, size=4)
    assert [case.title for case in page.rows] == ["Case 0", "Case 1", "Case 2", "Case 3"]


def test_a_mark_of_another_order_is_not_taken(make_cases):
    case = make_cases(1)[0]
    assert Keyset(Case, ("opened_at",)).read(Keyset(Case, ("opened_at",)).mark(case)) is not None
    assert Keyset(Case, ("opened_at",), descending=True).read(Keyset(Case, ("opened_at",)).mark(case)) is None
    assert Keyset(Case, ("received_on",)).read(Keyset(Case, ("opened_at",)).mark(case)) is None


def test_a_page_never_skips_rows_by_counting_them(make_cases):
    make_cases(12)
    order = Keyset(Case, ("opened_at", "id"))
    mark = order.page(Case.objects.all(), size=5).next
    with CaptureQueriesContext(connection) as queries:
        order.page(Case.objects.all(), mark, size=5)
    assert "OFFSET" not in "".join(query["sql"] for query in queries.captured_queries)
    assert len(queries) == 1
