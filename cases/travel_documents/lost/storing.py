"""Writing packed records, many in one statement. What is there already stays as it is.

PostgreSQL copies them into a table of the transaction and takes from there what is new; SQLite inserts row by row,
which in the order of its index is as quick.
"""

from django.db import connection

from cases.travel_documents.lost import ranges
from cases.travel_documents.lost.models import Block, Record

COLUMNS = '"issuer", "number", "type", "status", "date", "number_to", "line", "circumstance"'
RANGE, BLANK = (
    5,
    f"\t{Record.Status.STOLEN_BLANK}\t",
)  # place of `number_to` in a packed record; where one may be
SQLITE = f"""INSERT INTO "lost_record" ({COLUMNS}, "load_id")
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""
INCOMING = """CREATE TEMPORARY TABLE "lost_incoming" ("issuer" text, "number" text, "type" text, "status" text,
    "date" date, "number_to" text, "line" integer, "circumstance" text) ON COMMIT DROP"""
TAKE = f"""INSERT INTO "lost_record" ({COLUMNS}, "load_id")
    SELECT {COLUMNS}, %s FROM "lost_incoming" ON CONFLICT DO NOTHING"""


def store(packed, load_id):
    """Write records of a load inside the transaction that is open. Returns how many were new."""
    new = _copied(packed, load_id) if connection.vendor == "postgresql" else _inserted(packed, load_id)
    blanks = (text.split("\t", 7) for text in packed if BLANK in text)
    if spans := [parts for parts in blanks if parts[RANGE]]:
        cut(spans)
    return new


def _inserted(packed, load_id):
    rows = [(*text.split("\t", 7), load_id) for text in packed]
    with connection.cursor() as cursor:
        cursor.executemany(SQLITE, rows)
        return cursor.rowcount


def _copied(packed, load_id):
    text = "\n".join(packed).replace("\\", "\\\\") + "\n"
    with connection.cursor() as cursor:
        cursor.execute(INCOMING)
        with cursor.copy(f'COPY "lost_incoming" ({COLUMNS}) FROM STDIN') as copy:
            copy.write(text)
        cursor.execute(TAKE, [load_id])
        new = cursor.rowcount
        cursor.execute('DROP TABLE "lost_incoming"')
        return new


def cut(spans):
    """Cut ranges that were just written into their blocks; those cut before stay as they are."""
    for issuer, number, kind, status, day, number_to, *_ in spans:
        same = {"issuer": issuer, "number": number, "type": kind, "status": status, "date": day}
        record = Record.objects.get(**same, number_to=number_to)
        blocks = [Block(issuer=issuer, block=one, record=record) for one in ranges.blocks(number, number_to)]
        Block.objects.bulk_create(blocks, ignore_conflicts=True)
