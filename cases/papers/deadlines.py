"""The clocks of papers (A.5): numbers are settings."""

from secoffice.deadlines.rules import ROUTINE, STANDARD, Rule, register

MEMORANDUM = register(
    Rule(
        "papers.memorandum",
        "memorandum",
        5,
        "bd",
        "FORWARD",
        STANDARD,
        says="hand in the memorandum of an interview",
    )
)
DECIDE = register(
    Rule(
        "papers.decide",
        "decision asked for",
        2,
        "bd",
        "FORWARD",
        ROUTINE,
        says="approve a paper or send it back",
    )
)
MEND = register(
    Rule("papers.mend", "correction", 2, "bd", "FORWARD", ROUTINE, says="mend a paper that was sent back")
)
