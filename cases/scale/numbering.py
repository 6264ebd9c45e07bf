"""Very many numbers from the counters, each counter moved once."""

from collections import defaultdict

from django.db.models import F

from cases.numbers import Counter, fiscal_year, number


def numbers(wanted, series=""):
    """For each (office, day) its next number, in the order asked. Call it inside the transaction that uses them."""
    wanted, places = list(wanted), defaultdict(list)
    for place, (office, day) in enumerate(wanted):
        places[office, fiscal_year(day)].append(place)
    given = [None] * len(wanted)
    for (office, year), mine in places.items():
        counter, _ = Counter.objects.get_or_create(office=office, year=year, series=series)
        Counter.objects.filter(pk=counter.pk).update(last=F("last") + len(mine))
        counter.refresh_from_db(fields=["last"])
        counter.office = office
        for position, place in enumerate(mine, counter.last - len(mine) + 1):
            given[place] = number(counter, position)
    return given
