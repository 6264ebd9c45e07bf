"""How a case goes on after it was logged, step by step: each takes the file and the instant, and yields."""

from datetime import timedelta

from cases import workflow
from cases.actions import assigning, opening, reviewing
from cases.demo import desks
from cases.demo.words import general

CRIMINAL = {"CONVICTED", "PLEA", "ACQUITTED", "DISMISSED", "EXTRADITED", "DECLINED_FEDERAL"}


def life(file, title):
    """From the log to wherever the path of the matter leads by today."""
    at = yield file.hours.on(file.matter.opened_on, roll="back")
    file.log(at, title)
    file.world.chronicle.tell(receipt(file, at))
    for name, days in file.matter.path:
        step, *more = name.split(":")
        at = yield from STEPS[step](file, at, days, *more)


def receipt(file, at):
    """The complainant hears that the complaint arrived: within two days, now and then later."""
    if file.case.anonymous or "forgotten" in file.matter.traits:
        return
    at = yield file.hours.after(at, file.rng.choice((0, 0, 1, 1, 1, 2, 4)))
    if file.fresh().is_live:
        how = file.matter.pick(general.ACKNOWLEDGED)
        opening.acknowledge(case=file.case, by=file.officer or file.logger, how=how, at=at)


def screen(file, at, days):
    at = yield file.hours.after(at, days)
    workflow.take(file.fresh(), "screen", by=file.screener, reason=file.matter.pick(general.SCREENED), at=at)
    return at


def offer(file, at, days, accepted=""):
    """Offered to the agent and, without `accepted`, not answered yet."""
    at = yield file.hours.after(at, days)
    to = file.world.people[file.matter.agent]
    if accepted and "returned" in file.matter.traits:
        at = yield from returned(file, at)
    reason = file.rng.choice(general.ASSIGNED)
    assigning.assign(case=file.fresh(), officer=to, by=file.lead, reason=reason, at=at)
    if accepted and file.fresh().offered_to_id:
        at = yield file.hours.after(at, file.rng.choice((0, 0, 1, 1, 2)))
        assigning.answer(case=file.fresh(), by=to, accepts=True, at=at)
    return at


def returned(file, at):
    """Offered to a colleague first, who has a reason to return it."""
    other = file.world.colleague(file.matter.office, but=file.matter.agent)
    if other is None or not file.office.must_accept:
        return at
    assigning.assign(case=file.fresh(), officer=other, by=file.lead, reason="", at=at)
    at = yield file.hours.after(at, 1)
    why = file.rng.choice(general.RETURNED)
    assigning.answer(case=file.fresh(), by=other, accepts=False, reason=why, at=at)
    at = yield file.hours.after(at, 0)
    return at


def assign(file, at, days):
    return (yield from offer(file, at, days, "accepted"))


def approved(file, at, days, step, reason, **given):
    """A step that the supervisor takes, or that the officer asks for and somebody up the chain decides."""
    at = yield file.hours.later(at, days)
    file.fresh()
    asker = file.officer or file.logger
    if file.rng.random() < 0.62 or not asker.is_active:
        workflow.take(file.case, step, by=file.lead, reason=reason, at=at, given=given)
        return at
    if "refused" in file.matter.traits and step != "open_preliminary":
        at = yield from refused(file, at, step, asker)
    asked = ask(file, at, step, reason, given)
    at = yield file.hours.after(at, file.rng.choice((0, 0, 1, 1, 2, 3)))
    by = file.world.decider(asked)
    reviewing.decide(approval=asked, approves=True, by=by, answer=file.rng.choice(general.APPROVED), at=at)
    return at


def ask(file, at, step, reason, given):
    """Asked by whoever works the case now."""
    asker = file.world.by_id.get(file.fresh().officer_id) or file.logger
    return reviewing.ask_approval(
        case=file.case, step=step, by=asker, reason=reason, key=file.key(), at=at, given=given
    )


def refused(file, at, step, asker):
    """The first request lacks something; it is asked again a week later."""
    asked = ask(file, at, step, "The facts so far are in the notes. I ask to go on.", {})
    at = yield file.hours.after(at, 1)
    reviewing.decide(
        approval=asked,
        approves=False,
        by=file.world.decider(asked),
        answer=file.rng.choice(general.REFUSED),
        at=at,
    )
    at = yield file.hours.after(at, 5)
    return at


def waiting(file, at, days, step):
    """Asked for and not decided yet."""
    at = yield file.hours.after(at, days)
    words = file.matter.words
    reason = {"open_full": words.plans, "refer": (words.referral,), "open_preliminary": words.predicates}.get(
        step
    )
    code, ending = ending_of(file)
    given = {"disposition": code} if step == "close" else {}
    ask(file, at, step, file.matter.pick(reason) if reason else file.matter.say(ending), given)
    return at


def preliminary(file, at, days):
    return (
        yield from approved(
            file, at, days, "open_preliminary", file.matter.pick(file.matter.words.predicates)
        )
    )


def full(file, at, days):
    return (yield from approved(file, at, days, "open_full", file.matter.pick(file.matter.words.plans)))


def wrap_up(file, at, days):
    """The last investigative step, from which the report is counted."""
    at = yield file.hours.later(at, days)
    by = file.officer if file.fresh().officer_id and file.officer.is_active else file.lead
    opening.finish_investigating(case=file.case, by=by, what=file.matter.pick(general.LAST_STEPS), at=at)
    return at


def refer(file, at, days):
    at = yield from wrap_up(file, at, days // 2)
    at = yield from desks.leading_to("refer", file, at)
    return (
        yield from approved(file, at, days - days // 2, "refer", file.matter.say(file.matter.words.referral))
    )


def answered(step, sentences):
    """A step after the referral that the officer may take alone."""

    def told(file, at, days):
        at = yield file.hours.later(at, days)
        by = file.officer if file.fresh().officer_id and file.officer.is_active else file.lead
        workflow.take(file.case, step, by=by, reason=file.matter.pick(sentences), at=at)
        return at

    return told


def supervised(step, sentences):
    """A step that only a supervisor takes or approves."""

    def told(file, at, days):
        return (yield from approved(file, at, days, step, file.matter.pick(sentences)))

    return told


def resume(file, at, days):
    at = yield file.hours.later(at, days)
    step = "resume_preliminary" if file.fresh().came_from == "PRELIMINARY" else "resume_full"
    workflow.take(file.case, step, by=file.lead, reason=file.matter.pick(general.RESUMED), at=at)
    return at


def close(file, at, days):
    """The report first where there was an investigation worth the name."""
    if days > 12 and file.fresh().status == "FULL":
        at = yield from wrap_up(file, at, days // 2)
        days -= days // 2
    at = yield from desks.leading_to("close", file, at)
    code, ending = ending_of(file)
    return (yield from approved(file, at, days, "close", file.matter.say(ending), disposition=code))


def ending_of(file):
    """A disposition that fits the road: criminal only after a prosecution."""
    tried = any(name == "prosecute" for name, _ in file.matter.path)
    endings = file.matter.words.endings
    fitting = [code for code in endings if (code in CRIMINAL) == tried] or list(endings)
    code = file.rng.choice(fitting)
    return code, endings[code]


def drop(file, at, days):
    """Screened and not pursued."""
    at = yield file.hours.after(at, days)
    at = yield from desks.leading_to("close", file, at)
    code = file.rng.choice(list(general.NOT_PURSUED))
    reason, given = general.NOT_PURSUED[code], {"disposition": code}
    workflow.take(file.fresh(), "close", by=file.lead, reason=reason, at=at, given=given)
    return at + timedelta(minutes=1)


STEPS = {
    "screen": screen, "offer": offer, "assign": assign, "preliminary": preliminary, "full": full, "refer": refer,
    "prosecute": answered("prosecute", general.ACCEPTED), "decline": answered("declined", general.DECLINED),
    "administer": supervised("administrative", general.ADMINISTRATIVE),
    "suspend": supervised("suspend", general.SUSPENDED), "resume": resume, "close": close, "drop": drop,
    "reopen": supervised("reopen", general.REOPENED), "transfer": supervised("transfer", general.TRANSFERRED),
    "ask": waiting, "report": wrap_up,
}  # fmt: skip
