"""Makes the database refuse to change the trail: triggers for SQLite and PostgreSQL.

Entries and seals: no update, no delete. Details: no update; deleting them is what disposal and spill purges
do. SQLite needs a third trigger, because INSERT OR REPLACE goes round the other two, and drops triggers with
a table that a migration rebuilds, so they are put back after every migrate. PostgreSQL needs a statement
trigger against TRUNCATE. Roles without UPDATE and DELETE are the second wall (docs/adr/0002-audit-chain.md).
"""

UPDATE, DELETE, REPLACE, TRUNCATE = "update", "delete", "replace", "truncate"
REFUSED = "The audit trail is append-only."
KEYS = {
    "audit_auditentry": ("id", "nonce"),
    "audit_auditseal": ("seq", "entry_id"),
    "audit_auditdetail": ("entry_id",),
}
REMOVABLE = {"audit_auditdetail"}
FUNCTION = f"""CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""

STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE %s",
    "postgresql": """SELECT t.tgname FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid) AND p.prosrc LIKE %s""",
}


def wanted(vendor):
    """The guards this database needs, as (name, table, event)."""
    last = TRUNCATE if vendor == "postgresql" else REPLACE
    for table in KEYS:
        for event in (UPDATE, DELETE, last):
            if event != DELETE or table not in REMOVABLE:
                yield f"{table}_no_{event}", table, event


def install(connection):
    """Put up every guard that is not there. Safe to repeat."""
    there = standing(connection)
    with connection.cursor() as cursor:
        for name, table, event in wanted(connection.vendor):
            if name not in there:
                for statement in _statements(connection.vendor, name, table, event):
                    cursor.execute(statement)


def remove(connection):
    """Take the guards down: for undoing the migration, and for tests that empty the database."""
    there = standing(connection)
    with connection.cursor() as cursor:
        for name, table, _ in wanted(connection.vendor):
            if name in there:
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {name}{on}")


def missing(connection):
    """Names of the guards somebody has taken down or switched off."""
    there = standing(connection)
    return [name for name, _, _ in wanted(connection.vendor) if name not in there]


def standing(connection):
    """Names of the guards that are up and still refuse."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor], [f"%{REFUSED}%"])
        return {name for (name,) in cursor.fetchall()}


def _statements(vendor, name, table, event):
    """Put up one guard, in place of one of that name that no longer refuses."""
    if vendor == "postgresql":
        yield FUNCTION
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        each = "STATEMENT" if event == TRUNCATE else "ROW"
        when = f"BEFORE {event.upper()} ON {table} FOR EACH {each}"
        yield f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION audit_refuse()"
        return
    when = f"BEFORE {event.upper()} ON {table}"
    if event == REPLACE:
        same = " OR ".join(f"{key} = NEW.{key}" for key in KEYS[table])
        when = f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
