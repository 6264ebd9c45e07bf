"""What `manage.py bench` measures. Departments bring figures, data and readers in a module `bench`:

@bench.page("list", target=20)
def case_list(reader):
    return lambda client: client.get("/cases/")

@bench.figure("planning")
def planning():
    return bench.result(value=…, unit="ms", baseline=…)
"""

from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules

_figures, _loaders, _readers = {}, [], []


@dataclass(frozen=True)
class Figure:
    """`page` figures are measured for each reader and take one; others measure themselves."""

    name: str
    measure: object
    is_page: bool = False
    target: float | None = None


def figure(name):
    """Register a function that measures and returns `result(…)`, or a dictionary of several by name."""

    def add(measure):
        _figures[name] = Figure(name, measure)
        return measure

    return add


def page(name, *, target=None):
    """Register a function that, for a reader, gives `visit(client) -> response`."""

    def add(visit_of):
        _figures[name] = Figure(name, visit_of, is_page=True, target=target)
        return visit_of

    return add


def data(load):
    """Register `load(cases, say)`, which brings the database to that size and adds only what is missing."""
    _loaders.append(load)
    return load


def readers(give):
    """Register a function that gives {name: user}, those whose pages are measured."""
    _readers.append(give)
    return give


def result(*, value, unit, baseline=None, **more):
    """One figure as it is printed."""
    ratio = value / baseline if baseline else None
    numbers = {"value": value, "unit": unit, "baseline": baseline, "ratio": ratio, **more}
    return {key: round(number, 3) if isinstance(number, float) else number for key, number in numbers.items()}


def discover():
    autodiscover_modules("bench")
    return _figures.values()


def load_all(cases, say):
    for load in _loaders:
        load(cases, say)


def all_readers():
    return {name: user for give in _readers for name, user in give().items()}
