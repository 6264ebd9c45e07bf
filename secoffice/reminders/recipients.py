"""Who is told. The owner first; where nobody would read it, it climbs (design §2.8, domain §0.1.5).

The rungs: supervisor of the owner's unit → duty officer → RSO → director of the office → the same two up
the chain of offices. When nobody on them may know of the record, somebody who can change that gets a
notice without reference or link.
"""

from itertools import chain
from typing import NamedTuple


class Told(NamedTuple):
    """One person told of one step. `opaque`: that there is something, not what."""

    person: int
    step: str
    on: object
    opaque: bool = False


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
    """The people told of a step that is the owner's to hear: owner, deputy, or whoever it climbs to."""
    directory, owner = readers.directory, deadline.owner_id
    target = (deadline.target_type, deadline.target_id)
    told = [owner] if readers.reads(owner, target) else []
    if told and not directory.away(owner, on):
        return [Told(owner, step, on)]
    deputy = directory.deputy(owner, on)
    if deputy and readers.reads(deputy, target):
        told.append(deputy)
    elif climbed := first_reader(rungs(directory, deadline.office_id, owner), target, readers, but=told):
        told.append(climbed)
    return [Told(person, step, on) for person in told] or opaque(deadline, step, on, readers)


def escalated(deadline, step, on, readers):
    """The person a late step goes up to: unit supervisor first, office director second; else the next
    rung up."""
    directory, target = readers.directory, (deadline.target_type, deadline.target_id)
    office = directory.offices.get(deadline.office_id)
    ladder = list(rungs(directory, deadline.office_id, deadline.owner_id))
    if step == "escalate_2":
        posts = office.chain() if office else []
        ladder = [pk for post in posts for pk in directory.officers["DIRECTOR", post.pk]] + ladder
    person = first_reader(ladder, target, readers, but=[deadline.owner_id])
    return [Told(person, step, on)] if person else []


def first_reader(ladder, target, readers, but=()):
    return next((pk for pk in ladder if pk not in but and readers.reads(pk, target)), None)


def opaque(deadline, step, on, readers):
    """Nobody may know of it: somebody hears that there is a deadline without a reader. Never who is
    recused."""
    target = (deadline.target_type, deadline.target_id)
    for pk in last_rungs(readers.directory, deadline.office_id):
        if readers.reach(pk) and not readers.is_recused(pk, target):
            return [Told(pk, step, on, opaque=True)]
    return []
