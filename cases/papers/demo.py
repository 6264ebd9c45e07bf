"""Papers of the demonstration office: a report before every referral, interviews at every point of their way."""

from datetime import timedelta

from cases.actions import opening
from cases.demo import desks
from cases.demo.stories import days_ago, living
from cases.models import Subject
from cases.papers.actions import asking, drafting, releasing
from cases.papers.models import Memorandum

DONE = "What was collected agrees with this. Who says what stands in the sections below."
SAID = {
    "present": "The interviewing officer; a colleague who took notes",
    "identification": "National identity card, seen and returned",
    "advisement": "FREE",
}
# number of the story, officer, days ago, what was said, how far it came
INTERVIEWS = (
    (1, "rhea.dunmore", 23, "approved",
     "I filled in the form at the kitchen table. The man from the agency told me which year to write. I did not ask "
     "why, because he had the other papers ready."),
    (2, "mirela.sandu-ferro", 9, "submitted",
     "I keep the register on Mondays. The two applications came in one envelope. I remember it because the stamp was "
     "still wet on both."),
    (3, "rhea.dunmore", 6, "returned",
     "He paid for the room in cash and asked for a receipt in another name."),
    (4, "rhea.dunmore", 2, "draft",
     "She came with her brother, who did most of the talking. The photograph, she said, was taken"),
)  # fmt: skip


@desks.add
def begin(world):
    for tale in INTERVIEWS:
        world.chronicle.tell(interviewed(world, *tale))


@desks.before("refer")
def reported(file, at):
    """The report that a referral rests on: written by whoever works the case, approved by two up the chain."""
    case = file.fresh()
    if case.reports.exists():
        return at
    number, by = file.matter.number, file.world.by_id.get(case.officer_id) or file.logger
    report = drafting.begin_report(case=case, by=by, key=desks.key("report", number), at=at)
    prose = {
        "synopsis": case.title,
        "predication": case.predicate or case.allegation,
        "findings": f"{case.allegation}\n\n{DONE}",
    }
    drafting.write(paper=report, by=by, version=1, words=prose, at=at)
    at = yield file.hours.after(at, 0)
    drafting.take(report, "submit", by=by, at=at)
    for step, days in (("endorse", 1), ("approve", 1)):
        at = yield file.hours.after(at, days)
        report.case = file.fresh()
        people = asking.who_decides(report)
        drafting.take(report, step, by=file.lead if file.lead in people else people[0], at=at)
    if number == 901:
        at = yield file.hours.after(at, 0)
        releasing.release(
            paper=report, recipient="Public prosecutor of Utopia City, desk 4", purpose="Referral for prosecution",
            by=by, key=desks.key("copy", number), at=at,
        )  # fmt: skip
    return at


def interviewed(world, number, agent, days, how_far, words):
    """Somebody on a case of this officer is asked, and what they said goes its way."""
    at = yield days_ago(world, "UTP", days, 980 + number)
    file, by = living(world, agent, skip=number % 2), world.people[agent]
    case, began = file.fresh(), at - timedelta(hours=3)
    subject = Subject.objects.filter(case=case).first() or named(case, by, at)
    memorandum = drafting.begin_memorandum(
        case=case, subject=subject, began_at=began, place="Interview room 2, chancery annex", by=by,
        key=desks.key("interview", number), at=at,
    )  # fmt: skip
    told = SAID | {"substance": words, "ended_at": began + timedelta(minutes=50)}
    drafting.write(paper=memorandum, by=by, version=1, words=told, at=at)
    if how_far == "draft":
        return
    at = yield file.hours.after(at, 1)
    drafting.take(memorandum, "submit", by=by, at=at)
    if how_far == "submitted":
        return
    at = yield file.hours.after(at, 1)
    decided = Memorandum.objects.get(pk=memorandum.pk)
    decided.case = file.fresh()
    if how_far == "returned":
        reason = "Say who was present, and on which document the name stood."
        drafting.take(decided, "return", by=asking.who_decides(decided)[0], reason=reason, at=at)
        return
    drafting.take(decided, "approve", by=asking.who_decides(decided)[0], at=at)
    at = yield file.hours.after(at, 2)
    text = "She telephoned: the man’s first name was Teo, not Theo."
    drafting.add(memorandum=decided, text=text, by=by, key=desks.key("addendum", number), at=at)


def named(case, by, at):
    facts = [("NAME", "Ilse Vasquez", "")]
    return opening.add_subject(case=case, by=by, part="COMPLAIN", facts=facts, at=at)
