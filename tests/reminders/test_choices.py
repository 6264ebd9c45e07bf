"""What each person chose, and that nothing is lost, doubled or early by it."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from secoffice.audit.models import AuditEntry
from secoffice.reminders import cadence, hours
from secoffice.reminders.cadence import ALWAYS, KINDS, Choices, Rest, settle
from secoffice.reminders.models import Hook, Mail, Notice, Preference, Reading
from tests.factories import make_user
from tests.reminders.owing import URGENT, admit, owe, run

PAGE = "/inbox/preferences/"
LISBON = ZoneInfo("Europe/Lisbon")
zones = some.sampled_from(
    [
        ZoneInfo(name)
        for name in ("Europe/Lisbon", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York")
    ]
)
clocks = some.times().map(lambda clock: clock.replace(second=0, microsecond=0))
nights = some.tuples(clocks, clocks).filter(lambda night: night[0] != night[1])
instants = some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=some.just(UTC))
MINUTE = timedelta(minutes=1)


def shows_quiet(at, tz, night):
    clock, (starts, ends) = at.astimezone(tz).time(), night
    return starts <= clock < ends if starts < ends else clock >= starts or clock < ends


@given(instants, zones, nights)
def test_quiet_hours_hold_until_the_clock_shows_their_end(at, tz, night):
    freed = hours.after_quiet(at, tz, *night)
    assert at <= freed <= at + timedelta(hours=26)
    assert shows_quiet(at, tz, night) <= (freed > at)  # what is in the quiet is held
    assert freed == at or not shows_quiet(freed, tz, night)
    assert hours.after_quiet(freed, tz, *night) == freed


@given(instants, zones, nights, some.integers(0, 3000))
def test_what_comes_later_is_never_freed_before_what_came_first(at, tz, night, minutes):
    assert hours.after_quiet(at, tz, *night) <= hours.after_quiet(at + minutes * MINUTE, tz, *night)


@pytest.mark.parametrize(
    ("at", "night", "freed"),
    [
        (
            "2026-03-29T00:30",
            ("23:00", "01:30"),
            "2026-03-29T01:00",
        ),  # 01:30 does not exist: the jump ends it
        (
            "2026-10-25T00:10",
            ("23:00", "01:30"),
            "2026-10-25T01:30",
        ),  # 01:10 the first time: until it came twice
        ("2026-10-25T01:10", ("23:00", "01:30"), "2026-10-25T01:30"),
        (
            "2026-10-25T00:50",
            ("01:30", "03:00"),
            "2026-10-25T03:00",
        ),  # the hour that comes again breaks nothing
        ("2026-07-01T22:00", ("22:00", "07:00"), "2026-07-02T06:00"),
        ("2026-07-01T20:59", ("22:00", "07:00"), "2026-07-01T20:59"),
    ],
)
def test_nights_with_a_change_of_clocks_have_one_end(at, night, freed):
    at, freed = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (at, freed))
    assert hours.after_quiet(at, LISBON, *map(time.fromisoformat, night)) == freed


@given(instants, zones, some.integers(0, 6))
def test_a_weekly_mail_leaves_at_eight_on_its_day_and_within_the_week(at, tz, weekday):
    leaves = hours.weekly_morning(at, tz, weekday)
    local = leaves.astimezone(tz)
    assert (local.weekday(), local.hour, local.minute) == (weekday, 8, 0)
    assert at <= leaves < at + timedelta(days=7, hours=2)


@given(
    some.sampled_from(sorted(KINDS)), some.sampled_from([*cadence.Preference.Cadence, None, "strange"]),
    instants, zones, nights, some.integers(0, 6), some.booleans(), some.booleans(), some.booleans(),
    some.integers(-3000, 30000),
)  # fmt: skip
def test_no_choice_loses_delays_past_the_date_or_advances_a_notice(
    kind, chosen, now, tz, night, weekly_on, at_once, grave, of_a_step, minutes
):
    rest, due = Rest(*night, weekly_on), now + minutes * MINUTE
    on = now.astimezone(tz).date() if of_a_step else None
    when = settle(chosen, rest, tz, kind=kind, now=now, at_once=at_once, grave=grave, on=on, due_at=due)
    policy = KINDS[kind]
    assert when.not_before >= now
    assert when.not_before <= now + timedelta(days=10)
    assert when.cadence in policy.allows or (at_once and when.at_once)
    assert (when.cadence == "none") <= ("none" in policy.allows)
    assert when.at_once == (when.cadence == "at_once")
    if when.cadence == "weekly":
        assert when.not_before.astimezone(tz) >= now and due > now
    if not (when.cadence == "none" or kind == "account" or (at_once and grave and not policy.follows)):
        assert not shows_quiet(when.not_before, tz, night)


def test_only_what_is_followed_may_be_kept_out_of_the_mail():
    assert {kind.code for kind in KINDS.values() if "none" in kind.allows} == {"watch", "moved"}
    assert (KINDS["passed"].allows, KINDS["account"].allows) == (("daily",), ("at_once",))


@pytest.mark.parametrize(("grave", "leaves"), [(True, "23:00"), (False, "07:00")])
def test_a_grave_duty_that_cannot_wait_breaks_into_quiet_hours_and_another_does_not(grave, leaves):
    night, now = Rest(time(22), time(7)), datetime(2026, 1, 5, 23, tzinfo=UTC)
    when = settle(None, night, LISBON, kind="mine", now=now, at_once=True, grave=grave, on=date(2026, 1, 5))
    assert f"{when.not_before:%H:%M}" == leaves


def test_mail_about_the_account_never_waits():
    now = datetime(2026, 1, 5, 23, tzinfo=UTC)
    when = settle("daily", Rest(time(22), time(7)), LISBON, kind="account", now=now)
    assert when == (True, now, "at_once")


def test_a_week_is_too_long_for_what_is_due_before():
    now = datetime(2026, 1, 6, 9, tzinfo=UTC)  # a Tuesday
    asked = {"kind": "mine", "now": now, "on": date(2026, 1, 6)}
    soon = settle("weekly", ALWAYS, LISBON, **asked, due_at=now + timedelta(days=2))
    later = settle("weekly", ALWAYS, LISBON, **asked, due_at=now + timedelta(days=20))
    assert (soon.cadence, later.cadence) == ("daily", "weekly")
    assert later.not_before == datetime(2026, 1, 12, 8, tzinfo=UTC)


@pytest.mark.django_db
def test_choices_of_many_are_read_in_two_queries(django_assert_num_queries):
    people = [SimpleNamespace(pk=pk, tz=LISBON) for pk in range(1, 300)]
    choices = Choices(person.pk for person in people)
    with django_assert_num_queries(2):
        for person in people:
            choices.when(person, "mine", now=datetime(2026, 1, 5, tzinfo=UTC))


def choose(person, kind, cadence):
    Preference.objects.create(user=person, kind=kind, cadence=cadence)


@pytest.mark.django_db
def test_late_items_reach_a_supervisor_as_one_list_a_day(officer, supervisor, mailoutbox):
    choose(supervisor.user, "mine", "at_once")
    for _ in range(5):
        owe(officer.user, admitted=[officer.user, supervisor.user])
    for hour in ("07:00", "07:01", "12:00"):
        run(f"2026-05-04T{hour}")
    lists = Mail.objects.filter(recipient=supervisor.user)
    assert [(mail.kind, mail.notices.count()) for mail in lists] == [("list", 5)]
    assert [mail.to[0] for mail in mailoutbox].count(supervisor.user.email) == 1


@pytest.mark.django_db
def test_an_urgent_duty_is_passed_up_at_once_first_and_by_the_list_after(officer, supervisor, director):
    for _ in range(2):
        owe(officer.user, rule=URGENT, admitted=[officer.user, supervisor.user, director.user])
    run("2026-05-04T07:00")
    run("2026-05-08T07:00")
    kinds = dict.fromkeys((supervisor.user, director.user))
    for person in kinds:
        kinds[person] = [mail.kind for mail in Mail.objects.filter(recipient=person)]
    assert kinds == {supervisor.user: ["single", "single"], director.user: ["list"]}


@pytest.mark.django_db
def test_a_weekly_reader_gets_one_mail_a_week_on_their_day(officer, mailoutbox):
    choose(officer.user, "mine", "weekly")
    Reading.objects.create(user=officer.user, weekly_on=4)  # Friday
    owe(officer.user)
    owe(officer.user, trigger="2026-03-31T00:00")
    for day in range(13, 25):  # half of the time is over on Wednesday 15 and Thursday 16 April
        run(f"2026-04-{day}T07:00")
    assert [mail.kind for mail in Mail.objects.all()] == ["weekly"]
    assert (len(mailoutbox), Mail.objects.get().notices.count()) == (1, 2)
    assert Mail.objects.get().sent_at.date() == date(2026, 4, 17)


@pytest.mark.django_db
def test_who_wants_no_mail_finds_it_in_the_inbox(officer, colleague, mailoutbox):
    from secoffice.reminders.models import Watch

    deadline = owe(officer.user)
    admit(deadline.matter, colleague.user)
    Watch.objects.create(user=colleague.user, target_type="tests.matter", target_id=deadline.matter.pk)
    choose(colleague.user, "watch", "none")
    run("2026-04-28T08:00")
    told = Notice.objects.get(recipient=colleague.user)
    assert (told.state, told.audience, told.mail) == ("inbox", "watcher", None)
    assert list(Notice.objects.visible_to(colleague.user)) == [told]
    assert [mail.to for mail in mailoutbox] == [[officer.user.email]]
    run("2026-04-28T09:00")
    assert Notice.objects.count() == 2


def chosen(**more):
    given = {
        f"cadence_{kind.code}": str(kind.default.value) for kind in KINDS.values() if len(kind.allows) > 1
    }
    return given | {"version": 0, "weekly_on": 0, "quiet_from": "", "quiet_until": ""} | more


@pytest.mark.django_db
def test_a_page_keeps_what_somebody_chose(officer):
    assert "Inbox only" in officer.get(PAGE).content.decode()
    answer = officer.post(
        PAGE, chosen(cadence_watch="none", quiet_from="22:00", quiet_until="06:30", weekly_on=4)
    )
    assert answer.status_code == 302
    rest = Reading.objects.get(user=officer.user)
    assert (rest.quiet_from, rest.quiet_until, rest.weekly_on) == (time(22), time(6, 30), 4)
    assert Preference.objects.get(user=officer.user, kind="watch").cadence == "none"
    assert AuditEntry.objects.filter(action="reminders chosen").count() == 1
    assert "06:30" in officer.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"cadence_mine": "none"}, "cadence_mine"), ({"quiet_from": "22:00"}, "quiet_until"),
        ({"quiet_from": "06:00", "quiet_until": "05:00"}, "quiet_until"),
        ({"quiet_from": "05:00", "quiet_until": "05:00"}, "quiet_until"),
        ({"weekly_on": "9"}, "weekly_on"), ({"quiet_from": "25:99", "quiet_until": "05:00"}, "quiet_from"),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_what_cannot_be_chosen_is_refused_beside_the_field_and_kept(officer, wrong, field):
    answer = officer.post(PAGE, chosen(cadence_watch="none") | wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert '<option value="none" selected>' in answer.content.decode()
    assert not Preference.objects.exists()


@pytest.mark.django_db
def test_the_second_window_is_told_and_overwrites_nothing(officer):
    officer.post(PAGE, chosen(weekly_on=2))
    answer = officer.post(PAGE, chosen(weekly_on=3))
    assert answer.status_code == 422
    assert "in another window" in answer.content.decode()
    assert Reading.objects.get().weekly_on == 2
    assert officer.post(PAGE, chosen(weekly_on=3, version=1)).status_code == 302


@pytest.mark.django_db
def test_the_hook_is_offered_to_those_who_have_one(officer):
    assert "hook_mine" not in officer.get(PAGE).content.decode()
    Hook.objects.create(user=officer.user, url="https://tool.example.org/", seed="s")
    assert "hook_mine" in officer.get(PAGE).content.decode()
    officer.post(PAGE, chosen(hook_mine="on"))
    assert list(Preference.objects.filter(hook=True).values_list("kind", flat=True)) == ["mine"]


@pytest.mark.django_db
def test_the_choices_of_others_are_nobodys_business(officer):
    other = make_user()
    choose(other, "watch", "none")
    assert '<option value="none" selected>' not in officer.get(PAGE).content.decode()
