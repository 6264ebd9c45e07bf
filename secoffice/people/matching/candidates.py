"""Whom to weigh: persons who share keys with somebody, the rarest keys first."""

from collections import Counter
from math import log2

from django.db import connections

CAP = 300  # rows looked at for one key: what is more common says too little to be read through
MOST = 200
KEYS = 400  # asked for at once; SQLite joins no more than five hundred lists


def candidates(keys, rows, *, most=MOST):
    """Ids of at most `most` persons who share keys, likeliest first.

    `rows` is a queryset of a model with `key` and `person_id`, indexed in that order; one query, its cost bounded
    by the number of keys and never by how many persons there are.
    """
    keys = sorted(keys)[:KEYS]
    if not keys:
        return []
    connection = connections[rows.db]
    table = connection.ops.quote_name(rows.model._meta.db_table)
    one = f"SELECT * FROM (SELECT key, person_id FROM {table} WHERE key = %s LIMIT {CAP}) AS k{{}}"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(at) for at in range(len(keys))), keys)
        found = cursor.fetchall()
    return ranked(found, most)


def ranked(found, most):
    """Persons by what their shared keys say together: one that few share says more."""
    many = Counter(key for key, _ in found)
    points = Counter()
    for key, person in found:
        points[person] += 1 / (1 + log2(many[key]))
    return [person for person, _ in sorted(points.items(), key=lambda each: (-each[1], each[0]))[:most]]
