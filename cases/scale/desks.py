"""What the desks of the department add to many cases.

A desk writes a module `scale.py` beside its models:

    from cases.scale import desks

    @desks.add
    def fill(batch):
        insert(…)

`fill(batch)` is called for each batch of new cases, in its transaction, when cases, admissions and timeline are saved.
`batch.cases` maps numbers to cases, `batch.at` is the present, `batch.chance(n, what)` gives chance for one desk alone,
so that none disturbs another. A case whose number `is_long` is a long file: pages are measured on it.
"""

from django.utils.module_loading import autodiscover_modules

LONG = 1000

_fills = []


def add(fill):
    """Decorator: call this for every batch."""
    if fill not in _fills:
        _fills.append(fill)
    return fill


def fill(batch):
    """Call what every desk added, in the order of their names."""
    autodiscover_modules("scale")
    for each in sorted(_fills, key=lambda one: one.__module__):
        each(batch)


def is_long(number):
    return number % LONG == 0


def writer(case):
    """Who works it: its officer, else whoever logged it."""
    return case.officer_id or case.logged_by_id
