"""Writing many rows in one statement, each only where it still is as it was read.

Django asks every field of every value how it wants to be written, and its `bulk_update` builds an expression for
each: measured, that took most of a planning run. PostgreSQL gets the rows as one JSON document and works set by
set; SQLite, whose statements cost no round trip, gets one prepared statement.
"""

import json
from datetime import UTC, date, datetime
from operator import itemgetter

from django.db import connection

PLAIN = {datetime: lambda value: str(value.astimezone(UTC))[:-6], date: date.isoformat}


def insert_new(model, rows):
    """Insert rows, given as {column: value} with equal columns, where no constraint says they are there already.
    What they leave out gets the model's default. Returns how many were new."""
    if not rows:
        return 0
    given, rest = list(rows[0]), _defaults(model, rows[0])
    columns, pick = [*given, *rest], itemgetter(*given)
    names = ", ".join(map(_quoted, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            source = f"SELECT {names} FROM json_populate_recordset(NULL::{_table(model)}, %s)"
            document = _document(columns, [[*pick(row), *rest.values()] for row in rows])
            cursor.execute(
                f"INSERT INTO {_table(model)} ({names}) {source} ON CONFLICT DO NOTHING", [document]
            )
        else:
            marks = ", ".join(["%s"] * len(columns))
            into = f"INSERT INTO {_table(model)} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING"
            same = [*map(plain, rest.values())]
            cursor.executemany(into, [[*map(plain, pick(row)), *same] for row in rows])
        return max(cursor.rowcount, 0)


def _defaults(model, given):
    """Column → the model's default, for the columns that were left out."""
    blank, fields = model(), [field for field in model._meta.concrete_fields if not field.primary_key]
    return {field.column: getattr(blank, field.attname) for field in fields if field.column not in given}


def write_each(rows, fields, *, only, given=()):
    """Save these fields of each row where the condition `only` (SQL, with the parameters `given`) holds for it."""
    if not rows:
        return
    model = type(rows[0])
    columns = [model._meta.get_field(name) for name in fields]
    values = [[row.pk, *(getattr(row, column.attname) for column in columns)] for row in rows]
    update_each(model, ["id", *(column.column for column in columns)], values, only=only, given=given)


def update_each(model, columns, values, *, only, given=()):
    """`write_each` for bare values: one list a row, in the order of `columns`, the first of which is `id`."""
    if not values:
        return
    first, *rest = map(_quoted, columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # under other names, so that the condition speaks of the row itself
            new = ", ".join(f"{name} AS new_{number}" for number, name in enumerate([first, *rest]))
            source = f"SELECT {new} FROM json_populate_recordset(NULL::{_table(model)}, %s)"
            sets = ", ".join(f"{name} = new_{number}" for number, name in enumerate(rest, 1))
            statement = (
                f"UPDATE {_table(model)} SET {sets} FROM ({source}) AS new WHERE {first} = new_0 AND {only}"
            )
            cursor.execute(statement, [_document(columns, values), *given])
        else:
            sets = ", ".join(f"{name} = %s" for name in rest)
            statement = f"UPDATE {_table(model)} SET {sets} WHERE {first} = %s AND {only}"
            cursor.executemany(statement, [[*map(plain, row[1:]), row[0], *given] for row in values])


def some(model, condition, *given):
    """Whether any row fulfils a condition that has its index: what is asked every minute, and mostly in vain."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {_table(model)} WHERE {condition} LIMIT 1", given)
        return cursor.fetchone() is not None


def instant(value):
    """An instant as the database compares it."""
    return connection.ops.adapt_datetimefield_value(value)


def plain(value):
    """A value as SQLite keeps it: instants in UTC without a zone."""
    made = PLAIN.get(type(value))
    return made(value) if made else value


def _document(columns, values):
    rows = [dict(zip(columns, row, strict=True)) for row in values]
    return json.dumps(rows, default=lambda value: value.isoformat())


def _table(model):
    return _quoted(model._meta.db_table)


def _quoted(name):
    return connection.ops.quote_name(name)
