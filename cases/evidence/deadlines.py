"""The clocks of evidence (domain A.8). Numbers are settings: an administrator may change them."""

from secoffice.deadlines.rules import Rule, register

ROOM, ACCEPT, SHIPPING, DISPOSE = (
    "evidence.room",
    "evidence.accept",
    "evidence.shipping",
    "evidence.dispose",
)

register(
    Rule(ROOM, "storage of an item", 1, "bd", "FORWARD", says="bring what was seized to the evidence room")
)
register(Rule(ACCEPT, "acceptance of an item", 1, "bd", "FORWARD", says="accept or refuse a hand-over"))
register(
    Rule(SHIPPING, "delivery of an item", 10, "cd", "FORWARD", says="what was shipped arrives in its window")
)
register(Rule(DISPOSE, "end of an item", 30, "cd", "FORWARD", says="carry out an approved disposal"))
