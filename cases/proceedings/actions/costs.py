"""Hours and expenses, entered by whoever worked or paid."""

from cases.proceedings.actions.entries import enter
from cases.proceedings.models import Expense, WorkedHours


def work(*, case, on, minutes, activity, by, key, note="", at=None):
    """Enter one's own hours of a day."""
    given = {"on": on, "minutes": minutes, "activity": activity, "note": note}
    return enter(WorkedHours, case=case, by=by, key=key, at=at, said="Hours entered", **given)


def spend(*, case, on, amount, currency, what, by, key, at=None):
    """Enter money spent on the case."""
    given = {"on": on, "amount": amount, "currency": currency, "what": what}
    return enter(Expense, case=case, by=by, key=key, at=at, said="Expense entered", **given)
