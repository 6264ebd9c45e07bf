"""Words and small pictures of the pages."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django import forms
from django.template import Context, Template
from django.utils import timezone

NOON = datetime(2026, 6, 22, 12, tzinfo=UTC)


def drawn(markup, **context):
    return Template("{% load look crispy_forms_filters %}" + markup).render(Context(context))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2026, 7, 3, 14, 20, tzinfo=UTC), "Fri 3 Jul 2026, 17:20</time>"),
        (datetime(2026, 6, 22, 15, tzinfo=UTC), '18:00</time> <span class="so-quiet">(in 3 hours)'),
        (datetime(2026, 6, 22, 11, 59, tzinfo=UTC), "(1 minute ago)"),
        (datetime(2026, 6, 22, 23, tzinfo=UTC), "Tue 23 Jun 2026, 02:00"),
        (date(2026, 6, 23), 'Tue 23 Jun 2026</time> <span class="so-quiet">(tomorrow)'),
        (date(2026, 6, 17), "(5 days ago)"),
        (date(2026, 6, 10), "Wed 10 Jun 2026</time>"),
    ],
)
def test_dates_are_said_in_the_zone_of_the_reader(value, said):
    with time_machine.travel(NOON, tick=False), timezone.override("Asia/Riyadh"):
        assert said in drawn("{% when value %}", value=value)


def test_the_reader_is_told_which_zone():
    with time_machine.travel(NOON, tick=False), timezone.override("America/New_York"):
        assert drawn("{% zone_words %}") == "New York time (UTC-04:00)"


def test_no_date_is_nothing():
    assert drawn("{% when value %}", value=None) == ""


def test_what_is_shown_is_escaped():
    evil = SimpleNamespace(name='<b onx="">', short_name="<i>")
    page = drawn('{% person evil %}{% tag evil.name "bad" %}{% icon "lock" evil.name %}', evil=evil)
    assert "<b" not in page and "<i>" not in page


def test_nobody_is_a_word():
    assert "nobody yet" in drawn('{% person none none="nobody yet" %}', none=None)


def test_a_clock_is_read_aloud():
    assert 'aria-label="2 days late"' in drawn("{% ring left=-2 total=30 %}")


@pytest.mark.parametrize(
    ("asked", "order", "link"),
    [
        ("", "ascending", "?sort=-due"),
        ("sort=-due&after=9", "descending", "?sort=due"),
        ("sort=kind", "", "?sort=due"),
    ],
)
def test_a_column_head_sorts_and_starts_again_at_the_first_page(rf, asked, order, link):
    head = drawn('{% sort_head "due" "Next date" default="due" %}', request=rf.get(f"/?{asked}"))
    assert f'href="{link}"' in head
    assert (f'aria-sort="{order}"' in head) if order else "aria-sort" not in head


class Report(forms.Form):
    title = forms.CharField(help_text="A neutral line.")
    place = forms.CharField(required=False)
    source = forms.ChoiceField(choices=[("w", "Walk-in")], widget=forms.RadioSelect)


def test_a_form_marks_what_is_optional_and_says_help_before_the_control():
    page = drawn("{{ form|crispy }}", form=Report())
    assert page.count("(optional)") == 1
    assert page.index("A neutral line.") < page.index('name="title"')
    assert "*" not in page


def test_a_refused_form_lists_what_is_wrong_with_links_to_the_fields():
    page = drawn("{{ form|crispy }}", form=Report({"title": ""}))
    assert 'href="#id_title"' in page and 'href="#div_id_source"' in page and 'id="div_id_source"' in page
    assert 'aria-describedby="id_title_helptext id_title_error"' in page and 'id="id_title_error"' in page
