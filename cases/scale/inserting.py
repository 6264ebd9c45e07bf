"""Inserting very many rows: COPY on PostgreSQL, one prepared statement on SQLite, ids taken beforehand.

Three times as fast as `bulk_create`, which asks every field of every row how it wants to be written. Only for
loading what this package made up: no defaults of the database, no `ON CONFLICT`.
"""

import json
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import connection

PLAIN = {
    datetime: lambda value: str(value.astimezone(UTC))[:-6],  # as the backend keeps it: UTC, no offset
    date: str,
    UUID: lambda value: value.hex,
}


def take_ids(model, number):
    """So many ids that no other row will get."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            ask = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(ask, [table, number])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return list(range(last + 1, last + number + 1))


def with_ids(rows):
    rows = list(rows)
    if rows:
        for row, pk in zip(rows, take_ids(type(rows[0]), len(rows)), strict=True):
            row.pk = pk
    return rows


def insert(rows):
    """Save new rows of one model; those without an id get one. Returns them."""
    rows = list(rows)
    if not rows:
        return rows
    if rows[0].pk is None:
        with_ids(rows)
    model = type(rows[0])
    names = [field.attname for field in model._meta.concrete_fields]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in model._meta.concrete_fields)
    values = ([written(getattr(row, name)) for name in names] for row in rows)
    with connection.cursor() as cursor:
        _write(cursor, connection.ops.quote_name(model._meta.db_table), columns, len(names), values)
    return rows


def _write(cursor, table, columns, width, values):
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
    else:
        into = f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * width)})"
        cursor.executemany(into, [[plain(value) for value in row] for row in values])


def written(value):
    """Lists and dictionaries are JSON in either database."""
    return json.dumps(value) if isinstance(value, list | dict) else value


def plain(value):
    """A value as SQLite keeps it."""
    made = PLAIN.get(type(value))
    return made(value) if made else value
