"""Places where departments put something of theirs: the menu, the desk, the pages of others' records."""

from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse

COLUMNS = ("mine", "needed", "unit")


def everybody(user):
    return True


@dataclass(frozen=True)
class Entry:
    label: str
    url_name: str
    icon: str
    order: int
    group: str = ""
    may: object = everybody
    count: object = None
    also: tuple = ()


@dataclass
class Menu:
    """`add` an entry; `may(user)` shows it, `count(user)` gives the number beside it (one cheap query), `also` names
    further pages on which it is the current one."""

    entries: list = field(default_factory=list)

    def add(self, label, url_name, icon, order, group="", may=everybody, count=None, also=()):
        self.entries = [entry for entry in self.entries if entry.url_name != url_name]
        self.entries.append(Entry(label, url_name, icon, order, group, may, count, also))
        self.entries.sort(key=attrgetter("order"))

    def for_request(self, request):
        """Entries as the page shows them, by group; the deepest address that fits is the current one."""
        user = request.user
        entries = [entry for entry in self.entries if user.is_authenticated and entry.may(user)]
        entries = [entry for entry in entries if address(entry.url_name)]
        depths = [depth(entry, request.path) for entry in entries]
        shown = [
            {**told(entry, user), "current": 0 < deep == max(depths)}
            for entry, deep in zip(entries, depths, strict=True)
        ]
        groups = list(dict.fromkeys(each["group"] for each in shown))
        return sorted(shown, key=lambda each: groups.index(each["group"]))


def told(entry, user):
    count = entry.count(user) if entry.count else None
    url = address(entry.url_name)
    return {"label": entry.label, "url": url, "icon": entry.icon, "group": entry.group, "count": count}


def depth(entry, path):
    """How much of a path is an address of this entry: 0 where the path leads elsewhere."""
    addresses = map(address, (entry.url_name, *entry.also))
    return max((len(url) for url in addresses if url and is_under(path, url)), default=0)


def is_under(path, url):
    return path == url or (url != "/" and path.startswith(url))


@dataclass(frozen=True)
class Part:
    place: str
    order: int
    template: str
    context: object


@dataclass
class Places:
    """Templates that others add to a named place. `context(request, record)` gives what the template reads as
    `part`; None leaves it out."""

    names: tuple = ()
    parts: list = field(default_factory=list)

    def add(self, place, order, template, context=None):
        if self.names and place not in self.names:
            raise ValueError(f"There is no place “{place}”; there are {', '.join(self.names)}.")
        self.parts = [part for part in self.parts if (part.place, part.template) != (place, template)]
        self.parts.append(Part(place, order, template, context))
        self.parts.sort(key=attrgetter("order"))

    def at(self, place, *given):
        """What stands there for this reader: dictionaries with the template's name and its context."""
        told = (
            (part, part.context(*given) if part.context else {}) for part in self.parts if part.place == place
        )
        return [{"template": part.template, **context} for part, context in told if context is not None]


class Desk(Places):
    def for_request(self, request):
        return {column: self.at(column, request) for column in self.names}


def address(url_name):
    """Where an entry leads; nothing while its page is not there."""
    return address_in(get_urlconf() or settings.ROOT_URLCONF, url_name)


@cache
def address_in(urlconf, url_name):
    try:
        return reverse(url_name, urlconf)
    except NoReverseMatch:
        return ""


menu = Menu()
desk = Desk(COLUMNS)
panels = Places()
