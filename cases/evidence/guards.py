"""Makes the database itself keep the chain of custody: triggers for SQLite and PostgreSQL.

No event is changed or deleted. One that is added bears the next number, begins with whoever had the exhibit at the
instant it happened, and changes hands only after everything known so far. SQLite needs a trigger against INSERT OR
REPLACE and drops triggers with a table that a migration rebuilds, so they are put back after every migrate;
PostgreSQL needs one against TRUNCATE.
"""

TABLE = "evidence_custodyevent"
REFUSED = "The chain of custody is append-only."
BROKEN = "The chain of custody would have a gap."
NAMES = ("no_update", "no_delete", "no_replace", "chain")

_EARLIER = f"FROM {TABLE} WHERE exhibit_id = NEW.exhibit_id AND happened_at <= NEW.happened_at"
_HOLDER = f"(SELECT to_user_id {_EARLIER} ORDER BY happened_at DESC, seq DESC LIMIT 1)"
_ANY = f"SELECT 1 FROM {TABLE} WHERE exhibit_id = NEW.exhibit_id"
_NEXT = f"(SELECT COALESCE(MAX(seq), 0) + 1 FROM {TABLE} WHERE exhibit_id = NEW.exhibit_id)"


def _gap(differs):
    """When a new event would break the chain; `differs` says unequal where either side may be NULL."""
    return f"""NEW.seq <> {_NEXT}
        OR (NEW.kind = 'COLLECT' AND (NEW.from_user_id IS NOT NULL OR EXISTS ({_ANY})))
        OR (NEW.kind <> 'COLLECT' AND NOT EXISTS (SELECT 1 {_EARLIER}))
        OR (NEW.kind <> 'COLLECT' AND NEW.from_user_id {differs} {_HOLDER})
        OR (NEW.from_user_id IS NULL AND NEW.kind NOT IN ('COLLECT', 'CORRECTION', 'DISCREPANCY'))
        OR (NEW.to_user_id IS NULL AND NEW.kind NOT IN
            ('RETURN', 'DESTROY', 'FORFEIT', 'CORRECTION', 'DISCREPANCY'))
        OR (NEW.from_user_id {differs} NEW.to_user_id AND EXISTS ({_ANY} AND happened_at > NEW.happened_at))"""


def _sqlite():
    yield "no_update", f"BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    yield "no_delete", f"BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    taken = f"SELECT 1 FROM {TABLE} WHERE id = NEW.id OR (exhibit_id = NEW.exhibit_id AND seq = NEW.seq)"
    when = f"BEFORE INSERT ON {TABLE} WHEN EXISTS ({taken})"
    yield "no_replace", f"{when} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    when = f"BEFORE INSERT ON {TABLE} WHEN {_gap('IS NOT')}"
    yield "chain", f"{when} BEGIN SELECT RAISE(ABORT, '{BROKEN}'); END"


_FUNCTION = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {when} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN NEW; END $$"""


def _postgresql():
    refuse, chain = "EXECUTE FUNCTION evidence_refuse()", "EXECUTE FUNCTION evidence_chain()"
    yield "no_update", f"BEFORE UPDATE ON {TABLE} FOR EACH ROW {refuse}"
    yield "no_delete", f"BEFORE DELETE ON {TABLE} FOR EACH ROW {refuse}"
    yield "no_replace", f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {refuse}"
    yield "chain", f"BEFORE INSERT ON {TABLE} FOR EACH ROW {chain}"


def install(connection):
    """Put up every guard, in place of one of that name. Safe to repeat."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION.format(name="evidence_refuse", when="TRUE", says=REFUSED))
            gap = _gap("IS DISTINCT FROM")
            cursor.execute(_FUNCTION.format(name="evidence_chain", when=gap, says=BROKEN))
        for name, body in _postgresql() if connection.vendor == "postgresql" else _sqlite():
            cursor.execute(f"CREATE TRIGGER evidence_{name} {body}")


def remove(connection):
    """Take the guards down: before putting them up anew, and for tests that empty the database."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"DROP TRIGGER IF EXISTS evidence_{name}{on}")
