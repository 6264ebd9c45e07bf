"""Entries of very many deeds, written together at the end of their transaction."""

import pytest
from django.db import transaction

from secoffice.audit import trail
from secoffice.audit.models import AuditEntry
from secoffice.audit.verification import verify


def test_held_entries_are_written_together_and_verified(db, officer):
    with trail.held():
        made = [trail.record(f"deed {n}", officer.user, by=officer.user, reason="why") for n in range(5)]
        assert not AuditEntry.objects.filter(action__startswith="deed").exists()
    rows = AuditEntry.objects.filter(action__startswith="deed").order_by("pk")
    assert [row.action for row in rows] == [entry.action for entry in made]
    assert {row.reason for row in rows} == {"why"}
    trail.seal(complete=True)
    assert verify()[1] is None


def test_held_entries_go_with_the_deeds_that_fail(db, officer):
    with pytest.raises(ZeroDivisionError), transaction.atomic(), trail.held():
        trail.record("deed", officer.user, by=officer.user)
        1 / 0  # noqa: B018
    assert not AuditEntry.objects.filter(action="deed").exists()


def test_words_of_held_entries_can_be_removed(db, officer):
    with trail.held():
        trail.record("deed", officer.user, by=officer.user, reason="a needle")
        assert (
            trail.remove_words(trail.about(officer.user).filter(action="deed"), by=None, reason="spill") == 1
        )
    assert AuditEntry.objects.get(action="deed").was_removed
