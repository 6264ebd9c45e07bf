"""Why a passport is revoked, and whether the person can ask for a hearing about it (22 CFR 51.60–51.62, 51.70).

A hearing is open for the grounds marked so and for no other. Where several are stated it is open for those.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ground:
    code: str
    words: str
    hearing: bool

    @property
    def label(self):
        return f"{self.code} {self.words}"


LISTED = (
    Ground("51.62(a)(1)", "The bearer could be denied a passport", True),
    Ground("51.60(b)", "Warrant, court or parole order, extradition or the like, 51.60(b)(1) to (10)", True),
    Ground("51.60(c)", "Serious damage to national security or foreign policy", True),
    Ground("51.60(d)", "A further ground of denial, 51.60(d)", True),
    Ground("51.61(b)", "Conviction of an offence with drugs, where denial is at discretion", True),
    Ground("51.62(a)(2)", "Obtained illegally, by fraud or in error", True),
    Ground("51.62(a)(3)", "Fraudulently altered or misused", False),
    Ground("51.62(b)", "Not a national, or the certificate of citizenship was cancelled", False),
    Ground("51.62(c)(1)", "Report of birth abroad obtained illegally, by fraud or in error", True),
    Ground("51.62(c)(2)", "Report of birth abroad fraudulently altered or misused", True),
    Ground("51.62(d)", "Conviction of sex tourism, where revocation is mandatory", False),
)
GROUNDS = {ground.code: ground for ground in LISTED}
CHOICES = [(ground.code, ground.label) for ground in LISTED]


def with_hearing(codes):
    """Those of these grounds about which a hearing can be asked for, in the order of the list."""
    return tuple(code for code, ground in GROUNDS.items() if code in set(codes) and ground.hearing)
