"""Seal what is unsealed, then check the whole trail. Exit 0 when it is whole, 1 when something is wrong."""

import json
import sys

from django.core.management.base import BaseCommand
from django.db import transaction

from secoffice.audit import checkpoints
from secoffice.audit.sealing import seal_all
from secoffice.audit.verification import verify


class Command(BaseCommand):
    help = "Check the audit trail. Prints one JSON object; exit 1 names the first broken link."

    def handle(self, **options):
        seal_all()
        entries, wrong, head = verify()
        if wrong:
            found = {"ok": False, "seq": wrong.seq, "entry": wrong.entry, "problem": wrong.problem}
            self.stdout.write(json.dumps(found))
            sys.exit(1)
        if entries:
            transaction.on_commit(lambda: checkpoints.note(entries, head, at_once=True))
        self.stdout.write(json.dumps({"entries": entries, "ok": True}))
