"""Recompute the digests of stored files. Exit 0 when all agree, 1 when one is missing or differs."""

import json
import sys

from django.core.management.base import BaseCommand

from cases.evidence import checking


class Command(BaseCommand):
    help = "Read every stored file again. Prints one JSON object; exit 1 names each item that differs."

    def handle(self, **options):
        found = checking.check()
        self.stdout.write(json.dumps({"differ": found.differ, "ok": not found.differ, "read": found.read}))
        if found.differ:
            sys.exit(1)
