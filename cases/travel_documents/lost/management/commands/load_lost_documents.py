"""load_lost_documents FILE.csv: a whole list of lost and stolen documents."""

import json
import resource
import sys
import time
from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cases.travel_documents.lost import bringing, normal
from cases.travel_documents.lost.listfile import Unreadable
from cases.travel_documents.lost.loading import Reader, TakenOver

HELP = """\
Loads a CSV file in UTF-8, one document a line:
  issuer,type,number,status,date,circumstance[,number_to]
  UTO,passport,UX7654321,STOLEN,2025-12-20,Taken from a hotel room
  UTO,P,UB0001000,STOLEN_BLANK,2025-11-02,Van robbed on its way,UB0001999

A heading may name the columns in any order; commas, semicolons or tabs. type: passport, visa, identity card, or the
code of the document. status: STOLEN, LOST, REVOKED, INVALID, STOLEN_BLANK. date: 2025-12-20. number_to: the last number
of a range of stolen blanks.

Progress goes to stderr, one line of JSON with the counts to stdout. Killed and run again it goes on where it was; run
once more it changes nothing. Lines with a fault are left out and written to FILE.csv.errors.jsonl, each with its
number, column and reason.
Exit: 0 all lines taken, 1 some line had a fault, 2 wrong use of the command or no such list.
"""
EVERY = 2.0  # seconds between two lines of progress


class Command(BaseCommand):
    help = HELP
    requires_system_checks = []

    def create_parser(self, *args, **kwargs):
        parser = super().create_parser(*args, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--source", default="Lost and stolen list", help="the authority the list comes from"
        )
        parser.add_argument(
            "--issuers", default="", help="codes it speaks for, as UTO,QAM; nothing: everybody's"
        )

    def handle(self, *, file, source, issuers, **options):
        began, self.told = time.monotonic(), 0.0
        load = self.load_of(file, source, issuers)
        lines = load.lines
        if load.read_to:
            self.say(f"Going on at {load.percent} %.")
        try:
            with file.open("rb") as opened:
                Reader(load, opened, say=self.progress).read()
        except Unreadable as why:
            raise CommandError(f"{file}: {why}", returncode=2) from None
        except TakenOver:
            raise CommandError(
                "It was cancelled, or another process goes on with this list.", returncode=2
            ) from None
        self.say(
            f"{load.lines:,} lines: {load.added:,} added, {load.unchanged:,} there, {load.errors:,} faulty."
        )
        seconds = time.monotonic() - began
        self.stdout.write(json.dumps(summary(load, seconds, load.lines - lines)))
        if load.errors:
            sys.exit(1)

    def load_of(self, file, source, issuers):
        codes = [normal.normal_issuer(code) for code in issuers.split(",") if code.strip()]
        if wrong := [code for code in codes if not normal.is_issuer(code)]:
            raise CommandError(f"No issuer codes: {', '.join(wrong)}.", returncode=2)
        try:
            return bringing.of_path(file, source=source[:120], issuers=codes)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.", returncode=2) from None

    def progress(self, load):
        if (now := time.monotonic()) - self.told > EVERY:
            self.told = now
            rate = load.a_second
            self.say(f"{load.percent:3} %  {load.lines:,} lines, {load.errors:,} faulty, {rate:,} a second")

    def say(self, words):
        end = "\r" if self.stderr.isatty() and "%" in words else "\n"
        print(words.ljust(78), file=sys.stderr, end=end, flush=True)


def summary(load, seconds, lines):
    """The counts of the whole load, and how quick this run was."""
    return {
        "load": load.pk, "file": load.file_name, "state": load.state.lower(), "lines": load.lines,
        "added": load.added, "unchanged": load.unchanged, "errors": load.errors,
        "errors_file": load.errors_file if load.errors else None, "seconds": round(seconds, 2),
        "per_second": round(lines / seconds) if seconds else 0,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip
