"""The clocks of a hit (domain C.10, I.2): ask for confirmation within the hour, remind after a day, decide within two
working days. What a name decided by one analyst is looked at again in the sample (H.4)."""

from secoffice.deadlines.rules import ROUTINE, STANDARD, Rule, register

CONFIRM, REMIND, DECIDE = "hits.confirm", "hits.remind", "hits.decide"
DOCUMENT, SAMPLE = "hits.document", "hits.sample"

RULES = (
    Rule(
        CONFIRM, "request to another office", 1, "h", "NONE", STANDARD, half=False, warn_bd=0, at_once=True,
        says="ask the issuing authority to confirm a document hit",
    ),
    Rule(
        REMIND, "answer of another office", 24, "h", "NONE", ROUTINE, half=False, warn_bd=0,
        says="remind the issuing authority of a request for confirmation",
    ),
    Rule(DECIDE, "decision by the document desk", 2, "bd", "FORWARD", STANDARD, says="decide on a hit"),
    Rule(
        DOCUMENT, "further document", 10, "cd", "FORWARD", ROUTINE, half=False,
        says="look whether the document that was asked for has come",
    ),
    Rule(
        SAMPLE, "check of a decision", 5, "bd", "FORWARD", ROUTINE, half=False,
        says="look again at a decision that one analyst took",
    ),
)  # fmt: skip

for rule in RULES:
    register(rule)
