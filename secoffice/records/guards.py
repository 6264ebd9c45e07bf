"""Makes the database itself refuse to change or destroy what is under legal hold: triggers for SQLite and PostgreSQL.

What hangs on a held record by foreign keys, however far, cannot be deleted, so no cascade, purge or disposal reaches
it. Columns that departments name (`protect`) cannot be changed; filling an empty one is no change, and neither is work
on the rest: a held case goes on. The bytes of its files, what it tells of people and the words of its audit entries
stay as well. Triggers name many tables, so they are taken down before every migrate and put back after it.
"""

from collections import deque
from dataclasses import dataclass, replace

from django.apps import apps

from secoffice.people.models import Fact, Photograph, Relationship
from secoffice.records import kept

REFUSED = "This is under legal hold: it is neither changed nor destroyed."
FAR = 4
STANDING = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'hold\\_%' ESCAPE '\\'",
    "postgresql": """SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid) AND t.tgname LIKE 'hold\\_%'""",
}
_protected = {}


@dataclass(frozen=True)
class Guard:
    """`held` and `unless` are conditions on OLD. `columns` are refused a change; a row is refused its deletion."""

    table: str
    held: str
    columns: tuple = ()
    unless: str = ""
    deletion: bool = True


def protect(model, *columns, unless=""):
    """Columns of a model that a hold freezes. `unless` is a condition, with {row} for the row, that frees it."""
    _protected[model] = (columns, unless)


def install(connection):
    """Put up every guard. Safe to repeat."""
    remove(connection)
    with connection.cursor() as cursor:
        for guard in wanted():
            for event, condition in _events(connection.vendor, guard):
                for statement in _statements(connection.vendor, guard.table, event, condition):
                    cursor.execute(statement)


def remove(connection):
    """Take the guards down: for a migration, and for tests that empty the database."""
    for name, table in standing(connection):
        with connection.cursor() as cursor:
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{on}')


def standing(connection):
    """Names of the guards that are up, each with its table."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        return cursor.fetchall()


def missing(connection):
    """Names of the guards somebody has taken down."""
    there = {name for name, _ in standing(connection)}
    names = {_name(g.table, event) for g in wanted() for event, _ in _events(connection.vendor, g)}
    return sorted(names - there)


def held_back(error):
    """The sentence for whoever ran into a guard; "" where the database refused for another reason."""
    return REFUSED if REFUSED in str(error) else ""


# What is guarded


def wanted():
    """Every guard of this office, one a table: what hangs on records of two kinds is held with either."""
    found = {}
    for guard in _each():
        known = found.get(guard.table)
        held = f"({known.held} OR {guard.held})" if known else guard.held
        found[guard.table] = replace(guard, held=held)
    return found.values()


def _each():
    for kind, one in kept.kinds().items():
        ways = reach(one.model)
        for model, way in ways.items():
            columns, unless = _protected.get(model, ((), ""))
            held = _held(f"'{kind}'", way("OLD"))
            yield Guard(model._meta.db_table, held, columns, unless.format(row="OLD"))
        yield _bytes(kind, ways)
    yield from _told()
    yield from _own()


def reach(root):
    """Whatever hangs on a record: {model: how its rows lead to the number of the record}, the shortest way."""
    found, ahead = {root: lambda row: f'{row}."id"'}, deque([(root, 0)])
    while ahead:
        model, far = ahead.popleft()
        for relation in model._meta.related_objects if far < FAR else ():
            child = relation.related_model
            if relation.field.concrete and not relation.many_to_many and child not in found:
                found[child] = _way(relation.field.column, model, found[model], far)
                ahead.append((child, far + 1))
    return found


def _way(column, parent, onward, far):
    if far == 0:
        return lambda row: f'{row}."{column}"'
    up, key = f"up{far}", parent._meta.pk.column
    return lambda row: (
        f'(SELECT {onward(up)} FROM "{parent._meta.db_table}" {up} WHERE {up}."{key}" = {row}."{column}")'
    )


def _held(kind, number):
    return f"""EXISTS (SELECT 1 FROM "records_held" h WHERE h.ended_at IS NULL
        AND h.target_type = {kind} AND h.target_id = {number})"""


def _bytes(kind, ways):
    """A stored file stays while any held record has it."""
    stored, found = apps.get_model("files.StoredFile"), []
    for model, way in ways.items():
        for field in model._meta.local_fields:
            if field.related_model is stored:
                where = f'f."{field.column}" = OLD."id" AND {_held(repr(kind), way("f"))}'
                found.append(f'EXISTS (SELECT 1 FROM "{model._meta.db_table}" f WHERE {where})')
    return Guard(stored._meta.db_table, f"({' OR '.join(found) or '1 = 0'})", ("digest", "name"))


def _told():
    """What a held record tells of people, and what was done to it."""
    source = _held('OLD."source_type"', 'OLD."source_id"')
    yield Guard(Fact._meta.db_table, source, ("value", "normal", "kind", "issuer", "person_id"))
    yield Guard(Relationship._meta.db_table, source, ("kind", "person_id", "other_id", "since", "until"))
    yield Guard(Photograph._meta.db_table, source, ("stored_id", "person_id"))
    entry = _held("e.target_type", "e.target_number")
    words = f'EXISTS (SELECT 1 FROM "audit_auditentry" e WHERE e.id = OLD."entry_id" AND {entry})'
    yield Guard("audit_auditdetail", words)


def _own():
    """A hold ends by being released, not by its rows going away."""
    stands = 'EXISTS (SELECT 1 FROM "records_legalhold" l WHERE l.id = {} AND l.released_at IS NULL)'
    held = ("hold_id", "target_type", "target_id")
    yield Guard("records_held", stands.format('OLD."hold_id"'), held)
    yield Guard("records_legalhold", 'OLD."released_at" IS NULL', ("reason", "authority", "start_on"))
    yield Guard("records_retention", _held('OLD."target_type"', 'OLD."target_id"'), ("item", "target_id"))


# How it is said to the database


def _name(table, event):
    return f"hold_{table}_{event}"


def _events(vendor, guard):
    """(update or delete, the condition under which it is refused)."""
    free = f"NOT ({guard.unless}) AND " if guard.unless else ""
    if guard.deletion:
        yield "delete", free + guard.held
    if guard.columns:
        changed = " OR ".join(_changed(vendor, column) for column in guard.columns)
        yield "update", f"({changed}) AND {free}{guard.held}"


def _changed(vendor, column):
    """Another value than before, where there was one."""
    old, new = f'OLD."{column}"', f'NEW."{column}"'
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return f"({old} {differs} {new} AND {old} IS NOT NULL AND CAST({old} AS text) <> '')"


def _statements(vendor, table, event, condition):
    name = _name(table, event)
    if vendor == "sqlite":
        when = f'BEFORE {event.upper()} ON "{table}" WHEN {condition}'
        yield f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        return
    row = "OLD" if event == "delete" else "NEW"
    refuse = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'"
    yield f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF {condition} THEN {refuse}; END IF; RETURN {row}; END $$"""
    yield f'CREATE TRIGGER {name} BEFORE {event.upper()} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()'
