"""The clocks of an investigation (domain A.2). Numbers are settings: an administrator may change them."""

from secoffice.deadlines.rules import Rule, register

RULES = (
    Rule(
        "cases.acknowledge",
        "acknowledgement",
        2,
        "bd",
        "FORWARD",
        "routine",
        says="acknowledge the complaint",
    ),
    Rule("cases.screen", "screening", 5, "bd", "FORWARD", "standard", says="screen the complaint"),
    Rule(
        "cases.accept",
        "answer to an assignment",
        1,
        "bd",
        "FORWARD",
        "routine",
        says="accept or return the case",
    ),
    Rule(
        "cases.review_30",
        "supervisory review",
        30,
        "cd",
        "FORWARD",
        "standard",
        says="first supervisory review",
    ),
    Rule(
        "cases.review_60",
        "supervisory review",
        60,
        "cd",
        "FORWARD",
        "standard",
        says="second supervisory review",
    ),
    Rule(
        "cases.review_90",
        "supervisory review",
        90,
        "cd",
        "FORWARD",
        "standard",
        says="third supervisory review",
    ),
    Rule(
        "cases.review_next",
        "supervisory review",
        90,
        "cd",
        "FORWARD",
        "standard",
        says="next supervisory review",
    ),
    Rule(
        "cases.review_preliminary",
        "supervisory review",
        30,
        "cd",
        "FORWARD",
        "standard",
        says="preliminary review",
    ),
    Rule(
        "cases.preliminary_end",
        "end of stage",
        180,
        "cd",
        "FORWARD",
        "grave",
        says="end the preliminary inquiry",
    ),
    Rule("cases.referral_diary", "response diary", 30, "cd", "FORWARD", "standard", says="chase the reply"),
    Rule("cases.report", "report", 30, "cd", "FORWARD", "standard", says="report of investigation"),
    Rule(
        "cases.limitation",
        "legal time limit",
        5,
        "year",
        "NONE",
        "grave",
        half=False,
        ahead=((12, "month"), (6, "month"), (3, "month")),
        # never the law
        may_change=("ahead", "warn_bd", "escalate_bd", "at_once", "nag_days", "duty_officer"),
        says="end of a limitation period; confirm it with the prosecutor",
    ),
    Rule("cases.decide", "decision asked for", 2, "bd", "FORWARD", "routine", says="decide what was asked"),
    Rule(
        "cases.access_ends",
        "end of access",
        30,
        "cd",
        "NONE",
        "routine",
        half=False,
        warn_bd=5,
        nag_days=0,
        escalate_bd=(),
        may_change=("warn_bd", "ahead", "at_once"),
        says="end of an access that was given for a time",
    ),
)

LIMITATION = "cases.limitation"
ACCESS = "cases.access_ends"
REVIEWS = ("cases.review_30", "cases.review_60", "cases.review_90", "cases.review_next")
PRELIMINARY = ("cases.review_preliminary", "cases.preliminary_end")

# Reviews after the first ones stay anchored to the day the stage began: 30, 60, 90, then every 90 days.
EVERY = {"cases.review_preliminary": 30, "cases.review_next": 90}

for rule in RULES:
    register(rule)
