"""The migrated database of the tests is kept beside pytest's cache, and copied as long as no migration changes.

Every process of a run and every run needs one, and migrating takes longer than most things that are tested. The
first to come makes it while the others wait. SQLite only: on PostgreSQL each process migrates its own.
"""

import fcntl
import hashlib
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection


def digest():
    """Of all migrations there are, and of what looks at them when they have run."""
    total = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda each: each.name):
        # the guards of a room go up after a migration and are in no migration file
        for path in sorted([*Path(app.path).glob("migrations/*.py"), *Path(app.path).glob("guards.py")]):
            total.update(f"{app.name}/{path.name}\0".encode() + path.read_bytes())
    return total.hexdigest()[:24]


class Kept:
    """The copy. `lock` is held from finding none until one is there."""

    def __init__(self, folder):
        self.path = folder / f"{digest()}.sqlite3"
        self.lock = (folder / "lock").open("w")

    def copy_to(self, place):
        """True when there is one, and it lies at `place` now; else whoever asks is the one who makes it."""
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        if not self.path.exists():
            return False
        shutil.copyfile(self.path, place)
        fcntl.flock(self.lock, fcntl.LOCK_UN)
        return True

    def keep(self):
        """From the connection that was migrated; older ones go."""
        for old in self.path.parent.glob("*.sqlite3"):
            old.unlink()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self.path)])
        fcntl.flock(self.lock, fcntl.LOCK_UN)


@pytest.fixture(scope="session")
def kept_database(request, django_db_modify_db_settings):
    if (
        connection.vendor != "sqlite"
        or request.config.getvalue("create_db")
        or request.config.getvalue("nomigrations")
    ):
        return None
    return Kept(request.config.cache.mkdir("databases"))


@pytest.fixture(scope="session")
def django_db_keepdb(request, kept_database):
    """Nothing is left to migrate in a copy."""
    if kept_database is None:
        return request.config.getvalue("reuse_db")
    return kept_database.copy_to(settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker, kept_database):
    if kept_database and not django_db_keepdb:
        with django_db_blocker.unblock():
            kept_database.keep()
