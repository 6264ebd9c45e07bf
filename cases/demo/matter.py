"""A matter of the demonstration: what it is about, who is in it, and the case it became."""

from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from django.db import connection

from cases.actions import opening
from cases.demo.chronicle import SEED, Hours, dice
from cases.demo.places import slots

KNOWN_ALREADY = {"FACIL": 0.4, "SUBJECT": 0.06}  # how often a case meets somebody from an earlier one
CHANGING = ("status", "officer_id", "offered_to_id", "came_from", "quarantined_at", "version", "priority")
AGAIN = f"SELECT {', '.join(CHANGING)} FROM cases_case WHERE id = %s"  # asked four thousand times


@dataclass
class Matter:
    """`path` are steps with the days before each; `traits` say what goes otherwise than usual."""

    number: int
    kind: str
    scenario: object
    words: object
    office: str
    agent: str
    logger: str
    path: tuple
    opened_on: object
    traits: frozenset = frozenset()
    rng: object = field(init=False)

    def __post_init__(self):
        self.rng = dice("matter", self.number)
        self.slots = slots(self.office, self.rng)

    def say(self, sentence):
        return sentence.format(**self.slots)

    def pick(self, sentences):
        return self.say(self.rng.choice(sentences))


class File:
    """The case a matter became, with the people who may act in it. Read again before every deed."""

    def __init__(self, matter, world):
        self.matter, self.world, self.rng = matter, world, matter.rng
        self.office, self.unit = world.offices[matter.office], world.units[matter.office, "INV"]
        self.hours = Hours(self.office, self.rng)
        self.lead, self.logger = world.leads[matter.office], world.people[matter.logger]
        self.unit.supervisor = self.lead
        self.case, self.met, self._keys = None, False, 0

    def key(self):
        self._keys += 1
        return uuid5(NAMESPACE_URL, f"{SEED}/{self.matter.number}/{self._keys}")

    def fresh(self):
        """What others may have changed, read again; the office and unit around it stay the same objects."""
        with connection.cursor() as cursor:
            cursor.execute(AGAIN, [self.case.pk])
            for name, value in zip(CHANGING, cursor.fetchone(), strict=True):
                setattr(self.case, name, value)
        return self.case

    @property
    def officer(self):
        return self.world.by_id.get(self.case.officer_id)

    @property
    def screener(self):
        """Intake, unless the matter is kept from them."""
        intake = self.world.intake.get(self.matter.office)
        return self.lead if "compartment" in self.matter.traits or intake is None else intake

    def log(self, at, title):
        matter, scenario = self.matter, self.matter.scenario
        self.case = opening.log_case(
            key=self.key(), by=self.logger, at=at, kind=matter.kind, title=title, office=self.office, unit=self.unit,
            allegation=matter.say(scenario.allegation), source=scenario.source, channel=scenario.channel,
            priority=scenario.priority, anonymous="anonymous" in matter.traits, received_on=None,
            marking=self.world.markings.get(matter.number, ""), subjects=self.people(),
        )  # fmt: skip
        if self.met:
            self.world.kept.learn(self.case)
        return self.fresh()

    def people(self):
        """Those in the scenario; now and then somebody whom another case knows already."""
        if self.matter.number in self.world.cast:
            return self.world.cast[self.matter.number]
        told = []
        for part in self.matter.scenario.parts:
            if self.rng.random() < KNOWN_ALREADY.get(part, 0):
                told.append({"part": part, **self.world.kept.somebody(self.rng)})
                self.met = True
            else:
                told.append({"part": part, "facts": self.world.crowd.somebody(self.matter.office, self.rng)})
        return told
