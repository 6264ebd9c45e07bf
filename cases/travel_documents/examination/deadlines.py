"""The clocks of an examination: its conclusion, and the word of the second examiner (domain C.9)."""

from secoffice.deadlines.rules import ROUTINE, STANDARD, Rule, register

FINISH, SECOND = "examination.finish", "examination.second"

RULES = (
    Rule(
        FINISH, "conclusion of an examination", 10, "bd", "FORWARD", ROUTINE,
        says="conclude the examination of a document",
    ),
    Rule(
        SECOND, "second look at a document", 2, "bd", "FORWARD", STANDARD, half=False,
        says="confirm an adverse conclusion, or send it back",
    ),
)  # fmt: skip

for rule in RULES:
    register(rule)
