"""Lost and stolen documents of the demonstration office: a list of some hundred, ranges of blanks, a few set by hand, a
mistake that waits for its second person, and a book that its owner has again. All documents are invented."""

import hashlib
import io
from datetime import date, timedelta

from cases.demo import desks
from cases.demo.chronicle import dice
from cases.demo.stories import days_ago
from cases.travel_documents.lost import actions
from cases.travel_documents.lost.loading import Reader
from cases.travel_documents.lost.models import Load

DESKS = {"UTO": "UTP", "ARC": "HQS", "QAM": "QMR", "HIM": "HIM"}
EXAMINER, LIAISON, OFFICER = "yuki.arranmore", "nuno.valadao", "helene.ashgrove"
# Told as they are in the worked example of a stolen document, and in ranges that overlap.
KNOWN = (
    "UTO,passport,UX7654321,STOLEN,2025-12-20,Taken from a hotel room in Porto Branco",
    "UTO,passport,UB0001000,STOLEN_BLANK,2025-11-02,Courier van robbed between press and registry,UB0001999",
    "UTO,passport,UB0001900,STOLEN_BLANK,2025-11-09,Further books missed at the count,UB0002149",
    "ARC,visa,V4400100,STOLEN_BLANK,2026-01-15,Foils missing from a sealed box,V4400149",
)
FAULTY = (
    "UTO,passport,UX77,MISLAID,2026-01-04,Form filled in by hand",
    "UTO,passport,UX5510,LOST,4 January,On a ferry",
)
WORDS = {
    "LOST": ("Left in a taxi", "Lost on a ferry", "Missing after a house move", "Never arrived by post"),
    "STOLEN": ("Handbag taken at the station", "Burglary", "Taken from a car", "Robbed at the market"),
    "REVOKED": ("Revoked by the issuer",),
    "INVALID": ("Cancelled by the registry", "Damaged and replaced"),
}
FIRST, MANY = 300, 120  # records of the two lists


@desks.add
def begin(world):
    world.chronicle.tell(loaded(world))
    world.chronicle.tell(by_hand(world))


def loaded(world):
    """Desks are named, the list of all issuers is loaded by command, and once more with what came since."""
    at = yield days_ago(world, "UTP", 200, 971)
    keeper = next(person for person in world.people.values() if person.has_role("SYSADMIN"))
    for issuer, office in DESKS.items():
        actions.name_desk(issuer=issuer, office=world.offices[office], by=keeper, at=at)
    read([*KNOWN, *made_up(FIRST, at.date())], "lost-list-2026-05.csv", at)
    at = yield days_ago(world, "UTP", 12, 972)
    read([*made_up(FIRST + MANY, at.date())[FIRST - 40 :], *FAULTY], "lost-list-2026-11.csv", at)


def read(lines, name, at):
    data = ("issuer,type,number,status,date,circumstance,number_to\n" + "\n".join(lines) + "\n").encode()
    load = Load.objects.create(
        key=desks.key("lost", name), source="Lost and stolen list of the partner bureaus", file_name=name,
        digest=hashlib.sha256(data).hexdigest(), size=len(data), begun_at=at, touched_at=at,
        errors_file=str(actions.errors_folder() / f"{name}.jsonl"),
    )  # fmt: skip
    Reader(load, io.BytesIO(data), at=at).read()


def made_up(how_many, latest):
    """Lines about invented documents of invented countries, the same with every call."""
    chance, lines = dice("lost list"), []
    for _ in range(how_many):
        status = chance.choice(("LOST", "LOST", "LOST", "STOLEN", "STOLEN", "REVOKED", "INVALID"))
        issuer, kind = (
            chance.choice(tuple(DESKS)),
            chance.choice(("passport", "passport", "identity card", "visa")),
        )
        number = f"{issuer[0]}{chance.choice('KLMR')}{chance.randrange(10**7):07}"
        on = min(date(2024, 1, 1) + timedelta(days=chance.randrange(700)), latest)
        lines.append(f"{issuer},{kind},{number},{status},{on},{chance.choice(WORDS[status])}")
    return lines


def by_hand(world):
    examiner, liaison, officer = (world.people[handle] for handle in (EXAMINER, LIAISON, OFFICER))
    at = yield days_ago(world, "UTP", 40, 973)
    facts = {"issuer": "UTO", "type": "P", "status": "LOST", "date": at.date() - timedelta(days=1)}
    lost = actions.report(
        number="UX3310457", circumstance="Left on the night ferry", by=liaison, at=at, **facts
    )
    at = yield at + timedelta(hours=3)
    misread = actions.report(
        number="UX3310475", circumstance="Said on the telephone", by=liaison, at=at, **facts
    )
    at = yield days_ago(world, "UTP", 20, 974)
    actions.withdraw(
        record=lost, reason="The harbour office found it; the owner handed it in.", by=officer, at=at,
        key=desks.key("lost", 1),
    )  # fmt: skip
    at = yield days_ago(world, "UTP", 2, 975)
    actions.propose_data_error(
        record=misread, reason="The last two digits were turned round; the book itself is in use.", by=examiner,
        at=at, key=desks.key("lost", 2),
    )  # fmt: skip
