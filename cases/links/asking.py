"""What the link chart asks for: two queries for any number of things that a reader opened.

Whatever comes out passed need-to-know row by row: parts through the case and its compartments, ties and facts
through the record that tells them, judgements through every record they rest on.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models import Case as Choose
from django.db.models.functions import Coalesce

from cases.models import Attachment, Case, Compartment, Subject
from secoffice.people.models import DIRECTORY, IDENTIFIERS, Fact, Judgement, Relationship

CASE, PART, TIE, SAME, FILE, SHARED = range(6)
MOST_ROWS = 1000
QUARANTINED = "Quarantined: a spill was reported"


@dataclass
class Opened:
    """What the reader looks one step beyond: numbers of cases, persons, and facts that give an identifier."""

    cases: set = field(default_factory=set)
    persons: set = field(default_factory=set)
    facts: set = field(default_factory=set)


class Row(NamedTuple):
    """One row of the first query; what `one` and `other` number depends on `what`."""

    what: int
    one: int
    other: int
    kind: str
    words: str
    more: str
    told: str
    number: int


def rows(user, opened):
    """Cases, parts, ties, judgements, files and persons who share an identifier, up to a limit."""
    arms = (_cases, _parts, _ties, _judgements, _files, _sharing)
    first, *others = (arm(user, opened) for arm in arms)
    found = first.union(*others, all=True).order_by("row_what", "row_number")
    return [Row(*row) for row in found[:MOST_ROWS]]


def facts(user, persons, opened):
    """Names and identifiers of persons; `told_in` is the case that tells it, itself or in a compartment."""
    kinds = (Fact.Kind.NAME, *IDENTIFIERS)
    found = Fact.objects.visible_to(user).filter(person__in=persons, kind__in=kinds)
    return list(_with_source(found).order_by("pk")[: MOST_ROWS * 2])


def _row(rows, what, one, other, *, kind="", words="", more="", told=""):
    """The same eight columns from each table; a plain string is a value, an expression is asked for."""
    columns = (Value(what, IntegerField()), one, other, kind, words, more, told, F("pk"))
    given = [Value(it, CharField()) if isinstance(it, str) else it for it in columns]
    named = {f"row_{name}": it for name, it in zip(Row._fields, given, strict=True)}
    return rows.order_by().annotate(**named).values_list(*named)


def _with_source(rows):
    """Which case tells it, and by what reference a reader knows the record that does."""
    inside = Compartment._base_manager.filter(pk=OuterRef("source_id")).values("case")
    told_in = Choose(
        When(source_type="cases.case", then=F("source_id")),
        When(source_type="cases.compartment", then=Subquery(inside)),
        output_field=BigIntegerField(),
    )
    reference = Case._base_manager.filter(pk=OuterRef("told_in")).values("reference")[:1]
    elsewhere = Choose(
        When(source_type=DIRECTORY, then=Value("Staff directory")), default=Value("Another record")
    )
    return rows.annotate(told_in=told_in).annotate(told=Coalesce(Subquery(reference), elsewhere))


def _title(to_case=""):
    spilled = {f"{to_case}quarantined_at__isnull": False, "then": Value(QUARANTINED)}
    return Choose(When(**spilled), default=F(f"{to_case}title"))


def _cases(user, opened):
    seen = Case.objects.visible_to(user).filter(pk__in=opened.cases)
    return _row(seen, CASE, F("pk"), Value(0, BigIntegerField()), words=F("reference"), more=_title())


def _parts(user, opened):
    asked = Q(case__in=opened.cases) | Q(person__in=opened.persons)
    seen = Subject.everybody.visible_to(user).standing().filter(asked)
    case = {"words": F("case__reference"), "more": _title("case__"), "told": F("case__reference")}
    return _row(seen, PART, F("case_id"), F("person_id"), kind=F("part"), **case)


def _ties(user, opened):
    seen = _with_source(Relationship.objects.visible_to(user))
    ends = Q(person__in=opened.persons) | Q(other__in=opened.persons)
    seen = seen.filter(ends | Q(told_in__in=opened.cases))
    return _row(seen, TIE, F("person_id"), F("other_id"), kind=F("kind"), told=F("told"))


def _judgements(user, opened):
    """The newest judgement of a pair counts; who reads the rows lets a later one replace an earlier."""
    seen = Judgement.objects.visible_to(user).standing()
    seen = seen.filter(Q(one__in=opened.persons) | Q(other__in=opened.persons))
    return _row(seen, SAME, F("one_id"), F("other_id"), kind=F("verdict"))


def _files(user, opened):
    seen = Attachment.objects.filter(case__in=Case.objects.visible_to(user).filter(pk__in=opened.cases))
    name = Choose(When(quarantined_at__isnull=False, then=Value("Quarantined file")), default=F("name"))
    said = Choose(When(quarantined_at__isnull=False, then=Value("")), default=F("describes"))
    return _row(seen, FILE, F("case_id"), F("pk"), words=name, more=said, told=F("case__reference"))


def _sharing(user, opened):
    """Persons of whom a record says the same identifier as an opened fact, be the fact visible itself."""
    same = {"kind": OuterRef("kind"), "normal": OuterRef("normal"), "issuer": OuterRef("issuer")}
    asked = Fact.objects.visible_to(user).filter(pk__in=opened.facts, kind__in=IDENTIFIERS, **same)
    seen = Fact.objects.visible_to(user).filter(Exists(asked), kind__in=IDENTIFIERS)
    return _row(seen, SHARED, F("pk"), F("person_id"), kind=F("kind"))
