"""What a mail says and when it comes (design §2.8, domain §0.6.12)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from secoffice import ports
from secoffice.reminders import hours, layout, letters, messages, told
from secoffice.reminders.models import Mail, Notice, Preference
from tests.factories import make_user
from tests.reminders.owing import KIND, URGENT, Matter, admit, at, owe, run, states

pytestmark = pytest.mark.django_db


def tell(person, matter=None, *, when="2026-04-16T06:00", **more):
    matter = matter or Matter()
    admit(matter, person)
    told.owe(**{
        "kind": "assignment", "source_type": KIND, "source_id": matter.pk, "recipient_id": person.pk,
        "duty": "assigned to you", "reference": matter.reference, "url": matter.get_absolute_url(),
        "at": at(when),
    } | more)  # fmt: skip
    return matter


def text_of(mail):
    return mail.subject + mail.body + mail.alternatives[0].content


def test_a_mail_carries_reference_duty_date_and_link_and_nothing_else(officer, mailoutbox, settings):
    settings.BASE_URL = "https://office.example.org"
    deadline = owe(officer.user)
    run("2026-04-16T09:00")
    text = text_of(mailoutbox[0])
    assert mailoutbox[0].subject == "Secoffice: 1 item due"
    for words in (deadline.target_reference, "upervisory review", "Fri 1 May 2026", deadline.target_url):
        assert words in mailoutbox[0].body and words in mailoutbox[0].alternatives[0].content
    assert "https://office.example.org/matters/" in text
    for needle in ("NEEDLE", officer.user.name, officer.user.short_name, "Dunmore", officer.user.unit.name):
        assert needle not in text
    assert mailoutbox[0].to == [officer.user.email]


@pytest.fixture
def nothing_kept():
    """No form of a letter, before and after."""
    for kept in (layout._text, layout._html):
        kept.cache_clear()
    yield
    for kept in (layout._text, layout._html):
        kept.cache_clear()


def test_templates_get_frozen_values_and_never_a_model(officer, monkeypatch, nothing_kept):
    seen = []
    monkeypatch.setattr(layout, "render_to_string", lambda name, context: seen.append(context) or "<p>x</p>")
    owe(officer.user)
    run("2026-04-16T09:00")
    assert {type(value) for context in seen for value in context.values()} == {letters.Letter}
    plain = {type(value) for item in seen[0]["letter"].items for value in vars(item).values()}
    assert plain <= {str, bool}


def test_html_has_its_rules_on_the_elements_and_names_no_outside_address(officer, mailoutbox):
    owe(officer.user)
    run("2026-04-16T09:00")
    html = mailoutbox[0].alternatives[0].content
    assert 'style="' in html and "<link" not in html and "src=" not in html and "url(" not in html
    assert html.count("<style") == 1 and "prefers-color-scheme: dark" in html
    assert "{{" not in html and "{%" not in html


def test_a_duty_with_markup_stays_text(officer, mailoutbox):
    tell(officer.user, duty="review of <b>A & B</b>", at_once=True)
    run("2026-04-16T06:00")
    assert "review of <b>A & B</b>" in mailoutbox[0].body
    assert "eview of &lt;b&gt;A &amp; B&lt;/b&gt;" in mailoutbox[0].alternatives[0].content


def test_a_link_to_another_house_is_left_out(officer, mailoutbox):
    tell(officer.user, url="//evil.example/x", at_once=True)
    run("2026-04-16T06:00")
    assert "evil.example" not in text_of(mailoutbox[0])


def test_headers_stop_answers_and_keep_the_message_id(officer, mailoutbox):
    tell(officer.user, at_once=True)
    run("2026-04-16T06:00")
    headers = mailoutbox[0].message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert (
        headers["Message-ID"] == Mail.objects.get().message_id == messages.message_id(Mail.objects.get().key)
    )


@pytest.mark.parametrize(
    ("due", "late", "new", "subject"),
    [
        (1, 0, 0, "1 item due"),
        (2, 1, 0, "2 items due, 1 late"),
        (0, 1, 0, "1 item late"),
        (0, 2, 1, "2 items late, 1 new item"),
        (1, 0, 2, "1 item due, 2 new items"),
    ],
)
def test_the_subject_counts_and_says_no_more(officer, mailoutbox, due, late, new, subject):
    for _ in range(due):
        owe(officer.user, trigger="2026-06-01T00:00")
    for _ in range(late):
        owe(officer.user, trigger="2026-04-01T00:00")
    for _ in range(new):
        tell(officer.user, when="2026-06-16T03:00")
    run("2026-06-16T09:00")
    assert [mail.subject for mail in mailoutbox] == [f"Secoffice: {subject}"]


def test_a_day_is_one_mail_and_what_comes_after_waits_for_the_next(officer, mailoutbox):
    owe(officer.user)
    tell(officer.user)
    run("2026-04-16T09:00")
    tell(officer.user, when="2026-04-16T09:10")
    for instant in ("2026-04-16T09:20", "2026-04-16T20:00", "2026-04-17T06:59"):
        run(instant)
    assert len(mailoutbox) == 1
    run("2026-04-17T07:00")
    assert [mail.subject for mail in mailoutbox] == [
        "Secoffice: 1 item due, 1 new item",
        "Secoffice: 1 new item",
    ]


def test_a_late_comer_that_is_due_before_the_next_morning_goes_by_itself(officer, mailoutbox):
    tell(officer.user, when="2026-05-01T06:00")
    run("2026-05-01T07:00")
    owe(officer.user)
    run("2026-05-01T12:00")
    assert [mail.subject for mail in mailoutbox] == ["Secoffice: 1 new item", "Secoffice: 1 item due"]


def test_at_once_rules_and_people_who_want_each_mail_get_single_mails(officer, colleague, mailoutbox):
    Preference.objects.create(user=colleague.user, kind="mine", cadence="at_once")
    for _ in range(2):
        owe(officer.user, rule=URGENT)
        owe(colleague.user)
    run("2026-04-16T09:00")
    assert [mail.to[0] for mail in mailoutbox].count(colleague.user.email) == 2
    assert [mail.to[0] for mail in mailoutbox].count(officer.user.email) == 2
    assert set(Mail.objects.values_list("kind", flat=True)) == {"single"}


def test_told_twice_before_the_mail_is_one_notice_and_after_it_another(officer, mailoutbox):
    matter = tell(officer.user)
    told_again = {
        "kind": "assignment",
        "source_type": KIND,
        "source_id": matter.pk,
        "recipient_id": officer.user.pk,
    }
    told.owe(**told_again, duty="assigned to you", at=at("2026-04-16T06:01"))
    assert Notice.objects.count() == 1
    run("2026-04-16T07:00")
    told.owe(**told_again, duty="assigned to you", at=at("2026-04-16T12:00"))
    assert Notice.objects.count() == 2


def test_a_deed_that_fails_owes_nothing(officer):
    from django.db import transaction

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(officer.user)
        raise ZeroDivisionError
    assert not Notice.objects.exists()


def test_at_once_wakes_the_worker_after_commit_and_only_once(
    officer, monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr(told.celery, "wake", woken.append)
    with django_capture_on_commit_callbacks(execute=True):
        tell(officer.user, at_once=True, at=timezone.now())
        tell(officer.user, at_once=True, at=timezone.now())
        tell(officer.user, at=timezone.now())
    assert woken == ["secoffice.reminders.tasks.run"]


def test_what_is_told_of_an_earlier_time_wakes_nobody(
    officer, monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr(told.celery, "wake", woken.append)
    with django_capture_on_commit_callbacks(execute=True):
        tell(officer.user, at_once=True, at=timezone.now() - timedelta(days=3))
    assert not woken
    assert Notice.objects.get().at_once


@pytest.fixture
def link(monkeypatch):
    """Accounts answers with what this holds."""
    answers = {"now": ports.Answer("link", "Set a new password", ("/accounts/reset/UID/TOKEN/",))}
    monkeypatch.setitem(ports._answering, "mail link", [lambda **asked: answers["now"]])
    return answers


def test_a_reset_link_is_made_when_the_mail_leaves_and_stored_nowhere(officer, mailoutbox, link, settings):
    settings.BASE_URL = "https://office.example.org"
    tell(officer.user, kind="reset", at_once=True, needs_access=False)
    run("2026-04-16T06:00")
    assert "https://office.example.org/accounts/reset/UID/TOKEN/" in mailoutbox[0].body
    assert mailoutbox[0].subject == "Secoffice: set a new password"
    for model in (Mail, Notice):
        assert "TOKEN" not in str(list(model.objects.values()))


def test_an_invitation_reaches_an_account_that_is_not_open_yet(post, mailoutbox, link):
    invited = make_user(office=post, is_active=False)
    tell(invited, kind="invitation", at_once=True, needs_access=False)
    tell(invited, at_once=True)
    run("2026-04-16T06:00")
    assert len(mailoutbox) == 1
    assert "/accounts/reset/" in mailoutbox[0].body


def test_a_link_that_opens_nothing_any_more_is_not_sent(officer, mailoutbox, link):
    link["now"] = ports.Answer("gone")
    tell(officer.user, kind="reset", at_once=True, needs_access=False)
    run("2026-04-16T06:00")
    assert (states(), len(mailoutbox)) == (["cancelled"], 0)


def test_a_due_day_that_is_another_day_at_the_recipient_says_the_hour(post, mailoutbox):
    easterner = make_user(office=post, time_zone="Asia/Tokyo")
    owe(easterner)
    run("2026-04-16T12:00")
    assert "Due Sat 2 May 2026 07:59" in mailoutbox[0].body


ZONES = [
    "Europe/Lisbon", "America/New_York", "Asia/Riyadh", "Pacific/Chatham", "Australia/Lord_Howe", "Pacific/Apia",
    "America/St_Johns", "Asia/Kathmandu", "Africa/Casablanca", "America/Santiago",
]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    instant=some.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=some.just(UTC)),
    zone=some.sampled_from(ZONES),
)
def test_eight_in_the_morning_is_eight_on_the_wall_all_year(instant, zone):
    tz = ZoneInfo(zone)
    morning = hours.next_morning(instant, tz)
    local = morning.astimezone(tz)
    assert (local.hour, local.minute) == (8, 0)
    assert instant <= morning <= instant + timedelta(hours=25)
    assert local.date() - instant.astimezone(tz).date() in (timedelta(0), timedelta(days=1))
    assert hours.morning_after(instant, tz).astimezone(tz).date() == instant.astimezone(
        tz
    ).date() + timedelta(days=1)


@pytest.mark.parametrize(
    ("when", "leaves"),
    [
        ("2026-03-28T07:00", "2026-03-28T08:00"),
        ("2026-03-28T12:00", "2026-03-29T07:00"),
        ("2026-10-24T12:00", "2026-10-25T08:00"),
    ],
    ids=["winter", "over the night it gets light earlier", "over the night it gets dark earlier"],
)
def test_the_digest_leaves_at_eight_local_across_the_change_of_clocks(officer, mailoutbox, when, leaves):
    tell(officer.user, when=when)
    run(at(leaves) - timedelta(seconds=1))
    assert not mailoutbox
    run(leaves)
    assert len(mailoutbox) == 1
