"""The watch list and hits of the demonstration office: the stolen document, the name that is somebody
else, and a hit at every point of its way."""

from datetime import timedelta

from cases.demo import desks
from cases.demo.stories import days_ago
from cases.travel_documents.hits import actions, screening
from cases.travel_documents.hits.subjects import side_of

YUKI, HELENE, JOANA, NUNO = "yuki.arranmore", "helene.ashgrove", "joana.peixinho", "nuno.valadao"
PARTNER = "Utopian border police"

# Number at the source, names, born, documents, ground, remark.
LIST = (
    ("W-31", ("OSTROWNY PAWEL",), ("1974-08-12",), (), "WANTED", "Seen last in the capital."),
    ("W-44", ("BESSONOV TARIK", "BESSANOV TAREK"), ("1986-11-02",), (("UTO", "UT4471902"),), "FRAUD", ""),
    ("W-52", ("MARCHETTI-LUND SOLVEIG",), ("1991-??-??",), (), "FRAUD", "Fills in forms for others."),
    ("W-60", ("ABD AL-RAHMAN YUSUF", "ABDURRAHMAN JUSUF"), ("1969-03-21",), (), "THREAT", ""),
    ("W-71", ("KIM SUN HEE",), ("2004-06-15",), (), "MISSING", "Her parents ask for a call."),
    ("W-75", ("ORLANDINI BRUNO",), ("1958-10-30",), (), "WANTED", ""),
)  # fmt: skip
PAVEL = {
    "names": ["OSTROVNY PAVEL"], "dob": "1974-08-12", "nationality": "UTO", "sex": "M", "issuer": "UTO",
    "number": "UX7654321", "type": "P",
}  # fmt: skip
TAREK = PAVEL | {"names": ["BESSANOV TARIK"], "dob": "1986-11-02", "number": "UT4471902"}
SOLVEIG = PAVEL | {
    "names": ["MARCHETTI LUND SOLVEIG"],
    "dob": "1991-04-08",
    "sex": "F",
    "number": "UK1180245",
}
JUSUF = PAVEL | {"names": ["ABDURAHMAN JUSUF"], "dob": "1969-03-21", "number": "UM9025516"}
SUNHEE = PAVEL | {"names": ["KIM SUNHEE"], "dob": "2004-06-15", "sex": "F", "number": "UR3340018"}
BOOKS = (("UX1204477", "STOLEN"), ("UX1204512", "LOST"), ("UZ0093318", "STOLEN_BLANK"))
TRAVELLER = "The traveller says it was found at home in January and handed in."


@desks.add
def begin(world):
    for story in (listed, scenario, recovered, waiting, proposed, unlooked, strong, missing, second_time):
        world.chronicle.tell(story(world))


def listed(world):
    """The list as it was taken over from the border police; one entry was lifted since."""
    at = yield days_ago(world, "UTP", 160, "watch list")
    entries = {number: put(world, number, *facts, at=at) for number, *facts in LIST}
    at = yield at + timedelta(days=63)
    actions.lift_entry(
        entry=entries["W-75"], by=world.people[HELENE], reason="Arrested at home, says the source.", at=at
    )


def put(world, number, *facts, at):
    given = facts_of(*facts)
    key = desks.key("watch", number)
    by = world.people[HELENE]
    return actions.add_entry(office=by.office, by=by, key=key, facts=given, source_number=number, at=at)


def facts_of(names, born, documents, ground, remark):
    return {
        "names": list(names), "born": list(born), "nationalities": ["UTO"], "sex": "",
        "documents": [list(pair) for pair in documents], "ground": ground, "source": PARTNER, "valid_until": None,
        "remark": remark,
    }  # fmt: skip


def book(world, who, number, status, at, **more):
    """A document hit as the local list answers it."""
    by = world.people[who]
    row = {
        "source": "lost_stolen",
        "issuer": "UTO",
        "type": "P",
        "number": number,
        "status": status,
        "exact": True,
    }
    row["date"] = f"{at - timedelta(days=51):%Y-%m-%d}"
    query = {"issuer": "UTO", "number": number, "type": "P"} | more
    return actions.raise_document_hit(office=by.office, by=by, found=(row,), query=query, at=at)


def name(world, who, query, at):
    by = world.people[who]
    names = screening.names_on_watch(side_of(query), at=at)
    return actions.raise_name_hit(office=by.office, by=by, names=names, query=query, at=at)


def said(world, hit, who, verdict, reasons, evidence, at, turn=0):
    actions.decide(
        hit=hit, by=world.people[who], verdict=verdict, reasons=list(reasons), evidence=evidence, at=at,
        key=desks.key("hit", hit.reference, verdict, turn),
    )  # fmt: skip


def agree(world, hit, who, at, agrees=True, words=""):
    key = desks.key("hit", hit.reference, who, "second")
    actions.second(hit=hit, by=world.people[who], agrees=agrees, words=words, key=key, at=at)


def asked(world, hit, who, at, minutes=25):
    at += timedelta(minutes=minutes)
    actions.ask(hit=hit, by=world.people[who], how="Border police, by telephone and in writing", at=at)
    return at


def scenario(world):
    """A stolen book that its owner had found again, and a name that is not the person."""
    at = yield days_ago(world, "UTP", 87, "hit scenario", first=9, last=12)
    stolen = book(world, JOANA, "UX7654321", "STOLEN", at, names=PAVEL["names"])
    pavel = name(world, JOANA, PAVEL, at)
    at = yield asked(world, stolen, JOANA, at)
    at = yield at + timedelta(hours=20)
    words = f"Reply 4471: recovered by its owner. {TRAVELLER}"
    actions.record_answer(hit=stolen, by=world.people[JOANA], answer="RECOVERED_BY_OWNER", words=words, at=at)
    told = {"evidence": "The reply, and the owner’s receipt.", "key": desks.key("hit", "scenario")}
    actions.propose(hit=stolen, by=world.people[YUKI], at=at + timedelta(minutes=30), **told)
    agree(world, stolen, HELENE, at + timedelta(minutes=55))
    said(world, pavel, YUKI, "FALSE_POSITIVE", ("photo", "fingerprint"), "Ears and whorls differ.", at)


def recovered(world):
    """A book that stays confirmed as stolen: held on an authority that is written down."""
    number, status = BOOKS[0]
    at = yield days_ago(world, "UTP", 44, "hit confirmed", first=9, last=12)
    hit = book(world, JOANA, number, status, at)
    at = yield asked(world, hit, JOANA, at)
    at = yield at + timedelta(hours=5)
    given = {"answer": "CONFIRMED", "words": "Reply 5102: stolen from a car, not found."}
    actions.record_answer(hit=hit, by=world.people[JOANA], at=at, **given)
    actions.record_action(
        hit=hit, by=world.people[HELENE], action="HELD", authority="Order of the duty judge, by telephone",
        words="Receipt given.", at=at + timedelta(minutes=10),
    )  # fmt: skip
    told = {"evidence": "Reply 5102.", "key": desks.key("hit", "confirmed")}
    actions.propose(hit=hit, by=world.people[YUKI], at=at + timedelta(minutes=20), **told)
    agree(world, hit, HELENE, at + timedelta(hours=1))


def waiting(world):
    """Asked yesterday; the answer has not come."""
    number, status = BOOKS[1]
    at = yield days_ago(world, "UTP", 1, "hit waiting", first=9, last=12)
    yield asked(world, book(world, NUNO, number, status, at), NUNO, at)


def proposed(world):
    """Waits for a second person."""
    number, status = BOOKS[2]
    at = yield days_ago(world, "UTP", 3, "hit proposed", first=9, last=11)
    hit = book(world, JOANA, number, status, at)
    at = yield asked(world, hit, JOANA, at)
    at = yield at + timedelta(hours=26)
    given = {"answer": "DATA_ERROR", "words": "Reply 6230: the range was entered one digit too long."}
    actions.record_answer(hit=hit, by=world.people[JOANA], at=at, **given)
    told = {"evidence": "The corrected range does not hold the number.", "key": desks.key("hit", "proposed")}
    actions.propose(hit=hit, by=world.people[YUKI], at=at + timedelta(minutes=40), **told)


def unlooked(world):
    """Raised on the last working day, by intake; nobody has looked at it."""
    at = yield days_ago(world, "UTP", 1, "hit open", first=14, last=16)
    name(world, NUNO, JUSUF, at)


def strong(world):
    """The same document and nearly the same name: two people said that it is the same person."""
    at = yield days_ago(world, "UTP", 29, "hit strong", first=9, last=12)
    hit = name(world, JOANA, TAREK, at)
    at = yield at + timedelta(hours=3)
    said(
        world,
        hit,
        YUKI,
        "TRUE_MATCH",
        ("document", "dob", "photo"),
        "The same book, and the face of the file.",
        at,
    )
    agree(world, hit, HELENE, at + timedelta(hours=2), words="Seen together with the file.")


def missing(world):
    """Not enough to decide: a further document was asked for."""
    at = yield days_ago(world, "UTP", 4, "hit document", first=9, last=12)
    hit = name(world, JOANA, SUNHEE, at)
    at = yield at + timedelta(hours=1)
    said(
        world,
        hit,
        YUKI,
        "INSUFFICIENT",
        (),
        "A birth certificate with the names of the parents would show it.",
        at,
    )


def second_time(world):
    """Cleared by two; yesterday the entry got a new alias, so the pair is looked at again."""
    at = yield days_ago(world, "UTP", 130, "hit again", first=9, last=12)
    hit = name(world, JOANA, SOLVEIG, at)
    at = yield at + timedelta(hours=4)
    said(
        world,
        hit,
        YUKI,
        "FALSE_POSITIVE",
        ("place", "parents"),
        "Born in another province, other parents.",
        at,
    )
    agree(world, hit, HELENE, at + timedelta(minutes=50))
    at = yield days_ago(world, "UTP", 1, "alias", first=9, last=12)
    given = facts_of(
        ("MARCHETTI-LUND SOLVEIG", "MARCHETTI SOLE"), ("1991-04-??",), (), "FRAUD", "Fills in forms."
    )
    told = {"version": 1, "facts": given, "why": "Month of birth and an alias"}
    actions.revise_entry(entry=hit.entry, by=world.people[HELENE], at=at, **told)
