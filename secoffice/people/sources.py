"""The records that tell of persons. This room knows none of them: it finds them by kind and number, and asks their
departments (ports) whether somebody may write there.

    ports.answers("record called")   reference, by → Answer("given", rows=(record,)) if this reader may see it
    ports.answers("may write in")    record, by, firm, person → Answer("given", sentence=why not, or "")
    ports.hears("people.told")       source, person, by, at, says: a line for the record's own history

A model may say in `named_with` which relations its reference and address need.

`firm` is asked in the transaction of a deed: the department holds the record until it is done. `person` is whom the
words are about.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps

from secoffice import ports
from secoffice.people.models import DIRECTORY

NOT_FROM_HERE = "Nothing is written from here into a record of this kind."
IN_DIRECTORY = "The staff directory says this. It changes with the account."


@dataclass(frozen=True)
class Source:
    """A record as a page names it. `record` is None where it is gone."""

    type: str
    id: int
    record: object = None

    @property
    def key(self):
        return f"{self.type}:{self.id}"

    @property
    def label(self):
        if self.type == DIRECTORY:
            return "Staff directory"
        return getattr(self.record, "reference", "") or "A record that is gone"

    @property
    def title(self):
        return "" if self.type == DIRECTORY else getattr(self.record, "shown_title", "")

    @property
    def kind(self):
        return "" if self.type == DIRECTORY or self.record is None else self.record._meta.verbose_name

    @property
    def takes_words(self):
        """Could somebody write there? The directory is kept elsewhere."""
        return self.record is not None and self.type != DIRECTORY

    @property
    def url(self):
        found = getattr(self.record, "get_absolute_url", None)
        return found() if found and self.type != DIRECTORY else ""


def named(keys):
    """{(type, id): Source} for records of facts that the reader was shown: one query for each kind of record."""
    by_type = defaultdict(set)
    for kind, number in keys:
        by_type[kind].add(number)
    found = {}
    for kind, numbers in by_type.items():
        model = apps.get_model(kind)
        rows = model._base_manager.select_related(*getattr(model, "named_with", ()))
        records = {} if kind == DIRECTORY else rows.in_bulk(numbers)
        found |= {(kind, number): Source(kind, number, records.get(number)) for number in numbers}
    return found


def record(told):
    """The record that told this, loaded; None where it is gone."""
    return apps.get_model(told.source_type)._base_manager.filter(pk=told.source_id).first()


def why_not(source, by, *, person=None, firm=False):
    """The sentence why this person may not write there; "" where they may."""
    if source is None:
        return NOT_FROM_HERE
    if source._meta.label_lower == DIRECTORY:
        return IN_DIRECTORY
    for answer in ports.ask("may write in", record=source, by=by, person=person, firm=firm):
        if answer.outcome == "given":
            return answer.sentence
    return NOT_FROM_HERE


def called(reference, by):
    """The record of this reference that the reader may see, or None."""
    rows = (row for answer in ports.ask("record called", reference=reference, by=by) for row in answer.rows)
    return next(rows, None)
