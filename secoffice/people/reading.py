"""What a reader knows of persons: what stands, from records they may see, gathered for a page."""

from dataclasses import dataclass, field

from django.db.models import Case, OuterRef, Q, Subquery, When

from secoffice.accounts.models import User
from secoffice.people import clusters, sources
from secoffice.people.models import Fact, Person, Photograph, Relationship
from secoffice.people.scripts import LATIN, of

UNNAMED = "Name not known to you"
MANY = 200  # facts, ties or pictures of one person on a page


@dataclass
class Known:
    """One person as a reader knows them. `facts` say each thing once, however many records say it."""

    person: Person
    facts: list = field(default_factory=list)

    @property
    def names(self):
        return list(dict.fromkeys(fact.value for fact in self.facts if fact.kind == Fact.Kind.NAME))

    @property
    def name(self):
        """The first name in Latin letters as people write it, else the first."""
        written = (name for name in self.names if of(name) == LATIN and "<" not in name)
        return next(written, next(iter(self.names), UNNAMED))

    @property
    def others(self):
        return [name for name in self.names if name != self.name]

    @property
    def marks(self):
        """What tells namesakes apart: everything but names."""
        return [fact for fact in self.facts if fact.kind != Fact.Kind.NAME]

    @property
    def numbers(self):
        return [fact for fact in self.facts if fact.is_identifier]


@dataclass
class Page:
    """All there is on the page of one person."""

    known: Known
    handles: set
    told: list
    ties: list
    pictures: list
    sources: list

    @property
    def groups(self):
        """Facts by kind, in the order in which kinds are asked for."""
        kinds = [(code, label) for code, label in Fact.Kind.choices]
        found = [(label, [fact for fact in self.told if fact.kind == code]) for code, label in kinds]
        return [(label, facts) for label, facts in found if facts]


def once(facts):
    """Each thing said once: names by their spelling, the rest by the form that is compared."""
    told = {}
    for fact in facts:
        name = fact.kind == Fact.Kind.NAME
        told.setdefault((fact.kind, fact.value if name else fact.normal, fact.issuer), fact)
    return list(told.values())


def known(user, people):
    """{handle: Known} for several persons: one query."""
    found = {person.pk: Known(person) for person in people}
    for fact in Fact.objects.visible_to(user).filter(person__in=found).order_by("pk"):
        found[fact.person_id].facts.append(fact)
    for one in found.values():
        one.facts = once(one.facts)
    return found


def known_by_number(user, numbers):
    """The same for handles by number, of whom this reader may see something: one query."""
    found = {}
    for fact in (
        Fact.objects.visible_to(user).filter(person__in=numbers).select_related("person").order_by("pk")
    ):
        found.setdefault(fact.person_id, Known(fact.person)).facts.append(fact)
    for one in found.values():
        one.facts = once(one.facts)
    return found


def outline(user, person):
    """The page without ties, pictures and records."""
    handles = clusters.of(user, person)
    told = list(Fact.objects.visible_to(user).filter(person__in=handles).order_by("pk"))
    return Page(Known(person, once(told)), handles, told, [], [], [])


def page(user, person):
    """The page of a person and of all handles that are one with it for this reader."""
    handles = clusters.of(user, person)
    ties = list(
        signed(Relationship, user)
        .filter(Q(person__in=handles) | Q(other__in=handles))
        .select_related("person", "other")[:MANY]
    )
    ends = {end for tie in ties for end in (tie.person_id, tie.other_id)} - handles
    named = Q(person__in=handles) | Q(person__in=ends, kind=Fact.Kind.NAME)
    far = Case(When(person__in=handles, then=0), default=1)
    told = list(signed(Fact, user).filter(named).order_by(far, "pk")[: MANY * 5])
    pictures = signed(Photograph, user).filter(person__in=handles, stored__destroyed_at=None)
    pictures = list(pictures.select_related("stored")[:MANY])
    _name_ends(ties, handles, told)
    mine = [fact for fact in told if fact.person_id in handles]
    found = sources.named({each.source for each in (*mine, *ties, *pictures)})
    for each in (*mine, *ties, *pictures):
        each.told_by = found[each.source]
    whole = Known(person, once(fact for fact in mine if not fact.withdrawn_at))
    return Page(whole, handles, mine, ties, pictures, sorted(found.values(), key=lambda each: each.label))


def signed(model, user):
    """What this reader may see of one kind, withdrawn things with the name of who took them back."""
    who = User.objects.filter(pk=OuterRef("withdrawn_by_id")).values("name")
    return model.objects.visible_to(user, withdrawn=True).annotate(withdrawn_by=Subquery(who))


def _name_ends(ties, handles, told):
    """Give each tie its far end, what it is to this person, and under what name."""
    facts = {}
    for fact in told:
        if not fact.withdrawn_at:
            facts.setdefault(fact.person_id, []).append(fact)
    for tie in ties:
        forward = tie.person_id in handles
        near, tie.end = (tie.person_id, tie.other) if forward else (tie.other_id, tie.person)
        tie.is_their = tie.kind_from(near)
        tie.end_name = Known(tie.end, facts.get(tie.end.pk, [])).name


def missing(whole, pictures):
    """What a file of this kind should hold and, as far as the reader can see, does not: sentences."""
    kinds = {fact.kind for fact in whole.facts}
    wanted = WANTED if whole.person.is_person else WANTED_OF_ORGANISATIONS
    found = [says for some, says in wanted if not kinds & some]
    dates = [fact.value for fact in whole.facts if fact.kind == Fact.Kind.BORN]
    if dates and all("?" in value for value in dates):
        found.append("The date of birth is known in part only.")
    if len(set(dates)) > 1:
        found.append("Records give different dates of birth.")
    if whole.person.is_person and not any(not picture.withdrawn_at for picture in pictures):
        found.append("No photograph.")
    return found


KIND = Fact.Kind
NUMBERS = {KIND.PASSPORT, KIND.NATIONAL_ID}
REACH = {KIND.PHONE, KIND.EMAIL, KIND.ADDRESS}
WANTED = (
    ({KIND.NAME}, "No name."),
    ({KIND.BORN}, "No date of birth."),
    ({KIND.SEX}, "Sex is not recorded."),
    ({KIND.NATIONALITY}, "No nationality."),
    (NUMBERS, "No passport or national number."),
    (REACH, "No telephone, e-mail or address."),
)
WANTED_OF_ORGANISATIONS = (
    ({KIND.NAME}, "No name."),
    ({KIND.NATIONALITY}, "No country."),
    ({KIND.NATIONAL_ID}, "No registration number."),
    (REACH, "No telephone, e-mail or address."),
)
