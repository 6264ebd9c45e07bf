"""Examinations of the demonstration office: one at every point of its way, two that share a flaw and a number range."""

from datetime import timedelta

from cases.demo import desks
from cases.demo.chronicle import Hours, dice
from cases.demo.stories import days_ago
from cases.travel_documents.examination import actions
from cases.travel_documents.examination.models import Examination, FraudType, Indicator

YUKI, DORIAN = "yuki.arranmore", "dorian.vex"
ERIKSSON = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F2204156ZE184226B<<<<<10"
PAGE = {"surname": "Eriksson", "given_names": "Anna Maria", "expiry_date": "2012-04-15", "sex": "F"}
GOOD = {"COVER": ("PRESENT", ""), "STITCHING": ("PRESENT", ""), "WATERMARK": ("PRESENT", "")}
DEAD = {
    "OVD": ("ABSENT", "does not move in oblique light"),
    "BACKGROUND": ("SUSPECT", "toner dots under the glass"),
}

# Days ago, number, zone, page, features, (conclusion, likelihood, kinds of fraud, grounds), steps that follow.
TALES = (
    (
        96,
        "L898902C3",
        ERIKSSON,
        PAGE,
        GOOD | {"MRZ": ("SUSPECT", "last digit fails"), "LAMINATE": ("SUSPECT", "lifted at the corner")},
        (
            "ALTERED",
            "VERY",
            ("ALTERED",),
            "The expiry was changed in zone and page; the composite digit was not.",
        ),
        ("submit", "confirm"),
    ),
    (
        58,
        "UZ0093301",
        "",
        {},
        GOOD | DEAD,
        ("COUNTERFEIT", "ALMOST", ("COUNTERFEIT",), "Toner print, dead hologram."),
        ("submit", "confirm"),
    ),
    (
        31,
        "UZ0093318",
        "",
        {},
        GOOD | DEAD,
        (
            "COUNTERFEIT",
            "VERY",
            ("COUNTERFEIT", "STOLEN_BLANK"),
            "The same dead hologram as three weeks ago.",
        ),
        ("submit", "confirm"),
    ),
    (
        24,
        "UX5518820",
        "",
        {},
        GOOD | {"PHOTO": ("PRESENT", "")},
        ("GENUINE", "VERY", (), "Everything is as in the specimen."),
        ("conclude",),
    ),
    (
        9,
        "UM9025516",
        "",
        {},
        GOOD | {"PHOTO": ("SUSPECT", "a second layer")},
        ("ALTERED", "LIKELY", ("ALTERED",), "A second layer over the photograph."),
        ("submit", "differ"),
    ),
    (
        3,
        "UR3340018",
        "",
        {},
        GOOD | {"PAGES": ("ABSENT", "17 and 18 are missing")},
        ("ALTERED", "VERY", ("ALTERED",), "Two pages are cut out."),
        ("submit",),
    ),
    (1, "UK1180245", "", {}, {"COVER": ("PRESENT", "")}, None, ()),
)
WORDS = {
    "confirm": "Looked at the images under the lamp and at the specimen; I see the same.",
    "differ": "The layer is the laminate of the 2019 series. Compare with a book of that year.",
}


@desks.add
def begin(world):
    for tale in TALES:
        world.chronicle.tell(told(world, *tale))


def told(world, days, number, zone, page, features, concluded, steps):
    at = yield days_ago(world, "UTP", days, f"examination {number}", first=9, last=15)
    by, hours = world.people[YUKI], Hours(world.offices["UTP"], dice("examination", number))
    given = {"kind": "passport", "issuer": "UTO", "number": number, "zone": zone, "level": 2}
    record = actions.begin(by=by, key=desks.key("examination", number), at=at, **given)
    if page:
        actions.describe(
            record=record, by=by, version=record.version, at=at, visual=page, instruments="10× loupe, 365 nm"
        )
    record = fresh(record)
    at += timedelta(minutes=40)
    actions.look_at(record=record, by=by, version=record.version, features=features, at=at)
    if concluded is None:
        return
    conclusion, likelihood, kinds, grounds = concluded
    record, types = fresh(record), FraudType.objects.filter(code__in=kinds)
    signs = Indicator.objects.filter(fraud_type__in=types, text__contains="hologram")
    actions.conclude_as(
        record=record, by=by, version=record.version, at=at, conclusion=conclusion, likelihood=likelihood,
        grounds=grounds, fraud_types=list(types), indicators=list(signs),
    )  # fmt: skip
    for name in steps:
        second = name in WORDS
        at = (yield hours.after(at, 1)) if second else at + timedelta(minutes=10)
        record, who = fresh(record), world.people[DORIAN] if second else by
        actions.take(
            record=record, name=name, by=who, version=record.version, reason=WORDS.get(name, ""), at=at
        )


def fresh(record):
    return Examination._base_manager.select_related("office", "examiner").get(pk=record.pk)
