"""Visa referrals of the demonstration office at every point of their way, one that led to a case, and a family."""

from datetime import timedelta

from cases.demo import desks
from cases.demo.chronicle import Hours, dice
from cases.demo.stories import days_ago
from cases.travel_documents.fraud import actions, families
from cases.travel_documents.fraud.models import VisaReferral

NUNO, JOANA, HELENE, YUKI = "nuno.valadao", "joana.peixinho", "helene.ashgrove", "yuki.arranmore"
AGENT = "Golden Lantern Visas"

# Days ago, what is suspected, applicant, born, passport, agent, address, what was seen, and the steps: (step, who,
# working days after, words).
TALES = (
    (
        88,
        "PETITION",
        "Radomir Velčev",
        "1981-06-30",
        "UX4410021",
        AGENT,
        "Lantern Street 9, Zenith",
        "The firm that employs him has no staff and no premises.",
        (
            ("review", NUNO, 1, ""),
            ("confirm", NUNO, 6, "The employment does not exist; not entitled."),
            ("refer", NUNO, 1, "Nine applications through one agent in a month."),
            ("open", HELENE, 2, "Shell firm of an agent"),
        ),
    ),
    (
        61,
        "PETITION",
        "Ilse Marquand",
        "1990-01-12",
        "UX4410096",
        AGENT,
        "Lantern Street 9, Zenith",
        "The same letterhead as in nine earlier files.",
        (("review", NUNO, 2, ""), ("not_confirm", NUNO, 9, "The firm was visited; she works there.")),
    ),
    (
        34,
        "MARRIAGE",
        "Teodor Halloway-Brandt",
        "1976-09-09",
        "UR7783105",
        "",
        "Quay 4, Port Meridia",
        "Neither knows where the other works.",
        (
            ("review", NUNO, 1, ""),
            ("refer", NUNO, 4, "A payment was found."),
            ("decline", HELENE, 3, "One payment, explained; nothing to investigate."),
        ),
    ),
    (
        11,
        "FALSE",
        "Pavel Ostrovny",
        "1974-08-12",
        "UX7654321",
        "",
        "",
        "Payslips of one typewriter for three firms.",
        (("review", NUNO, 2, ""),),
    ),
    (
        2,
        "STUDENT",
        "Livia Quarrington",
        "2003-03-03",
        "UK1180991",
        AGENT,
        "Lantern Street 9, Zenith",
        "The school has not heard of her.",
        (),
    ),
)


@desks.add
def begin(world):
    for number, tale in enumerate(TALES):
        world.chronicle.tell(told(world, number, *tale))
    world.chronicle.tell(family(world))


def told(world, number, days, kind, applicant, born, passport, agent, address, facts, steps):
    at = yield days_ago(world, "UTP", days, f"referral {number}", first=9, last=15)
    given = {
        "kind": kind,
        "applicant": applicant,
        "born": born,
        "passport": passport,
        "passport_issuer": "UTO",
    }
    given |= {"agent": agent, "address": address, "facts": facts, "nationality": "UTO", "visa_class": "B"}
    key = desks.key("referral", number)
    record = actions.refer_visa(
        by=world.people[JOANA], key=key, at=at, crime_signs=["MANY"] if agent else [], **given
    )
    hours = Hours(world.offices["UTP"], dice("referral", number))
    for name, who, days_after, words in steps:
        at = yield hours.after(at, days_after)
        record, by = fresh(record), world.people[who]
        if name == "open":
            told = {"kind": "VF", "title": words, "key": desks.key("referral", number, "case")}
            actions.open_referred(referral=record, by=by, unit=world.units["UTP", "INV"], at=at, **told)
            continue
        if name == "confirm":
            check = {"kind": "VISIT", "done_on": (at - timedelta(days=1)).date(), "found": "An empty shop."}
            key = desks.key("referral", number, "check")
            actions.record_check(referral=record, by=by, key=key, at=at - timedelta(hours=1), **check)
        actions.take(referral=record, name=name, by=by, reason=words, at=at)


def family(world):
    """The two dead holograms, said to be one workshop."""
    at = yield days_ago(world, "UTP", 26, "family", first=10, last=15)
    by = world.people[YUKI]
    found = [each for each in families.suggestions(by, "FLAW") if "absent" in each.shown]
    if found:
        told = {
            "kind": found[0].kind,
            "value": found[0].value,
            "title": "Dead hologram, toner print",
            "by": by,
        }
        actions.confirm(
            why="The same foil, the same printer, numbers close together.",
            key=desks.key("family"),
            at=at,
            **told,
        )


def fresh(record):
    return VisaReferral._base_manager.select_related("office", "named").get(pk=record.pk)
