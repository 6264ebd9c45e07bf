"""The catalogue of what such an office investigates (domain A.1). A new kind is a line here.

`marking` is the default banner; `compartment` keeps the unit and the office's supervisors out until they are
named one by one; `rules` are further deadline rules that run from the day the case is logged.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    code: str
    label: str
    marking: str
    trigger: str
    compartment: bool = False
    rules: tuple = ()


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "PF",
            "Passport fraud",
            "CUI//INV/PRVCY",
            "application anomaly, several identities, lost or stolen hit",
        ),
        Kind("VF", "Visa fraud", "CUI//INV/PRVCY", "consular referral, petition ring, malfeasance"),
        Kind("TC", "Transnational crime, fugitives", "CUI//INV", "partner request, notice hit"),
        Kind(
            "HT",
            "Human trafficking",
            "CUI//INV/PRVCY",
            "report by a victim or an organisation",
            compartment=True,
        ),
        Kind("CI", "Counterintelligence", "CUI//INV", "contact report, foreign approach", compartment=True),
        Kind("CT", "Counterterrorism, threat to a mission", "CUI//INV", "threat report, surveillance seen"),
        Kind("PI", "Protective intelligence", "CUI//INV/PRVCY", "approach, letter, fixation on a protectee"),
        Kind("CY", "Cyber and digital evidence", "CUI//INV", "compromise, spear-phishing"),
        Kind("AD", "Suitability, misconduct", "CUI//INV/PERS", "supervisor, oversight", compartment=True),
        Kind("BI", "Background investigation support", "CUI//PERS/PRVCY", "lead from a clearance case"),
        Kind("SV", "Security violation or incident", "CUI", "after-hours check, spill"),
        Kind(
            "AS",
            "Assistance to another agency",
            "CUI",
            "request for assistance; the requester's marking governs",
        ),
    )
}

CHOICES = [(kind.code, kind.label) for kind in KINDS.values()]

# Where a complaint came from and how it reached us (A.2: source and channel are recorded before screening).
SOURCES = [
    ("CONSULAR", "Consular section"),
    ("STAFF", "Member of staff"),
    ("PUBLIC", "Member of the public"),
    ("PARTNER", "Partner agency"),
    ("HOST", "Host-country authority"),
    ("OWN", "Own observation"),
    ("OTHER", "Other"),
]
CHANNELS = [
    ("WALK_IN", "Walk-in"),
    ("PHONE", "Telephone"),
    ("MAIL", "Letter or e-mail"),
    ("REFERRAL", "Referral"),
    ("LOG", "Daily log"),
    ("OTHER", "Other"),
]

# Domain A.6: the closed list of outcomes, by group.
DISPOSITIONS = [
    (
        "Criminal",
        [
            ("CONVICTED", "Convicted"),
            ("PLEA", "Plea"),
            ("ACQUITTED", "Acquitted"),
            ("DISMISSED", "Dismissed"),
            ("DIVERSION", "Diversion"),
            ("DECLINED_FEDERAL", "Declined, federal"),
            ("DECLINED_STATE", "Declined, state"),
            ("FUGITIVE_OPEN", "Fugitive, open warrant"),
            ("EXTRADITED", "Extradited"),
            ("REMOVED_FROM_COUNTRY", "Removed from the country"),
        ],
    ),
    (
        "Administrative",
        [
            ("SUBSTANTIATED", "Substantiated"),
            ("UNSUBSTANTIATED", "Unsubstantiated"),
            ("UNFOUNDED", "Unfounded"),
            ("INCONCLUSIVE", "Inconclusive"),
            ("REFERRED_HR", "Referred to human resources"),
            ("REFERRED_OIG", "Referred to oversight"),
            ("REFERRED_PSS", "Referred to personnel security"),
        ],
    ),
    (
        "Document",
        [
            ("PASSPORT_DENIED", "Passport denied"),
            ("PASSPORT_REVOKED", "Passport revoked"),
            ("VISA_REFUSED", "Visa refused"),
            ("VISA_REVOKED", "Visa revoked"),
            ("LOOKOUT_ENTERED", "Lookout entered"),
            ("DOC_RETURNED_TO_ISSUER", "Document returned to issuer"),
        ],
    ),
    (
        "Other",
        [
            ("NO_JURISDICTION", "No jurisdiction"),
            ("LACK_OF_RESOURCES", "Lack of resources"),
            ("STATUTE_EXPIRED", "Limitation period expired"),
            ("MERGED", "Merged"),
            ("TRANSFERRED", "Transferred"),
            ("SUBJECT_DECEASED", "Subject deceased"),
        ],
    ),
]
