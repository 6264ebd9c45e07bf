"""What commands share that answer questions: one JSON object a line in, one a line out."""

import json
import os
import sys
from argparse import RawDescriptionHelpFormatter

from django.core.management.base import BaseCommand


class Answers(BaseCommand):
    """A command that names its `answer(text) -> dict`; "error" in it means that the line could not be answered.
    Exit: 0 all answered, 1 some line was not, 2 wrong use of the command."""

    requires_system_checks = []

    def create_parser(self, *args, **kwargs):
        parser = super().create_parser(*args, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def handle(self, *args, **options):
        answered = True
        try:
            for line in getattr(sys.stdin, "buffer", sys.stdin):
                text = line.decode("utf-8", "replace") if isinstance(line, bytes) else line
                if text.strip():
                    found = self.answer(text)
                    answered &= "error" not in found
                    self.stdout.write(json.dumps(found))
            self.stdout.flush()
        except BrokenPipeError:
            # The reader has seen enough; nothing is left to flush at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not answered:
            sys.exit(1)
