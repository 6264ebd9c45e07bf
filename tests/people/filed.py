"""Persons on file for tests, told of by real cases."""

from uuid import uuid4

from secoffice.people import actions
from tests.factories import make_case

ANNA = [("NAME", "Anna Maria Eriksson", ""), ("BORN", "1974-08-12", ""), ("PASSPORT", "L898902C3", "UTO")]


def file(by, facts=ANNA, *, case=None, **more):
    """Somebody told of by a case of this officer."""
    return actions.start_file(facts=facts, source=case or make_case(by=by), by=by, key=uuid4(), **more)


def told(person, reader, *, withdrawn=False):
    """The values this reader may see, in the order in which they were written."""
    rows = person.facts.visible_to(reader, withdrawn=withdrawn)
    return list(rows.order_by("pk").values_list("value", flat=True))
