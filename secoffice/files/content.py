"""What a file is, told from its bytes: an allow-list, one line a kind (reliability §1.3).

The ending of the name picks the kind; the bytes must agree, from beginning to end. Nothing is unpacked or
decoded, so a picture bomb costs nothing here; it is refused for what its header says it would become.
"""

import os
import struct
from collections.abc import Callable
from dataclasses import dataclass

from . import archives, media, text
from .names import hidden_ending, split
from .refusal import FileRefused

EDGE = 1_024
ARCHIVE_TAIL = 65_557
MARKUP = (b"<html", b"<script", b"<!doctype", b"<svg", b"<body", b"<iframe", b"<?php", b"<img", b"<object")
OFFICE = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class Kind:
    """One accepted kind: `check(file, size)` says whether the bytes are that, or refuses with a sentence."""

    label: str
    media_type: str
    endings: tuple[str, ...]
    check: Callable
    is_binary: bool = True


KINDS = (
    Kind("PDF document", "application/pdf", (".pdf",), media.pdf),
    Kind("PNG picture", "image/png", (".png",), media.png),
    Kind("JPEG picture", "image/jpeg", (".jpg", ".jpeg"), media.jpeg),
    Kind("GIF picture", "image/gif", (".gif",), media.gif),
    Kind("WebP picture", "image/webp", (".webp",), media.webp),
    Kind("TIFF picture", "image/tiff", (".tif", ".tiff"), media.tiff),
    Kind("plain text", "text/plain", (".txt",), text.plain, is_binary=False),
    Kind("CSV table", "text/csv", (".csv",), text.plain, is_binary=False),
    Kind("JSON lines", "application/jsonl", (".jsonl", ".ndjson"), text.plain, is_binary=False),
    Kind("e-mail", "message/rfc822", (".eml",), text.mail, is_binary=False),
    Kind(
        "Word document",
        f"{OFFICE}.wordprocessingml.document",
        (".docx",),
        archives.office("word/document.xml"),
    ),
    Kind("Excel workbook", f"{OFFICE}.spreadsheetml.sheet", (".xlsx",), archives.office("xl/workbook.xml")),
    Kind(
        "PowerPoint",
        f"{OFFICE}.presentationml.presentation",
        (".pptx",),
        archives.office("ppt/presentation.xml"),
    ),
    Kind("OpenDocument text", f"{ODF}.text", (".odt",), archives.opendocument(f"{ODF}.text")),
    Kind("OpenDocument table", f"{ODF}.spreadsheet", (".ods",), archives.opendocument(f"{ODF}.spreadsheet")),
    Kind("MP3 sound", "audio/mpeg", (".mp3",), media.mp3),
    Kind("WAV sound", "audio/wav", (".wav",), media.wav),
    Kind("MP4 film", "video/mp4", (".mp4",), media.film),
    Kind("MP4 sound", "audio/mp4", (".m4a",), media.film),
    Kind("QuickTime film", "video/quicktime", (".mov",), media.film),
    Kind("HEIC picture", "image/heic", (".heic",), media.heic),
)
BY_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}
ACCEPTED = ", ".join(sorted(ending[1:] for ending in BY_ENDING))


def recognise(file, name):
    """The Kind of a file, or FileRefused with a sentence for the person who chose it."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    if not size:
        raise FileRefused("The file is empty.")
    if hidden := hidden_ending(name):
        raise FileRefused(f"The name hides a second type ({hidden}). Rename the file.")
    kind = BY_ENDING.get(split(name)[1])
    if kind is None:
        raise FileRefused(f"Files of this type are not accepted. Accepted are {ACCEPTED}.")
    if not _is_whole(kind, file, size):
        raise FileRefused(f"The name ends in {split(name)[1]}, but this is not a whole {kind.label}.")
    if kind.is_binary and _hides_something(kind, file, size):
        raise FileRefused("The file hides a web page or an archive. Save it again with its own program.")
    file.seek(0)
    return kind


def _is_whole(kind, file, size):
    file.seek(0)
    try:
        return kind.check(file, size)
    except (ValueError, IndexError, EOFError, OverflowError, struct.error):
        return False


def _hides_something(kind, file, size):
    """A second file inside the first: markup at either edge, or an archive whose directory ends the file."""
    file.seek(0)
    head = file.read(EDGE).lower()
    file.seek(max(0, size - ARCHIVE_TAIL))
    tail = file.read(ARCHIVE_TAIL)
    is_archive = kind.media_type.startswith((OFFICE, ODF))
    return any(mark in head or mark in tail[-EDGE:].lower() for mark in MARKUP) or (
        not is_archive and archives.ends_as_archive(tail)
    )
