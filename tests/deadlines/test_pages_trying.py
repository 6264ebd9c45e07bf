"""The page that tries a rule on a date gives the answers of the command."""

import json
import re

import pytest
from django.urls import reverse

from secoffice.deadlines.questions import answer

pytestmark = pytest.mark.django_db
TRY = reverse("deadlines:try")
FREE = {"days": 60, "unit": "cd", "roll": "FORWARD", "calendar": "US"}


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def ask(reader, **question):
    return reader.get(TRY, question)


def test_the_page_opens_with_today_and_the_readers_office(officer, post):
    form = ask(officer).context["form"]
    assert form.initial["office"] == post.code
    assert ask(officer).context["told"] is None


@pytest.mark.parametrize(
    "question",
    [
        FREE,
        {"rule": "t.answer"},
        {"rule": "t.review", "days": 45},
        {"rule": "t.gate", "office": "UTPX"},
        {"days": -10, "unit": "bd", "roll": "BACK", "office": "UTPX"},
        {"days": 3, "unit": "month", "roll": "NONE", "tolled": 12},
        {"days": 24, "unit": "h", "office": "UTPX"},
    ],
)
def test_the_page_and_the_command_say_the_same(officer, office, question):
    told = ask(officer, on="2026-05-04", **question).context["told"]
    said = answer(json.dumps(question | {"trigger": "2026-05-04"}))
    assert {name: told[name] for name in said} == said
    assert answer(told["line"]) == said


def test_the_sentence_and_the_days_stand_on_the_page(officer):
    page = words(ask(officer, on="2026-05-04", **FREE))
    assert "Due Mon 6 Jul 2026" in page
    assert "moved forward to Mon 6 Jul 2026" in page
    assert "Fri 3 Jul 2026" in page
    assert "Tue 7 Jul 2026" in page


def test_alerts_stand_in_the_order_of_their_days_and_dropped_ones_last(officer):
    told = ask(officer, on="2026-03-02", days=2, unit="bd", calendar="US").context["told"]
    days = [row["on"] for row in told["alerts"]]
    assert days == sorted(filter(None, days)) + [None]


def test_an_instant_is_read_by_the_clock_of_the_office(officer, office):
    answer = ask(officer, on="2026-05-04", time="08:00", days=24, unit="h", office="UTPX")
    assert answer.context["told"]["due_effective"] == "2026-05-05T08:00:00-04:00"
    assert "Due Tue 5 May 2026, 08:00 (UTC-04:00)" in words(answer)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": ""}, "on"),
        ({"on": "2026-02-30"}, "on"),
        ({"days": ""}, "days"),
        ({"days": "10" * 9}, "days"),
        ({"days": "many"}, "days"),
        ({"rule": "t.review"}, "unit"),
        ({"rule": "nothing"}, "rule"),
        ({"calendar": "ZZ"}, "calendar"),
        ({"calendar": "\0"}, "calendar"),
        ({"office": "NONE"}, "office"),
        ({"tolled": -1}, "tolled"),
        ({"unit": "week"}, "unit"),
    ],
)
def test_what_cannot_be_answered_is_said_beside_the_field(officer, wrong, field):
    refused = ask(officer, **{"on": "2026-05-04", **FREE, **wrong})
    assert refused.status_code == 422
    assert field in refused.context["form"].errors


def test_nobody_tries_without_signing_in(visitor):
    assert visitor.get(TRY).status_code == 302
