"""Every way to falsify the trail is found, at the right place; honest removal is not taken for one."""

import json

import pytest
from django.db import connection

from secoffice.audit import chain, checkpoints, trail
from secoffice.audit.models import AuditDetail, AuditEntry, AuditSeal
from secoffice.audit.sealing import seal_all
from tests.audit.conftest import tamper, verify

COLUMNS = ", ".join(
    field.column for field in AuditEntry._meta.concrete_fields if field.name not in ("id", "nonce")
)


def forged(entry, **changes):
    """Columns of a copy of an entry, as SQL, with some values replaced."""
    return ", ".join(changes.get(name.strip(), name) for name in COLUMNS.split(","))


def test_an_honest_trail_is_whole(ten, capsys):
    assert verify(capsys) == ({"entries": 10, "ok": True}, 0)


def test_an_empty_trail_is_whole(db, capsys):
    assert verify(capsys) == ({"entries": 0, "ok": True}, 0)


def test_what_is_unsealed_is_sealed_first(ten, capsys):
    trail.record("closed", by=None)
    assert verify(capsys) == ({"entries": 11, "ok": True}, 0)
    assert AuditSeal.objects.count() == 11


EDITS = {
    "action": "'destroyed'", "actor_label": "'Otto Utland'", "actor_id": "7", "roles": "'OIG'",
    "at": "'2026-01-01 00:00:00'", "happened_at": "'2026-01-01 00:00:00'", "result": "'denied'",
    "target_id": "'99'", "target_number": "99", "target_type": "'people.person'", "marking": "'CUI'",
    "target_reference": "'UTP-26-99'", "address": "'192.0.2.1'", "session": "'0123456789abcdef'",
    "request": "'x'", "commitment": "'0'", "signature": "'0'", "nonce": "'0'",
}  # fmt: skip


@pytest.mark.parametrize(("column", "value"), EDITS.items())
def test_an_edited_column_is_named(ten, capsys, column, value):
    tamper(f"UPDATE audit_auditentry SET {column} = {value} WHERE id = {ten[3].pk}")
    told, status = verify(capsys)
    assert (told["ok"], told["seq"], told["entry"], status) == (False, 4, ten[3].pk, 1)
    assert "changed" in told["problem"]


def test_every_column_is_covered():
    assert {field.name for field in AuditEntry._meta.concrete_fields} == {*EDITS, "id"}
    assert {*chain.SIGNED, "id", "signature"} == {field.name for field in AuditEntry._meta.concrete_fields}


SEAL_EDITS = ["hash = 'f'", "previous = 'f'", "entry_id = 424242", "seq = 424242"]


@pytest.mark.parametrize("edit", SEAL_EDITS)
def test_an_edited_seal_is_named(ten, capsys, edit):
    tamper(f"UPDATE audit_auditseal SET {edit} WHERE seq = 4")
    told, status = verify(capsys)
    assert (told["seq"], status) == (4, 1)


def test_a_deleted_entry_is_named(ten, capsys):
    tamper(f"DELETE FROM audit_auditentry WHERE id = {ten[5].pk}")
    told, _ = verify(capsys)
    assert (told["seq"], told["entry"], told["problem"]) == (6, ten[5].pk, "The entry was deleted.")


def test_an_entry_deleted_with_its_seal_is_named(ten, capsys):
    tamper(
        f"DELETE FROM audit_auditentry WHERE id = {ten[5].pk}", "DELETE FROM audit_auditseal WHERE seq = 6"
    )
    told, _ = verify(capsys)
    assert told["seq"] == 6 and "missing" in told["problem"]


def test_closing_the_gap_by_renumbering_is_found(ten, capsys):
    tamper(
        f"DELETE FROM audit_auditentry WHERE id = {ten[5].pk}",
        "DELETE FROM audit_auditseal WHERE seq = 6",
        *(f"UPDATE audit_auditseal SET seq = {n - 1} WHERE seq = {n}" for n in range(7, 11)),
    )
    assert verify(capsys)[0]["seq"] == 6


def test_an_end_cut_off_after_a_checkpoint_is_found(ten, capsys):
    tamper(
        f"DELETE FROM audit_auditentry WHERE id >= {ten[7].pk}", "DELETE FROM audit_auditseal WHERE seq >= 8"
    )
    told, status = verify(capsys)
    assert (told["seq"], status) == (8, 1)
    assert told["problem"] == "The trail ends at 7, but a checkpoint saw 10 entries."


def test_an_end_replaced_after_a_checkpoint_is_found(ten, capsys):
    """The office itself writes and seals something else: every link is good, the checkpoint is not."""
    tamper(
        f"DELETE FROM audit_auditentry WHERE id >= {ten[9].pk}", "DELETE FROM audit_auditseal WHERE seq >= 10"
    )
    trail.record("nothing happened", by=None)
    told, _ = verify(capsys)
    assert told["seq"] == 10 and "checkpoint" in told["problem"]


def test_a_trail_begun_anew_is_found(ten, capsys):
    tamper("DELETE FROM audit_auditentry", "DELETE FROM audit_auditseal", "DELETE FROM audit_auditdetail")
    assert verify(capsys)[1] == 1


def test_two_seals_swapped_are_found(ten, capsys):
    tamper(
        "UPDATE audit_auditseal SET entry_id = -1 WHERE seq = 4",
        f"UPDATE audit_auditseal SET entry_id = {ten[3].pk} WHERE seq = 7",
        f"UPDATE audit_auditseal SET entry_id = {ten[6].pk} WHERE seq = 4",
    )
    assert verify(capsys)[0]["seq"] == 4


def test_two_entries_swapped_are_found(ten, capsys):
    four, seven = ten[3].pk, ten[6].pk
    tamper(
        f"UPDATE audit_auditentry SET id = -1 WHERE id = {four}",
        f"UPDATE audit_auditentry SET id = {four} WHERE id = {seven}",
        f"UPDATE audit_auditentry SET id = {seven} WHERE id = -1",
    )
    told, _ = verify(capsys)
    assert told["seq"] == 4


def test_an_entry_inserted_by_hand_is_found_even_though_it_gets_sealed(ten, capsys):
    columns = forged(ten[0], at="'2026-01-01 00:00:00'", action="'approved'")
    source = f"SELECT 'forged', {columns} FROM audit_auditentry WHERE id = {ten[0].pk}"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO audit_auditentry (nonce, {COLUMNS}) {source}")
    told, _ = verify(capsys)
    assert told["seq"] == 11 and "not written by this office" in told["problem"]


def test_a_back_dated_entry_squeezed_in_between_is_found(ten, capsys):
    columns = forged(ten[0], at="'2026-01-01 00:00:00'")
    tamper(
        "UPDATE audit_auditseal SET seq = seq + 100 WHERE seq > 4",
        "UPDATE audit_auditseal SET seq = seq - 99 WHERE seq > 100",
        f"INSERT INTO audit_auditentry (id, nonce, {COLUMNS})"
        f" SELECT -5, 'squeezed', {columns} FROM audit_auditentry WHERE id = {ten[0].pk}",
        "INSERT INTO audit_auditseal (seq, entry_id, previous, hash)"
        " SELECT 5, -5, hash, hash FROM audit_auditseal WHERE seq = 4",
    )
    assert verify(capsys)[0]["seq"] == 5


def test_a_second_copy_of_an_entry_is_refused_by_the_database_and_found_without_it(ten, capsys):
    table = "audit_auditentry"
    index = next(
        name
        for name, facts in connection.introspection.get_constraints(connection.cursor(), table).items()
        if facts["columns"] == ["nonce"] and facts["unique"]
    )
    if connection.vendor == "sqlite":
        pytest.skip("the index of a unique column cannot be dropped; the copy is refused")
    tamper(
        f"ALTER TABLE {table} DROP CONSTRAINT {index}",
        f"INSERT INTO {table} (nonce, {COLUMNS}) SELECT nonce, {COLUMNS} FROM {table} WHERE id = {ten[3].pk}",
    )
    told, status = verify(capsys)
    assert status == 1 and "copy" in told["problem"]


def test_a_copy_with_another_nonce_is_found(ten, capsys):
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO audit_auditentry (nonce, {COLUMNS})"
            f" SELECT 'other', {COLUMNS} FROM audit_auditentry WHERE id = {ten[3].pk}"
        )
    assert verify(capsys)[0]["seq"] == 11


def test_the_whole_chain_recomputed_without_the_key_is_found(ten, capsys):
    """Somebody who owns the database and has read this program, but lacks the key."""
    entry = AuditEntry.objects.get(pk=ten[3].pk)
    entry.actor_label = "Otto Utland"
    wrong, statements, previous = b"a guess", [], chain.beginning(b"a guess")
    for seq, each in enumerate(ten, 1):
        each = entry if each.pk == entry.pk else each
        signature = chain.sign(wrong, chain.columns(each))
        link = chain.link(wrong, previous, seq, each.pk, signature)
        statements += [
            f"UPDATE audit_auditentry SET actor_label = '{each.actor_label}', signature = '{signature}'"
            f" WHERE id = {each.pk}",
            f"UPDATE audit_auditseal SET previous = '{previous}', hash = '{link}' WHERE seq = {seq}",
        ]
        previous = link
    tamper(*statements)
    told, _ = verify(capsys)
    assert told["seq"] == 1 and "key" in told["problem"]


def test_another_key_is_named_as_such(ten, settings, capsys):
    settings.AUDIT_KEY = "another"
    assert "key" in verify(capsys)[0]["problem"]


def test_an_entry_changed_before_it_was_sealed_is_found(db, capsys):
    entry = trail.record("closed", by=None)
    tamper(f"UPDATE audit_auditentry SET actor_label = 'nobody' WHERE id = {entry.pk}")
    told, _ = verify(capsys)
    assert (told["seq"], told["entry"]) == (1, entry.pk)


@pytest.mark.parametrize("edit", ["reason = 'no reason'", "body = '{}'", "salt = '0'"])
def test_edited_words_are_found(ten, capsys, edit):
    tamper(f"UPDATE audit_auditdetail SET {edit} WHERE entry_id = {ten[1].pk}")
    told, status = verify(capsys)
    assert (told["seq"], told["entry"], status) == (2, ten[1].pk, 1)
    assert "reason or detail was changed" in told["problem"]


def test_purged_words_are_no_fault(ten, capsys):
    AuditDetail.objects.filter(entry_id=ten[1].pk).delete()
    assert verify(capsys) == ({"entries": 10, "ok": True}, 0)


def test_words_put_in_place_of_purged_ones_are_found(ten, capsys):
    AuditDetail.objects.filter(entry_id=ten[1].pk).delete()
    AuditDetail.objects.create(entry_id=ten[1].pk, salt="0", reason="A better one.", body="{}")
    assert verify(capsys)[0]["seq"] == 2


def test_words_given_to_an_entry_that_had_none_are_found(ten, capsys):
    AuditDetail.objects.create(entry_id=ten[0].pk, salt="0", reason="An excuse.", body="{}")
    told, status = verify(capsys)
    assert status == 1 and told["entry"] == ten[0].pk


def test_an_edited_checkpoint_is_found(ten, capsys):
    checkpoints.path().write_text(json.dumps({"seq": 10, "hash": "0" * 64, "at": ""}) + "\n")
    assert "checkpoint" in verify(capsys)[0]["problem"]


def test_a_torn_checkpoint_is_no_fault(ten, capsys):
    with open(checkpoints.path(), "a") as file:
        file.write('{"seq": 11, "ha\0\0')
    trail.record("closed", by=None)
    assert verify(capsys)[1] == 0
    checkpoints.note(11, AuditSeal.objects.get(seq=11).hash, at_once=True)
    assert [seq for seq, _ in checkpoints.kept()][-1] == 11


def test_an_older_copy_of_the_database_put_back_is_found(ten, capsys):
    """The office went on for five entries, then somebody restored the file of yesterday."""
    for _ in range(5):
        trail.record("noted", by=None)
    seal_all()
    checkpoints.note(15, AuditSeal.objects.get(seq=15).hash, at_once=True)
    tamper(
        f"DELETE FROM audit_auditentry WHERE id > {ten[9].pk}", "DELETE FROM audit_auditseal WHERE seq > 10"
    )
    assert verify(capsys)[0]["problem"] == "The trail ends at 10, but a checkpoint saw 15 entries."
