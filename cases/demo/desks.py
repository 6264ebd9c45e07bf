"""What the desks of the department (leads, evidence, papers …) add to the demonstration.

A desk writes a module `demo.py` beside its models. It is read when the office is loaded, and says what begins:

    from cases.demo import desks
    from cases.demo.stories import days_ago, living

    @desks.add
    def begin(world):
        world.chronicle.tell(handed_over(world))

    def handed_over(world):
        at = yield days_ago(world, "UTP", 12, 941)
        file = living(world, "rhea.dunmore")
        …

`begin(world)` is called once, after the matters and stories of the department began and before anything happened:
it starts stories (see chronicle: a generator yields the instant of its next deed), it does nothing itself. So a
desk's deeds fall among all the others in the order in which they happened, through the same verbs, with `at=`.
Take chance from `dice("<desk>", number)` and keys of forms from `key("<desk>", number)`: every load is the same.
`world` has offices, units, people by handle, and files (the matters); `living` finds a case that somebody works
at that moment. A story that raises Refused is told of as “not done”, which a test of the demonstration forbids.

Rooms below the department (`secoffice.people`, `secoffice.records`) cannot import this: their stories stand in
cases/demo and are begun in loading.py.
"""

from uuid import NAMESPACE_URL, uuid5

from django.utils.module_loading import autodiscover_modules

from cases.demo.chronicle import SEED

_begins, _before = [], {}


def add(begin):
    """Decorator: begin this with every loading of the office."""
    if begin not in _begins:
        _begins.append(begin)
    return begin


def before(step):
    """Decorator: a story `f(file, at)` told on a case before a step of it, in the days just before; it yields the
    instants of its deeds as others do and returns the last."""

    def register(tale):
        if tale not in _before.setdefault(step, []):
            _before[step].append(tale)
        return tale

    return register


def leading_to(step, file, at):
    """What desks tell before a step; gives the instant at which it may be taken."""
    for tale in _before.get(step, ()):
        at = yield from tale(file, at)
    return at


def begin(world):
    """Begin what every desk added, in the order of their names."""
    autodiscover_modules("demo")
    for start in sorted(_begins, key=lambda one: one.__module__):
        start(world)


def key(*what):
    """The key of an empty form, the same with every load."""
    return uuid5(NAMESPACE_URL, f"{SEED}/{'/'.join(map(str, what))}")
