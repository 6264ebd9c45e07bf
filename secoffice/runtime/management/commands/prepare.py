"""Makes the data folder ready for the processes of the office; `up` runs it alone, before it starts them."""

import io
import json
import sqlite3
import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from secoffice.runtime import places
from secoffice.runtime.checks import SAFE_SQLITE


class Command(BaseCommand):
    help = (
        "Migrates, synchronises the roles and, in a new development office, loads the demonstration office."
    )

    def handle(self, **options):
        places.run_folder(settings.DATA).mkdir(parents=True, exist_ok=True, mode=0o700)
        settings.DATA.chmod(0o700)
        self.notice_the_sqlite()
        self.migrate()
        call_command("sync_roles", stdout=io.StringIO())
        if settings.PRODUCTION:
            self.step("Collecting static files", "collectstatic", interactive=False)
        elif settings.WITH_DEMO and "demo" in get_commands() and not get_user_model().objects.exists():
            self.sign_ins(self.step("Loading the demonstration office", "demo"))

    def notice_the_sqlite(self):
        """Where there is no wheel with a newer one, the Python's own SQLite serves, and we say what that means."""
        if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < SAFE_SQLITE:
            self.stdout.write(
                f"SQLite {sqlite3.sqlite_version} of this Python has a rare fault under several writers "
                "(fixed in 3.51.3): good for trying, keep daily backups of anything real."
            )

    def migrate(self):
        """Only where something is left to do: looking is quick, running is not."""
        executor = MigrationExecutor(connection)
        left = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if left:
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute(
                        "SET statement_timeout = 0"
                    )  # a migration may take its time, a request may not
            self.step(
                f"Bringing the database up to date ({len(left)} migrations)", "migrate", interactive=False
            )

    def step(self, title, command, **options):
        """Run a command, show its title and how long it took, and return what it printed."""
        started, said = time.monotonic(), io.StringIO()
        self.stdout.write(title)
        self.stdout.flush()
        call_command(command, stdout=said, **options)
        if (took := time.monotonic() - started) >= 1:
            self.stdout.write(f"… {took:.0f} s")
        return said.getvalue()

    def sign_ins(self, said):
        """Keep what `demo` says about who can sign in, for the supervisor to show."""
        rows = []
        for line in said.splitlines():
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if isinstance(row, dict) and row.get("email") and row.get("password"):
                rows.append(row)
        places.note(settings.DATA, "sign-ins", json.dumps(rows))
