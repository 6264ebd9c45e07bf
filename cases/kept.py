"""How long cases are kept, and what a legal hold keeps from being changed or destroyed."""

from django.urls import reverse

from cases import tabs
from cases.actions.keeping import CHOOSES
from cases.gate import CLOSING
from cases.guards import approves, may_write, works_or_approves
from cases.kinds import CHOICES, KINDS
from cases.models import (
    Attachment,
    Case,
    Compartment,
    Event,
    LogEntry,
    Note,
    Offence,
    Review,
    Status,
    Subject,
)
from secoffice.records import guards
from secoffice.records.kept import Kept, register
from secoffice.records.schedule import UNSCHEDULED
from secoffice.workflow import Open, Unsure


def _about_a_case(table, also):
    of_cases = f"SELECT target_id AS case_id FROM {table} WHERE target_type = 'cases.case' AND {also}"
    return f"({of_cases}) AS kept WHERE {{here}}"


ITEMS = tabs.number("kept_items", _about_a_case("records_retention", "replaced_at IS NULL"))
UNCHOSEN = tabs.number(
    "kept_unchosen", _about_a_case("records_retention", f"replaced_at IS NULL AND item = '{UNSCHEDULED}'")
)
ASKED = tabs.number("kept_asked", _about_a_case("access_admission", f"reason = '{CHOOSES}'"))
PROPOSED = tabs.number("kept_proposed", _about_a_case("records_disposition", "status <> 'KEPT'"))
HOLDS = tabs.number("kept_holds", _about_a_case("records_held", "ended_at IS NULL"))


def ended_on(case):
    """The day it was closed or handed on, at its post; None while it lives."""
    if case.is_live:
        return None
    return case.office.local_date(case.closed_at if case.status == Status.CLOSED else case.status_at)


def why_not(user, case):
    return may_write(user, case) and works_or_approves(user, case)


def restricted(case):
    return bool(case.controls or KINDS[case.kind].compartment)


def matching(scope):
    """Cases by the terms of a hold: `office` and `of`, the kind of case; either may be missing."""
    terms = {"office": scope.get("office"), "kind": scope.get("of")}
    return Case._base_manager.filter(**{name: value for name, value in terms.items() if value})


def with_it(case):
    """Facts of people in compartments stand under the compartment."""
    return [("cases.compartment", pk) for pk in case.compartments.values_list("pk", flat=True)]


@CLOSING.provide("retention")
def item_assigned(case):
    url = reverse("cases:retention", args=[case.reference])
    if not ITEMS.of(case):
        return [Open("No retention item is assigned yet.", url)]
    said = "No item is chosen yet; until the records officer chooses one, the file is kept."
    return [Unsure(said, url)] if UNCHOSEN.of(case) else []


def declare():
    answers = (ended_on, approves, why_not, restricted, matching, with_it)
    register(Kept("Case", Case, *answers, sorts=tuple(CHOICES)))
    tabs.add("cases:retention", "Retention", place=95)
    guards.protect(
        Case,
        *("reference", "kind", "title", "allegation", "predicate", "marking", "received_on", "opened_at"),
        *("source", "channel", "logged_by_id"),
    )
    guards.protect(Note, "text", "by_id", "happened_at", "entered_at", unless="{row}.draft")
    guards.protect(Attachment, "stored_id", "name", "describes", "by_id", "at")
    guards.protect(
        Review, "files_seen", "overdue_leads", "evidence_status", "next_steps", "reviewer_id", "on"
    )
    guards.protect(Offence, "statute", "committed_on")
    guards.protect(Subject, "person_id", "part", "since", "until", "remarks")
    guards.protect(Event, "verb", "says", "text", "by_id", "happened_at", "entered_at")
    guards.protect(LogEntry, "what", "where", "details", "action_taken", "happened_at")
    guards.protect(Compartment, "kind")
