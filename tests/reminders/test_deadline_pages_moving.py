"""More time for several dates at once, and another owner for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions as clocks
from secoffice.deadlines import keepers
from secoffice.deadlines.models import Deadline, Toll
from secoffice.ports import Refused
from secoffice.reminders import following, moving
from secoffice.reminders.models import Notice
from tests.factories import make_case
from tests.reminders.owing import KIND, admit, again, owe, recuse

pytestmark = pytest.mark.django_db
EXTEND = "/deadlines/extend/"


def due_in(days, owner, **more):
    trigger = timezone.now() - timedelta(days=30 - days)
    return owe(owner, trigger=trigger.replace(tzinfo=None).isoformat(), **more)


def send(persona, deadlines, **given):
    chosen = [f"{deadline.pk}-{deadline.version}" for deadline in deadlines]
    return persona.post(EXTEND, {"deadline": chosen, "reason": "The witness travels"} | given)


@pytest.fixture
def pair(officer, supervisor):
    return [due_in(days, officer.user, admitted=[officer.user, supervisor.user]) for days in (3, 9)]


def states(deadlines):
    return [again(deadline).state for deadline in deadlines]


def test_a_list_leads_what_was_chosen_to_the_form(supervisor, pair):
    text = supervisor.get("/deadlines/unit/").content.decode()
    assert f'value="{pair[0].pk}" form="more-time"' in text
    answer = supervisor.get(EXTEND, {"deadline": [deadline.pk for deadline in pair]})
    assert [row["deadline"].pk for row in answer.context["rows"]] == [deadline.pk for deadline in pair]
    assert supervisor.get(f"/deadlines/{pair[0].pk}/extend/")["Location"] == f"{EXTEND}?deadline={pair[0].pk}"


def test_several_get_so_many_days_more_for_one_reason(supervisor, pair):
    answer = send(supervisor, pair, days="10")
    assert answer.status_code == 302
    for deadline in pair:
        new = again(deadline).followed_by
        assert new.due_on >= deadline.due_on + timedelta(days=10)
        assert (
            again(deadline).reason == "The witness travels" and again(deadline).closed_by == supervisor.user
        )


def test_whoever_moved_the_dates_of_others_is_back_on_the_board_they_came_from(supervisor, pair):
    assert send(supervisor, pair, days="10")["Location"] == "/deadlines/unit/"


def test_whoever_owns_a_date_that_got_more_time_is_told_and_who_gave_it_is_not(supervisor, officer, pair):
    for deadline in pair:
        following.watch(target_type=KIND, target_id=deadline.target_id, by=supervisor.user)
    send(supervisor, pair, days="10")
    told = Notice.objects.filter(step="moved")
    assert {(each.recipient, each.was_on) for each in told} == {(officer.user, each.due_on) for each in pair}
    send(supervisor, pair, days="10")
    assert told.count() == 2


def test_more_days_that_are_over_already_are_said_to_be(supervisor, officer, pair):
    late = due_in(-40, officer.user, admitted=[officer.user, supervisor.user])
    send(supervisor, [*pair, late], days="5")
    assert "1 of them is still late" in supervisor.get("/deadlines/unit/").content.decode()
    send(supervisor, [again(late).followed_by], days="3")
    assert "It is still late" in supervisor.get("/deadlines/unit/").content.decode()


def test_several_get_one_day(supervisor, pair):
    until = pair[1].due_on + timedelta(days=30)
    send(supervisor, pair, until=str(until))
    assert all(again(deadline).followed_by.due_on >= until for deadline in pair)


def test_pressing_twice_moves_once_and_says_the_same(supervisor, pair):
    first, second = (send(supervisor, pair, days="10") for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Deadline.objects.open().filter(target_type=KIND).count() == 2
    assert AuditEntry.objects.filter(action="deadline extended").count() == 2


def test_each_that_can_be_moved_is_and_the_others_say_why(supervisor, officer, pair):
    own = due_in(3, supervisor.user)
    answer = send(supervisor, [*pair, own], days="10")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert states([*pair, own]) == ["extended", "extended", "open"]
    assert "It is your own date" in text and "The witness travels" in text and 'value="10"' in text
    assert [row["deadline"].pk for row in answer.context["rows"]] == [own.pk]


def test_all_or_none_moves_none_when_one_is_refused(supervisor, pair):
    own = due_in(3, supervisor.user)
    answer = send(supervisor, [*pair, own], days="10", together="on")
    assert states([*pair, own]) == ["open"] * 3
    assert "the others could not" in answer.content.decode()
    assert not AuditEntry.objects.filter(action="deadline extended").exists()


def test_nobody_gives_themselves_more_time(officer):
    own = due_in(3, officer.user)
    assert send(officer, [own], days="10").status_code == 422
    assert states([own]) == ["open"]
    assert "You cannot move it" in officer.get(EXTEND, {"deadline": own.pk}).content.decode()


def test_one_date_has_no_others_to_choose_among(supervisor, pair):
    page = supervisor.get(EXTEND, {"deadline": pair[0].pk})
    text = page.content.decode()
    assert 'type="checkbox"' not in text.partition('id="chosen"')[2].partition("</form>")[0]
    assert pair[0].explanation in text and f'href="/deadlines/{pair[0].pk}/"' in text
    assert send(supervisor, [pair[0]], days="3")["Location"] == f"/deadlines/{again(pair[0]).followed_by.pk}/"


def test_where_nothing_can_be_moved_there_is_no_form_to_fill_in(officer, supervisor, pair):
    page = officer.get(EXTEND, {"deadline": [deadline.pk for deadline in pair]}).content.decode()
    assert "You cannot move it" in page and "Give more time" not in page
    assert "Give more time" in supervisor.get(EXTEND, {"deadline": pair[0].pk}).content.decode()


def test_a_date_changed_meanwhile_is_not_moved(supervisor, officer, pair):
    stale = Deadline.objects.get(pk=pair[0].pk)
    clocks.reassign(deadline=pair[0], owner=None, by=None)
    clocks.reassign(deadline=again(stale), owner=officer.user, by=None)
    answer = send(supervisor, [stale], days="10")
    assert answer.status_code == 422 and "changed it meanwhile" in answer.content.decode()
    assert states([stale]) == ["open"]


def test_the_department_sets_how_late_a_date_may_become(supervisor, pair, monkeypatch):
    latest = pair[1].due_on + timedelta(days=5)
    monkeypatch.setitem(keepers._keepers, KIND, keepers.Keeper(latest=lambda deadline: latest))
    answer = send(supervisor, pair, until=str(latest + timedelta(days=1)))
    assert states(pair) == ["open", "open"] and "at most" in answer.content.decode()
    assert send(supervisor, pair, until=str(latest)).status_code == 302


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"days": "3", "until": "2030-01-01"},
        {"days": "-1"},
        {"days": "9999"},
        {"days": "3", "reason": " "},
    ],
)
def test_a_form_that_cannot_be_read_moves_nothing_and_keeps_what_was_typed(supervisor, pair, given):
    answer = send(supervisor, pair, **given)
    text = answer.content.decode()
    assert answer.status_code == 422 and states(pair) == ["open", "open"]
    assert given.get("until", "") in text and given.get("days", "") in text


def test_what_is_hidden_cannot_be_chosen(supervisor, officer, pair):
    hidden = due_in(3, officer.user)
    answer = supervisor.get(EXTEND, {"deadline": [pair[0].pk, hidden.pk, "x", "9" * 40]})
    assert [row["deadline"].pk for row in answer.context["rows"]] == [pair[0].pk]
    assert send(supervisor, [hidden], days="3")["Location"] == "/deadlines/"
    assert states([hidden]) == ["open"]
    assert supervisor.get(f"/deadlines/{hidden.pk}/extend/").status_code == 404


def test_the_page_of_the_choice_costs_the_same_however_many(supervisor, officer):
    costs = []
    for number in (2, 20):
        made = [due_in(3, officer.user, admitted=[supervisor.user]).pk for _ in range(number)]
        supervisor.get(EXTEND, {"deadline": made})
        with CaptureQueriesContext(connection) as queries:
            assert supervisor.get(EXTEND, {"deadline": made}).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1], costs


# Another owner


def owner_page(deadline):
    return reverse("reminders:hand_over", args=[deadline.pk])


def test_a_date_is_handed_to_somebody_who_may_read_it_and_is_told(supervisor, colleague, pair):
    admit(pair[0].matter, colleague.user)
    given = {"owner": colleague.user.pk, "reason": "Knows the language", "version": pair[0].version}
    assert supervisor.post(owner_page(pair[0]), given).status_code == 302
    assert again(pair[0]).owner == colleague.user
    assert Notice.objects.filter(recipient=colleague.user, kind="assignment").count() == 1
    assert supervisor.post(owner_page(pair[0]), given).status_code == 422
    assert Notice.objects.filter(recipient=colleague.user, kind="assignment").count() == 1


def test_somebody_recused_since_they_opened_the_page_moves_nothing(supervisor, colleague, pair):
    recuse(pair[0].matter, supervisor.user)
    given = {"reason": "The witness travels", "by": supervisor.user}
    (outcome,) = moving.extend_each(chosen=[(pair[0], pair[0].version)], days=10, **given)
    assert (outcome.new, outcome.why) == (None, "There is no such date.")
    with pytest.raises(Refused, match="no such date"):
        moving.hand_over(deadline=pair[0], version=pair[0].version, owner=colleague.user, **given)
    assert again(pair[0]).owner == pair[0].owner


def test_other_days_for_the_same_reason_are_not_taken_for_the_same_form(supervisor, pair):
    given = {"chosen": [(pair[0], pair[0].version)], "reason": "The witness travels", "by": supervisor.user}
    (first,) = moving.extend_each(days=10, **given)
    (same,) = moving.extend_each(days=10, **given)
    (other,) = moving.extend_each(days=20, **given)
    assert same.new == first.new
    assert other.new is None and other.why


def test_only_those_who_may_read_it_are_on_the_list(supervisor, colleague, outsider, director, pair):
    admit(pair[0].matter, director.user, outsider.user)
    recuse(pair[0].matter, director.user)
    form = supervisor.get(owner_page(pair[0])).context["form"]
    assert list(form.fields["owner"].queryset) == [supervisor.user]
    given = {"owner": colleague.user.pk, "reason": "Knows it", "version": pair[0].version}
    assert supervisor.post(owner_page(pair[0]), given).status_code == 422
    assert again(pair[0]).owner == pair[0].owner


def test_the_owner_cannot_pass_it_on_alone(officer, supervisor, outsider, pair):
    given = {"owner": supervisor.user.pk, "reason": "Too much", "version": pair[0].version}
    answer = officer.post(owner_page(pair[0]), given)
    assert answer.status_code == 422 and "somebody else decides" in answer.content.decode()
    assert outsider.get(owner_page(pair[0])).status_code == 404


def test_the_page_of_a_date_says_what_can_be_done_and_why_not(officer, supervisor, pair):
    mine = officer.get(f"/deadlines/{pair[0].pk}/").content.decode()
    assert "More time, Hand to another owner:</b> It is your own date" in mine
    assert owner_page(pair[0]) not in mine
    theirs = supervisor.get(f"/deadlines/{pair[0].pk}/").content.decode()
    assert owner_page(pair[0]) in theirs and f"/deadlines/{pair[0].pk}/extend/" in theirs


def test_dates_of_many_cases_cost_the_same_to_choose(supervisor, officer):
    costs = []
    for number in (2, 12):
        cases = [make_case(by=officer.user, officer=officer.user) for _ in range(number)]
        made = [Deadline.objects.for_target(case).open().order_by("pk").first().pk for case in cases]
        supervisor.get(EXTEND, {"deadline": made})
        with CaptureQueriesContext(connection) as queries:
            assert len(supervisor.get(EXTEND, {"deadline": made}).context["rows"]) == number
        costs.append(len(queries))
    assert costs[0] == costs[1], costs


@pytest.mark.parametrize("day", ["0001-01-01", "2100-12-31", "2101-06-01", "9999-12-31"])
def test_a_day_that_no_calendar_reaches_is_refused_in_words(officer, supervisor, day):
    case = make_case(by=officer.user, officer=officer.user)
    date = Deadline.objects.for_target(case).open().order_by("due_at").last()
    sent = {"deadline": f"{date.pk}-{date.version}", "until": day, "reason": "Later"}
    assert supervisor.post("/deadlines/extend/", sent).status_code == 422
    if day > "2101":
        ahead = officer.post(f"/deadlines/{date.pk}/bring-forward/", {"on": day, "why": "Look again"})
        assert ahead.status_code == 422
    asked = {"from_on": date.office.local_date(date.trigger_at), "until_on": day, "reason": "Bank"}
    if officer.post(f"/deadlines/{date.pk}/toll/", asked).status_code == 302:
        sent = {"answer": "Yes", "deed": "approve"}
        assert supervisor.post(f"/deadlines/tolls/{Toll.objects.get().pk}/", sent).status_code == 422
    assert Deadline.objects.for_target(case).count() == 2
