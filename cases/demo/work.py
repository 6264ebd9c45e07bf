"""What goes on beside the steps of a case: notes and files, the team, reviews, more time, corrections."""

from datetime import timedelta

from cases.actions import offences, reviewing, team, writing
from cases.demo.papers import paper
from cases.demo.words import general
from cases.limitations import STATUTES
from cases.models import Priority
from secoffice.deadlines import actions as clocks
from secoffice.deadlines.models import Deadline

REVIEWED = {
    "files_seen": general.FILES_SEEN,
    "overdue_leads": general.LATE_LEADS,
    "evidence_status": general.EVIDENCE,
    "next_steps": general.NEXT_STEPS,
}

OFFENCES = {
    "PF": ("18-1542", "18-1543", "18-1544"),
    "VF": ("18-1546", "18-0371"),
    "CY": ("18-1030",),
    "HT": ("18-0371",),
}


def paperwork(file, at):
    """A note every few weeks while the case lives, some with a file."""
    texts = file.rng.sample(file.matter.words.notes, len(file.matter.words.notes))
    papers = file.rng.sample(file.matter.words.papers, len(file.matter.words.papers))
    at = yield file.hours.later(at, file.rng.randint(6, 12))
    for turn, text in enumerate(texts):
        while file.fresh().is_live and not writers(file):
            at = yield file.hours.later(at, 5)
        if not file.case.is_live:
            return
        at = yield from note(file, at, file.matter.say(text))
        if papers and file.rng.random() < 0.2:
            attach(file, at + timedelta(minutes=7), *papers.pop())
        at = yield file.hours.later(at, file.rng.randint(9, 20 + 11 * turn))


def writers(file):
    """The officer, or whoever stands in."""
    held = file.officer
    return [held] if held is not None and held.is_active else []


def note(file, at, text):
    """A note; some are corrected within minutes, some get an addendum next day."""
    by, chance = writers(file)[0], file.rng.random()
    happened = at - timedelta(hours=file.rng.randint(1, 5))
    first = text.replace(" the ", " teh ", 1) if chance < 0.05 else text
    made = writing.add_note(case=file.case, by=by, text=first, key=file.key(), happened_at=happened, at=at)
    if chance < 0.05:
        at = yield at + timedelta(minutes=4)
        writing.correct_note(note=made, by=by, text=text, at=at)
    elif chance > 0.9:
        at = yield file.hours.after(at, 1)
        if file.fresh().is_live and by in writers(file):
            words = file.rng.choice(general.ADDENDA)
            writing.add_note(case=file.case, by=by, text=words, key=file.key(), addendum_to=made, at=at)
    return at


def attach(file, at, name, describes):
    lines = [describes, file.matter.say(file.matter.scenario.allegation)]
    upload = paper(name, file.case.title, lines, file.matter.number)
    return writing.attach(
        case=file.case, by=writers(file)[0], upload=upload, key=file.key(), describes=describes, at=at
    )


def reviews(file, at):
    """Each supervisory review as it falls due: on time, late, or, where it slips, not since some weeks."""
    at = yield file.hours.later(at, 20)
    while file.fresh().is_live:
        due = review_due(file.case)
        if due is None:
            at = yield file.hours.later(at, 9)
            continue
        if "slipping" in file.matter.traits and due.due_on > file.world.slips_since:
            return
        off = (
            file.rng.choice((-6, -4, -3, -2, -1, 0, 0, 3, 6)) if "punctual" not in file.matter.traits else -2
        )
        at = yield max(file.hours.on(due.due_on + timedelta(days=off)), at + timedelta(minutes=40))
        if file.fresh().is_live and review_due(file.case) == due:
            review(file, at)


def review_due(case):
    rows = Deadline.objects.open().for_target(case).filter(rule__in=reviewing.REVIEW_RULES)
    return rows.only("due_on").order_by("due_at", "pk").first()


def review(file, at):
    given = {name: file.rng.choice(words) for name, words in REVIEWED.items()}
    charge(file, at)
    reviewing.record_review(
        case=file.case, by=file.lead, key=file.key(), at=at, plan_valid=file.rng.random() < 0.85, **given
    )


def charge(file, at):
    """With the first review the offence is put on file, some of them not long before they are barred."""
    if file.case.kind not in OFFENCES or file.case.offences.exists():
        return
    statute = file.rng.choice(OFFENCES[file.case.kind])
    years = STATUTES[statute].years if file.rng.random() < 0.08 else file.rng.choice((0, 0, 1, 2))
    days = years * 365 - file.rng.randint(150, 330) if years > 2 else years * 365 + file.rng.randint(5, 90)
    committed = file.case.received_on - timedelta(days=days)
    offences.add_offence(
        case=file.case, statute=statute, committed_on=committed, by=file.lead, key=file.key(), at=at
    )


def colleagues(file, at):
    """One or two more people, each with a reason; some leave again."""
    at = yield file.hours.later(at, file.rng.randint(7, 20))
    while file.fresh().is_live and not writers(file):
        at = yield file.hours.later(at, 5)
    if not file.case.is_live:
        return
    for user, part, reason in file.world.team_for(file):
        until = at + timedelta(days=60) if part == "READER" and file.rng.random() < 0.4 else None
        by = writers(file)[0] if writers(file) else file.lead
        team.add(case=file.fresh(), user=user, by=by, reason=reason, part=part, until=until, at=at)
        at = yield file.hours.after(at, 2)
        if not file.fresh().is_live:
            return
    if file.rng.random() < 0.2:
        yield from leaves(file, at)


def leaves(file, at):
    at = yield file.hours.later(at, 30)
    member = file.fresh().team.filter(left_at=None).order_by("pk").first()
    if member and file.case.is_live:
        user = file.world.by_id[member.user_id]
        team.remove(case=file.case, user=user, by=file.lead, reason="Their part is done.", at=at)


def more_time(file, at):
    """A preliminary inquiry that comes near its end gets one extension from the director (A.2)."""
    at = yield file.hours.later(at, 165)
    ending = Deadline.objects.open().for_target(file.fresh()).filter(rule="cases.preliminary_end").first()
    if ending and "extended" in file.matter.traits:
        reason = file.rng.choice(general.EXTENDED)
        clocks.extend(
            deadline=ending, days=90, reason=reason, by=file.world.directors[file.matter.office], at=at
        )


def corrections(file, at):
    """The supervisor raises a priority, or says in the title what the matter became."""
    at = yield file.hours.later(at, file.rng.randint(10, 25))
    if file.fresh().is_live:
        changed = {"priority": Priority.PRIORITY if file.case.priority == "3" else Priority.ROUTINE}
        writing.edit(case=file.case, by=file.lead, version=file.case.version, at=at, **changed)
