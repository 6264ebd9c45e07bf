"""A document hit is a lead to be confirmed by whoever owns the record (C.10): asked within the hour, chased after a
day, answered."""

from django.db import transaction

from cases.travel_documents.hits import deadlines as rules
from cases.travel_documents.hits import guards, workflow
from cases.travel_documents.hits.actions import clocks, telling
from cases.travel_documents.hits.actions.holding import allow, now
from cases.travel_documents.hits.models import Answer, Line, Status
from secoffice.audit import trail


def ask(*, hit, by, how, at=None):
    """The request went out: `how` says to whom and by which way. Meets the clock of one hour."""
    return workflow.take(hit, "ask", by=by, reason=how, at=at)


@transaction.atomic
def remind(*, hit, by, how, key, at=None):
    """The request went out again. The same form sent twice reminds once."""
    at = now(at)
    if line := Line.objects.filter(key=key, hit=hit, by=by).first():
        return line
    allow(by, hit, guards.works, (Status.ASKED,))
    line = telling.add_line(hit, "reminded", "Reminded of the request", by=by, at=at, text=how, key=key)
    clocks.again(hit, rules.REMIND, by=by, at=at)
    trail.record("confirmation reminded", hit, by=by, reason=how, at=at)
    return line


@transaction.atomic
def record_answer(*, hit, by, answer, words, at=None):
    """What the owner of the record says. A later answer takes the place of “no reply”; both stay in the history."""
    allow(by, hit, guards.works)
    return workflow.take(hit, "answer", by=by, reason=words, at=at, given={"answer": Answer(answer)})
