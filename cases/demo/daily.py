"""The daily log of the posts: the last five weeks, and the entries that became cases."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from cases.actions import log
from cases.demo.chronicle import SEED, Hours, dice
from cases.demo.places import slots
from cases.demo.words.daily import LINES

KEEPERS = {
    "UTP": ("joana.peixinho", "joana.peixinho", "nuno.valadao", "helene.ashgrove"),
    "QMR": ("huda.karawani", "bram.oosterlinck"),
    "HIM": ("suresh.bajrachandra", "pema.dolkarma"),
    "HQS": ("neville.protherow",),
}
WHERE = ("UTP", "UTP", "QMR", "UTP", "HIM", "UTP", "HQS", "QMR", "UTP", "HIM")
ENTRIES, WEEKS = 60, 5


def begin(world):
    for number in range(ENTRIES):
        world.chronicle.tell(entry(world, number))


def entry(world, number):
    """Three fields when it happened; completed the same day, later, or not yet."""
    rng, office = dice("log", number), world.offices[WHERE[number % len(WHERE)]]
    ago = 1 + (WEEKS * 7 - 1) * (ENTRIES - 1 - number) // ENTRIES
    keeper = world.people[rng.choice(KEEPERS[office.code])]
    hours = Hours(office, rng)
    happened = yield hours.on(world.today - timedelta(days=ago), first=0, last=24, roll=None)
    category, what, where, details, done = LINES[number % len(LINES)]
    filled = slots(office.code, rng)
    at = yield happened + timedelta(minutes=rng.randint(3, 40))
    made = log.log_entry(
        key=uuid5(NAMESPACE_URL, f"{SEED}/log/{number}"), by=keeper, office=office, what=what.format(**filled),
        where=where.format(**filled), happened_at=happened, at=at,
    )  # fmt: skip
    if number % 4 == 3:
        return
    at = yield hours.after(at, rng.choice((0, 0, 1, 2)))
    log.finish_entry(
        entry=made, by=keeper, version=made.version, at=at, category=category, details=details.format(**filled),
        action_taken=done.format(**filled),
    )  # fmt: skip


def promoted(world, file, title):
    """A case that began as a line of the log: what the duty officer saw is promoted to it."""
    at, keeper = file.case.opened_at, file.logger
    made = log.log_entry(
        key=file.key(), by=keeper, office=file.office, what=title, where=file.matter.slots["street"],
        happened_at=at - timedelta(minutes=50), at=at - timedelta(minutes=30), details=file.case.allegation,
    )  # fmt: skip
    log.promote(entry=made, case=file.case, by=keeper, at=at)
