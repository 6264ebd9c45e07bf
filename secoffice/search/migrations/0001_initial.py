"""Documents, and the index over their words: FTS5 beside the table on SQLite, GIN on PostgreSQL.

With an index for every length of prefix, a word half typed is found as fast as a whole one, however many
documents have it; without, all of them would be read first.
"""

from django.db import migrations, models

import secoffice.search.models

SQLITE = [
    """CREATE VIRTUAL TABLE search_words USING fts5(
        text, content='search_searchdocument', content_rowid='id', tokenize='ascii', detail='none', columnsize=0,
        prefix='1 2 3 4 5 6 7 8 9 10 11 12'
    )""",
    """CREATE TRIGGER search_words_added AFTER INSERT ON search_searchdocument BEGIN
        INSERT INTO search_words(rowid, text) VALUES (new.id, new.text);
    END""",
    """CREATE TRIGGER search_words_removed AFTER DELETE ON search_searchdocument BEGIN
        INSERT INTO search_words(search_words, rowid, text) VALUES ('delete', old.id, old.text);
    END""",
    """CREATE TRIGGER search_words_changed AFTER UPDATE OF text ON search_searchdocument BEGIN
        INSERT INTO search_words(search_words, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO search_words(rowid, text) VALUES (new.id, new.text);
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER search_words_added",
    "DROP TRIGGER search_words_removed",
    "DROP TRIGGER search_words_changed",
    "DROP TABLE search_words",
]
POSTGRESQL = ["CREATE INDEX search_words ON search_searchdocument USING gin (text)"]
POSTGRESQL_BACK = ["DROP INDEX search_words"]


def forward(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def back(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def run(schema_editor, sqlite, postgresql):
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_type", models.CharField(max_length=40)),
                ("target_id", models.BigIntegerField()),
                ("text", secoffice.search.models.WordsField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("target_id", "target_type"), name="indexed_once")
                ],
            },
        ),
        migrations.RunPython(forward, back),
    ]
