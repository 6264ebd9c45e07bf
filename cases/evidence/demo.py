"""Evidence of the demonstration office: the passport of the worked scenario, money in the vault, what waits."""

from datetime import timedelta
from decimal import Decimal

from cases.demo import desks
from cases.demo.chronicle import dice
from cases.demo.papers import paper
from cases.demo.stories import days_ago
from cases.evidence import actions
from cases.evidence.models import Exhibit
from secoffice.ports import Refused

HOUR = timedelta(hours=1)
CUSTODIAN, AUDITOR = "yuki.arranmore", "wilhelmina.aske"
ENDINGS = {"close", "transfer", "merge"}


def key(*what):
    return desks.key("evidence", *what)


class Shelf:
    """The rooms of the post, once its custodian has opened them."""

    room = vault = None


@desks.add
def begin(world):
    shelf = Shelf()
    for story in (
        rooms(world, shelf), passport(world, shelf), telephone(world, shelf), money(world, shelf), laptop(world),
        papers_for_headquarters(world), counted(world, shelf),
    ):  # fmt: skip
        world.chronicle.tell(story)


def rooms(world, shelf):
    at = yield days_ago(world, "UTP", 130, "rooms")
    by, office = world.people[CUSTODIAN], world.offices["UTP"]
    shelf.room = actions.open_room(office=office, name="Evidence room", by=by, at=at)
    shelf.vault = actions.open_room(office=office, name="Vault", vault=True, by=by, at=at)


def seize(file, by, number, at, place, seizure=None, **more):
    authority = {"authority": "WARRANT", "document": f"Order {number} of the magistrate"}
    taken = authority | {
        "seized_at": at - HOUR / 2,
        "place": place,
        "found_by": by.name,
        "receipt": f"R-{number}",
    }
    return actions.register(
        case=file.fresh(), by=by, key=key(number), seizure=seizure or taken, at=at, **more
    )


def give(exhibit, giver, receiver, number, *, at, accepted, purpose, kind="TRANSFER", **found):
    """Offered, and accepted a little later with what the receiver found."""
    exhibit = Exhibit._base_manager.select_related("case__office", "case__unit").get(pk=exhibit.pk)
    offer = {
        "exhibit": exhibit,
        "receiver": receiver,
        "purpose": purpose,
        "kind": kind,
        "key": key(number, "give"),
    }
    made = actions.hand_over(by=giver, at=at, **offer)
    seen = {"seal_seen": exhibit.seal} | found
    actions.take(record=made, name="accept", by=receiver, at=accepted, **seen)
    return exhibit


def lasting(world, agent, skip=0):
    """A case that this officer works now, that the plan does not end and whose marking bars nobody; newest first."""
    found = [
        file
        for file in world.files
        if file.case and not ENDINGS & {name for name, _ in file.matter.path}
        and file.fresh().officer_id == world.people[agent].pk
        and not file.case.controls and file.case.status in ("PRELIMINARY", "FULL") and not file.case.quarantined_at
    ]  # fmt: skip
    found.sort(key=lambda file: (file.case.opened_at, file.case.pk), reverse=True)
    if len(found) <= skip:
        raise Refused("Nobody works such a case now.")
    return found[skip]


def passport(world, shelf):
    """Seized at 14:20, stored at 16:05, examined, and a seal opened without an entry (I.1)."""
    at = yield days_ago(world, "UTP", 75, "passport", first=14, last=15)
    file = next(file for file in world.files if file.matter.number == 901)
    rhea, yuki, odd = (world.people[handle] for handle in ("rhea.dunmore", CUSTODIAN, "odd.castell"))
    exhibit = seize(
        file, rhea, 101, at, "Consular hall, counter 3", category="TRAVEL_DOC", seal="S-104",
        description="Passport L898902C3 in the name of Eriksson", owner="Bearer", marking=file.case.marking,
        condition="Laminate of page 2 lifted at the corner", container="Paper sleeve",
    )  # fmt: skip
    exhibit = give(
        exhibit, rhea, yuki, 101, at=at + HOUR, accepted=at + 1.4 * HOUR, purpose="For the evidence room"
    )
    actions.store(exhibit=exhibit, room=shelf.room, bin="Shelf A, 12", by=yuki, at=at + 1.75 * HOUR)
    at = yield file.hours.after(at, 2)
    out = {"purpose": "Examination of the data page", "kind": "CHECK_OUT"}
    give(exhibit, yuki, odd, 102, at=at, accepted=at + 3 * HOUR, **out)
    at = yield file.hours.after(at, 1)
    exhibit.refresh_from_db()
    what = "Data page under ultraviolet light and magnifier"
    actions.examine(
        exhibit=exhibit, purpose=what, seal_before="S-140", seal_after="S-118", by=odd, at=at,
        condition="As received",
    )  # fmt: skip
    at = yield file.hours.after(at, 3)
    back = {"purpose": "Back to the evidence room", "kind": "CHECK_IN"}
    give(exhibit, odd, yuki, 103, at=at, accepted=at + HOUR, **back)
    exhibit.refresh_from_db()
    actions.store(exhibit=exhibit, room=shelf.room, bin="Shelf A, 12", by=yuki, at=at + 1.2 * HOUR)


def telephone(world, shelf):
    """Bytes, digested at intake; a working copy is examined, the original stays sealed in the room."""
    at = yield days_ago(world, "UTP", 60, "telephone")
    file, odd = lasting(world, "odd.castell"), world.people["odd.castell"]
    lines = [
        "Messages, call list and pictures as read by the tool.",
        file.matter.say(file.matter.scenario.allegation),
    ]
    exhibit = seize(
        file, odd, 111, at, "Hotel by the harbour, room 12", category="DIGITAL_COPY",
        description="Logical image of a telephone", make="Kestrel K5", serial="35 209900 176148 1",
        upload=paper("telephone.txt", "Image of a telephone", lines, 111),
        acquisition={"method": "LOGICAL", "tool": "Reader 4.1", "write_blocker": "Bridge T8", "clock_offset": "+2 min"},
    )  # fmt: skip
    purpose, stored = "For the search of messages", at + 2 * HOUR
    copy = actions.make_copy(exhibit=exhibit, purpose=purpose, by=odd, key=key(112), at=at + HOUR)
    yuki = world.people[CUSTODIAN]
    exhibit = give(exhibit, odd, yuki, 111, at=at + HOUR, accepted=stored, purpose="For the evidence room")
    actions.store(exhibit=exhibit, room=shelf.room, bin="Cabinet 2", by=yuki, at=stored + HOUR / 4)
    at = yield file.hours.after(at, 1)
    actions.examine(exhibit=copy, purpose="Search of messages by key words", by=odd, at=at)
    actions.put_on_hold(exhibit=exhibit, reason="Wanted by the host nation’s prosecutor", by=odd, at=at)


def money(world, shelf):
    """Counted by two at each hand; an order of disposal waits for approval."""
    at = yield days_ago(world, "UTP", 26, "money")
    file, odd, nuno, yuki = (
        lasting(world, "odd.castell", 2), *(world.people[h] for h in ("odd.castell", "nuno.valadao", CUSTODIAN)),
    )  # fmt: skip
    two = {"counted": Decimal(40), "counted_again": Decimal(40)}
    exhibit = seize(
        file, odd, 121, at, "Copy shop in the old town", category="CURRENCY", quantity=Decimal(40), unit="notes of 50",
        description="Banknotes, series J", seal="B-2207", container="Tamper-proof bag", witness=nuno, **two,
    )  # fmt: skip
    vaulted = at + 2 * HOUR
    exhibit = give(
        exhibit, odd, yuki, 121, at=at + HOUR, accepted=vaulted, purpose="For the vault", witness=nuno, **two
    )
    actions.store(
        exhibit=exhibit, room=shelf.vault, bin="Drawer 3", by=yuki, witness=nuno, at=vaulted + HOUR / 4, **two
    )
    at = yield file.hours.after(at, 9)
    authority = "Release of the prosecutor, letter of the week before"
    actions.order_disposal(
        exhibit=exhibit,
        method="RETURN",
        authority=authority,
        recipient="The bank",
        by=odd,
        key=key(122),
        at=at,
    )


def laptop(world):
    """Offered yesterday to the custodian, who has not answered: the officer still answers for it."""
    at = yield days_ago(world, "UTP", 2, "laptop")
    file, rhea = lasting(world, "rhea.dunmore"), world.people["rhea.dunmore"]
    exhibit = seize(
        file, rhea, 131, at, "Flat of the facilitator", category="DEVICE", make="Norrland N14", serial="NL-88-2017",
        description="Laptop, switched off when found", seal="S-131", condition="Screen cracked",
    )  # fmt: skip
    offer = {"receiver": world.people[CUSTODIAN], "purpose": "For the evidence room", "key": key(131, "give")}
    actions.hand_over(exhibit=exhibit, by=rhea, at=at + HOUR, **offer)


def papers_for_headquarters(world):
    """On its way by pouch, within its window."""
    at = yield days_ago(world, "UTP", 5, "pouch")
    file, rhea = lasting(world, "rhea.dunmore", 1), world.people["rhea.dunmore"]
    exhibit = seize(
        file, rhea, 141, at, "Visa section, interview window", category="DOCUMENT", quantity=Decimal(3),
        unit="letters", description="Letters of employment with one signature", seal="S-139",
    )  # fmt: skip
    pouch = {"kind": "SHIP", "carrier": "Courier pouch", "tracking": "CP 5521 08", "window_days": 12}
    purpose = "Comparison of signatures by the laboratory"
    receiver = world.people["livia.marrow"]
    given = {"receiver": receiver, "purpose": purpose, "key": key(141, "give"), **pouch}
    actions.hand_over(exhibit=exhibit, by=rhea, at=at + HOUR, **given)


def counted(world, shelf):
    """The auditor counts the room: all is there, and a box that the register does not know."""
    at = yield days_ago(world, "UTP", 19, "counted")
    by, rng = world.people[AUDITOR], dice("evidence", "counted")
    seen = Exhibit.objects.visible_to(by).filter(room=shelf.room).values_list("reference", flat=True)
    numbers = [*seen, f"BOX-{rng.randint(100, 999)}"]
    actions.take_inventory(room=shelf.room, numbers=numbers, by=by, key=key(151), at=at)
