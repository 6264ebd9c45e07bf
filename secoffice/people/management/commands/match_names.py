"""match_names: a pair a line in, whether they may be the same person and why a line out."""

import json
import os
import sys
from argparse import RawDescriptionHelpFormatter

from django.core.management.base import BaseCommand

from secoffice.people.matching.questions import answer

HELP = """\
Reads one JSON object a line and writes one a line:
  {"a":"Muhammad al-Rasheed","b":"AL RASHID, Mohammed","dob_a":"1980-??-??","dob_b":"1980-05-17"}
  {"score":0.92,"match":true,"reason":"…"}

a, b                        a name, or a list of names of one person
dob_a, dob_b                1974-08-12, with ?? for what is not known: 1974-??-??
nationality_a, …_b          a code of two or three letters, or a list
sex_a, sex_b                M or F; anything else says nothing
issuer_a, document_a, …_b   a document; the same issuer and number outweigh the names

A match is a score from 0.80 on: a hit for a person to judge, never a decision. "id" is given back. A line that
cannot be answered gives {"error": ...}.
Exit: 0 all answered, 1 some line was not, 2 wrong use of the command.
"""


class Command(BaseCommand):
    help = HELP
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
                    found = answer(text)
                    answered &= "error" not in found
                    self.stdout.write(json.dumps(found))
            self.stdout.flush()
        except BrokenPipeError:
            # The reader has seen enough; nothing is left to flush at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not answered:
            sys.exit(1)
