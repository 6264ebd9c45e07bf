"""Which matters there are: how many of each road through the workflow, of which kind, where, since when."""

from datetime import timedelta

from cases.demo.chronicle import A_YEAR_AND_A_HALF, dice
from cases.demo.matter import Matter
from cases.demo.words import crime, documents, inside, threats
from cases.kinds import KINDS

WORDS = {
    "PF": documents.PASSPORTS, "VF": documents.VISAS, "TC": crime.CRIME, "HT": crime.TRAFFICKING,
    "CI": threats.COUNTERINTELLIGENCE, "CT": threats.THREATS, "PI": threats.PROTECTION, "CY": crime.CYBER,
    "AD": inside.CONDUCT, "BI": inside.BACKGROUND, "SV": inside.INCIDENTS, "AS": crime.ASSISTANCE,
}  # fmt: skip

TRIED = ("PF", "VF", "TC", "HT", "CY", "CT")
HOUSE = ("AD", "SV", "PI")
PROBED = ("screen", "assign", "preliminary")
INVESTIGATED = (*PROBED, "full")

# How many, the steps, days since the last one (from, to), the kinds that go this road first.
ROADS = (
    (8, (), (0, 5), ()),
    (7, ("screen",), (0, 5), ()),
    (7, ("screen", "offer"), (0, 3), ()),
    (18, ("screen", "drop"), (12, 520), ("SV", "PI", "AS", "VF")),
    (23, PROBED, (3, 190), ()),
    (5, (*PROBED, "ask:open_full"), (0, 3), TRIED),
    (3, (*PROBED, "ask:close"), (0, 4), ()),
    (22, (*PROBED, "close"), (8, 470), ()),
    (24, INVESTIGATED, (4, 330), ()),
    (6, ("screen", "assign", "full"), (6, 120), ("CT", "CY", "PF")),
    (3, (*INVESTIGATED, "ask:refer"), (0, 3), TRIED),
    (13, (*INVESTIGATED, "close"), (15, 400), ()),
    (9, (*INVESTIGATED, "refer"), (3, 46), TRIED),
    (3, (*INVESTIGATED, "refer", "decline"), (5, 60), TRIED),
    (6, (*INVESTIGATED, "refer", "prosecute"), (5, 200), TRIED),
    (8, (*INVESTIGATED, "refer", "prosecute", "close"), (15, 300), TRIED),
    (5, (*INVESTIGATED, "administer"), (5, 60), HOUSE),
    (6, (*INVESTIGATED, "administer", "close"), (20, 330), HOUSE),
    (4, (*INVESTIGATED, "suspend"), (10, 240), TRIED),
    (2, (*INVESTIGATED, "suspend", "resume"), (10, 50), TRIED),
    (5, ("screen", "assign", "preliminary", "transfer"), (15, 430), ("CI", "CT", "AS", "VF")),
    (3, (*INVESTIGATED, "close", "reopen"), (3, 40), ()),
    (4, (*INVESTIGATED, "report"), (12, 45), TRIED),
)
DAYS = {
    "screen": (1, 4), "offer": (0, 2), "assign": (0, 2), "drop": (1, 6), "preliminary": (2, 5), "full": (18, 60),
    "refer": (30, 80), "prosecute": (12, 27), "decline": (12, 27), "administer": (18, 50), "suspend": (25, 60),
    "resume": (30, 60), "close": (20, 60), "reopen": (30, 60), "transfer": (15, 40), "ask": (8, 20), "report": (30, 55),
}  # fmt: skip
DIRECT = {"full": (4, 9)}  # without a preliminary inquiry
OFFICES = {"UTP": 0.43, "QMR": 0.18, "HQS": 0.18, "HIM": 0.14, "RSC": 0.07}
AGENTS = {
    "UTP": ("rhea.dunmore", "odd.castell", "mirela.sandu-ferro"),
    "HQS": ("kenji.moriwake",), "RSC": ("dorian.vex",), "QMR": ("bram.oosterlinck",), "HIM": ("pema.dolkarma",),
}  # fmt: skip
LOGGERS = {
    "UTP": ("nuno.valadao", "nuno.valadao", "nuno.valadao", "joana.peixinho"),
    "HQS": ("neville.protherow",), "RSC": ("dorian.vex",), "QMR": ("huda.karawani",), "HIM": ("suresh.bajrachandra",),
}  # fmt: skip
LEAVER = "gustav.brandlhof"
LEFT_BEFORE = 62  # days ago
CHANCES = {
    "slipping": 0.12,
    "returned": 0.08,
    "refused": 0.14,
    "extended": 0.8,
    "forgotten": 0.03,
    "anonymous": 0.07,
}


def deck(rng):
    """Every scenario three times over, shuffled, none of them next to its twin."""
    cards = [(kind, scenario) for kind, words in WORDS.items() for scenario in words.scenarios]
    turns = [rng.sample(cards, len(cards)) for _ in range(3)]
    return [card for turn in turns for card in turn]


def matters(today):
    """All of them, oldest first."""
    rng, number, made = dice("plan"), 0, []
    cards, where = deck(rng), seats(rng)
    for count, steps, (least, most), kinds in ROADS:
        for turn in range(count):
            number += 1
            since = least + (most - least) * turn // max(count - 1, 1)
            card = next((card for card in cards if not kinds or card[0] in kinds), cards[0])
            cards.remove(card)
            made.append(matter(number, card, steps, since, where.pop(), today, rng))
    return sorted(made, key=lambda one: (one.opened_on, one.number))


def seats(rng):
    """Offices in proportion, in a fixed shuffle."""
    total = sum(count for count, *_ in ROADS)
    rest = [office for office, share in OFFICES.items() for _ in range(round(share * total))]
    rest += ["UTP"] * (total - len(rest))
    return rng.sample(rest, total)


def matter(number, card, steps, since, office, today, rng):
    kind, scenario = card
    path = tuple((step, days_before(step, steps, rng)) for step in steps)
    used = sum(days if step in IN_DAYS else round(days * 1.45) + 1 for step, days in path)
    ago = min(used + since + (6 if len(steps) > 3 else 1), A_YEAR_AND_A_HALF)
    opened_on = today - timedelta(days=ago)
    compartment = {"compartment"} if KINDS[kind].compartment else set()
    traits = compartment | {trait for trait, chance in CHANCES.items() if rng.random() < chance}
    logger = AGENTS[office][0] if compartment and office != "HQS" else rng.choice(LOGGERS[office])
    agent = agent_of(office, number, ago)
    return Matter(
        number, kind, scenario, WORDS[kind], office, agent, logger, path, opened_on, frozenset(traits)
    )


IN_DAYS = {"preliminary", "full", "refer", "prosecute", "decline", "administer", "suspend", "resume", "close",
           "reopen", "transfer", "report"}  # fmt: skip


def days_before(step, steps, rng):
    name = step.split(":")[0]
    span = DIRECT[name] if name in DIRECT and "preliminary" not in steps else DAYS[name]
    return rng.randint(*span)


def agent_of(office, number, ago):
    """At the post of the leaver every third old matter was theirs until they left."""
    if office == "UTP" and ago > LEFT_BEFORE + 20 and number % 4 == 0:
        return LEAVER
    agents = AGENTS[office]
    return agents[number % len(agents)]
