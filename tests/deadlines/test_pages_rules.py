"""The rules in force on a page: read by everybody, changed by an administrator, with a reason."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secoffice.audit.models import AuditEntry
from secoffice.deadlines import actions, rules
from secoffice.deadlines.models import RuleSetting
from secoffice.deadlines.rules import Rule
from tests.factories import make_case

pytestmark = pytest.mark.django_db
RULES = "/deadlines/rules/"
OPEN = ("days", "severity", "half", "warn_bd", "ahead", "nag_days", "escalate_bd", "at_once")


@pytest.fixture
def rule():
    return rules.register(Rule("t.open", "yearly review", 60, "cd", says="look again", may_change=OPEN))


@pytest.fixture
def page(rule):
    return f"{RULES}{rule.code}/"


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def codes(response):
    return [row.rule.code for _, rows in response.context["groups"] for row in rows]


def sent(**changed):
    """What the form sends when nothing is changed, with some fields otherwise."""
    same = {"days": 60, "severity": "standard", "half": "on", "warn_bd": 3, "ahead": "", "nag_days": 1,
            "escalate_bd": "1, 5", "reason": "The regulation changed", "version": 0}  # fmt: skip
    return {name: value for name, value in (same | changed).items() if value is not None}


def change(rule, by, **values):
    before = RuleSetting.objects.filter(code=rule.code).first()
    version = before.version if before else 0
    actions.change_rule(code=rule.code, values=values, reason="As decided", by=by, version=version)


def test_every_rule_stands_in_the_list_under_its_department(officer):
    answer = officer.get(RULES)
    assert set(codes(answer)) == {rule.code for rule in rules.registered()}
    assert "Investigations" in [name for name, _ in answer.context["groups"]]
    assert "Owner" in text(answer) and "on the day and daily while late" in text(answer)


def test_the_list_is_narrowed_by_text_department_and_severity(officer, rule):
    assert codes(officer.get(RULES, {"q": "LOOK again", "department": "t"})) == ["t.open"]
    assert "t.open" in codes(officer.get(RULES, {"q": "LOOK again"}))
    assert "t.open" not in codes(officer.get(RULES, {"department": "cases"}))
    assert set(codes(officer.get(RULES, {"severity": "grave", "department": "t"}))) == {"t.warning"}
    assert codes(officer.get(RULES, {"changed": "on"})) == []
    assert officer.get(RULES, {"severity": "dire"}).status_code == 422
    assert "No rule matches" in text(officer.get(RULES, {"q": "zzzz"}))


def test_a_changed_rule_is_marked_and_says_by_whom_and_why(officer, sysadmin, rule, page):
    change(rule, sysadmin.user, days=45)
    assert codes(officer.get(RULES, {"changed": "on"})) == ["t.open"]
    said = text(officer.get(page))
    assert "60" in said and "45" in said
    assert "As decided" in said and sysadmin.user.name in said


def test_the_list_goes_into_a_file(officer):
    answer = officer.get(RULES, {"export": "csv", "department": "cases"})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert lines[1][0] == "Code"
    assert {line[0].partition(".")[0] for line in lines[2:]} == {"cases"}


def test_the_list_costs_the_same_for_one_change_and_for_many(officer, sysadmin, rule):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            officer.get(RULES)
        return len(queries)

    officer.get(RULES)
    none = asked()
    change(rule, sysadmin.user, days=45)
    for n in range(4):
        more = rules.register(Rule(f"t.more{n}", "more", 5, may_change=OPEN))
        change(more, sysadmin.user, days=6)
    assert asked() == none


def test_a_rule_is_tried_on_today_at_the_readers_office(officer, page):
    answer = officer.get(page)
    assert answer.context["tried"]["explanation"] in answer.content.decode()


def test_only_dates_the_reader_may_know_are_counted(officer, outsider):
    make_case(by=officer.user, officer=officer.user)
    assert officer.get(f"{RULES}cases.screen/").context["resting"]["known"] == 1
    assert outsider.get(f"{RULES}cases.screen/").context["resting"]["known"] == 0


@pytest.mark.parametrize("code", ["t.none", "nothing", "%00", "x" * 300])
def test_a_rule_that_is_not_there_is_not_found(officer, code):
    assert officer.get(f"{RULES}{code}/").status_code == 404


def test_only_an_administrator_changes_a_rule(officer, director, page):
    for reader in (officer, director):
        assert "Change it" not in text(reader.get(page))
        assert reader.post(page, sent(days=45)).status_code == 403
        assert reader.post(f"{page}reset/", {"reason": "No", "version": 0}).status_code == 403
    assert not RuleSetting.objects.exists()


def test_an_administrator_changes_what_the_department_allows(sysadmin, rule, page):
    new = sent(days=45, ahead="6 months, 30 days", half=None, escalate_bd="2, 10", nag_days=7)
    assert sysadmin.post(page, new).status_code == 302
    now = rules.in_force(rule.code)
    assert (now.days, now.half, now.nag_days) == (45, False, 7)
    assert tuple(map(tuple, now.ahead)) == ((6, "month"), (30, "cd"))
    assert tuple(now.escalate_bd) == (2, 10)
    assert "The regulation changed" in text(sysadmin.get(page))
    assert AuditEntry.objects.deeds().filter(actor_id=sysadmin.user.pk).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("days", ""), ("days", 0), ("days", -5), ("days", 10**9), ("days", "many"), ("severity", "dire"),
        ("warn_bd", -1), ("warn_bd", 1000), ("nag_days", 31), ("ahead", "a while"), ("ahead", "3 hours"),
        ("ahead", "0 days"), ("ahead", ", ".join(["2 days"] * 7)), ("escalate_bd", "5, 1"),
        ("escalate_bd", "1"), ("escalate_bd", "1, 9999"), ("reason", ""), ("reason", "x" * 501),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_stays(sysadmin, page, field, value):
    refused = sysadmin.post(page, sent(**{field: value}))
    assert refused.status_code == 422
    assert field in refused.context["form"].errors
    assert refused.context["form"]["reason"].value() == sent(**{field: value})["reason"]
    assert not RuleSetting.objects.exists()


def test_a_stale_form_shows_both_versions_and_loses_neither(sysadmin, rule, page):
    change(rule, sysadmin.user, days=45)
    refused = sysadmin.post(page, sent(days=50))
    assert refused.status_code == 422
    assert ("How many", "50", "45") in refused.context["stale"]
    assert "50" in text(refused) and "45" in text(refused)
    assert rules.in_force(rule.code).days == 45
    again = refused.context["form"]["version"].value()
    assert sysadmin.post(page, sent(days=50, version=again)).status_code == 302
    assert rules.in_force(rule.code).days == 50


def test_a_rule_goes_back_to_what_the_department_wrote(sysadmin, rule, page):
    change(rule, sysadmin.user, days=45)
    version = RuleSetting.objects.get().version
    refused = sysadmin.post(f"{page}reset/", {"reason": " ", "version": version})
    assert refused.status_code == 422
    assert sysadmin.post(f"{page}reset/", {"reason": "It was a trial", "version": version}).status_code == 302
    assert rules.in_force(rule.code) == rule
    assert "As shipped" in text(sysadmin.get(page))


def test_a_stale_reset_is_refused(sysadmin, rule, page):
    change(rule, sysadmin.user, days=45)
    stale = RuleSetting.objects.get().version
    change(rule, sysadmin.user, days=46)
    assert sysadmin.post(f"{page}reset/", {"reason": "Back", "version": stale}).status_code == 422
    assert rules.in_force(rule.code).days == 46
