"""The clocks and periods of the register (domain C.12; 22 CFR 51.4 and 51.60–51.74). Where the law gives no number it
is local policy; an administrator may set any of them otherwise.

Time given to a person to answer rolls forward; what the office owes under the regulation rolls back (§0.1.3).
"""

from secoffice.deadlines.rules import ROUTINE, STANDARD, Rule, register

EXPIRY, EXPIRY_KEPT, LEFT = "register.expiry", "register.expiry_kept", "register.left"
SCREEN, CORRECTION = "register.screen_losses", "register.correction"
DECIDE, NOTICE, SERVICE, REQUEST = (
    "register.decide",
    "register.notice",
    "register.service",
    "register.request",
)
HEARING, CONTINUED, EVIDENCE = "register.hearing", "register.continued", "register.evidence"
DECISION, SURRENDER = "register.decision", "register.surrender"
ASKED_BEFORE = "register.asked_before"
ADULT, OF_ADULTS, OF_MINORS, OF_SPECIAL = (
    "register.adult",
    "register.valid_adult",
    "register.valid_minor",
    "register.valid_special",
)


def printed(code, duty, says):
    """A day that stands in a document: it is told long before, to one who must renew it, and goes up to nobody."""
    return Rule(
        code, duty, 1826, "cd", "NONE", ROUTINE, half=False, warn_bd=0, says=says, nag_days=0, escalate_bd=(),
        ahead=((180, "cd"), (90, "cd"), (30, "cd")), may_change=("ahead", "at_once", "nag_days", "severity"),
    )  # fmt: skip


RULES = (
    printed(EXPIRY, "end of a document", "a special-issuance document ends: its holder is told"),
    printed(EXPIRY_KEPT, "end of a document kept", "a special-issuance document ends: its keeper is told"),
    Rule(LEFT, "documents of former staff", 5, "bd", "FORWARD", STANDARD, half=False,
        says="settle the special-issuance documents of somebody who left"),
    Rule(SCREEN, "screening of losses", 5, "bd", "FORWARD", STANDARD, half=False,
        says="screen repeated losses of one person"),
    Rule(CORRECTION, "second opinion on a correction", 2, "bd", "FORWARD", ROUTINE, half=False,
        says="confirm or refuse that a loss was recorded in error"),
    Rule(DECIDE, "decision on a proposal", 5, "bd", "FORWARD", STANDARD, half=False,
        says="decide on a proposed revocation"),
    Rule(NOTICE, "notice in writing", 5, "bd", "BACK", STANDARD, half=False,
        says="send the notice of a revocation with its reasons"),
    Rule(SERVICE, "proof of service", 30, "cd", "FORWARD", STANDARD, half=False,
        says="prove that the person received the notice"),
    Rule(REQUEST, "request of the person", 60, "cd", "FORWARD", ROUTINE, half=False, nag_days=0, escalate_bd=(),
        says="the request for a hearing must be received"),
    Rule(HEARING, "hearing", 90, "cd", "BACK", STANDARD, says="hold the hearing"),
    Rule(CONTINUED, "hearing put off", 90, "cd", "NONE", STANDARD, half=False,
        says="hold the hearing that was put off"),
    Rule(EVIDENCE, "evidence before a hearing", -10, "cd", "BACK", STANDARD, half=False,
        says="send the person the evidence relied on"),
    Rule(DECISION, "decision in writing", 30, "cd", "FORWARD", STANDARD, says="decide after the hearing"),
    Rule(SURRENDER, "surrender of a document", 30, "cd", "FORWARD", STANDARD, half=False,
        says="the revoked document is surrendered"),
    # Periods that are counted and compared, without a clock of their own.
    Rule(ASKED_BEFORE, "asking to put a hearing off", -5, "bd", "BACK", ROUTINE, half=False,
        says="the last day to ask that a hearing be put off"),
    Rule(ADULT, "age for the longer validity", 16, "year", "NONE", ROUTINE, half=False,
        says="the age from which a passport is valid longer"),
    Rule(OF_ADULTS, "validity of a passport", 10, "year", "NONE", ROUTINE, half=False,
        says="validity of a passport issued at that age or later"),
    Rule(OF_MINORS, "validity of a child’s passport", 5, "year", "NONE", ROUTINE, half=False,
        says="validity of a passport issued before that age"),
    Rule(OF_SPECIAL, "validity of special issuance", 5, "year", "NONE", ROUTINE, half=False,
        says="validity of a special-issuance passport, or while the status lasts"),
)  # fmt: skip

for rule in RULES:
    register(rule)
