"""Stored files are encrypted: unreadable on the disk, read from any place, and no byte of them changes unseen."""

import io
import os

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from secoffice.files import actions, blobs, sealed
from tests.files.conftest import upload

SECRET = b"words of a witness "


def seal(path, data):
    with open(path, "wb") as file:
        writer = sealed.Writer(file)
        for start in range(0, len(data), 10_000):
            writer.write(data[start : start + 10_000])
        writer.close()
    return path


def read(path):
    with sealed.opened(path) as file:
        return file.read()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_what_was_sealed_is_read_to_the_byte(tmp_path, size):
    data = os.urandom(size)
    assert read(seal(tmp_path / "x", data)) == data


def test_nothing_of_it_can_be_read_on_the_disk(user):
    stored = actions.store(upload=upload("note.txt", SECRET * 50), by=user)
    lies = blobs.path_of(stored.digest).read_bytes()
    assert SECRET not in lies and lies.startswith(sealed.MAGIC)
    assert blobs.opened(stored.digest).read() == SECRET * 50


@given(st.lists(st.tuples(st.integers(0, 150_000), st.integers(1, 70_000)), max_size=5))
def test_any_part_is_read_from_any_place(tmp_path_factory, parts):
    data = bytes(n * 7 % 251 for n in range(140_000))
    path = seal(tmp_path_factory.mktemp("s") / "x", data)
    with sealed.opened(path) as file:
        for start, length in parts:
            file.seek(start)
            assert file.read(length) == data[start : start + length]
        assert file.seek(0, io.SEEK_END) == len(data)


@pytest.mark.parametrize("place", [8, 12, 27, 28, 40, 65_580, 65_600, -1])
def test_a_byte_changed_anywhere_is_found(tmp_path, place):
    path = seal(tmp_path / "x", b"a" * 100_000)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(sealed.Unreadable):
        read(path)


def test_portions_cannot_be_cut_off_swapped_or_carried_over(tmp_path):
    whole = seal(tmp_path / "x", b"a" * 65_536 + b"b" * 65_536 + b"c").read_bytes()
    other = seal(tmp_path / "y", b"d" * 65_536 + b"e" * 65_536 + b"f").read_bytes()
    portion = sealed.PORTION + sealed.TAG
    first, second = sealed.HEAD + portion, sealed.HEAD + 2 * portion
    tampered = (
        whole[:first],
        whole[:second],
        whole[: sealed.HEAD],
        whole[: sealed.HEAD] + whole[first:second] + whole[sealed.HEAD : first] + whole[second:],
        whole[: sealed.HEAD] + other[sealed.HEAD : first] + whole[first:],
    )
    for data in tampered:
        (tmp_path / "z").write_bytes(data)
        with pytest.raises(sealed.Unreadable):
            read(tmp_path / "z")


def test_a_former_key_still_reads_and_the_command_seals_with_the_new_one(user, settings):
    settings.FILES_KEY = "old key of the office"
    stored = actions.store(upload=upload("note.txt", SECRET), by=user)
    settings.FILES_KEY = "new key"
    assert blobs.opened(stored.digest) is None
    settings.FILES_KEY = "new key,old key of the office"
    assert blobs.opened(stored.digest).read() == SECRET
    call_command("encrypt_files")
    settings.FILES_KEY = "new key"
    assert blobs.opened(stored.digest).read() == SECRET


def test_a_file_from_before_is_read_and_the_command_encrypts_it(user, capsys):
    stored = actions.store(upload=upload("note.txt", SECRET), by=user)
    blobs.path_of(stored.digest).write_bytes(SECRET)
    assert blobs.opened(stored.digest).read() == SECRET
    call_command("encrypt_files")
    call_command("encrypt_files")
    assert capsys.readouterr().out.split() == ["encrypted", "now:", "1", "encrypted", "now:", "0"]
    assert SECRET not in blobs.path_of(stored.digest).read_bytes()
    assert blobs.opened(stored.digest).read() == SECRET


def test_the_command_names_what_it_cannot_read(user, capsys):
    stored = actions.store(upload=upload("note.txt", SECRET), by=user)
    blobs.path_of(stored.digest).write_bytes(b"something else")
    with pytest.raises(SystemExit):
        call_command("encrypt_files")
    assert stored.digest in capsys.readouterr().err


def test_the_key_is_made_once_and_is_for_the_owner_alone(own_data):
    first = sealed.keys()
    sealed._own_key.cache_clear()
    assert sealed.keys() == first
    assert (own_data / "files-key").stat().st_mode & 0o077 == 0
