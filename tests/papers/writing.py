"""Papers for tests: written and decided by the verbs."""

from datetime import UTC, datetime
from uuid import uuid4

from cases.actions import opening
from cases.papers.actions import drafting

NOW = datetime(2026, 3, 6, 16, tzinfo=UTC)
BEGAN = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
SAID = {"place": "Room 4", "present": "R. Dunmore; a clerk", "substance": "She saw him sign the form."}
PROSE = {
    "synopsis": "A passport was asked for in another’s name.",
    "predication": "The consular section noticed two photographs.",
    "findings": "He signed the form himself.",
}


def put_on(case, by, part="COMPLAIN", name="Ilse Vasquez"):
    return opening.add_subject(case=case, by=by, part=part, facts=[("NAME", name, "")], at=NOW)


def interview(case, by, *, subject=None, began_at=BEGAN, at=NOW, written=True, **more):
    """A draft memorandum, with its words unless `written` is false."""
    subject = subject or put_on(case, by)
    memorandum = drafting.begin_memorandum(
        case=case, subject=subject, began_at=began_at, place="Room 4", by=by, key=uuid4(), at=at
    )
    if written:
        drafting.write(paper=memorandum, by=by, version=1, words=SAID | more, at=at)
    return memorandum


def approved_interview(case, by, boss, **more):
    memorandum = interview(case, by, **more)
    drafting.take(memorandum, "submit", by=by, at=NOW)
    return drafting.take(memorandum, "approve", by=boss, at=NOW)


def report_on(case, by, *, at=NOW, **more):
    report = drafting.begin_report(case=case, by=by, key=uuid4(), at=at)
    return drafting.write(paper=report, by=by, version=report.version, words=PROSE | more, at=at)


def approved_report(case, by, first, second, *, at=NOW, **more):
    report = report_on(case, by, at=at, **more)
    drafting.take(report, "submit", by=by, at=at)
    drafting.take(report, "endorse", by=first, at=at)
    return drafting.take(report, "approve", by=second, at=at)
