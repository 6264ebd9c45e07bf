"""Who is told. The owner first; where nobody would read it, it climbs (design §2.8, domain §0.1.5).

The rungs: supervisor of the owner's unit → duty officer → RSO → director of the office → the same two up
the chain of offices. When nobody on them may know of the record, somebody who can change that gets a
notice without reference or link. Whoever watches the record hears of its turns too, while they may know of it.
"""

from itertools import chain
from typing import NamedTuple

from secoffice.deadlines import rules, steps
from secoffice.reminders import cadence
from secoffice.reminders.models import LATE_STEPS


class Told(NamedTuple):
    """One person told of one step. `opaque`: that there is something, not what. `audience`: why this person."""

    person: int
    step: str
    on: object
    opaque: bool = False
    audience: str = "owner"


WATCHERS_HEAR = (steps.WARN, steps.DUE, steps.OVERDUE, "moved")


def rungs(directory, office_id, owner_id):
    """Everybody a notice may climb to, nearest first."""
    if supervisor := directory.supervisor(owner_id):
        yield supervisor
    if office_id in directory.offices:
        yield from directory.officers["DUTY_OFF", office_id]
        for office in directory.offices[office_id].chain():
            yield from directory.officers["RSO", office.pk]
            yield from directory.officers["DIRECTOR", office.pk]


def last_rungs(directory, office_id):
    """Who can name a reader: the director, then the officer, up the chain; at last whoever keeps the
    accounts."""
    offices = directory.offices[office_id].chain() if office_id in directory.offices else []
    posts = ((role, office.pk) for office in offices for role in ("DIRECTOR", "RSO"))
    keepers = (people for (role, _), people in directory.officers.items() if role == "SYSADMIN")
    return chain(
        chain.from_iterable(directory.officers[post] for post in posts), chain.from_iterable(keepers)
    )


def readers_for(deadline, step, on, readers):
    """Those told of a step: owner, deputy or whoever it climbs to, and who watches the record."""
    told = _answering(deadline, step, on, readers)
    return told + _watching(deadline, step, on, readers, but={each.person for each in told})


def _answering(deadline, step, on, readers):
    directory, owner = readers.directory, deadline.owner_id
    target, day = (deadline.target_type, deadline.target_id), _today(deadline, on, directory)
    told = [Told(owner, step, on)] if readers.reads(owner, target) else []
    if told and not directory.away(owner, day):
        return told
    deputy = directory.deputy(owner, day)
    if deputy and readers.reads(deputy, target):
        return [*told, Told(deputy, step, on, audience="deputy")]
    ladder = rungs(directory, deadline.office_id, owner)
    climbed = there(ladder, target, day, readers, but=[each.person for each in told])
    told += [Told(pk, step, on, audience="climbed") for pk in climbed]
    return told or opaque(deadline, step, on, readers)


def _today(deadline, on, directory):
    """The day that decides who is away: that of the step, or after an outage the day it is told at last."""
    if deadline.office_id not in directory.offices:
        return on
    return max(on, directory.now.astimezone(directory.zone(deadline.office_id)).date())


def _watching(deadline, step, on, readers, but):
    """Of a late date they hear on the first late day noted, not every day."""
    if step not in WATCHERS_HEAR or (step == steps.OVERDUE and deadline.last_step in LATE_STEPS):
        return []
    target = (deadline.target_type, deadline.target_id)
    people = (pk for pk in readers.watching(target) if pk not in but and readers.reads(pk, target))
    return [Told(pk, step, on, audience="watcher") for pk in people]


def escalated(deadline, step, on, readers):
    """Those a late step goes up to: unit supervisor first, office director second; else the next rung up, and
    while one of them is away whoever stands in. The duty officer hears with the first where the rule says so; a
    routine matter stops there (§0.6.12)."""
    directory, target = readers.directory, (deadline.target_type, deadline.target_id)
    day, owner = _today(deadline, on, directory), [deadline.owner_id]
    if step == steps.ESCALATE_2 and deadline.severity == rules.ROUTINE:
        return []
    ladder = list(rungs(directory, deadline.office_id, deadline.owner_id))
    if step == steps.ESCALATE_2:
        ladder = _directors(directory, deadline.office_id) + ladder
    told = there(ladder, target, day, readers, but=owner)
    if step == steps.ESCALATE_1 and deadline.duty_officer:
        told += there(directory.officers["DUTY_OFF", deadline.office_id], target, day, readers, but=owner)
    return [Told(pk, step, on, audience=_post_of(pk, deadline, directory)) for pk in dict.fromkeys(told)]


def _directors(directory, office_id):
    office = directory.offices.get(office_id)
    posts = office.chain() if office else []
    return [pk for post in posts for pk in directory.officers["DIRECTOR", post.pk]]


def _post_of(pk, deadline, directory):
    """What this person is to the owner: the word that says why they are told."""
    if pk == directory.supervisor(deadline.owner_id):
        return "supervisor"
    if pk in directory.officers["DUTY_OFF", deadline.office_id]:
        return "duty"
    return "director" if pk in _directors(directory, deadline.office_id) else "climbed"


def when_told(deadline, told, now, directory):
    """When the notice reaches this person, as columns: by the rule, their choice and their quiet hours. What they
    put off lies in the inbox, unless it was passed up to them."""
    when = directory.choices.when(
        directory.person(told.person),
        cadence.kind_of("deadline", told.step, told.audience),
        now=now,
        at_once=deadline.at_once,
        grave=deadline.severity == rules.GRAVE,
        on=told.on,
        due_at=deadline.due_at,
        step=told.step,
    )
    put_off = (deadline.pk, told.person) in directory.asleep and told.step not in steps.ESCALATIONS
    silent = when.cadence == cadence.NONE or (put_off and not told.opaque)
    return {**when._asdict(), "state": "inbox" if silent else "planned"}


def there(ladder, target, day, readers, but=()):
    """The first who may read it; while they are away also who stands in for them, or else the next who is there."""
    directory, ladder = readers.directory, list(ladder)
    first = first_reader(ladder, target, readers, but)
    if first is None or not directory.away(first, day):
        return [first] if first else []
    others = [directory.deputy(first, day), *(pk for pk in ladder if not directory.away(pk, day))]
    stands_in = first_reader(others, target, readers, but=[*but, first])
    return [first, stands_in] if stands_in else [first]


def first_reader(ladder, target, readers, but=()):
    return next((pk for pk in ladder if pk not in but and readers.reads(pk, target)), None)


def opaque(deadline, step, on, readers):
    """Nobody may know of it: somebody hears that there is a deadline without a reader. Never who is
    recused."""
    target = (deadline.target_type, deadline.target_id)
    for pk in last_rungs(readers.directory, deadline.office_id):
        if readers.reach(pk) and not readers.is_recused(pk, target):
            return [Told(pk, step, on, opaque=True, audience="climbed")]
    return []
