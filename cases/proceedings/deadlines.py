"""The clocks of proceedings. That of referrals is the response diary of the department, `cases.referral_diary`."""

from secoffice.deadlines.rules import Rule, register

RETURN, DIARY = "proceedings.return", "cases.referral_diary"

register(
    Rule(
        RETURN,
        "return of a paper",
        14,
        "cd",
        "NONE",
        "standard",
        half=False,
        says="a legal process comes back by the day written on it",
    )
)
