"""How long cases are kept: an item for each, chosen by those who may, counted from the day a case ends."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases import workflow
from cases.actions import keeping
from cases.models import Case
from secoffice.ports import Refused
from secoffice.records import schedule, tasks
from secoffice.records.actions import assign, retention
from secoffice.records.models import Retention
from secoffice.reminders.models import Notice
from tests.conftest import Persona
from tests.factories import make_case, make_office, make_user

ENDED = datetime(2026, 10, 30, 12, tzinfo=UTC)


@pytest.fixture
def case(officer, supervisor):
    return make_case(by=officer.user, officer=officer.user)


@pytest.fixture
def archivist(post):
    return Persona(make_user(name="Runa Archer", office=post, roles=["REC_OFF"]))


def choose(case, by, item, **more):
    now = retention.current(case)
    return assign(record=case, item=item, reason="So it is", by=by.user, was=now and now.pk, **more)


def page(case):
    return reverse("cases:retention", args=[case.reference])


def test_a_new_case_begins_unscheduled_and_may_not_be_destroyed(case):
    row = retention.current(case)
    assert row.item == schedule.UNSCHEDULED
    assert not row.rule.has_term and retention.settle(row, case) == (None, None)


def test_a_case_without_an_item_cannot_be_closed(case, supervisor):
    Retention.objects.unrestricted(purpose="test").all().delete()
    close = workflow.WORKFLOW.steps["close"]
    found = workflow.WORKFLOW.offer(close, supervisor.user, case).findings
    line = next(each for each in found if each.label == "A retention item is assigned")
    assert (line.state, line.url) == ("open", page(case))


def test_the_closing_gate_does_not_call_it_assigned_while_no_item_is_chosen(case, supervisor):
    found = workflow.WORKFLOW.offer(workflow.WORKFLOW.steps["close"], supervisor.user, case).findings
    line = next(each for each in found if each.label == "A retention item is assigned")
    assert (line.state, line.blocks, line.url) == ("not_checked", False, page(case))


def test_with_an_item_the_closing_gate_has_nothing_to_say_of_it(case, supervisor, archivist):
    choose(case, archivist, "LOCAL-LIA")
    found = workflow.WORKFLOW.offer(workflow.WORKFLOW.steps["close"], supervisor.user, case).findings
    assert next(each.state for each in found if each.label == "A retention item is assigned") == "done"


def test_the_records_officer_is_asked_let_in_and_chooses(case, officer, supervisor, post):
    above = make_office(kind="HQ")
    type(post).objects.filter(pk=post.pk).update(parent=above)
    keeper = Persona(make_user(office=above, roles=["REC_OFF"]))
    Case._base_manager.filter(pk=case.pk).update(status="CLOSED", closed_at=timezone.now())
    assert keeper.get(page(case)).status_code == 404
    assert "Ask the records officer" in officer.get(page(case)).content.decode()
    assert officer.post(reverse("cases:ask_for_item", args=[case.reference])).status_code == 302
    assert Notice.objects.filter(recipient=keeper.user, duty="retention item to choose").count() == 1
    shown = officer.get(page(case)).content.decode()
    assert "asked: " in shown and "Ask the records officer" not in shown
    sent = {"item": "LOCAL-LIA", "reason": "Liaison", "was": retention.current(case).pk}
    assert keeper.post(page(case), sent).status_code == 302
    assert retention.current(case).item == "LOCAL-LIA"
    assert "Ask the records officer" not in officer.get(page(case)).content.decode()


def test_who_has_nothing_to_do_with_a_case_asks_nobody_about_it(case, colleague, supervisor, officer):
    url = reverse("cases:ask_for_item", args=[case.reference])
    assert colleague.post(url).status_code == 404
    with pytest.raises(Refused, match="No records officer"):
        keeping.ask_for_item(case=case, by=officer.user)
    assert "No records officer up the chain" in officer.post(url).content.decode()


def test_only_the_records_officer_chooses_an_item_with_a_period(case, officer, archivist, colleague):
    with pytest.raises(Refused, match="records officer"):
        choose(case, officer, "LOCAL-LIA")
    with pytest.raises(Refused):
        choose(case, colleague, schedule.UNSCHEDULED)
    choose(case, archivist, "LOCAL-LIA")
    assert retention.current(case).item == "LOCAL-LIA"
    assert Retention.objects.visible_to(officer.user).count() == 2  # the earlier one stays, replaced


def test_five_years_after_it_closed_a_liaison_case_may_be_proposed(officer, archivist):
    case = make_case(by=officer.user, officer=officer.user, status="CLOSED", at=ENDED)
    row = choose(case, archivist, "LOCAL-LIA")
    assert (row.trigger_on, row.eligible_on) == (date(2026, 10, 30), date(2031, 10, 30))


@pytest.mark.parametrize(
    ("item", "ended", "eligible"),
    [
        ("GRS 5.6-021", date(2026, 8, 31), date(2027, 2, 28)),
        ("GRS 5.6-090", date(2026, 12, 31), date(2027, 1, 30)),
        ("GRS 5.6-100", date(2024, 2, 29), date(2027, 2, 28)),
        ("SF-312", date(2026, 1, 1), date(2076, 1, 1)),
        (schedule.UNSCHEDULED, date(2026, 1, 1), None),
        ("gone from the schedule", date(2026, 1, 1), None),
    ],
)
def test_periods_are_counted_by_the_calendar(item, ended, eligible):
    assert schedule.called(item).after(ended) == eligible


def test_a_longer_period_counts_at_once_and_a_shorter_one_waits(officer, archivist, monkeypatch):
    case = make_case(by=officer.user, officer=officer.user, status="CLOSED", at=ENDED)
    row = choose(case, archivist, "LOCAL-LIA")
    monkeypatch.setitem(schedule.ITEMS, "LOCAL-LIA", schedule.Item("LOCAL-LIA", "liaison", years=7))
    assert retention.settle(row, case)[1] == date(2033, 10, 30)
    monkeypatch.setitem(schedule.ITEMS, "LOCAL-LIA", schedule.Item("LOCAL-LIA", "liaison", years=1))
    assert retention.settle(row, case)[1] == date(2031, 10, 30)
    assert choose(case, archivist, "LOCAL-LIA").eligible_on == date(2027, 10, 30)


def test_the_days_are_worked_out_each_night_as_cases_end_and_begin_again(case, archivist, supervisor):
    choose(case, archivist, "LOCAL-LIA")
    assert retention.settle_all() == 0
    type(case)._base_manager.filter(pk=case.pk).update(status="CLOSED", closed_at=ENDED)
    assert (retention.settle_all(), retention.settle_all()) == (1, 0)
    assert retention.current(case).eligible_on == date(2031, 10, 30)
    type(case)._base_manager.filter(pk=case.pk).update(status="REOPENED", closed_at=None)
    retention.settle_all()
    assert retention.current(case).eligible_on is None


def test_cases_from_before_begin_unscheduled_by_night(case):
    Retention.objects.unrestricted(purpose="test").all().delete()
    tasks.look()
    assert retention.current(case).item == schedule.UNSCHEDULED
    assert retention.begin_all() == 0


def test_of_two_who_choose_at_once_the_second_is_told(case, archivist):
    was = retention.current(case).pk
    for item, says in (("LOCAL-LIA", None), ("GRS 5.6-100", "meanwhile")):
        if says is None:
            assign(record=case, item=item, reason="x", by=archivist.user, was=was)
            continue
        with pytest.raises(Refused, match=says):
            assign(record=case, item=item, reason="x", by=archivist.user, was=was)


def test_the_database_knows_one_item_a_case(case):
    now = retention.current(case)
    now.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        now.save(force_insert=True)


def test_the_page_shows_the_item_and_saves_another(case, officer):
    text = officer.get(page(case)).content.decode()
    assert "UNSCHEDULED" in text and "LOCAL-LIA" not in text
    now = retention.current(case)
    sent = {"item": "GRS 5.6-190", "reason": "An index", "was": now.pk}
    assert officer.post(page(case), sent).status_code == 302
    assert officer.post(page(case), sent).status_code == 422
    assert officer.post(page(case), sent | {"item": "LOCAL-LIA"}).status_code == 422
    assert "An index" in officer.get(page(case)).content.decode()


def test_the_page_costs_at_most_twelve_queries(case, officer, django_assert_max_num_queries):
    officer.get(page(case))
    with django_assert_max_num_queries(12):
        officer.get(page(case))


def test_a_stranger_finds_no_page(case, outsider):
    assert outsider.get(page(case)).status_code == 404
