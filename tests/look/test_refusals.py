"""Pages of refusal: plain, complete without a database, and alike for what is hidden and what is missing."""

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize(
    "page", ["400.html", "401.html", "403.html", "403_csrf.html", "404.html", "500.html"]
)
def test_a_page_of_refusal_needs_nothing(page):
    """No database mark on this test: a query would fail it."""
    text = render_to_string(page, {})
    assert "<h1>" in text and "<title>" in text and "CUI" in text


def test_the_page_for_nothing_here_offers_to_ask_by_reference(rf):
    text = render_to_string("404.html", {}, request=rf.get("/cases/UTP-2026-00417-K/"))
    assert 'action="/cases/ask-access/"' in text and "csrfmiddlewaretoken" in text
    assert 'value="UTP-2026-00417-K"' not in text


@pytest.mark.parametrize("page", ["401.html", "403_csrf.html"])
def test_what_was_typed_can_be_sent_again(page, rf):
    kept = {
        "fields": [("allegation", 'He said "no" <twice>'), ("key", "k-1")],
        "action": "/cases/new/",
        "files": [("photo", "gate.jpg")],
    }
    text = render_to_string(page, kept, request=rf.get("/"))
    assert 'action="/cases/new/"' in text and 'name="key" value="k-1"' in text
    assert 'value="He said &quot;no&quot; &lt;twice&gt;"' in text
    assert "gate.jpg" in text
