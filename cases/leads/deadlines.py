"""The clocks of a lead (domain A.4). The reply is owed by the office that received it, on its calendar; the decision
on a reply by the office that asked. Severities as §0.6.12 says: a routine lead stops at the unit's supervisor.
"""

from cases.models import Priority
from secoffice.deadlines.rules import GRAVE, ROUTINE, STANDARD, Rule, register

REPLY = "reply to a lead"
OF_PRECEDENCE = {
    Priority.IMMEDIATE: "leads.immediate",
    Priority.PRIORITY: "leads.priority",
    Priority.ROUTINE: "leads.routine",
}
REPLY_RULES = tuple(OF_PRECEDENCE.values())
ANSWER, DECIDE = "leads.answer", "leads.decide"

RULES = (
    Rule(
        "leads.immediate", REPLY, 24, "h", "NONE", GRAVE, half=False, at_once=True,
        says="reply to an immediate lead",
    ),
    Rule("leads.priority", REPLY, 5, "bd", "FORWARD", STANDARD, says="reply to a lead with priority"),
    Rule("leads.routine", REPLY, 30, "cd", "FORWARD", ROUTINE, says="reply to a routine lead"),
    Rule(
        ANSWER, "answer to a lead received", 2, "bd", "FORWARD", ROUTINE, half=False,
        says="accept or decline a lead",
    ),
    Rule(
        DECIDE, "decision on a reply", 5, "bd", "FORWARD", ROUTINE, half=False,
        says="accept a reply or return it as incomplete",
    ),
)  # fmt: skip

for rule in RULES:
    register(rule)
