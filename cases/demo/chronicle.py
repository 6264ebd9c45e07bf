"""Everything happens in the order in which it happened.

A story is a generator: it yields the instant of its next deed and is resumed when that instant has come. All
stories run interleaved, so that a hand-over finds the cases that its giver held on that day. What would happen
after the end does not happen: the story stays where it is, which is how the office looks today.
"""

from datetime import UTC, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from secoffice.ports import Refused

SEED = "Utopia"
A_YEAR_AND_A_HALF = 545


class Chronicle:
    """The stories of the office up to the midnight that begins `today`."""

    def __init__(self, today):
        self.today = today
        self.end = datetime.combine(today, time(), UTC)
        self._waiting, self._order = [], count()
        self.deeds, self.refused = 0, []

    def tell(self, story):
        """Begin a story, or go on with it: up to its next deed."""
        self._go_on(story, None)

    def run(self):
        """All deeds in order; yields now and then how far it came, for a progress line."""
        while self._waiting:
            at, _, story = heappop(self._waiting)
            self._go_on(story, at)
            self.deeds += 1
            if self.deeds % 500 == 0:
                yield at

    def _go_on(self, story, at):
        try:
            coming = story.send(at)
        except StopIteration:
            return
        except Refused as why:  # the rest of the office goes on
            self.refused.append(f"{story.__name__} on {at:%-d %B %Y}: {why}")
            return
        if coming < self.end:
            heappush(self._waiting, (coming, next(self._order), story))
        else:
            story.close()


def dice(*what):
    """Chance that falls the same way every time for the same matter."""
    return Random(f"{SEED}/{'/'.join(map(str, what))}")


class Hours:
    """Working hours of an office: days become instants at which somebody could have sat at the desk."""

    def __init__(self, office, rng):
        self.office, self.rng = office, rng
        self.tz, self.calendar = office.tz, office.calendar.working_days()

    def on(self, day, *, first=8, last=17, roll="forward"):
        """Some minute of that day; when it is no working day of the next one, of the one before, or its own."""
        if roll:
            day = getattr(self.calendar, roll)(day)
        minute = self.rng.randrange(first * 60 + 10, last * 60 - 10)
        return datetime.combine(day, time(minute // 60, minute % 60), self.tz).astimezone(UTC)

    def after(self, at, days):
        """So many working days after an instant; 0 is the same day, later."""
        if days == 0:
            return at + timedelta(minutes=self.rng.randint(20, 90))
        return self.on(self.calendar.add(at.astimezone(self.tz).date(), days))

    def later(self, at, days):
        """So many calendar days after an instant, moved to a working day."""
        return self.on(at.astimezone(self.tz).date() + timedelta(days=days))
