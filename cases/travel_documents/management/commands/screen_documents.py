"""Documents as JSON lines: read, checked and asked for in every list. Writes nothing."""

import os
import sys
from argparse import RawDescriptionHelpFormatter

from django.core.management.base import BaseCommand
from django.utils import timezone

from cases.travel_documents import piping

HELP = """Answers one document a line:
  {"id": 1, "mrz": ["P<UTO…", "L898902C3…"], "inspection_date": "2026-01-15"}
  {"id": 2, "issuer": "UTO", "number": "UX7654321", "type": "P"}
with {"id", "format", "valid", "fields", "checks", "errors", "warnings", "policy_warnings", "hits", "sources",
"outcome"}. outcome is hit, refer, not_checked or clear, in that precedence. inspection_date: today where none is given.
Exit: 0 all lines were answered, 1 some line was not ({"error": …}), 2 wrong use of the command."""


class Command(BaseCommand):
    help = HELP
    requires_system_checks = []

    def create_parser(self, *args, **kwargs):
        parser = super().create_parser(*args, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def handle(self, *args, **options):
        try:
            whole = piping.answer(sys.stdin.buffer, timezone.localdate(), self.said)
        except BrokenPipeError:
            # The reader has seen enough; nothing is left to flush at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        if not whole:
            sys.exit(1)

    def said(self, text):
        self.stdout.write(text, ending="")
        self.stdout.flush()
