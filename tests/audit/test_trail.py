"""What an entry holds, and that it stands and falls with the deed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from secoffice.accounts.models import Office
from secoffice.audit import trail
from secoffice.audit.models import AuditDetail, AuditEntry
from tests.factories import make_office, make_user


def test_an_entry_says_who_did_what_to_which_record_and_why(db):
    user, office = make_user(name="Rosa Dunmore", roles=["RSO", "AGENT"]), make_office()
    trail.record("renamed", office, by=user, reason="It moved.", detail={"name": ["Old", "New"]})
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.actor_label, entry.roles) == (user.pk, "Rosa Dunmore", "AGENT,RSO")
    assert (entry.target_type, entry.target_id) == ("accounts.office", str(office.pk))
    assert (entry.action, entry.reason, entry.result) == ("renamed", "It moved.", "done")
    assert entry.detail == {"name": ["Old", "New"]}


def test_what_people_typed_is_not_on_the_entry_itself(db):
    trail.record("closed", by=None, reason="the source is Utland", detail={"source": "Utland"})
    assert "Utland" not in str(AuditEntry.objects.values().get() | {"reason": ""})


def test_the_name_of_a_record_without_a_reference_is_not_kept(db):
    user = make_user(name="Secret Person")
    assert "Secret" not in trail.record("edited", user, by=None).target_reference


def test_an_entry_keeps_reference_and_marking_of_its_target(db):
    office = make_office()
    office.reference, office.marking = "UTP-26-00042-K", "CUI//INV"
    entry = trail.record("viewed", office, by=None)
    assert (entry.target_reference, entry.marking) == ("UTP-26-00042-K", "CUI//INV")


@pytest.mark.parametrize(("by", "label"), [(None, "system"), (AnonymousUser(), "not signed in")])
def test_the_system_and_strangers_act_too(db, by, label):
    entry = trail.record("denied", by=by, result="denied")
    assert (entry.actor_id, entry.actor_label) == (None, label)


def test_an_unsaved_record_cannot_be_a_target(db):
    with pytest.raises(ValueError, match="saved"):
        trail.record("opened", Office(), by=None)


def test_a_deed_that_happened_earlier_says_when(db):
    monday = timezone.now() - timedelta(days=3)
    entry = trail.record("received", by=None, at=monday)
    assert entry.when == monday and entry.at > monday
    assert trail.record("received", by=None, at=timezone.now()).happened_at is None


HOSTILE = [
    "a\0b",
    "\ud800",
    "x" * 5_000,
    "two\r\nlines",
    "\x1b[31mred",
    "\u202egnp.exe",
    "=1+1",
    "'; DROP TABLE --",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_can_fail_the_entry_or_forge_a_line(db, text):
    target = trail.Named("cases.case", "7", text)
    entry = trail.record("opened", target, by=None, reason=text, detail={"text": text}, marking=text)
    stored = AuditEntry.objects.get(pk=entry.pk)
    assert stored.detail is not None
    assert stored.target_reference.isprintable()
    assert len(stored.target_reference) <= 120


def test_a_deed_that_fails_leaves_no_entry(db):
    with pytest.raises(RuntimeError), transaction.atomic():
        trail.record("closed", by=None, reason="Done.")
        raise RuntimeError
    assert not AuditEntry.objects.exists() and not AuditDetail.objects.exists()


@pytest.mark.parametrize("table", ["audit_auditentry", "audit_auditdetail"])
def test_an_entry_that_fails_undoes_the_deed(transactional_db, table):
    """Fault injection: the table is gone (reliability §1.6)."""
    office = make_office(name="Before")
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO away")
    try:
        with pytest.raises(DatabaseError), transaction.atomic():
            Office.objects.filter(pk=office.pk).update(name="After")
            trail.record("renamed", office, by=None, reason="It moved.")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE away RENAME TO {table}")
    office.refresh_from_db()
    assert office.name == "Before"
    assert not AuditEntry.objects.exists()


def test_looking_at_a_record_costs_one_insert(db, django_assert_num_queries):
    office, user = make_office(), make_user(roles=["AGENT"])
    user.roles  # noqa: B018  read once a request
    with django_assert_num_queries(1):
        trail.record("viewed", office, by=user)


def test_a_timeline_shows_what_was_done_to_this_record_latest_first(db, django_assert_num_queries):
    here, there = make_office(), make_office()
    trail.record("opened", here, by=None, reason="First.")
    trail.record("opened", there, by=None)
    trail.record("viewed", here, by=None)
    trail.record("found", here, by=None, at=timezone.now() - timedelta(days=1))
    assert [entry.action for entry in trail.about(here)] == ["viewed", "opened", "found"]
    with django_assert_num_queries(1):
        assert [entry.reason for entry in trail.about(here).deeds()] == ["First.", ""]


def test_reasons_can_be_asked_for_and_filtered(db):
    trail.record("closed", by=None, reason="Unfounded.")
    assert AuditEntry.objects.filter(reason="Unfounded.").count() == 1
    assert AuditEntry.objects.values_list("reason", flat=True).get() == "Unfounded."


def test_removed_words_leave_the_entry_and_say_so(db):
    office = make_office()
    entry = trail.record("noted", office, by=None, reason="Spilled words.")
    assert trail.remove_words(trail.about(office), by=None, reason="Spill 26-1.") == 1
    entry = AuditEntry.objects.get(pk=entry.pk)
    assert (entry.reason, entry.detail, entry.was_removed) == ("", None, True)
    assert AuditEntry.objects.get(action="words removed").detail == {"entries": 1}
