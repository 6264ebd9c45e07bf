"""A person says what reaches them, how often and when."""

from django.db import transaction
from django.db.models import F

from secoffice.audit import trail
from secoffice.ports import Refused
from secoffice.reminders.cadence import KINDS
from secoffice.reminders.models import Preference, Reading

STALE = "You changed this in another window meanwhile. Reload the page to see it."


@transaction.atomic
def choose(*, cadences, hooks, quiet_from, quiet_until, weekly_on, version, by):
    """Keep the choices of `by`. `cadences`: kind → cadence; `hooks`: the kinds that go to their web hook too.

    `version` is what the page was made from, 0 where nothing was chosen yet; a later one is refused. What waits
    to be mailed already keeps its hour.
    """
    for kind, cadence in cadences.items():
        if cadence not in KINDS[kind].allows:
            raise Refused(f"“{KINDS[kind].label}” cannot come that way. {KINDS[kind].why}".strip())
    rest = {"quiet_from": quiet_from, "quiet_until": quiet_until, "weekly_on": weekly_on}
    _write_rest(by, rest, version)
    rows = [
        Preference(user=by, kind=kind, cadence=cadence, hook=kind in hooks)
        for kind, cadence in cadences.items()
    ]
    Preference.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["cadence", "hook"]
    )
    detail = {"cadences": cadences, "hooks": sorted(hooks), "weekly_on": weekly_on}
    quiet = [str(value) for value in (quiet_from, quiet_until) if value]
    trail.record("reminders chosen", by, by=by, detail=detail | {"quiet": quiet})


def _write_rest(by, rest, version):
    """Compare-and-set: the row as the page knew it, or none yet."""
    if version:
        mine = Reading.objects.filter(user=by, version=version)
        if not mine.update(version=F("version") + 1, **rest):
            raise Refused(STALE)
        return
    _, made = Reading.objects.get_or_create(user=by, defaults=rest)
    if not made:
        raise Refused(STALE)
