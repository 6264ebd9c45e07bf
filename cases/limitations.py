"""Limitation periods belong to the offence, not to the kind of case (domain §0.6.8). Pure.

Public law of the United States as generally known; every date that comes from here is labelled "confirm with
the prosecutor". A new statute is a line below. `OTHER` is the general period of 18 USC 3282.
"""

from dataclasses import dataclass

GENERAL = 5
SOURCES = {
    5: "five years generally, 18 USC 3282",
    10: "ten years for nationality and passport offences, 18 USC 3291",
}


@dataclass(frozen=True)
class Statute:
    """An offence and the years within which it can be prosecuted."""

    code: str
    label: str
    years: int = GENERAL

    @property
    def source(self):
        return SOURCES[self.years]


STATUTES = {
    statute.code: statute
    for statute in (
        Statute("18-1541", "18 USC 1541, passport issued without authority", 10),
        Statute("18-1542", "18 USC 1542, false statement for a passport", 10),
        Statute("18-1543", "18 USC 1543, forged or altered passport", 10),
        Statute("18-1544", "18 USC 1544, misuse of a passport", 10),
        Statute("18-1423", "18 USC 1423, misuse of evidence of citizenship", 10),
        Statute("18-1424", "18 USC 1424, personation in naturalisation", 10),
        Statute("18-1425", "18 USC 1425, unlawful naturalisation", 10),
        Statute("18-1426", "18 USC 1426, forged citizenship papers", 10),
        Statute("18-1427", "18 USC 1427, sale of citizenship papers", 10),
        Statute("18-1428", "18 USC 1428, cancelled certificate kept", 10),
        Statute("18-1546", "18 USC 1546, visa fraud"),
        Statute("18-0371", "18 USC 371, conspiracy"),
        Statute("18-0911", "18 USC 911, false claim to citizenship"),
        Statute("18-1001", "18 USC 1001, false statement"),
        Statute("18-1028", "18 USC 1028, identity document fraud"),
        Statute("18-1028A", "18 USC 1028A, aggravated identity theft"),
        Statute("18-1030", "18 USC 1030, computer fraud"),
        Statute("OTHER", "Another offence under the general period"),
    )
}
CHOICES = [(statute.code, statute.label) for statute in STATUTES.values()]
