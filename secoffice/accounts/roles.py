"""The roles of domain §0.2, declared in code and kept as groups by `sync_roles`.

A person gets roles, never single permissions. What a role may do stands in the workflow tables and in the
admissions that verbs write, not here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """`per_matter` roles open nothing by themselves: oversight is granted matter by matter (§0.6.10)."""

    code: str
    label: str
    says: str
    per_matter: bool = False


# By room, as the staff pages show them.
ROOMS = {
    "Office": (
        Role("AGENT", "Case agent", "works cases assigned to them"),
        Role("CASE_SUP", "Case supervisor", "approves, assigns and reviews the cases of a unit"),
        Role("RSO", "Regional security officer", "answers for security at a post"),
        Role("DIRECTOR", "Office director", "decides for a whole office and gives extensions"),
        Role("INTAKE", "Intake officer", "takes and screens complaints"),
        Role("DUTY_OFF", "Duty officer", "keeps the log and answers out of hours"),
    ),
    "Evidence and documents": (
        Role("EVID_CUST", "Evidence custodian", "keeps the evidence room"),
        Role("EVID_AUD", "Evidence auditor", "inventories evidence kept by others", per_matter=True),
        Role("DOC_EXAM", "Document examiner", "examines travel documents"),
        Role("CONS_LIA", "Consular liaison", "works with the consular section"),
    ),
    "Personnel security": (
        Role("PSS_PROC", "Clearance processor", "runs vetting cases"),
        Role("ADJ", "Adjudicator", "recommends on eligibility"),
        Role("ADJ_REV", "Second-level adjudicator", "reviews recommendations"),
        Role("DEC_OFF", "Deciding official", "decides denial and revocation"),
        Role("PANEL", "Appeal panel member", "hears appeals", per_matter=True),
        Role("UNIT_SEC", "Unit security officer", "keeps a unit's access list"),
    ),
    "Events and threats": (
        Role("EVENT_LEAD", "Event coordinator", "leads an event security programme"),
        Role("WS_LEAD", "Workstream lead", "leads one workstream of an event"),
        Role("DETAIL_LDR", "Protective detail leader", "leads a protective detail"),
        Role("ANALYST", "Threat analyst", "writes threat products"),
        Role("ANALYST_REV", "Analysis reviewer", "releases threat products"),
        Role("LIAISON", "Liaison officer", "works with partner agencies"),
    ),
    "Records and oversight": (
        Role("REC_OFF", "Records officer", "retention and purging", per_matter=True),
        Role("PRIV_OFF", "Privacy officer", "privacy requests", per_matter=True),
        Role("LEGAL", "Legal adviser", "advises on a matter", per_matter=True),
        Role("OIG", "Oversight", "inspects a matter it was granted", per_matter=True),
        Role("SYSADMIN", "System administrator", "keeps accounts and settings; sees no case content"),
    ),
}
ROLES = {role.code: role for room in ROOMS.values() for role in room}

# Who may approve, in the order a request climbs inside one office.
APPROVERS = ("CASE_SUP", "RSO", "DIRECTOR")

# Roles that one person may not hold together (§0.4).
APART = (("EVID_CUST", "EVID_AUD"), ("ADJ", "DEC_OFF"), ("ADJ_REV", "PANEL"), ("DEC_OFF", "PANEL"))


def label(code):
    return ROLES[code].label if code in ROLES else code


def clash(codes):
    """The first pair of roles that may not be held together, or None."""
    return next((pair for pair in APART if set(pair) <= set(codes)), None)
