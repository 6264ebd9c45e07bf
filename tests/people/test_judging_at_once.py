"""Several people judge at the same moment, on real connections: nobody who is joined falls out of sight."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from secoffice.people import actions, clusters
from secoffice.people.models import Person
from tests.factories import make_case
from tests.people.filed import file

pytestmark = pytest.mark.django_db(transaction=True)


def judged_together(by, pairs):
    gate = Barrier(len(pairs))

    def judge(one, other):
        gate.wait(5)
        try:
            actions.judge(one=one, other=other, verdict="SAME", why="One passport", by=by)
        finally:
            connections.close_all()

    threads = [Thread(target=judge, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_judgements_of_one_moment_join_everybody(officer):
    case = make_case(by=officer.user)
    people = [file(officer.user, [("NAME", f"Anna {n}", "")], case=case) for n in range(6)]
    one, two, three, four, five, six = people
    judged_together(officer.user, [(three, four), (four, five), (one, three), (five, six), (two, six)])
    everybody = {person.pk for person in people}
    assert set(Person.objects.filter(pk__in=everybody).values_list("canonical", flat=True)) == {one.pk}
    for person in Person.objects.filter(pk__in=everybody):
        assert clusters.of(officer.user, person) == everybody
