"""Office documents are archives: checked by their directory, unpacking no more than first lines."""

import re
import stat
import struct
import zipfile
from itertools import pairwise

from .refusal import FileRefused

MOST_PARTS = 4_000
MOST_UNPACKED = 250 << 20
MOST_RATIO = 100
SMALL = 10 << 20  # below this a high ratio harms nobody: empty tables pack well
LARGEST_DIRECTORY = 4 << 20
END = b"PK\x05\x06"
MACROS = re.compile(r"(^|/)(vbaproject[^/]*|macros?|basic|scripts)(\.bin|/|$)", re.IGNORECASE)
PROGRAMS = re.compile(r"\.(exe|dll|js|vbs|bat|cmd|com|scr|ps1|jar|hta|lnk|sh|py|php|html?)$", re.IGNORECASE)


def office(main_part):
    """Check for an Office Open XML document with this main part."""

    def check(file, size):
        with _opened(file, size) as archive:
            types = _start(archive, "[Content_Types].xml", 1 << 20)
            if b"macroEnabled" in types or b"vbaProject" in types:
                raise FileRefused("The document contains macros. Save it without them.")
            return main_part in archive.namelist() and main_part.encode() in types

    return check


def opendocument(media_type):
    """Check for an OpenDocument file: its type stands unpacked at the very beginning."""

    def check(file, size):
        with _opened(file, size) as archive:
            first = archive.infolist()[0]
            is_first = first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
            named = _start(archive, "mimetype", 100).decode("ascii").strip()
            return is_first and named == media_type and "content.xml" in archive.namelist()

    return check


def ends_as_archive(tail):
    """Whether an archive's directory ends this file, as in a picture with an archive appended."""
    at = tail.rfind(END)
    return (
        at >= 0
        and len(tail) >= at + 22
        and struct.unpack("<H", tail[at + 20 : at + 22])[0] == len(tail) - at - 22
    )


def _opened(file, size):
    """The archive, its directory checked: from first to last byte of the file, and of a size one can open."""
    file.seek(0)
    starts = file.read(4) == b"PK\x03\x04"
    file.seek(max(0, size - 22))
    end = file.read(22)
    if not starts or not end.startswith(END):
        raise ValueError("not an archive from end to end")
    parts, length = struct.unpack("<HI", end[10:16])
    if parts > MOST_PARTS or length > LARGEST_DIRECTORY:
        raise FileRefused("The document has more parts inside than any real one.")
    try:
        archive = zipfile.ZipFile(file)
        _check(archive.infolist(), parts, size)
        for part in archive.infolist():
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _start(archive, part, 1_024):
                raise FileRefused("The document defines entities of its own, which can be used for attacks.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as fault:
        raise ValueError("a damaged archive") from fault
    return archive


def _check(parts, told, size):
    if len(parts) != told or not parts:
        raise ValueError("a directory that contradicts itself")
    if sum(part.file_size for part in parts) > MOST_UNPACKED or any(map(_is_bomb, parts)):
        raise FileRefused("The document would unpack to far more than it should. It may be a trap.")
    for part in parts:
        _check_part(part)
    in_order = sorted(parts, key=lambda part: part.header_offset)
    if in_order[0].header_offset != 0 or len({part.filename.lower() for part in parts}) != len(parts):
        raise ValueError("something before the first part, or two parts of one name")
    for part, following in pairwise(in_order):
        if part.header_offset + 30 + part.compress_size > following.header_offset:
            raise FileRefused("Parts of the document overlap. It may be a trap.")


def _is_bomb(part):
    return part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def _check_part(part):
    name = part.filename
    if (
        name.startswith("/")
        or "\\" in part.orig_filename
        or "\0" in part.orig_filename
        or ".." in name.split("/")
    ):
        raise FileRefused("The document contains a path that leads out of it.")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise FileRefused("The document contains a link to another file.")
    if part.flag_bits & 0x1:
        raise FileRefused("The document is protected by a password. Save it without one.")
    if MACROS.search(name):
        raise FileRefused("The document contains macros. Save it without them.")
    if PROGRAMS.search(name):
        raise FileRefused("The document contains a program.")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("packed in an unusual way")


def _start(archive, part, count):
    """The first bytes of one part."""
    try:
        with archive.open(part) as content:
            return content.read(count)
    except KeyError as missing:
        raise ValueError("a part is missing") from missing
    except Exception as fault:  # zlib.error and whatever else a crafted stream can raise
        raise ValueError("a part cannot be read") from fault
