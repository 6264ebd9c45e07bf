"""The office as the stories find it: who sits where, who may act, who is met again."""

from datetime import timedelta
from hashlib import md5

from cases.demo.chronicle import dice
from cases.demo.names import Crowd
from cases.demo.places import slots
from cases.demo.plan import AGENTS
from cases.demo.words import general
from cases.models import Counter
from cases.numbers import fiscal_year

READERS = ("soraya.benhaddou-lys", "livia.marrow", "imre.kaldory", "hollis.brandemuir")
HELPERS = {
    "UTP": ("odd.castell", "rhea.dunmore", "mirela.sandu-ferro", "yuki.arranmore", "nuno.valadao"),
    "QMR": ("huda.karawani", "dorian.vex"),
    "HIM": ("suresh.bajrachandra", "dorian.vex"),
    "HQS": ("livia.marrow", "neville.protherow"),
    "RSC": ("kenji.moriwake",),
}
KNOWN = (
    [("NAME", "Pavel Ostrovny", ""), ("NAME", "Павел Островный", ""), ("BORN", "1974-08-12", ""),
     ("PASSPORT", "UX7654321", "UTO")],
    [("NAME", "Marcelline Duarte-Voss", ""), ("BORN", "1969-??-??", ""), ("PHONE", "+44 7700 900146", "")],
    [("NAME", "Yahya Qamarani", ""), ("NAME", "يحيى القمراني", ""), ("PHONE", "+44 7700 900777", ""),
     ("ACCOUNT", "QMR41000000778812", "")],
    [("NAME", "Lin Zhiyuan", ""), ("NAME", "林志遠", ""), ("EMAIL", "z.lin.agency@example.com", "")],
    [("NAME", "Ilya Sorn-Keller", ""), ("BORN", "1981-03-??", ""), ("PLATE", "UA 17 402", "UTO")],
)  # fmt: skip


class Kept:
    """The few people whom several cases know, each under the same handle."""

    def __init__(self):
        self.person = {}

    def somebody(self, rng):
        number = rng.randrange(len(KNOWN))
        facts = [KNOWN[number][0], *rng.sample(KNOWN[number][1:], rng.randint(1, len(KNOWN[number]) - 1))]
        known = self.person.get(number)
        return {"facts": facts, "person": known} if known else {"facts": facts}

    def learn(self, case):
        """Remember the handle that a case gave to one of them."""
        for subject in case.subjects.select_related("person"):
            names = set(subject.person.facts.names().values_list("value", flat=True))
            for number, facts in enumerate(KNOWN):
                if facts[0][1] in names:
                    self.person.setdefault(number, subject.person)


class World:
    def __init__(self, chronicle, offices, units, people):
        self.chronicle, self.today = chronicle, chronicle.today
        self.offices, self.units, self.people = offices, units, people
        self.by_id = {person.pk: person for person in people.values()}
        self.crowd, self.kept = Crowd(), Kept()
        self.leads = {code: self.by_id[units[code, "INV"].supervisor_id] for code in offices}
        self.directors = {
            "HQS": people["tomas.ferreira-lund"], "RSC": people["beatrix.volkmarin"],
            "UTP": people["casimir.rothwell"], "QMR": people["beatrix.volkmarin"], "HIM": people["beatrix.volkmarin"],
        }  # fmt: skip
        self.intake = {
            "UTP": people["nuno.valadao"], "HQS": people["neville.protherow"], "QMR": people["huda.karawani"],
            "HIM": people["suresh.bajrachandra"],
        }  # fmt: skip
        self.titles, self.markings, self.cast = set(), {}, {}
        self.files, self.hosts = [], []
        self.slips_since = self.today - timedelta(days=45)

    def number_the_years(self, first, last):
        """Keys of the number series from the seed, so that every load gives the same numbers."""
        for office in self.offices.values():
            for year in range(fiscal_year(first), fiscal_year(last) + 2):
                for series in ("", *"LTSBHXRPQVFW"):
                    key = md5(
                        f"demo/{office.code}/{year}/{series}".encode(), usedforsecurity=False
                    ).hexdigest()
                    Counter.objects.get_or_create(
                        office=office, year=year, series=series, defaults={"key": key}
                    )

    def title(self, matter):
        """The scenario's title with the facts of this matter; the same words never twice."""
        for _ in range(40):
            if (title := matter.say(matter.scenario.title)) not in self.titles:
                break
            matter.slots = slots_again(matter)
        else:
            title = next(t for t in (f"{title}, {word} report" for word in AGAIN) if t not in self.titles)
        self.titles.add(title)
        return title

    def colleague(self, office, *, but):
        return next((self.people[handle] for handle in AGENTS[office] if handle != but), None)

    def decider(self, approval):
        """The supervisor; for the ones of a supervisor's own, or now and then, the office above decides."""
        lead = self.leads[approval.case.office.code]
        if approval.office_id != approval.case.office_id or lead.pk == approval.asked_by_id:
            return next(one for one in self.directors.values() if one.office_id == approval.office_id)
        return lead

    def team_for(self, file):
        """[(colleague, part, reason)]: somebody of the post, and now and then a reader from headquarters."""
        rng, taken = file.rng, {file.case.officer_id, file.case.logged_by_id, file.lead.pk}
        helpers = [self.people[handle] for handle in HELPERS[file.matter.office]]
        closed = "compartment" in file.matter.traits or file.case.controls
        helpers = [person for person in helpers if person.pk not in taken and person.is_active]
        helpers = [person for person in helpers if not closed or person.employment == "EMPLOYEE"]
        if helpers and rng.random() < 0.6:
            yield rng.choice(helpers), "MEMBER", rng.choice(general.TEAM)
        if rng.random() < 0.25:
            number = 0 if closed else rng.randrange(len(READERS))
            yield self.people[READERS[number]], "READER", general.READERS[number]


AGAIN = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "further")


def slots_again(matter):
    return slots(matter.office, dice("again", matter.number, *sorted(map(str, matter.slots.values()))))
