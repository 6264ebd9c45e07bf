"""Which documents that a reader may know of have something in common, and why that may mean something."""

from dataclasses import dataclass, field

from django.db.models import Count, Max

from cases.travel_documents.fraud.models import Family, Member, Trait

LATELY = 50_000  # the newest traits; older ones are found from a document that joins them
MOST = 60
MEMBERS = 200

# The strongest first: what each kind of trait means when two documents share it.
MEANS = {
    Trait.Kind.PHOTO: "Two documents bear the same image, byte for byte.",
    Trait.Kind.RANGE: "Their numbers lie close together, as blanks of one theft or one print run do.",
    Trait.Kind.VENDOR: "They came through the same vendor or agent.",
    Trait.Kind.FLAW: "They show the same flaw in documents of one issuer.",
    Trait.Kind.ADDRESS: "They give the same address.",
    Trait.Kind.MRZ: "Their zones fail in the same way; careless copies of one template do, and so do misread ones.",
}
ORDER = list(MEANS)


@dataclass
class Suggestion:
    """Documents that share a trait, as one reader may know of them. `family`: what was said of it already, `new` how
    many joined since."""

    kind: str
    value: str
    shown: str
    documents: int
    latest: object
    family: Family | None = None
    new: int = 0
    members: list = field(default_factory=list)

    @property
    def kind_words(self):
        return Trait.Kind(self.kind).label

    @property
    def means(self):
        return MEANS[self.kind]


def suggestions(user, kind=""):
    """Traits that two or more documents share, the strongest kind and the newest first; what was said to be chance is
    left out until another document joins."""
    newest = Trait.objects.aggregate(pk=Max("pk"))["pk"] or 0
    rows = Trait.objects.visible_to(user).filter(pk__gt=newest - LATELY)
    rows = rows.filter(kind=kind) if kind else rows
    grouped = rows.order_by().values("kind", "value").annotate(
        documents=Count("document", distinct=True), shown=Max("shown"), latest=Max("at")
    )  # fmt: skip
    found = [Suggestion(**row) for row in grouped.filter(documents__gte=2).order_by("-latest")[: MOST * 2]]
    said_of(user, found)
    found = once([each for each in found if not each.family or each.new], rows)
    return sorted(found, key=lambda each: ORDER.index(each.kind))[:MOST]


def once(found, rows):
    """Two number ranges that overlap hold the same documents more often than not: then the first stands for both."""
    near = [each for each in found if each.kind == Trait.Kind.RANGE]
    held = {}
    for value, document in rows.filter(
        kind=Trait.Kind.RANGE, value__in=[each.value for each in near]
    ).values_list("value", "document"):
        held.setdefault(value, set()).add(document)
    seen, again = [], set()
    for each in sorted(near, key=lambda one: -one.documents):
        if any(held[each.value] <= other for other in seen):
            again.add(each.value)
        seen.append(held[each.value])
    return [each for each in found if each.kind != Trait.Kind.RANGE or each.value not in again]


def said_of(user, found):
    """Put to each what was said of it, in two queries."""
    families = Family.objects.visible_to(user).filter(value__in={each.value for each in found}).order_by("at")
    said = {(family.kind, family.value): family for family in families}
    known = dict(
        Member.objects.visible_to(user).filter(family__in=said.values()).order_by().values("family")
        .annotate(n=Count("document", distinct=True)).values_list("family", "n")
    )  # fmt: skip
    for each in found:
        each.family = said.get((each.kind, each.value))
        if each.family:
            each.new = max(each.documents - known.get(each.family.pk, 0), 0)


def sharing(user, kind, value):
    """The traits of that value this reader may know of, one a record."""
    return list(
        Trait.objects.visible_to(user).filter(kind=kind, value=value).order_by("document", "pk")[:MEMBERS]
    )


def not_in(family, rows):
    inside = set(family.members.values_list("target_type", "target_id"))
    return [row for row in rows if (row.target_type, row.target_id) not in inside]
