"""Bytes are on the disk before anybody is told; they go when the last who needs them lets go."""

import hashlib
import os
import tracemalloc

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction

from secoffice.audit.models import AuditEntry
from secoffice.files import actions, blobs, tasks
from secoffice.files.models import StoredFile
from tests.factories import make_user
from tests.files import made
from tests.files.conftest import upload


def keep(user, data=b"words\n", name="note.txt"):
    return actions.store(upload=upload(name, data), by=user)


def files_under(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name != ".lock")


def test_a_stored_file_lies_under_its_digest_and_is_recorded(user, own_data):
    stored = keep(user, name="../a note.txt")
    digest = hashlib.sha256(b"words\n").hexdigest()
    assert (stored.digest, stored.size, stored.media_type, stored.name) == (
        digest,
        6,
        "text/plain",
        "a note.txt",
    )
    assert (own_data / "files" / digest[:2] / digest[2:4] / digest).is_file()
    assert AuditEntry.objects.get(action="stored").target_reference == f"sha256:{digest}"


def test_the_bytes_are_for_the_owner_of_the_process_only(user):
    assert blobs.path_of(keep(user).digest).stat().st_mode & 0o077 == 0


def test_the_original_is_kept_to_the_byte(user):
    picture = made.jpeg(comment=b"where and when it was taken")
    stored = keep(user, picture, "photo.jpg")
    assert blobs.opened(stored.digest).read() == picture


def test_a_refused_file_leaves_nothing(user, own_data):
    with pytest.raises(actions.FileRefused):
        keep(user, b"MZ", "program.pdf")
    assert not StoredFile.objects.exists()
    assert not (own_data / "files").exists()


def test_the_row_comes_last_so_bytes_that_cannot_be_written_leave_no_row(user, monkeypatch, own_data):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(OSError, match="No space"):
        keep(user)
    assert not StoredFile.objects.exists() and not AuditEntry.objects.exists()
    assert files_under(own_data / "files") == []


def test_two_uploads_of_one_content_share_bytes_but_not_the_row(transactional_db, own_data):
    user = make_user()
    first, second = keep(user), keep(user)
    assert first.pk != second.pk
    assert files_under(own_data / "files") == [first.digest]


def test_destroying_one_leaves_the_other_its_bytes(transactional_db):
    user = make_user()
    first, second = keep(user), keep(user)
    actions.destroy(first, by=user, reason="Spill 26-1.")
    assert blobs.opened(second.digest).read() == b"words\n"
    actions.destroy(second, by=user, reason="Spill 26-1.")
    assert blobs.opened(second.digest) is None


def test_a_destroyed_file_leaves_its_digest_and_loses_its_name(user):
    stored = keep(user)
    assert actions.destroy(stored, by=user, also_by=make_user(), reason="Spill 26-1.")
    tombstone = StoredFile.objects.get()
    assert tombstone.is_destroyed and tombstone.name == "" and len(tombstone.digest) == 64
    assert AuditEntry.objects.get(action="destroyed").reason == "Spill 26-1."


def test_one_person_is_not_two(user):
    with pytest.raises(PermissionDenied):
        actions.destroy(keep(user), by=user, also_by=user)


def test_destroying_twice_is_once(user):
    stored = keep(user)
    assert actions.destroy(stored, by=user) and not actions.destroy(stored, by=user)
    assert AuditEntry.objects.filter(action="destroyed").count() == 1


def test_a_destruction_that_is_rolled_back_destroys_nothing(transactional_db):
    user = make_user()
    stored = keep(user)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.destroy(stored, by=user)
        raise RuntimeError
    assert blobs.opened(stored.digest).read() == b"words\n"


def test_content_destroyed_between_upload_and_commit_is_put_back(transactional_db):
    user = make_user()
    with transaction.atomic():
        stored = keep(user)
        blobs.remove(stored.digest, lambda: False)  # somebody else destroyed the same content meanwhile
    assert blobs.opened(stored.digest).read() == b"words\n"


def test_the_sweep_takes_what_nobody_needs_and_nothing_else(transactional_db, own_data):
    user = make_user()
    kept, gone = keep(user), keep(user, b"other\n")
    with pytest.raises(RuntimeError), transaction.atomic():
        undone = keep(user, b"undone\n")
        raise RuntimeError
    StoredFile.objects.filter(pk=gone.pk).update(
        destroyed_at=gone.created_at, name=""
    )  # cut short before unlinking
    tasks.sweep()
    assert kept.digest in files_under(own_data / "files") and gone.digest not in files_under(
        own_data / "files"
    )
    assert undone.digest in files_under(own_data / "files")  # young: its row may be about to be committed
    for path in (own_data / "files").rglob("*"):
        os.utime(path, (0, 0))
    tasks.sweep()
    assert files_under(own_data / "files") == [kept.digest]


def test_twenty_five_megabytes_are_stored_in_little_memory(user, settings):
    big = TemporaryUploadedFile("big.txt", "text/plain", 25 << 20, None)
    line = b"0123456789abcde\n" * 65_536
    for _ in range(25):
        big.write(line)
    big.flush()
    tracemalloc.start()
    stored = actions.store(upload=big, by=user)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert stored.size == 25 << 20
    assert most < 8 << 20
