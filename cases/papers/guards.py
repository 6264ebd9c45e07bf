"""The database keeps what was approved: a frozen paper, an addendum and the register of copies are never changed.

Triggers for SQLite and PostgreSQL. A migration that rebuilds a table on SQLite drops its triggers with it, so they
are put back after every migrate.
"""

FROZEN = "APPROVED"
REFUSED = "This paper is frozen."
TABLES = {
    "papers_memorandum": f"OLD.status = '{FROZEN}'",
    "papers_report": f"OLD.status = '{FROZEN}'",
    "papers_addendum": "",
    "papers_copy": "",
}
FUNCTION = f"""CREATE OR REPLACE FUNCTION papers_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""


def install(connection):
    """Put up every guard. Safe to repeat."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table, condition in TABLES.items():
            for statement in _statements(connection.vendor, table, condition):
                cursor.execute(statement)


def remove(connection):
    on = " ON {0}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen{on}".format(table))


def _statements(vendor, table, condition):
    name, event = f"{table}_frozen", f"BEFORE UPDATE ON {table} FOR EACH ROW"
    when = f" WHEN ({condition})" if condition else ""
    if vendor == "postgresql":
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield f"CREATE TRIGGER {name} {event}{when} EXECUTE FUNCTION papers_refuse()"
    else:
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} {event}{when} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
