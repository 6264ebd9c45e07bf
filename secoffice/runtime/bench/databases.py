"""The databases of the bench: a file and, where a server answers, a database of their own. Loaded data stays."""

import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from secoffice.runtime import bench

NAME, FILE = "secoffice_bench", "bench.sqlite3"
USUAL = "postgres://postgres@127.0.0.1:5432/postgres"


def folder():
    """SECOFFICE_DATA/bench; below it the child process has a data folder of its own."""
    data = Path(settings.DATA)
    return data if data.name == "bench" else data / "bench"


def sqlite_url():
    folder().mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder() / FILE}"


def postgres_url():
    """The address of our database on the first server that answers; ConnectionError in a sentence."""
    for url in filter(None, (os.environ.get("DATABASE_URL", ""), from_pghost(), USUAL)):
        if url.startswith(("postgres://", "postgresql://", "pgsql://")):
            try:
                return made_on(url.replace("pgsql://", "postgresql://"))
            except psycopg.Error:
                continue
    raise ConnectionError("not measured: no PostgreSQL here")


def from_pghost():
    host = os.environ.get("PGHOST", "")
    user, password = os.environ.get("PGUSER", "postgres"), os.environ.get("PGPASSWORD", "")
    secret = f":{password}" if password else ""
    port = os.environ.get("PGPORT", "5432")
    return (
        f"postgres://{user}{secret}@{host}:{port}/{os.environ.get('PGDATABASE', 'postgres')}" if host else ""
    )


def made_on(url):
    with psycopg.connect(url, connect_timeout=3, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            server.execute(f"CREATE DATABASE {NAME}")
    return urlunsplit(urlsplit(url)._replace(path=f"/{NAME}"))


def prepare(cases, say):
    """Bring the database this process is on to the size wanted; from nothing where its tables are of another
    make than the migrations now say. No other database than the bench's own is ever touched."""
    if Path(str(connection.settings_dict["NAME"])).name not in (NAME, FILE):
        raise CommandError("The bench measures databases of its own. Leave out --here.")
    call_command("migrate", verbosity=0) if fits() else begin_again(say)
    bench.load_all(cases, say)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")


def begin_again(say):
    say("Making the tables anew.")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    if connection.vendor == "sqlite":
        connection.close()
        for file in folder().glob(f"{FILE}*"):
            file.unlink()
    call_command("migrate", verbosity=0)
    call_command("sync_roles", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_make (digest varchar(64))")
        cursor.execute("INSERT INTO bench_make VALUES (%s)", [make()])


def fits():
    if "bench_make" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM bench_make")
        return cursor.fetchone() == (make(),)


def make():
    """A digest of our migrations: while the project is young they are edited in place."""
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        if Path(config.path).is_relative_to(settings.BASE_DIR) and ".venv" not in config.path:
            for file in sorted((Path(config.path) / "migrations").glob("*.py")):
                digest.update(file.read_bytes())
    return digest.hexdigest()
