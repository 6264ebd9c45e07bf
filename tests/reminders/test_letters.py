"""Letters: whose words, which sections, and what a name or a file cannot do to them."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from secoffice.accounts.models import User
from secoffice.reminders import letters, samples, words
from secoffice.reminders.models import Mail, Notice
from secoffice.runtime import checks
from tests.reminders.owing import at, owe, run

PAGE = "/inbox/letters/"
NOW = at("2026-04-16T09:00")


@pytest.fixture
def own(settings, tmp_path):
    """Write the office's own words of a letter."""
    settings.DATA = tmp_path
    (tmp_path / "letters").mkdir()

    def write(kind, text):
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / "letters" / f"{kind}.txt").write_bytes(data)

    return write


@pytest.mark.parametrize("kind", words.KINDS)
def test_every_letter_has_words_for_all_it_may_say(kind, officer):
    assert set(words.of(kind)) == set(words.KINDS[kind][1])
    letter = samples.letter(kind, officer.user, NOW)
    assert (
        letter.subject.startswith("Secoffice: ") and "{" not in letter.subject + letter.opening + letter.foot
    )


def test_an_office_may_use_its_own_words(own, officer, mailoutbox):
    own("digest", "# ours\nsubject: Post Utopia, {counts}\n\nopening: Good day {name}, on {date}:\n")
    owe(officer.user)
    run("2026-04-16T09:00")
    assert mailoutbox[0].subject == "Post Utopia, 1 item due"
    assert mailoutbox[0].body.startswith("Good day Rosa Dunmore, on Thu 16 Apr 2026:")
    assert words.is_own("digest") and "Open my inbox" in mailoutbox[0].body


@pytest.mark.parametrize(
    "probe",
    ["{{7*7}}", "{case.__init__}", "{% debug %}", "{0}", "{name.__class__}", "{{name}}", "{name!r:>9}", "%(name)s",
     "${name", "{counts[0]}", "{% include 'emails/mail.css' %}", "{{ letter.items }}", "{# x #}", "<b>bold</b>"],
)  # fmt: skip
def test_what_is_no_placeholder_comes_out_as_it_stands(probe, own, officer, mailoutbox):
    own("digest", f"subject: Due {probe}\nopening: Waiting {probe}\n")
    owe(officer.user)
    run("2026-04-16T09:00")
    assert mailoutbox[0].subject == f"Due {probe}"
    assert mailoutbox[0].body.startswith(f"Waiting {probe}\n")
    assert "<b>" not in mailoutbox[0].alternatives[0].content


def test_a_name_that_looks_like_a_placeholder_is_not_read_again(own, officer):
    own("digest", "opening: For {name}\n")
    User.objects.filter(pk=officer.user.pk).update(name="{counts} {{7*7}}")
    letter = samples.letter("digest", User.objects.get(pk=officer.user.pk), NOW)
    assert letter.opening == "For {counts} {{7*7}}"


def test_a_line_break_in_a_name_begins_no_header(own, officer, mailoutbox):
    own("digest", "subject: For {name}\n")
    User.objects.filter(pk=officer.user.pk).update(name="Rosa\r\nBcc: all@example.org\u2028\x1b")
    owe(officer.user)
    run("2026-04-16T09:00")
    assert mailoutbox[0].subject == "For Rosa Bcc: all@example.org"
    assert mailoutbox[0].message()["Bcc"] is None and mailoutbox[0].bcc == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("subject: {title} of the case\n", "there is no {title} here"),
        ("subject: {about}\n", "there is no {about} here"),
        ("nonsense\n", "it must begin with one of"),
        ("bcc: somebody\n", "it must begin with one of"),
        ("subject:\n", "between 1 and"),
        ("subject: " + "x" * 501, "between 1 and"),
        (b"\xff\xfe", "cannot be read as UTF-8"),
        (b"#" * 9000, "longer than"),
    ],
)
def test_a_file_that_cannot_be_used_is_passed_over_and_said(text, why, own, officer, sysadmin, mailoutbox):
    own("digest", text)
    owe(officer.user)
    run("2026-04-16T09:00")
    assert mailoutbox[0].subject == "Secoffice: 1 item due"
    assert why in words.trouble("digest")
    assert "are not used" in sysadmin.get(PAGE).content.decode()
    assert [found.id for found in checks.letters_can_be_used(None)] == ["runtime.W003"]


def test_a_changed_file_is_read_again(own, officer):
    own("digest", "opening: One\n")
    assert samples.letter("digest", officer.user, NOW).opening == "One"
    own("digest", "opening: Another\n")
    assert samples.letter("digest", officer.user, NOW).opening == "Another"


def test_a_letter_has_a_section_for_what_is_yours_passed_up_watched_and_news(officer):
    letter = samples.letter("digest", officer.user, NOW)
    assert [section.title for section in letter.sections] == ["Yours", "You watch", "News"]
    assert letter.sections[0].items[0].late, "what is late stands first"
    assert [section.title for section in samples.letter("list", officer.user, NOW).sections] == [
        "Passed up to you"
    ]


@pytest.mark.parametrize("kind", words.KINDS)
def test_the_html_is_a_document_that_can_be_read_aloud(kind, officer):
    from secoffice.reminders.messages import as_html

    html = as_html(samples.letter(kind, officer.user, NOW))
    assert '<html lang="en"' in html and "<title>Secoffice: " in html and html.count("<h1") == 1
    assert all('role="presentation"' in table for table in re.findall(r"<table[^>]*>", html))
    assert not re.search(r"<script|<img|\son\w+=|javascript:", html)


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("file", "grounds"),
    [
        ("mail.css", {"": ("#ffffff", "#f3f5f7"), ".late": ("#fbe9e7",), ".button": ("#0a5a78",)}),
        ("dark.css", {"": ("#18222c", "#22303c"), ".late": ("#3d2220",), ".button": ("#7cc4e0",)}),
    ],
)
def test_every_colour_of_text_stands_out_from_its_ground(file, grounds):
    css = (Path(django_settings.BASE_DIR) / "templates/emails" / file).read_text()
    told = re.findall(r"([^{}]+)\{[^{}]*?(?<![-\w])color: (#\w{6})[^{}]*\}", css)
    assert len(told) > 5
    for selector, colour in told:
        place = next((name for name in (".late", ".button") if name in selector), "")
        for ground in grounds[place]:
            assert contrast(colour, ground) >= 4.5, (selector, colour, ground)


# -- The page ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}digest/", f"{PAGE}digest/html/", f"{PAGE}send/"])
def test_the_letters_are_for_administrators_alone(address, officer, director, outsider, visitor):
    for persona in (officer, director, outsider):
        assert persona.get(address).status_code in (404, 405) and persona.post(address).status_code in (
            404,
            405,
        )
    assert visitor.get(address).status_code in (302, 405)


@pytest.mark.parametrize("kind", words.KINDS)
def test_each_letter_is_shown_as_text_and_in_a_frame_that_can_do_nothing(kind, sysadmin):
    shown = sysadmin.get(f"{PAGE}{kind}/").content.decode()
    framed = sysadmin.get(f"{PAGE}{kind}/html/")
    assert "<iframe" in shown and " sandbox " in shown
    assert framed["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    assert framed["X-Frame-Options"] == "SAMEORIGIN"


def test_own_words_with_markup_are_text_on_the_page(own, sysadmin):
    own("digest", "opening: <script>alert(1)</script>\n")
    for address in (f"{PAGE}digest/", f"{PAGE}digest/html/"):
        assert "<script>alert" not in sysadmin.get(address).content.decode()


def test_a_preview_owes_nothing_and_makes_no_link(sysadmin):
    for kind in ("invitation", "reset", "digest"):
        sysadmin.get(f"{PAGE}{kind}/html/")
    assert not Notice.objects.exists() and not Mail.objects.exists()


def test_a_test_goes_through_the_ledger_once(sysadmin, mailoutbox):
    for _ in range(2):
        assert "A test goes to" in sysadmin.post(f"{PAGE}send/", follow=True).content.decode()
    assert Notice.objects.get().kind == "test"
    from secoffice.reminders import tasks

    tasks.run()
    assert mailoutbox[0].subject == "Secoffice: a test" and mailoutbox[0].to == [sysadmin.user.email]
    assert Mail.objects.get().state == "sent"


def test_no_letter_carries_what_a_record_says(officer, mailoutbox):
    for trigger in ("2026-04-01T00:00", "2026-03-01T00:00"):
        owe(officer.user, trigger=trigger)
    run("2026-04-16T09:00")
    for mail in mailoutbox:
        assert "needle" not in mail.message().as_string().lower()
    assert isinstance(letters.letter(list(Notice.objects.all()), officer.user, NOW), letters.Letter)
