"""The register of the demonstration office: books of its own staff, losses, revocations at every point of their way."""

from datetime import timedelta

from cases.demo import desks
from cases.demo.chronicle import Hours, dice
from cases.demo.stories import days_ago
from cases.travel_documents.register.actions import custody, documents, losing, revocations
from cases.travel_documents.register.models import Revocation

NUNO, YUKI, HELENE, CASIMIR, IVO, TOMAS = (
    "nuno.valadao", "yuki.arranmore", "helene.ashgrove", "casimir.rothwell", "ivo.tarn", "tomas.ferreira-lund",
)  # fmt: skip
# Whose book, its number, days until it ends, and where it is kept; "" with its holder.
BOOKS = (
    (HELENE, "D1004417", 1213, ""),
    (CASIMIR, "D1004402", 84, "Safe 2, consular section"),
    ("rhea.dunmore", "D1004733", 26, ""),
    ("mirela.sandu-ferro", "D1004781", 402, ""),
    ("gustav.brandlhof", "D1004795", 690, "Safe 2, consular section"),
)
# Days ago, number, name, born, kind, where, how.
LOSSES = (
    (212, "UL2201944", "Tobias Rennert", "1988-02-17", "LOST", "Central Station", "Left in a train."),
    (97, "UL2260318", "Tobias Rennert", "1988-02-17", "LOST", "Harbour market", "Fell out of a coat."),
    (12, "UL2307752", "Tobias Rennert", "1988-02-17", "STOLEN", "Hotel Meridia", "Gone from the room."),
    (66, "UX7654321", "Pavel Ostrovny", "1974-08-12", "STOLEN", "Night bus 14", "Bag cut open."),
    (5, "UL2311806", "Ida Marlowe-Quist", "1995-11-03", "LOST", "Beach of Zenith", "Washed away."),
)


def key(*what):
    return desks.key("register", *what)


@desks.add
def begin(world):
    stories = (books(world), in_error(world), heard(world), final(world), proposed(world))
    for story in (*stories, *(lost(world, *loss) for loss in LOSSES)):
        world.chronicle.tell(story)


def hours(world, *what):
    return Hours(world.offices["UTP"], dice("register", *what))


def passport(world, number, name, born, by, at, **more):
    """An ordinary passport of Utopia, ten years from its issue."""
    issued = (at - timedelta(days=900)).date()
    given = {
        "issued_on": issued,
        "expires_on": issued.replace(year=issued.year + 10) - timedelta(days=1),
    } | more
    return documents.enter(
        office=world.offices["UTP"], by=by, key=key(number), at=at, type="ORDINARY", issuer="UTO", number=number,
        name_visual=name, born=born, nationality="UTO", issuing_office="Passport office, Zenith", **given,
    )  # fmt: skip


def books(world):
    """Special issuance for colleagues, with a keeper who hears of the end as they do."""
    at = yield days_ago(world, "UTP", 320, "register books")
    by = world.people[NUNO]
    for turn, (handle, number, left, where) in enumerate(BOOKS):
        at += timedelta(minutes=7)
        ends = world.today + timedelta(days=left)
        book = documents.enter(
            office=world.offices["UTP"], by=by, key=key(number), at=at, type="DIPLOMATIC", issuer="UTO", number=number,
            name_visual=world.people[handle].name, issued_on=ends - timedelta(days=1825), expires_on=ends,
            issuing_office="Special issuance, Zenith", staff=world.people[handle], keeper=by,
        )  # fmt: skip
        if where:
            given = {"keeper": by, "with_holder": False, "where": where}
            custody.give(document=book, by=by, at=at + timedelta(minutes=turn + 1), **given)


def lost(world, days, number, name, born, kind, place, how):
    """Reported at the counter; the third loss of one person asks for a look."""
    at = yield days_ago(world, "UTP", days, f"loss {number}")
    losing.report(
        office=world.offices["UTP"], by=world.people[NUNO], key=key("loss", number), kind=kind, type="ORDINARY",
        issuer="UTO", number=number, name=name, born=born, happened_on=at.date() - timedelta(days=1), place=place,
        how=how, reported_by="The holder, at the counter", police_at="Harbour police" if kind == "STOLEN" else "",
        at=at,
    )  # fmt: skip


def in_error(world):
    """Two digits were exchanged: one asks, another confirms, and the document is valid again."""
    at = yield days_ago(world, "UTP", 44, "register error")
    by = world.people[NUNO]
    book = passport(world, "UL2298010", "Maud Ellery", "1969-06-30", by, at)
    at += timedelta(minutes=11)
    report = losing.report(
        office=book.office, by=by, key=key("error"), kind="LOST", document=book, name="Maud Ellery", at=at,
        how="Left in a taxi.", reported_by="The holder, by telephone",
    )  # fmt: skip
    at = yield hours(world, "error").after(at, 1)
    losing.take(
        report=report, name="ask", by=by, reason="Her number ends in 01; 10 is somebody else’s.", at=at
    )
    at = yield hours(world, "error").after(at, 1)
    losing.take(
        report=report,
        name="confirm",
        by=world.people[YUKI],
        reason="Compared with the form and the photograph.",
        at=at,
    )


def take(row, name, by, at, **given):
    fresh = Revocation._base_manager.select_related("document", "office__calendar", "entered_by").get(
        pk=row.pk
    )
    given.setdefault("reason", "")
    return revocations.take(revocation=fresh, name=name, by=by, at=at, **given)


def proposal(world, number, name, born, codes, summary, at):
    by = world.people[NUNO]
    book = passport(world, number, name, born, by, at)
    given = {"codes": codes, "summary": summary, "key": key("revocation", number)}
    return revocations.propose(document=book, by=by, at=at + timedelta(minutes=20), **given)


def served(world, row, at, clock):
    """Approved by somebody else, sent, received: one story of several."""
    by, boss = world.people[NUNO], world.people[HELENE]
    at = yield clock.after(at, 2)
    take(row, "approve", boss, at, reason="The registry confirms it in writing.")
    at = yield clock.after(at, 1)
    take(row, "notify", by, at, on=at.date(), how="Registered mail RR 5512 0147 UT")
    at = yield clock.after(at, 5)
    return at


def heard(world):
    """Obtained on a false birth record; a hearing was asked for in time and is set for next month."""
    clock = hours(world, "heard")
    at = yield days_ago(world, "UTP", 74, "register heard")
    why = "The birth record of the application was entered later in another hand; the registry has none of that day."
    row = proposal(world, "UL2244190", "Anselm Corvey", "1990-03-08", ["51.62(a)(2)"], why, at)
    at = yield from served(world, row, at, clock)
    by = world.people[NUNO]
    take(row, "serve", by, at, on=at.date(), reason="Signed return receipt.")
    at = yield clock.after(at, 18)
    take(row, "request", by, at, on=at.date(), reason="Through counsel, Ms Valentina Orr.")
    at = yield clock.after(at, 4)
    take(
        row, "schedule", by, at, hearing_on=world.today + timedelta(days=24), place="Consular section, room 4",
        officer=world.people[IVO],
    )  # fmt: skip


def final(world):
    """The page was altered: no hearing is open, and the book was handed in."""
    clock = hours(world, "final")
    at = yield days_ago(world, "UTP", 118, "register final")
    why = "The date of expiry was altered; the examiner found solvent at the edge of the page."
    row = proposal(world, "UL2190077", "Lioba Fenn", "1981-12-01", ["51.62(a)(3)"], why, at)
    at = yield from served(world, row, at, clock)
    by = world.people[NUNO]
    take(row, "serve_final", by, at, on=at.date(), reason="Handed over at the counter, receipt signed.")
    at = yield clock.after(at, 2)
    fresh = Revocation._base_manager.select_related("document", "office__calendar").get(pk=row.pk)
    how = "By the bearer at the counter; kept in safe 2."
    revocations.surrendered(revocation=fresh, on=at.date(), how=how, by=by, at=at)


def proposed(world):
    """Waits for whoever decides."""
    at = yield days_ago(world, "UTP", 3, "register proposed")
    why = "A court of Utopia forbade the bearer to leave the country until the trial; the order is on file."
    proposal(world, "UL2309961", "Casper Holt", "1977-09-22", ["51.62(a)(1)", "51.60(b)"], why, at)
