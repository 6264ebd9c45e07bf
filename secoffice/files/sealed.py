"""Files encrypted at rest: AES-256-GCM in portions, so that any of them is read without the rest.

A sealed file is a head (magic, name of the key, salt) and portions of 64 KiB with their tags. Each file has a key of
its own, drawn from the office's key and the salt. Nonce and additional data bind a portion to its place, to the last
place and to its file: none can be changed, moved, cut off or carried over unseen. Pure, but for the key's own file.
"""

import hashlib
import io
import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from secoffice.runtime import places

MAGIC = b"SOSEAL1\n"
NAME, SALT, TAG = 4, 16, 16
HEAD = len(MAGIC) + NAME + SALT
PORTION = 1 << 16


class Unreadable(OSError):
    """What lies there is not what was sealed, or no key of this office opens it."""


def keys():
    """The office's keys, the one that seals first: FILES_KEY, separated by commas, or a file made once."""
    given = [key.strip() for key in settings.FILES_KEY.split(",") if key.strip()]
    return [key.encode() for key in given or [_own_key(Path(settings.DATA) / "files-key")]]


@lru_cache(maxsize=8)
def _own_key(path):
    return places.made_once(path)


def name_of(key):
    """Four bytes that say which key sealed a file, and nothing about it."""
    return hashlib.sha256(b"secoffice key name " + key).digest()[:NAME]


def _cipher(key, salt):
    return AESGCM(HKDF(SHA256(), 32, salt, b"secoffice stored file").derive(key))


def _nonce(place, last):
    return place.to_bytes(11, "big") + bytes([last])


class Writer:
    """Seals what is written to it into `file`. `close` writes the last portion; the file stays open."""

    def __init__(self, file):
        key, salt = keys()[0], os.urandom(SALT)
        self.file, self.head, self.cipher = file, MAGIC + name_of(key) + salt, _cipher(key, salt)
        self.waiting, self.place = bytearray(), 0
        file.write(self.head)

    def write(self, data):
        self.waiting += data
        while len(self.waiting) > PORTION:
            self._seal(bytes(self.waiting[:PORTION]), last=False)
            del self.waiting[:PORTION]

    def close(self):
        self._seal(bytes(self.waiting), last=True)

    def _seal(self, data, last):
        self.file.write(self.cipher.encrypt(_nonce(self.place, last), data, self.head))
        self.place += 1


class Reader(io.RawIOBase):
    """The clear bytes of a sealed file, from any place. Raises Unreadable."""

    def __init__(self, file):
        self.file, self.head = file, file.read(HEAD)
        named, salt = self.head[len(MAGIC) : len(MAGIC) + NAME], self.head[len(MAGIC) + NAME :]
        key = next((key for key in keys() if name_of(key) == named), None)
        body = os.fstat(file.fileno()).st_size - HEAD
        self.portions = -(-body // (PORTION + TAG))
        self.size, self.at, self.held = body - TAG * self.portions, 0, (-1, b"")
        if key is None or len(salt) != SALT or self.portions < 1 or self.size < 0:
            raise Unreadable("No key of this office opens this file.")
        self.cipher = _cipher(key, salt)
        self._portion(self.portions - 1)  # a file cut short is told at once

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=os.SEEK_SET):
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self.at, os.SEEK_END: self.size}[whence]
        self.at = max(0, start + offset)
        return self.at

    def readinto(self, room):
        if self.at >= self.size:
            return 0
        place, within = divmod(self.at, PORTION)
        data = self._portion(place)[within : within + len(room)]
        room[: len(data)] = data
        self.at += len(data)
        return len(data)

    def close(self):
        self.file.close()
        super().close()

    def _portion(self, place):
        if self.held[0] != place:
            self.file.seek(HEAD + place * (PORTION + TAG))
            sealed = self.file.read(PORTION + TAG)
            try:
                nonce = _nonce(place, place == self.portions - 1)
                self.held = (place, self.cipher.decrypt(nonce, sealed, self.head))
            except InvalidTag:
                raise Unreadable("The file was changed where it lies.") from None
        return self.held[1]


def opened(path):
    """The clear bytes at `path`, open at the start; a file from before sealing is read as it is."""
    file = open(path, "rb")  # noqa: SIM115  whoever asked closes it
    try:
        head = file.read(len(MAGIC) + NAME)
        file.seek(0)
        return io.BufferedReader(Reader(file), PORTION) if head.startswith(MAGIC) else file
    except BaseException:
        file.close()
        raise


def is_current(path):
    """Whether this file is sealed with the key that seals now."""
    with open(path, "rb") as file:
        return file.read(len(MAGIC) + NAME) == MAGIC + name_of(keys()[0])
