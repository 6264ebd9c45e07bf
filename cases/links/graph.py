"""The link chart of a case as things and links, for one reader."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from functools import partial

from django.urls import reverse
from django.utils.crypto import salted_hmac

from cases.links import asking
from cases.models import Subject
from secoffice import ports
from secoffice.people.models import Fact, Judgement, Relationship
from secoffice.people.reading import Known

KINDS = {
    "case": "Case",
    "person": "Person",
    "identifier": "Identifier",
    "document": "Document",
    "lead": "Lead",
}
MOST, OPENED = 200, 20


@dataclass
class Thing:
    """`opens` is its word in the address by which a reader looks one step further."""

    key: str
    kind: str
    label: str
    note: str = ""
    url: str = ""
    opens: str = ""
    links: int = 0

    @property
    def kind_label(self):
        return KINDS[self.kind]


@dataclass
class Link:
    """`one`'s `says` is `other`; `told` are the references of the records that say so."""

    one: Thing
    other: Thing
    says: str
    told: list = field(default_factory=list)


def opened(words):
    """Read `c12`, `p7`, `f3` from the address, in the order in which they were opened; what is none is left out."""
    found, kept = asking.Opened(), []
    into = {"c": found.cases, "p": found.persons, "f": found.facts}
    for word in dict.fromkeys(words):
        number = word[1:]
        if word[:1] in into and number.isascii() and number.isdigit() and len(number) < 18:
            kept.append(word)
    for word in kept[:OPENED]:
        into[word[0]].add(int(word[1:]))
    return found, kept[:OPENED]


class Chart:
    """Gathers things and links. Nothing is linked to what the reader may not know: the rows never came."""

    def __init__(self, case, user, found):
        self.case, self.user, self.opened = case, user, found
        found.cases.add(case.pk)
        self.things, self.links, self.persons = {}, {}, {}
        self.rows = asking.rows(user, found)
        self._add_persons()
        for row in self.rows:
            READERS[row.what](self, row)
        self._add_leads()
        self.cut = len(self.rows) == asking.MOST_ROWS
        self._keep_within_reach()

    @property
    def root(self):
        return f"case:{self.case.pk}"

    def thing(self, key, make):
        if key not in self.things:
            self.things[key] = make()
        return self.things[key]

    def link(self, one, other, says, told=""):
        link = self.links.setdefault((one.key, other.key, says), Link(one, other, says))
        if told and told not in link.told:
            link.told.append(told)

    # Persons and what identifies them

    def _add_persons(self):
        """Everybody in the rows, with the names and the identifiers this reader may see."""
        ends = {asking.PART: ("other",), asking.SHARED: ("other",)}
        pairs = dict.fromkeys((asking.TIE, asking.SAME), ("one", "other"))
        numbers = {getattr(r, end) for r in self.rows for end in (ends | pairs).get(r.what, ())}
        numbers |= self.opened.persons
        told = asking.facts(self.user, numbers, self.opened)
        by_person = defaultdict(list)
        for fact in told:
            by_person[fact.person_id].append(fact)
        self.persons = {number: Known(None, by_person[number]) for number in numbers}
        self._add_identifiers(told)

    def person(self, number):
        return self.thing(f"person:{number}", partial(self._new_person, number))

    def _new_person(self, number):
        known, address = self.persons[number], reverse("people:person", args=[number]) if number else ""
        others = ", ".join(known.others[:3])
        return Thing(f"person:{number}", "person", known.name, others, address, f"p{number}")

    def _add_identifiers(self, told):
        """Those that the opened cases tell or that belong to an opened person, and those that several share."""
        groups = defaultdict(list)
        for fact in told:
            if fact.is_identifier:
                groups[fact.kind, fact.normal, fact.issuer].append(fact)
        for group, same in groups.items():
            shared = len({fact.person_id for fact in same}) > 1
            if shared or any(map(self._asked_for, same)):
                self._new_identifier(group, same)

    def _asked_for(self, fact):
        here = fact.person_id in self.opened.persons or fact.pk in self.opened.facts
        return here or fact.told_in in self.opened.cases

    def _new_identifier(self, group, same):
        key = salted_hmac("cases.links", "|".join(group)).hexdigest()[:16]
        word = next((f"f{fact.pk}" for fact in same if fact.pk in self.opened.facts), f"f{same[0].pk}")
        kind = Fact.Kind(group[0]).label
        node = Thing(f"identifier:{key}", "identifier", same[0].value, kind, opens=word)
        self.things[node.key] = node
        for fact in same:
            self.link(self.person(fact.person_id), node, kind, fact.told)

    # The other rows

    def case_thing(self, number, reference, title):
        address = reverse("cases:detail", args=[reference])
        make = partial(Thing, f"case:{number}", "case", reference, title, address, f"c{number}")
        return self.thing(f"case:{number}", make)

    def add_case(self, row):
        self.case_thing(row.one, row.words, row.more)

    def add_part(self, row):
        case = self.case_thing(row.one, row.words, row.more)
        self.link(case, self.person(row.other), Subject.Part(row.kind).label, row.told)

    def add_tie(self, row):
        says = Relationship.Kind(row.kind).label
        self.link(self.person(row.one), self.person(row.other), says, row.told)

    def add_same(self, row):
        one, other = self.person(row.one), self.person(row.other)
        self.links.pop((one.key, other.key, "Same person"), None)  # a later judgement replaces an earlier
        if row.kind == Judgement.Verdict.SAME:
            self.link(one, other, "Same person", "A judgement")

    def add_file(self, row):
        case = self.things[f"case:{row.one}"]
        address = reverse("cases:file", args=[case.label, row.other])
        node = Thing(f"document:{row.other}", "document", row.words, row.more, address)
        self.link(case, self.thing(node.key, lambda: node), "File", row.told)

    def add_sharing(self, row):
        """The person and the link are there already: an identifier brings all whom it belongs to."""

    def _add_leads(self):
        """What the desk of leads says of them to a reader of this case."""
        root = self.things[self.root]
        for answer in ports.ask("on the chart", case=self.case, by=self.user):
            for row in answer.rows:
                node = Thing(row["key"], "lead", row["title"], row["note"], row["url"])
                self.link(root, self.thing(node.key, lambda node=node: node), answer.sentence, root.label)

    # What is shown of it

    def _keep_within_reach(self):
        """Drop what hangs on nothing that leads to the case, and all beyond the most that a chart can show."""
        beside = defaultdict(list)
        for link in self.links.values():
            beside[link.one.key].append(link.other.key)
            beside[link.other.key].append(link.one.key)
        reached, ahead = {self.root: None}, deque([self.root])
        while ahead:
            for key in beside[ahead.popleft()]:
                if key not in reached:
                    reached[key] = None
                    ahead.append(key)
        self.cut = self.cut or len(reached) > MOST
        self.narrow(list(reached)[:MOST])

    def narrow(self, keys):
        self.things = {key: self.things[key] for key in keys}
        ends = self.things.keys()
        self.links = {k: link for k, link in self.links.items() if k[0] in ends and k[1] in ends}

    def only(self, kinds):
        """Of these kinds alone, and the case itself."""
        self.narrow([key for key, it in self.things.items() if it.kind in kinds or key == self.root])
        for link in self.links.values():
            link.one.links += 1
            link.other.links += 1


READERS = {
    asking.CASE: Chart.add_case,
    asking.PART: Chart.add_part,
    asking.TIE: Chart.add_tie,
    asking.SAME: Chart.add_same,
    asking.FILE: Chart.add_file,
    asking.SHARED: Chart.add_sharing,
}
