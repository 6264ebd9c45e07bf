"""A mail is written by hand and styled by its form: it must read as if the library had done it."""

from email import message_from_bytes, policy

import pytest
from django.template.loader import render_to_string

from secoffice.reminders.layout import as_html, as_text, inliner
from secoffice.reminders.letters import Item, Letter, Section
from secoffice.reminders.messages import Written

URL = "https://office.example.org/cases/1/?a=1&b=2"
ITEMS = [
    Item("UTP-26-00001-K", "review <asked>", "1 May 2026", "late", URL, True),
    Item("", "a deadline that nobody here may read", "", "", "", False),
    Item("", "ämterübergabe & zq1z", "2 May 2026", "", URL, False),
]


@pytest.mark.parametrize("items", [[], ITEMS[:1], ITEMS[1:], ITEMS, ITEMS * 3], ids=len)
@pytest.mark.parametrize("link", ["", URL])
def test_the_form_filled_is_the_letter_styled(items, link):
    sections = (Section("Yours", tuple(items)),) if items else ()
    letter = Letter("Secoffice: 1 late", "Good <morning>,", "No answer", sections, link, "Open", "")
    page = render_to_string("emails/letter.html", {"letter": letter})
    text = render_to_string("emails/letter.txt", {"letter": letter})
    for _ in range(2):  # rendered, and from what was kept
        assert message_of(as_html(letter)) == message_of(inliner().inline(page))
        assert as_text(letter) == text


def message_of(html):
    """Entities may be written in several ways."""
    from html import unescape

    return unescape(html)


@pytest.mark.parametrize("subject", ["Secoffice: 1 item due", "Büro: fällig " + "sehr " * 40])
def test_what_leaves_reads_back_as_it_was_written(subject):
    long_line = "x" * 2000
    text = f"Grüße\n.\nFrom here\n{long_line}\n-- \nend =20 \n"
    mail = Written(
        subject, text, "Office <o@example.org>", ["a@example.org"], headers={"Message-ID": "<1@x>"}
    )
    mail.attach_alternative("<p>ä</p>", "text/html")
    raw = mail.as_sent()
    assert (
        max(map(len, raw.split(b"\r\n"))) < 998 and raw.isascii() and b"\n" not in raw.replace(b"\r\n", b"")
    )
    read = message_from_bytes(raw, policy=policy.default)
    assert (read["Subject"].strip(), read["To"], read["Message-ID"]) == (
        subject.strip(),
        "a@example.org",
        "<1@x>",
    )
    plain, html = read.iter_parts()
    assert plain.get_content().replace("\r\n", "\n").rstrip() == text.rstrip()
    assert html.get_content().strip() == "<p>ä</p>"


def test_no_value_begins_a_header_of_its_own():
    mail = Written(
        "a\nBcc: b@example.org", "", "o@example.org", ["a@example.org"], headers={"Message-ID": "<1@x>"}
    )
    mail.attach_alternative("", "text/html")
    with pytest.raises(ValueError, match="newline"):
        mail.as_sent()
