"""What can be found by its words: one row per record, fed by the departments (`index.put`)."""

from django.db import models

FTS = "search_words"  # the FTS5 table over `SearchDocument.text`, SQLite only; made in the first migration


class WordsField(models.TextField):
    """Folded words, ready to be matched: plain text under FTS5 on SQLite, a `tsvector` on PostgreSQL.

    The words are folded in Python before either database sees them, and neither parses them again, so both
    find the same records. Written, matched with `__match` and `__probe`, never read back.
    """

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_placeholder(self, value, compiler, connection):
        if connection.vendor == "postgresql" and not hasattr(value, "as_sql"):
            return "array_to_tsvector(string_to_array(%s, ' '))"
        return "%s"

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "secoffice.search.models.WordsField", args, kwargs


class OfWords(models.Lookup):
    """Takes a list of folded words; all must be there, the last one as the beginning of a word."""

    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        *whole, begun = value
        if connection.vendor == "postgresql":
            return "%s", [" & ".join([*(f"'{word}'" for word in whole), f"'{begun}':*"])]
        return "%s", [" ".join([*(f'"{word}"' for word in whole), f'"{begun}"*'])]

    def as_postgresql(self, compiler, connection):
        column, column_params = self.process_lhs(compiler, connection)
        words, params = self.process_rhs(compiler, connection)
        return f"{column} @@ {words}::tsquery", [*column_params, *params]


@WordsField.register_lookup
class Match(OfWords):
    """Every document that matches, found through the index: for words that few documents have."""

    lookup_name = "match"

    def as_sqlite(self, compiler, connection):
        words, params = self.process_rhs(compiler, connection)
        key = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.id"
        return f"{key} IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH {words})", params


@WordsField.register_lookup
class Probe(OfWords):
    """Does this one document match? For words that many documents have."""

    lookup_name = "probe"

    def as_sqlite(self, compiler, connection):
        """Looked for in the words themselves: asking FTS5 about one row costs a thousand times as much."""
        column, params = self.process_lhs(compiler, connection)
        *whole, begun = self.rhs
        looks = [f"instr(' ' || {column} || ' ', %s)"] * (len(whole) + 1)
        return f"({' AND '.join(looks)})", [
            *params * len(looks),
            *(f" {word} " for word in whole),
            f" {begun}",
        ]


class SearchDocument(models.Model):
    """The words one record can be found by. Who may find it stands on the record, not here."""

    target_type = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    text = WordsField()

    class Meta:
        # The id first: SQLite must not think of reading every document of a type before it looks at the words.
        constraints = [models.UniqueConstraint(fields=["target_id", "target_type"], name="indexed_once")]

    def __str__(self):
        return f"{self.target_type} {self.target_id}"
