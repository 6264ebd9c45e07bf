"""The database itself refuses to change the trail, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from secoffice.audit import guards, trail
from secoffice.audit.models import AuditDetail, AuditEntry, AuditSeal
from tests.audit.conftest import verify

REFUSED = [
    "UPDATE audit_auditentry SET actor_label = 'somebody else'",
    "DELETE FROM audit_auditentry",
    "UPDATE audit_auditseal SET hash = ''",
    "DELETE FROM audit_auditseal",
    "UPDATE audit_auditdetail SET reason = 'another'",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_trail_cannot_be_changed_by_sql(ten, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)
    assert AuditEntry.objects.exclude(actor_label="system").count() == 0
    assert AuditEntry.objects.count() == AuditSeal.objects.count() == 10


@pytest.mark.parametrize("table", ["audit_auditentry", "audit_auditseal", "audit_auditdetail"])
def test_sqlite_refuses_to_replace_a_row(ten, table):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")  # what an attacker would leave out
        try:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
        finally:
            cursor.execute("PRAGMA recursive_triggers=ON")


@pytest.mark.parametrize("table", ["audit_auditentry", "audit_auditseal", "audit_auditdetail"])
def test_postgresql_refuses_to_truncate(ten, table):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")


def test_the_orm_is_refused_as_well(ten):
    for refused in (
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.update(action="other"),
        lambda: ten[0].save(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()


def test_words_may_be_deleted_but_not_rewritten(ten):
    detail = AuditDetail.objects.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        detail.save()
    detail.delete()


def test_a_guard_that_was_taken_down_is_reported(ten, capsys):
    name = guards.missing(connection) or next(guards.wanted(connection.vendor))[0]
    with connection.cursor() as cursor:
        cursor.execute(
            f"DROP TRIGGER {name}" + (" ON audit_auditentry" if connection.vendor == "postgresql" else "")
        )
    told, status = verify(capsys)
    assert status == 1 and name in told["problem"]
    guards.install(connection)
    assert verify(capsys) == ({"entries": 10, "ok": True}, 0)


def test_a_guard_that_was_hollowed_out_counts_as_missing(ten):
    if connection.vendor != "sqlite":
        pytest.skip("a trigger of the same name that does nothing")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_auditentry_no_update")
        cursor.execute(
            "CREATE TRIGGER audit_auditentry_no_update BEFORE UPDATE ON audit_auditentry BEGIN SELECT 1; END"
        )
    assert guards.missing(connection) == ["audit_auditentry_no_update"]
    guards.install(connection)
    assert guards.missing(connection) == []


def test_postgresql_counts_a_disabled_guard_as_missing(ten):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL can disable a trigger")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER audit_auditentry_no_update")
    assert guards.missing(connection) == ["audit_auditentry_no_update"]
    guards.install(connection)
    assert guards.missing(connection) == []


@pytest.mark.parametrize("round", [1, 2])
def test_tests_that_commit_start_with_an_empty_guarded_trail(transactional_db, round):
    assert not AuditEntry.objects.exists()
    assert guards.missing(connection) == []
    trail.record("opened", by=None)
    trail.seal()
