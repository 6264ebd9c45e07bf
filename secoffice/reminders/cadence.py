"""How often a person is written to about what: the policy of the house, their own choice, their quiet hours.

`settle` is pure. A choice that the policy does not allow, or allows no longer, counts as none made. What the
rule of a duty calls at once outranks a choice where the reader answers for the matter, not where they only
follow it. Only an at-once rule of a grave matter, and mail about one's own account, break into quiet hours.
"""

from dataclasses import dataclass
from datetime import time
from typing import NamedTuple

from secoffice.reminders import hours
from secoffice.reminders.models import Preference, Reading

AT_ONCE, DAILY, WEEKLY, NONE = Preference.Cadence
MINE, PASSED, WATCHED, WORK, MOVED, ACCOUNT = "mine", "passed", "watch", "work", "moved", "account"
PASSED_UP = ("escalate_1", "escalate_2")
OF_ACCOUNT = ("invitation", "reset", "account", "test")


@dataclass(frozen=True)
class Kind:
    """One kind of news. `first` of the cadences it allows is the one for whoever chose nothing."""

    code: str
    label: str
    says: str
    allows: tuple
    why: str = ""  # the rest are not allowed
    follows: bool = False  # the reader only follows it: their choice outranks an at-once rule

    @property
    def default(self):
        return self.allows[0]


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            MINE, "Deadlines of mine", "Coming up, due and late, also of colleagues you stand in for.",
            (DAILY, AT_ONCE, WEEKLY),
            "What you answer for is always mailed. In a weekly mail only what is due after it; the rest comes daily.",
        ),
        Kind(
            PASSED, "Late items passed up to me", "Deadlines of your unit or office that nobody met.",
            (DAILY,), "One list a day, so that a bad week is not a flood; urgent duties are told at once first.",
        ),
        Kind(
            WORK, "Work given to me and requests", "Assignments, reviews and approvals asked of you.",
            (DAILY, AT_ONCE, WEEKLY), "Others wait for your answer, so it is always mailed.",
        ),
        Kind(
            WATCHED, "Records I watch", "Their dates when soon, due and first late.",
            (DAILY, AT_ONCE, WEEKLY, NONE), follows=True,
        ),
        Kind(
            MOVED, "Dates that moved", "A calendar, office or rule took a date along, or somebody gave more time.",
            (DAILY, AT_ONCE, WEEKLY, NONE), follows=True,
        ),
        Kind(
            ACCOUNT, "My account", "Invitations, passwords, signing in.",
            (AT_ONCE,), "It guards your account and its links end soon, so it never waits, not even for quiet hours.",
        ),
    )
}  # fmt: skip


class When(NamedTuple):
    """How a notice reaches its reader. With cadence "none" no mail is made."""

    at_once: bool
    not_before: object
    cadence: str


@dataclass(frozen=True)
class Rest:
    """When a person may be written to, by their own clock."""

    quiet_from: time | None = None
    quiet_until: time | None = None
    weekly_on: int = 0

    def over(self, at, tz):
        """The instant itself, or the end of the quiet hours it falls into."""
        if self.quiet_from is None or self.quiet_until is None:
            return at
        return hours.after_quiet(at, tz, self.quiet_from, self.quiet_until)

    def next_mail(self, at, tz, *, weekly=False):
        """When the digest after today's leaves, or the weekly one after this week's."""
        if not weekly:
            return self.over(hours.morning_after(at, tz), tz)
        day = at.astimezone(tz).date()
        monday = day + hours.DAY * (7 - day.weekday())
        return self.over(hours.morning(monday + hours.DAY * self.weekly_on, tz), tz)


ALWAYS = Rest()


def kind_of(kind, step="told", audience="owner"):
    """Which kind of news a notice is."""
    if kind in OF_ACCOUNT:
        return ACCOUNT
    if kind not in ("deadline", "no_reader"):
        return WORK
    if step == "moved":
        return MOVED
    if step in PASSED_UP:
        return PASSED
    return WATCHED if audience == "watcher" else MINE


def settle(chosen, rest, tz, *, kind, now, at_once=False, grave=False, on=None, due_at=None, step=""):
    """When a notice reaches its reader. `at_once`: the rule says so; `on`: the day of the step, none for what
    a verb tells now; `due_at`: a weekly mail after that would be too late."""
    policy = KINDS[kind]
    cadence = chosen if chosen in policy.allows else policy.default
    if kind == ACCOUNT:
        return When(True, now, AT_ONCE)
    if cadence == NONE:
        return When(False, now, NONE)
    if at_once and not policy.follows and step != "escalate_2":
        return When(True, now if grave else rest.over(now, tz), AT_ONCE)
    soonest = hours.from_morning(now, on, tz) if on else now
    if cadence == AT_ONCE:
        return When(True, rest.over(soonest, tz), AT_ONCE)
    morning = soonest if on else hours.next_morning(now, tz)
    if cadence == WEEKLY:
        weekly = hours.weekly_morning(soonest, tz, rest.weekly_on)
        if not (due_at and due_at <= weekly):
            return When(False, rest.over(weekly, tz), WEEKLY)
    return When(False, rest.over(morning, tz), DAILY)


class Choices:
    """What these people chose, read in two queries however many they are, and not again."""

    def __init__(self, user_ids=()):
        self._chosen, self._rest, self._read = {}, {}, set()
        self._waiting = {pk for pk in user_ids if pk}

    def expect(self, user_ids):
        """These will be asked about too."""
        self._waiting |= set(user_ids) - self._read

    def when(self, person, kind_group, *, now, **about):
        """`settle` for this person."""
        rest = self.rest(person)
        chosen = self._chosen.get((person.pk, kind_group))
        return settle(chosen, rest, person.tz, kind=kind_group, now=now, **about)

    def rest(self, person):
        if person.pk not in self._read:
            self._read_all({*self._waiting, person.pk})
        return self._rest.get(person.pk, ALWAYS)

    def _read_all(self, ids):
        rows = Preference.objects.filter(user__in=ids).values_list("user", "kind", "cadence")
        self._chosen |= {(pk, kind): cadence for pk, kind, cadence in rows}
        hours_of = Reading.objects.filter(user__in=ids)
        self._rest |= {
            pk: Rest(*values)
            for pk, *values in hours_of.values_list("user", "quiet_from", "quiet_until", "weekly_on")
        }
        self._read |= ids
        self._waiting = set()
