"""Load the demonstration office and say who can sign in."""

import json
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from cases.demo import loading, staff
from secoffice.accounts.models import Office


class Command(BaseCommand):
    help = "Loads the demonstration office, once; prints one JSON line for everybody who can be tried out."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sign-ins", action="store_true", help="Only print who can sign in; load nothing."
        )
        parser.add_argument(
            "--today", metavar="DAY", help="As if it were loaded on this day, such as 2026-11-23."
        )
        parser.add_argument(
            "--scale", type=int, metavar="N", help="Also load N cases in bulk, for measuring."
        )

    def handle(self, *, sign_ins, today, scale, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "The demonstration office has a known password. It is not for production.", returncode=2
            )
        if not sign_ins:
            self.load(day(today))
        if scale:
            from cases import scale as bulk

            bulk.load(scale, say=self.say)
        for row in staff.sign_ins():
            self.stdout.write(json.dumps(row, ensure_ascii=False))

    def load(self, today):
        if staff.is_loaded():
            return self.say("The demonstration office is loaded already.")
        if Office.objects.exists():
            raise CommandError("This office has offices of its own. The demonstration needs an empty one.")
        started = time.monotonic()
        deeds = loading.load(today, self.say)
        return self.say(f"{deeds} deeds in {time.monotonic() - started:.0f} s")

    def say(self, line):
        self.stderr.write(line)
        self.stderr.flush()


def day(text):
    """The day asked for, or today. Exit 2 says the text was not understood."""
    try:
        found = parse_date(text) if text else timezone.now().date()
    except ValueError:
        found = None
    if found is None:
        print(f"“{text}” is not a day. Write it like 2026-11-23.", file=sys.stderr)
        sys.exit(2)
    return found
