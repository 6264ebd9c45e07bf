"""What moved dates: everybody reads the causes, and of the dates only those they may know of."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions
from secoffice.deadlines.models import Deadline, Recalculation
from tests.factories import make_case

pytestmark = pytest.mark.django_db
CHANGES = "/deadlines/changes/"
WORDS = "Closed day added: Wed 2 Dec 2026, Founding Day"


def make_change(**more):
    given = {"cause": "calendar", "key": "1", "words": WORDS, "state": "done", "finished_at": timezone.now()}
    return Recalculation.objects.create(**given | more)


def move(change, case, by):
    """One open date of the case, moved two days by the change."""
    old = Deadline.objects.for_target(case).open().first()
    new = actions.extend(deadline=old, days=2, reason="moved", by=by)
    Deadline.objects.filter(pk=new.pk).update(recalculation=change)
    Recalculation.objects.filter(pk=change.pk).update(moved=change.moved + 1)
    change.refresh_from_db()
    return old, new


def text(response):
    return response.content.decode()


def known(reader):
    return [row.known for row in reader.get(CHANGES).context["rows"]]


def test_the_list_counts_what_the_reader_may_know(officer, outsider, sysadmin):
    change = make_change()
    move(change, make_case(by=officer.user, officer=officer.user), officer.user)
    assert known(officer) == [1]
    assert known(outsider) == [0]
    assert WORDS in text(outsider.get(CHANGES))
    assert "of 1 in all" not in text(outsider.get(CHANGES))
    assert "of 1 in all" in text(sysadmin.get(CHANGES))


def test_the_page_of_a_change_shows_what_was_and_what_is(officer, outsider):
    change = make_change()
    case = make_case(by=officer.user, officer=officer.user)
    old, new = move(change, case, officer.user)
    page = text(officer.get(f"{CHANGES}{change.pk}/"))
    assert case.reference in page
    assert f'datetime="{old.due_on}"' in page and f'datetime="{new.due_on}"' in page
    assert new.explanation in page
    hidden = text(outsider.get(f"{CHANGES}{change.pk}/"))
    assert case.reference not in hidden
    assert "No date of yours has moved" in hidden


def test_what_moved_goes_into_a_file(officer, outsider):
    change = make_change()
    case = make_case(by=officer.user, officer=officer.user)
    old, new = move(change, case, officer.user)

    def read(reader):
        answer = reader.get(f"{CHANGES}{change.pk}/", {"export": "csv"})
        return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))

    assert read(officer)[2][:4] == [case.reference, new.duty, str(old.due_on), str(new.due_on)]
    assert len(read(outsider)) == 2  # the marking and the names of the columns


def test_while_it_runs_the_page_looks_again_by_itself(officer, sysadmin):
    change = make_change(state="running", finished_at=None, looked=1200, moved=7)
    for url in (CHANGES, f"{CHANGES}{change.pk}/"):
        assert 'hx-trigger="load delay:5s"' in text(officer.get(url))
    assert "1200 looked at so far, 7 moved" in text(sysadmin.get(f"{CHANGES}{change.pk}/"))
    assert "1200" not in text(officer.get(f"{CHANGES}{change.pk}/"))
    Recalculation.objects.update(state="done")
    assert "hx-trigger" not in text(officer.get(CHANGES)).partition('id="list"')[2]


@pytest.mark.parametrize("one", [True, False])
def test_looking_on_says_how_far_it_is_and_leaves_no_trace(officer, sysadmin, one):
    change = make_change(state="running", finished_at=None, looked=1200, moved=7)
    case = make_case(by=officer.user, officer=officer.user)
    move(change, case, officer.user)
    url = f"{CHANGES}{change.pk}/progress/" if one else f"{CHANGES}progress/"
    assert f'hx-get="{url}"' in text(officer.get(url.removesuffix("progress/")))
    before = AuditEntry.objects.count()
    asked, told = text(officer.get(url)), text(sysadmin.get(url))
    assert 'hx-trigger="load delay:5s"' in asked and case.reference not in asked
    assert '"X-Background": "1"' in asked  # it keeps no sitting alive
    assert ("1200 looked at" in told) == one and "1200" not in asked
    Recalculation.objects.update(state="done")
    done = text(officer.get(url))
    assert "The dates are worked out" in done and "hx-trigger" not in done
    assert AuditEntry.objects.count() == before


def test_of_a_change_that_is_not_there_nobody_learns_how_far_it_is(officer):
    assert officer.get(f"{CHANGES}{2**70}/progress/").status_code == 404
    assert officer.get(f"{CHANGES}999/progress/").status_code == 404


@pytest.mark.parametrize("url", [CHANGES, "/deadlines/try/", "/deadlines/rules/"])
def test_pages_about_rules_are_marked_in_the_menu_as_such(officer, url):
    menu = text(officer.get(url)).partition('id="menu"')[2].partition("</nav>")[0]
    entries = [entry for entry in menu.split("<li>") if 'aria-current="page"' in entry]
    assert len(entries) == 1 and "Deadline rules" in entries[0]


def test_changes_are_found_by_cause_and_state(officer):
    make_change()
    make_change(cause="rule", key="t.review", words="Rule changed", state="waiting", finished_at=None)
    found = officer.get(CHANGES, {"cause": "rule", "state": "waiting"}).context["rows"]
    assert [row.words for row in found] == ["Rule changed"]
    assert officer.get(CHANGES, {"cause": "weather"}).status_code == 422


def test_a_change_that_is_not_there_is_not_found(officer):
    assert officer.get(f"{CHANGES}{2**70}/").status_code == 404


def test_more_rows_cost_no_more_queries(officer):
    def asked(url):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert officer.get(url).status_code == 200
        return len(queries)

    change = make_change()
    move(change, make_case(by=officer.user, officer=officer.user), officer.user)
    urls = (CHANGES, f"{CHANGES}{change.pk}/")
    [officer.get(url) for url in urls]
    few = [asked(url) for url in urls]
    for _ in range(3):
        move(make_change(at=timezone.now() - timedelta(1)), make_case(by=officer.user), officer.user)
        move(change, make_case(by=officer.user), officer.user)
    assert [asked(url) for url in urls] == few
