"""The drill's hand in the database: a process beside the office, under the same clock, told by lines of JSON.

`python -m tests.drill.clerk FOLDER`. It plants what will be owed, looks how far the office is, takes away
somebody's right to know, closes what is done with, and at the end holds the oracle.
"""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models import Count, F, Min, Q  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from secoffice.access.models import Admission  # noqa: E402
from secoffice.accounts.models import Office, Unit, User  # noqa: E402
from secoffice.calendars.models import Calendar  # noqa: E402
from secoffice.deadlines.models import Deadline  # noqa: E402
from secoffice.reminders.models import Channel, Mail, Notice  # noqa: E402
from tests.drill import oracle  # noqa: E402
from tests.drill.mailtrap import NO_SUCH  # noqa: E402

ZONES = {"BER": "Europe/Berlin", "NYC": "America/New_York"}
GONE, DOOMED = 10, 12
NEEDLE = "NEEDLE"
RULE = {"rule": "cases.accept", "duty": "answer to an assignment", "unit": "bd", "roll": "FORWARD"}


class Clerk:
    """Each public method is an order; what it returns is its answer."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def prepare(self, people):
        call_command("migrate", verbosity=0)
        call_command("sync_roles", verbosity=0)
        calendar = Calendar.objects.create(code="DRILL", name="Weekdays")
        for code, zone in ZONES.items():
            office = Office.objects.create(code=code, name=code, time_zone=zone, calendar=calendar)
            lead = self._person(f"lead-{code}", office, roles=["CASE_SUP"])
            unit = Unit.objects.create(office=office, code=f"U-{code}", name=f"Unit {code}", supervisor=lead)
            self._person(f"director-{code}", office, roles=["DIRECTOR"])
            self._staff(code, office, unit, people)
        visitors = [User.objects.get(email=f"staff-{code.lower()}-0@d.example") for code in ZONES]
        return {"cookies": [self._session(visitor) for visitor in visitors]}

    def _person(self, name, office, unit=None, roles=()):
        person = User(email=f"{name}@d.example".lower(), name=name, office=office, unit=unit)
        person.set_unusable_password()
        person.save()
        person.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
        return person

    def _staff(self, code, office, unit, people):
        for kind, count in (("staff", people), (NO_SUCH.rstrip("-"), GONE), ("doomed", DOOMED)):
            for number in range(count):
                self._person(f"{kind}-{code}-{number}", office, unit, roles=["AGENT"])

    @staticmethod
    def _session(user):
        client = Client()
        client.force_login(user)
        return client.cookies["session"].value

    @transaction.atomic  # else a planner in between finds dates that nobody may know of yet, and climbs
    def plant(self, cohort, office, count, since, until, kind="staff", at_once=True, **alerts):
        """So many deadlines that fall due evenly between two instants. Only their owner and, where not
        secret, the supervisor may know of them."""
        place = Office.objects.get(code=office)
        owners = list(User.objects.filter(email__startswith=f"{kind}-{office.lower()}-").order_by("pk"))
        first, last = datetime.fromisoformat(since), datetime.fromisoformat(until)
        step = (last - first) / max(count, 1)
        begun = Deadline.objects.filter(target_type=f"drill.{cohort}").count()
        prefix = NEEDLE if kind == "doomed" else "DR"
        rows = [
            self._deadline(
                f"{prefix}-{cohort}", place, owners[n % len(owners)], begun + n + 1, first + n * step
            )
            for n in range(count)
        ]
        for row in rows:
            row.at_once = at_once
            for name, day in alerts.items():
                setattr(row, name, day)
        Deadline.objects.bulk_create(rows, batch_size=500)
        admitted = [self._admission(row, f"user:{row.owner_id}") for row in rows]
        if kind != "doomed":
            lead = Unit.objects.get(office=place).supervisor_id
            admitted += [self._admission(row, f"user:{lead}") for row in rows]
        Admission.objects.bulk_create(admitted, batch_size=500)
        return {"planted": len(rows)}

    @staticmethod
    def _deadline(named, office, owner, number, due):
        """Due within the day it began, so that it is told at its very minute."""
        trigger, cohort = due - timedelta(minutes=1), named.partition("-")[2]
        return Deadline(
            **RULE, target_type=f"drill.{cohort}", target_id=number, target_reference=f"{named}-{number}",
            target_url="/inbox/", office=office, owner=owner, days=1, calendar_code="DRILL", severity="standard",
            trigger_at=trigger, raw_at=due, due_at=due, due_on=office.local_date(due), explanation="Planted.",
            started_at=trigger, next_step_at=due,
        )  # fmt: skip

    @staticmethod
    def _admission(row, principal):
        return Admission(
            target_type=row.target_type, target_id=row.target_id, principal=principal, reason="works it"
        )

    def progress(self):
        """What is due and not done, what comes later, and what the channel does."""
        now = timezone.now()
        open_ones = Deadline.objects.unrestricted(purpose="ledger").filter(
            state="open", next_step_at__lte=now
        )
        waiting = Mail.objects.filter(state__in=Mail.WAITING).aggregate(
            due=Count("pk", filter=Q(next_at__lte=now)), later=Count("pk", filter=Q(next_at__gt=now)),
            next=Min("next_at"),
        )  # fmt: skip
        unmailed = Notice.objects.filter(state="planned", not_before__lte=now).count()
        pause = Channel.objects.filter(name="mail", paused_until__gt=now).values_list(
            "paused_until", flat=True
        )
        return {
            "now": now, "unplanned": open_ones.count(), "uncomposed": unmailed, **waiting,
            "claimed": Mail.objects.filter(state="claimed").count(), "pause": next(iter(pause), None),
            "notices": Notice.objects.count(), "sent": Mail.objects.filter(state="sent").count(),
        }  # fmt: skip

    def revoke(self):
        """Between planning and sending: some lose their admission, some their account."""
        doomed = list(
            User.objects.filter(email__startswith="doomed-").order_by("pk").values_list("pk", flat=True)
        )
        owed = Notice.objects.filter(
            recipient__in=doomed, state="mailed", mail__state__in=Mail.WAITING
        ).count()
        User.objects.filter(pk__in=doomed[::2]).update(is_active=False)
        Admission.objects.filter(principal__in=[f"user:{pk}" for pk in doomed[1::2]]).delete()
        return {"owed_to_them_when_they_lost_access": owed}

    def close(self):
        """The duties planted so far are done."""
        planted = Deadline.objects.filter(target_type__startswith="drill.", state="open")
        done = {"state": "met", "closed_at": timezone.now(), "next_step_at": None}
        return {"closed": planted.update(version=F("version") + 1, **done)}

    def judge(self):
        return oracle.judge(self.folder)

    def lateness(self, since, until, offset):
        return {"seconds": oracle.lateness(self.folder, since, until, offset)}


def main(folder):
    clerk = Clerk(folder)
    for line in sys.stdin:
        order = json.loads(line)
        answer = getattr(clerk, order.pop("do"))(**order)
        print("ANSWER " + json.dumps(answer, default=str), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
