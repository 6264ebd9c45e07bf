"""The clocks of many cases: the rules' own dates, worked out once for each day and office."""

from datetime import datetime, time, timedelta
from functools import lru_cache

from cases.models import LIVE, Status
from secoffice.deadlines import steps
from secoffice.deadlines.actions.rows import settings_of
from secoffice.deadlines.models import Deadline, State

BY_STATE = {
    Status.COMPLAINT: ("cases.screen", "cases.acknowledge"),
    Status.SCREENED: ("cases.accept", "cases.decide"),
    Status.PRELIMINARY: ("cases.review_preliminary", "cases.preliminary_end", "cases.report"),
    Status.REFERRED: ("cases.referral_diary", "cases.review_next"),
}
INVESTIGATION = ("cases.review_30", "cases.review_60", "cases.review_90", "cases.report")


def of(case, chance, at, in_force):
    """One clock met and, while the case lives, some three that run. None owes a notice before tomorrow. `in_force`
    maps code to rule."""
    office = case.office
    began = case.opened_at - timedelta(seconds=chance.randrange(60))
    yield closed(clock(case, in_force["cases.screen"], began), case.opened_at + timedelta(hours=20))
    if case.status not in LIVE:
        return
    recent = max(case.opened_at, at - timedelta(days=chance.randrange(1, 60)))
    for code in BY_STATE.get(case.status, INVESTIGATION):
        row = clock(case, in_force[code], recent + timedelta(seconds=1))
        row.next_step_at = steps.next_step(row, office.tz, after=office.local_date(at)).at
        yield row


def clock(case, rule, trigger_at):
    office = case.office
    dates = dates_of(rule, office.local_date(trigger_at), office)
    return Deadline(
        target_type="cases.case", target_id=case.pk, target_reference=case.reference,
        target_url=address_of(case), office_id=office.pk, owner_id=case.officer_id or case.unit.supervisor_id,
        rule=rule.code, days=rule.days, calendar_code=office.calendar.code, trigger_at=trigger_at,
        started_at=trigger_at, **settings_of(rule), **dates,
    )  # fmt: skip


@lru_cache(maxsize=8)
def address_of(case):
    return case.get_absolute_url()


def closed(row, at):
    row.state, row.closed_at, row.closed_by_id = State.MET, at, row.owner_id
    return row


@lru_cache(maxsize=50_000)
def dates_of(rule, day, office):
    """Offices compare by their id, so each question is worked out once."""
    noon = datetime.combine(day, time(12), office.tz)
    dates = rule.work_out(trigger_at=noon, days_calendar=office.calendar.working_days(), tz=office.tz)
    return {
        "raw_at": dates.raw_at, "due_at": dates.due_at, "due_on": dates.due_on, "explanation": dates.explanation,
        **vars(dates.alerts),
    }  # fmt: skip
