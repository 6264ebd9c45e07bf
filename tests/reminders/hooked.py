"""People with web hooks, news for them, and what became of it."""

from itertools import count

from secoffice.reminders import hooks, told
from secoffice.reminders.models import Mail, Preference
from tests.reminders.owing import at

BEFORE, NOON = "2026-04-16T06:00", "2026-04-16T12:00"
numbers = count(1)


def hook_up(person, tool, *kinds, path="/in/", since=BEFORE):
    """A hook for what these kinds of news bring, with its secret."""
    secret = hooks.put(url=tool.url(path), by=person, at=at(since))
    for kind in kinds or ("mine", "work"):
        Preference.objects.create(user=person, kind=kind, cadence="daily", hook=True)
    return secret


def tell(person, **more):
    """News for somebody, about nothing that they must be admitted to."""
    news = {
        "kind": "review",
        "source_id": next(numbers),
        "needs_access": False,
        "at": at(NOON),
        "url": "/inbox/",
    }
    told.owe(source_type="tests.matter", recipient_id=person.pk, duty="review asked", **news | more)


def posted():
    return list(Mail.objects.filter(channel="hook").order_by("pk").values_list("state", flat=True))


def why():
    return list(Mail.objects.filter(channel="hook").order_by("pk").values_list("last_error", flat=True))
