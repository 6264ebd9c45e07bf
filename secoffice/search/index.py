"""Putting records into the search index and finding them by their words.

A department puts a record in when it changes, and narrows what the reader may see when somebody searches:
`index.matching(Case.objects.visible_to(user), words)`. Nothing is found that the queryset did not hold.
"""

from django.db import connection
from django.db.models import Exists, OuterRef

from secoffice.people.normal import fold
from secoffice.search.models import SearchDocument

LONGEST_WORD = 60
LONGEST_TEXT = 200_000
MOST_WORDS = 24  # of a question; whoever types more wants the first ones

# Up to so many documents they are found through the index and sorted; beyond, the list is walked in its order and
# each row's words are looked at. Measured at a hundred thousand and a million rows.
FEW = 5_000


def words_of(text):
    """The words of a text as they are compared, in both what is stored and what is asked for."""
    return [word[:LONGEST_WORD] for word in fold(text[:LONGEST_TEXT].replace("\0", " ")).split()]


def put(target, text):
    """Index this record by these words, in place of the earlier ones."""
    document = SearchDocument(
        target_type=target._meta.label_lower, target_id=target.pk, text=" ".join(words_of(text))
    )
    put_all([document])


def put_all(documents):
    SearchDocument.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["target_type", "target_id"],
        update_fields=["text"],
    )


def remove(target):
    SearchDocument.objects.filter(target_type=target._meta.label_lower, target_id=target.pk).delete()


def asked(text):
    """The words of a question, each once; the last, perhaps unfinished, stays last."""
    words = words_of((text or "")[:2_000])
    return list(dict.fromkeys([*words[:MOST_WORDS][:-1]])) + words[:MOST_WORDS][-1:]


def hits(target_type, words):
    """Ids of the records of a type that have all these words. For use inside a query."""
    found = SearchDocument.objects.filter(target_type=target_type)
    return (found.filter(text__match=asked(words)) if asked(words) else found.none()).values("target_id")


def matching(queryset, words):
    """Only the rows that have all these words, the last one perhaps begun only. No words: every row."""
    if not (words or "").strip():
        return queryset
    asked_for = asked(words)
    if not asked_for:
        return queryset.none()
    documents = SearchDocument.objects.filter(target_type=queryset.model._meta.label_lower)
    found = documents.filter(text__match=asked_for)
    if connection.vendor == "sqlite" and not are_few(found):
        here = documents.filter(target_id=OuterRef("pk"), text__probe=asked_for)
        return queryset.filter(Exists(here))
    return queryset.filter(pk__in=found.values("target_id"))


def are_few(found):
    """PostgreSQL keeps statistics of words and chooses by itself; SQLite has to be told."""
    return found.order_by().values("pk")[: FEW + 1].count() <= FEW
