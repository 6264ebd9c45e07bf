"""Plan and send reminders once, by hand."""

import json
import sys

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from secoffice.reminders.tasks import run_reminders


class Command(BaseCommand):
    help = "Plans what is owed and sends what is unsent, once; prints one JSON line."

    def add_arguments(self, parser):
        parser.add_argument(
            "--at",
            metavar="INSTANT",
            help="As if it were this instant, such as 2026-11-22T02:00Z. What is owed then is really sent.",
        )

    def handle(self, *, at, **options):
        result = run_reminders(_instant(at) if at else timezone.now())
        self.stdout.write(json.dumps(result))
        if result["failed"]:
            sys.exit(1)


def _instant(text):
    """ISO 8601; without a zone it is UTC. Exit 2 says the text was not understood."""
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None:
        print(f"“{text}” is not an instant. Write it like 2026-11-22T02:00Z.", file=sys.stderr)
        sys.exit(2)
    return at if timezone.is_aware(at) else at.replace(tzinfo=timezone.get_default_timezone())
