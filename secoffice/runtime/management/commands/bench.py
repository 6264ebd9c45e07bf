"""`manage.py bench`: how long pages take and what they cost, against a bare view in the same run.

Prints one JSON object, figure → {value, unit, baseline, ratio, …}. Each database is measured by a process of its
own; what was loaded stays under SECOFFICE_DATA/bench and in the database `secoffice_bench` for the next time.
"""

import json
import os
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand

from secoffice.runtime import bench
from secoffice.runtime.bench import databases, measuring

WHERE = {"sqlite": databases.sqlite_url, "postgres": databases.postgres_url}


class Command(BaseCommand):
    help = "Measures pages and planning and prints one JSON object: figure → {value, unit, baseline, ratio}."

    def add_arguments(self, parser):
        parser.add_argument("--only", metavar="NAME", help="figures with this word in their name")
        parser.add_argument("--cases", type=int, default=100_000)
        parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
        parser.add_argument("--here", help="measure the database of this process; prefix of the names")

    def handle(self, *, only, cases, database, here, **options):
        if here:
            figures = self.measure(here, only, cases)
        else:
            figures = {}
            for name in WHERE if database == "both" else [database]:
                figures |= self.ask(name, only, cases)
        self.stdout.write(json.dumps(figures, indent=None if here else 1))

    def say(self, words):
        print(words, file=sys.stderr, flush=True)

    def ask(self, name, only, cases):
        """Let a process of its own measure one database."""
        try:
            url = WHERE[name]()
        except ConnectionError as nothing:
            return {name: {"value": None, "unit": "", "baseline": None, "ratio": None, "says": str(nothing)}}
        asked = [
            sys.executable,
            settings.BASE_DIR / "manage.py",
            "bench",
            "--here",
            name,
            "--cases",
            str(cases),
        ]
        own = {"DATABASE_URL": url, "SECOFFICE_DATA": str(databases.folder()), "LOG_LEVEL": "WARNING"}
        own |= {"STATEMENT_TIMEOUT": "0", "SECOFFICE_ENV": "development"}
        asked += ["--only", only] if only else []
        said = subprocess.run(asked, env=os.environ | own, stdout=subprocess.PIPE, check=False)
        if said.returncode:
            raise SystemExit(said.returncode)
        return json.loads(said.stdout)

    def measure(self, prefix, only, cases):
        wanted = [figure for figure in bench.discover() if not only or only in figure.name]
        databases.prepare(cases, lambda words: self.say(f"{prefix}: {words}"))
        figures = {}
        for figure in wanted:
            for name, found in self.figure(figure):
                figures[f"{prefix}.{name}"] = found
                self.say(f"{prefix}.{name}: {found['value']} {found['unit']}, {found['ratio']} × baseline")
        return figures

    def figure(self, figure):
        if figure.is_page:
            for name, reader in bench.all_readers().items():
                yield f"{figure.name}.{name}", measuring.page(figure.measure(reader), reader, figure.target)
        else:
            found = figure.measure()
            found = {"": found} if "value" in found else found
            for name, each in found.items():
                yield f"{figure.name}.{name}".rstrip("."), each
