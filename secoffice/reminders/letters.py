"""What a letter says: reference, neutral duty words, a date, a link, and nothing else (domain §0.6.12).

Templates never see a model: they get the frozen values below, so a field added to a case cannot slip into
a mail. The words around them come from files (words.py).
"""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings

from secoffice import ports
from secoffice.deadlines.explanation import written
from secoffice.reminders import cadence, words

LINKED = ("invitation", "reset")  # mails with a one-time link: made while the mail is written, stored nowhere
TEST = "test"
SECTIONS = {cadence.MINE: "yours", cadence.PASSED: "passed", cadence.WATCHED: "watched"}  # the rest is news


@dataclass(frozen=True)
class Item:
    reference: str
    duty: str
    when: str
    note: str
    url: str
    late: bool


@dataclass(frozen=True)
class Section:
    title: str
    items: tuple


@dataclass(frozen=True)
class Letter:
    subject: str
    opening: str
    foot: str = ""
    sections: tuple = ()
    link: str = ""
    button: str = ""
    note: str = ""

    @property
    def items(self):
        return [item for section in self.sections for item in section.items]


class NoLink(LookupError):
    """Nobody answers for the link that this mail is about."""


class Gone(Exception):
    """The link would open nothing any more: used, withdrawn, or the account is closed."""


def address(path):
    """An address of this office for a path of its own; anything else gives none."""
    return urljoin(settings.BASE_URL, path) if path.startswith("/") and not path.startswith("//") else ""


def letter(notices, person, now, kind="digest"):
    """The letter for this person. `kind`: of the mail; a notice with a letter of its own outranks it."""
    first = notices[0].kind
    if first in LINKED:
        about, path = _link(first, person)
        return linked(first, person, now, about, path)
    given = {"name": person.name, "date": written(now.astimezone(person.tz).date())}
    told = words.of(TEST if first == TEST else kind if kind in words.KINDS else "single")
    sections = _sections(notices, told, person.tz, now)
    say = {"counts": counts(notices, sections)} | given
    return Letter(
        words.filled(told["subject"], say)[:200],
        words.filled(told["opening"], say),
        words.filled(told["foot"], say),
        sections,
        link=address("/inbox/"),
        button=words.filled(told["button"], say),
    )


def linked(kind, person, now, about, path):
    """A letter around one link."""
    told = words.of(kind)
    say = {"name": person.name, "date": written(now.astimezone(person.tz).date())}
    say["about"] = f"{about[:1].lower()}{about[1:]}"
    subject, opening, note, foot, button = (
        words.filled(told[name], say) for name in ("subject", "opening", "note", "foot", "button")
    )
    return Letter(subject[:200], opening, foot, link=address(path), button=button, note=note)


def _sections(notices, told, tz, now):
    """Yours, passed up to you, you watch, news; what is late stands first in each."""
    by_place = {place: [] for place in ("yours", "passed", "watched", "news")}
    for notice in notices:
        by_place[_place(notice)].append(item(notice, tz, now))
    return tuple(
        Section(words.one_line(told[place]), tuple(sorted(items, key=lambda item: not item.late)))
        for place, items in by_place.items()
        if items
    )


def _place(notice):
    if notice.kind == TEST:
        return "yours"
    return SECTIONS.get(cadence.kind_of(notice.kind, notice.step, notice.audience), "news")


def item(notice, tz, now):
    late = notice.due_at is not None and notice.due_at < now
    note = notice.step_words if not late or notice.step.startswith("escalate") else "late"
    return Item(
        reference=words.one_line(notice.reference),
        duty=words.one_line(notice.duty),
        when=_when(notice, tz),
        note="name somebody who may read it, in your inbox" if notice.opaque else note,
        url=address(notice.url),
        late=late,
    )


def _when(notice, tz):
    """The day it is due where the recipient is; with the hour when that is another day than at the office."""
    if notice.due_at is None:
        return written(notice.due_on) if notice.due_on else ""
    local = notice.due_at.astimezone(tz)
    if local.date() == notice.due_on:
        return written(notice.due_on)
    return f"{written(local.date())} {local:%H:%M}"


def counts(notices, sections):
    """How many are due, late and new: all that a subject says."""
    items = [item for section in sections for item in section.items]
    late = sum(item.late for item in items)
    due = sum(notice.due_on is not None for notice in notices) - late
    new = len(items) - due - late
    counted = [(due, "item{} due"), (late, "late"), (new, "new item{}")]
    told = [f"{count} {phrase.format('' if count == 1 else 's')}" for count, phrase in counted if count]
    if told and due == 0 and late:
        told[0] = f"{late} item{'' if late == 1 else 's'} late"
    return ", ".join(told)


def _link(kind, person):
    """Subject words and path, from whoever keeps accounts."""
    answers = {answer.outcome: answer for answer in ports.ask("mail link", kind=kind, user=person)}
    if "link" in answers:
        return answers["link"].sentence, answers["link"].rows[0]
    raise Gone if "gone" in answers else NoLink(kind)
