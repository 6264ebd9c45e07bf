"""Loads the whole office in one transaction: all of it, or nothing."""

import gc
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta

from django.db import transaction

from cases.demo import daily, desks, keeping, ledger, lives, offices, registry, staff, stories, work
from cases.demo.chronicle import A_YEAR_AND_A_HALF, Chronicle
from cases.demo.matter import File
from cases.demo.plan import LEFT_BEFORE, matters
from cases.demo.world import World
from secoffice.accounts import actions
from secoffice.audit import trail
from secoffice.deadlines import rules

# Kinds whose banner keeps some colleagues out in this office.
RESTRICTED = {"CI": "CUI//INV//NOFORN", "BI": "CUI//PERS/PRVCY//NOCON"}


@transaction.atomic
def load(today, say):
    """`say` takes a line for whoever waits. Returns the number of deeds."""
    chronicle = Chronicle(today)
    say("calendars, offices and staff")
    world = found(chronicle)
    say("eighteen months of cases")
    with trail.held(), rules.held(), undisturbed():
        begin(world)
        for at in chronicle.run():
            say(f"  {at:%B %Y}, {chronicle.deeds} deeds")
    for why in chronicle.refused:
        say(f"  not done: {why}")
    say("notices")
    ledger.settle(today, chronicle.end)
    return chronicle.deeds


@contextmanager
def undisturbed():
    """Without looking for circles to collect at every turn: there are hardly any, and it takes its time."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def found(chronicle):
    """The office as it was opened, a little before the first case."""
    first = chronicle.today - timedelta(days=A_YEAR_AND_A_HALF + 40)
    at = datetime.combine(first, time(9), UTC)
    keeper = staff.first_keeper(at=at)
    years = range(first.year, chronicle.today.year + 2)
    calendars = offices.open_calendars(by=keeper, at=at, years=years)
    made = offices.open_offices(calendars, by=keeper, at=at)
    units = offices.open_units(made, by=keeper, at=at)
    invited = chronicle.end - timedelta(days=2, hours=8)
    people = staff.settle_in(keeper, made, units, joined=at, invited=invited)
    world = World(chronicle, made, units, people)
    world.number_the_years(first, chronicle.today)
    return world


def begin(world):
    for matter in matters(world.today):
        title = world.title(matter)
        file = File(matter, world)
        if restricted := RESTRICTED.get(matter.kind):
            world.markings[matter.number] = restricted
        world.files.append(file)
        world.chronicle.tell(whole(world, file, title))
    stories.begin(world)
    daily.begin(world)
    registry.begin(world)
    keeping.begin(world)
    desks.begin(world)
    world.chronicle.tell(departure(world))
    world.chronicle.tell(leave(world))


def whole(world, file, title):
    """A case and all that goes on beside it."""
    life = lives.life(file, title)
    at = yield next(life)
    coming = next_of(life, at)
    if file.matter.scenario.channel == "LOG":
        daily.promoted(world, file, title)
    for beside in (work.paperwork, work.colleagues, work.reviews, work.more_time):
        world.chronicle.tell(beside(file, at))
    if file.matter.number % 11 == 0:
        world.chronicle.tell(work.corrections(file, at))
    while coming:
        at = yield coming
        coming = next_of(life, at)


def next_of(life, at):
    """Go on to the next deed; None when this life is told to its end."""
    try:
        return life.send(at)
    except StopIteration:
        return None


def departure(world):
    """A colleague leaves for good; every case in their hands goes to one of the others."""
    at = yield datetime.combine(world.today - timedelta(days=LEFT_BEFORE), time(15), UTC)
    leaver, keeper = world.people[staff.LEAVER], world.people[staff.KEEPER]
    rows, _ = actions.work_of(leaver)
    heirs = [world.people[handle] for handle in ("rhea.dunmore", "odd.castell", "mirela.sandu-ferro")]
    given = [(work, heirs[turn % len(heirs)]) for turn, work in enumerate(rows)]
    actions.leave(user=leaver, by=keeper, given=given, reason="Moved to another service.", at=at)


def leave(world):
    """Somebody is away this week, with a deputy; somebody else will be."""
    at = yield world.chronicle.end - timedelta(days=9, hours=14)
    day, people = world.today, world.people
    plans = (
        (staff.AWAY, -4, 10, staff.DEPUTY, "Annual leave"),
        ("imre.kaldory", 20, 27, "livia.marrow", "Conference"),
        ("adaeze.obirima", -60, -50, "tomas.ferreira-lund", "Training"),
    )
    for handle, first, last, deputy, reason in plans:
        actions.plan_absence(
            user=people[handle], starts_on=day + timedelta(days=first), ends_on=day + timedelta(days=last),
            deputy=people[deputy], reason=reason, by=people[handle], at=at,
        )  # fmt: skip
