"""Writing many rows in one statement, each only where it still is as it was read.

Django's `bulk_update` builds an expression for every value: measured, it took more than half of a planning run.
"""

from django.db import connection


def write_each(rows, fields, *, only, given=()):
    """Save these fields of each row where the condition `only` (SQL, with the parameters `given`) holds for it."""
    if not rows:
        return
    model, quoted = type(rows[0]), connection.ops.quote_name
    columns = [model._meta.get_field(name) for name in fields]
    values = ", ".join(f"{quoted(column.column)} = %s" for column in columns)
    statement = f"UPDATE {quoted(model._meta.db_table)} SET {values} WHERE id = %s AND {only}"
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[*_stored(row, columns), row.pk, *given] for row in rows])


def some(model, condition, *given):
    """Whether any row fulfils a condition that has its index: what is asked every minute, and mostly in vain."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1", given)
        return cursor.fetchone() is not None


def instant(value):
    """An instant as the database compares it."""
    return connection.ops.adapt_datetimefield_value(value)


def _stored(row, columns):
    return [column.get_db_prep_save(getattr(row, column.attname), connection) for column in columns]
