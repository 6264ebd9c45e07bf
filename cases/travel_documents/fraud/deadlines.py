"""The clocks of a visa referral (domain C.11): the review of the fraud prevention unit, and the word of the security
officer."""

from secoffice.deadlines.rules import ROUTINE, STANDARD, Rule, register

REVIEW, DECIDE = "document_fraud.review", "document_fraud.decide"

RULES = (
    Rule(REVIEW, "review of a visa", 30, "cd", "FORWARD", ROUTINE, says="finish the review of a suspected visa"),
    Rule(
        DECIDE, "decision on a referral", 5, "bd", "FORWARD", STANDARD, half=False,
        says="open a case on a referral, or decline it",
    ),
)  # fmt: skip

for rule in RULES:
    register(rule)
