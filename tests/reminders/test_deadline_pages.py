"""The lists of deadlines, the board of a unit, and the page of one date."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secoffice.deadlines import actions as clocks
from secoffice.reminders.models import Snooze
from secoffice.reminders.tasks import run as run_task
from tests.factories import make_absence
from tests.reminders.owing import ROUTINE, admit, again, owe, recuse

pytestmark = pytest.mark.django_db
MINE, UNIT = "/deadlines/", "/deadlines/unit/"


def page(persona, address, status=200):
    answer = persona.get(address)
    assert answer.status_code == status, answer
    return answer.content.decode()


def shown(persona, address):
    """The deadlines of a list, in its order."""
    answer = persona.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return [row.pk for row in answer.context["rows"]]


def due_in(days, owner, **more):
    """A deadline that runs out in so many days from now."""
    trigger = timezone.now() - timedelta(days=30 - days)
    return owe(owner, trigger=trigger.replace(tzinfo=None).isoformat(), **more)


def put_off(deadline, user):
    later = timezone.now() + timedelta(days=5)
    Snooze.objects.create(
        deadline=deadline, user=user, until_on=later.date(), wake_at=later, why="waiting for the lab"
    )


def date_of(deadline):
    return reverse("reminders:deadline", args=[deadline.pk])


@pytest.fixture
def three(officer):
    return due_in(-5, officer.user), due_in(3, officer.user, rule=ROUTINE), due_in(25, officer.user)


def test_my_list_is_narrowed_by_how_near_a_date_is(officer, three):
    for name, deadline in zip(("late", "week", "later"), three, strict=True):
        assert shown(officer, f"{MINE}?near={name}") == [deadline.pk]


def test_my_list_is_narrowed_by_duty_office_severity_and_days(officer, three):
    late, week, later = (deadline.pk for deadline in three)
    assert shown(officer, f"{MINE}?rule=test.lead") == [week]
    assert shown(officer, f"{MINE}?severity=standard") == [late, later]
    assert shown(officer, f"{MINE}?office={officer.user.office.code}") == [late, week, later]
    first, last = three[1].due_on, three[2].due_on
    assert shown(officer, f"{MINE}?due_from={first}&due_until={last}") == [week, later]
    assert shown(officer, f"{MINE}?due_until={first}") == [late, week]


def test_my_list_is_narrowed_by_what_i_put_off(officer, colleague, three):
    put_off(three[0], officer.user)
    put_off(three[1], colleague.user)
    assert shown(officer, f"{MINE}?off=yes") == [three[0].pk]
    assert shown(officer, f"{MINE}?off=no") == [three[1].pk, three[2].pk]
    assert "Put off" in page(officer, f"{MINE}?off=yes")


@pytest.mark.parametrize(
    "query", ["near=soon", "rule=no.such", "due_from=2026-13-01", "due_from=2026-05-02&due_until=2026-05-01"]
)
def test_a_filter_that_cannot_be_read_is_refused_beside_the_field(officer, query):
    assert "Error:" in page(officer, f"{MINE}?{query}", status=422)


def test_my_list_is_put_in_another_order(officer, three):
    pks = [deadline.pk for deadline in three]
    assert shown(officer, f"{MINE}?sort=due") == pks
    assert shown(officer, f"{MINE}?sort=-due") == pks[::-1]
    assert shown(officer, f"{MINE}?sort=duty") == [pks[1], pks[0], pks[2]]


def test_a_long_list_shows_each_date_once(officer):
    made = [due_in(3, officer.user).pk for _ in range(60)]
    answer = officer.get(MINE)
    second = officer.get(answer.context["next_url"])
    found = [row.pk for part in (answer, second) for row in part.context["rows"]]
    assert sorted(found) == sorted(made)


def test_the_old_address_of_the_unit_leads_to_the_board(supervisor, officer):
    assert supervisor.get(f"{MINE}?view=unit")["Location"] == UNIT
    assert officer.get(f"{MINE}?view=unit", follow=True).status_code == 404
    assert officer.get(f"{MINE}?view=all").status_code == 404


# The board


def test_the_board_counts_what_each_has_and_every_number_leads_to_its_list(supervisor, officer):
    both = [officer.user, supervisor.user]
    late, week = due_in(-5, officer.user, admitted=both), due_in(3, officer.user, admitted=both)
    put_off(week, officer.user)
    hidden = due_in(-5, officer.user)
    answer = supervisor.get(UNIT)
    line = next(line for line in answer.context["lines"] if line.person == officer.user)
    assert (line.late, line.week, line.later, line.off) == (1, 1, 0, 1)
    text = answer.content.decode()
    assert f"?owner={officer.user.pk}&amp;near=late" in text
    assert hidden.target_reference not in text
    assert shown(supervisor, f"{UNIT}?owner={officer.user.pk}&near=late") == [late.pk]
    assert shown(supervisor, f"{UNIT}?owner={officer.user.pk}&off=yes") == [week.pk]


def test_the_board_says_who_is_away_and_who_stands_in(supervisor, officer, colleague):
    today = timezone.localdate()
    make_absence(user=officer.user, deputy=colleague.user, starts_on=today, ends_on=today)
    text = page(supervisor, UNIT)
    assert "Away until" in text and colleague.user.short_name in text


def test_the_director_sees_the_office_and_what_nobody_has(director, officer, supervisor):
    seen = due_in(3, officer.user, admitted=[director.user])
    nobodys = due_in(3, officer.user, admitted=[director.user])
    clocks.reassign(deadline=nobodys, owner=None, by=None)
    assert set(shown(director, UNIT)) == {seen.pk, nobodys.pk}
    assert shown(director, f"{UNIT}?owner=nobody") == [nobodys.pk]
    assert "Nobody yet" in page(director, UNIT)


def test_there_is_no_board_for_those_who_answer_for_nobody(officer, outsider, supervisor):
    assert officer.get(UNIT).status_code == 404
    deadline = due_in(3, officer.user, admitted=[officer.user, outsider.user])
    assert shown(outsider, UNIT) == []
    assert outsider.get(f"{UNIT}?owner={deadline.owner_id}").status_code == 422


# One date


def test_the_page_of_a_date_says_what_when_and_how_it_came_about(officer, supervisor, three):
    late = three[0]
    text = page(officer, date_of(late))
    for words in (late.target_reference, late.explanation, "Supervisory review", "Late", "Utopia City"):
        assert words in text
    assert f'href="{late.target_url}"' in text


def test_a_reader_elsewhere_sees_both_clocks(officer, three):
    assert "your time" not in page(officer, date_of(three[0]))
    type(officer.user).objects.filter(pk=officer.user.pk).update(time_zone="Asia/Kathmandu")
    assert "your time" in page(officer, date_of(three[0]))


def test_the_page_of_a_date_says_who_will_be_told_when(officer, supervisor, director):
    deadline = due_in(25, officer.user, admitted=[officer.user, supervisor.user, director.user])
    alerts = officer.get(date_of(deadline)).context["alerts"]
    assert [alert.on for alert in alerts] == sorted(alert.on for alert in alerts)
    told = {alert.words: [person.pk for person in alert.people] for alert in alerts}
    assert told["due"] == [officer.user.pk]
    assert told["late, passed up"] == [supervisor.user.pk]
    assert told["late, passed up again"] == [director.user.pk]


def test_whoever_may_not_read_it_is_not_promised_to_be_told(officer, supervisor):
    deadline = due_in(25, officer.user)
    assert supervisor.user.name not in page(officer, date_of(deadline))


def test_the_page_of_a_date_tells_its_chain_and_leads_to_the_latest(officer, supervisor):
    first = due_in(3, officer.user)
    second = clocks.extend(deadline=first, days=5, reason="Witness travels", by=supervisor.user)
    third = clocks.toll(
        deadline=second, days=4, reason="Subject abroad", approved_by=supervisor.user, by=supervisor.user
    )
    titles = [event.title for event in officer.get(date_of(third)).context["timeline"]]
    assert titles[0].startswith("Clock stopped for 4 days") and titles[1].startswith("Extended from")
    assert titles[2].startswith("Began")
    text = page(officer, date_of(first))
    assert "Witness travels" in text and "Subject abroad" in text
    assert f'href="{date_of(third)}"' in text and "What can be done" not in text


def test_what_i_was_told_is_shown_and_acknowledged_there(officer):
    deadline = due_in(-5, officer.user)
    run_task()
    assert "You were told nothing" not in page(officer, date_of(deadline))
    answer = officer.post(f"{date_of(deadline)}acknowledge/", {"next": "date"})
    assert answer["Location"] == date_of(deadline)
    assert "Acknowledged" in page(officer, date_of(deadline))


def test_a_date_that_is_hidden_is_not_there(officer, outsider):
    deadline = due_in(3, officer.user)
    assert outsider.get(date_of(deadline)).status_code == 404
    recuse(deadline.matter, officer.user)
    assert officer.get(date_of(deadline)).status_code == 404
    assert officer.get(f"{MINE}{10**17}/").status_code == 404


def queries_of(persona, address):
    page(persona, address)  # the first request of a sitting asks once for more
    with CaptureQueriesContext(connection) as queries:
        page(persona, address)
    return len(queries)


@pytest.mark.parametrize("address", [MINE, UNIT])
def test_a_list_costs_the_same_however_long_it_is(supervisor, officer, address):
    costs = []
    for rows in (2, 20):
        for _ in range(rows):
            for who in (officer, supervisor):
                due_in(-5, who.user, admitted=[officer.user, supervisor.user])
        run_task()
        costs.append(queries_of(supervisor, address))
    assert costs[0] == costs[1], costs


def test_the_page_of_a_date_costs_the_same_however_long_its_chain(officer, supervisor):
    deadline = due_in(3, officer.user)
    admit(deadline.matter, supervisor.user)
    last = clocks.extend(deadline=deadline, days=1, reason="More", by=supervisor.user)
    few = queries_of(officer, date_of(last))
    for _ in range(5):
        last = clocks.extend(deadline=again(last), days=1, reason="More", by=supervisor.user)
    assert queries_of(officer, date_of(last)) == few
