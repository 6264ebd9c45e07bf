"""Files are taken for what their bytes are: accepted kinds pass, what pretends is refused."""

import struct
import time
from contextlib import suppress

import pytest

from secoffice.files import actions
from secoffice.files.refusal import FileRefused
from tests.files import made
from tests.files.conftest import upload

MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Hello\r\n\r\n<html>Latin \xe9</html>\r\n"
GOOD = {
    "report.pdf": made.pdf(),
    "scan.PNG": made.png(),
    "photo.jpg": made.jpeg(),
    "photo.jpeg": made.jpeg(tail=b"camera trailer"),
    "sign.gif": made.gif(),
    "sign.webp": made.webp(),
    "fax.tiff": made.tiff(),
    "note.txt": "Zoë saw it.\r\n".encode(),
    "bom.txt": b"\xef\xbb\xbfText\n",
    "list.csv": "name,date\nZoë,2026-01-01\n".encode(),
    "letter.eml": MAIL,
    "statement.docx": made.docx(),
    "icons.docx": made.docx(more={"word/media/image1.svg": "<svg/>"}),
    "table.xlsx": made.xlsx(),
    "letter.odt": made.odt(),
    "call.wav": made.wav(),
    "call.mp3": made.mp3(),
    "bare.mp3": made.mp3(tag=False),
    "gate.mp4": made.mp4(),
    "gate.mov": made.mp4(b"qt  "),
    "phone.heic": made.mp4(b"heic", b"meta"),
}
HOSTILE = {
    "empty.pdf": b"",
    "renamed program.pdf": b"MZ\x90\0" + b"\0" * 200,
    "renamed elf.png": b"\x7fELF" + b"\0" * 200,
    "script.js": b"alert(1)",
    "page.html": made.HTML,
    "drawing.svg": b"<svg onload='alert(1)'/>",
    "program.exe": b"MZ",
    "no ending": b"text",
    "archive.zip": made.docx(),
    "macro.docm": made.docx(),
    "page in text.txt": made.HTML,
    "drawing in text.csv": b"<?xml version='1.0'?><svg/>",
    "binary.txt": b"text\0more",
    "escape codes.txt": b"\x1b[31mred",
    "latin.txt": b"Zo\xeb",
    "utf-16.txt": "text".encode("utf-16"),
    "cut utf-8.txt": "Zoë"[:3].encode()[:-1],
    "surrogates.txt": b"\xed\xa0\x80",
    "page in pdf.pdf": made.HTML + made.pdf(),
    "page after the head.pdf": made.pdf(extra=made.HTML),
    "page at the end.pdf": made.pdf(tail=made.HTML),
    "junk before.pdf": b"junk" + made.pdf(),
    "without end.pdf": made.pdf().replace(b"%%EOF", b""),
    "archive appended.pdf": made.pdf(tail=made.docx()),
    "page after the picture.png": made.png(tail=made.HTML),
    "page in the picture.png": made.png(extra=made.chunk(b"tEXt", b"Comment\0" + made.HTML)),
    "archive after the picture.png": made.png(tail=made.docx()),
    "cut.png": made.png()[:-6],
    "wrong checksum.png": made.png().replace(b"IDAT", b"IDAU"),
    "bomb.png": made.png(65_535, 65_535),
    "flat.png": made.png(0, 5),
    "bomb.jpg": made.jpeg(65_535, 65_535),
    "page in the comment.jpg": made.jpeg(comment=made.HTML),
    "archive appended.jpg": made.jpeg(tail=made.docx()),
    "cut.jpg": made.jpeg()[:20],
    "bomb.gif": made.gif(65_535, 65_535),
    "page and picture.gif": b"GIF89a/*" + made.HTML + b"*/=1;",
    "archive appended.gif": made.gif(tail=made.docx()),
    "wrong length.webp": made.webp(99),
    "bomb.tif": made.tiff(65_535).replace(
        struct.pack("<HHIHxx", 257, 3, 1, 2), struct.pack("<HHIHxx", 257, 3, 1, 65_535)
    ),
    "directory outside.tif": b"II*\0" + struct.pack("<I", 1 << 30) + b"\0" * 20,
    "picture as text.png": b"text",
    "text as mail.eml": b"no headers here\r\n\r\nbody",
    "mail without sender.eml": b"Subject: x\r\n\r\nbody",
    "mail with nul.eml": MAIL + b"\0",
    "archive only.docx": made.archive({"a.txt": "a"}),
    "sheet as document.docx": made.xlsx(),
    "macros.docx": made.docx(more={"word/vbaProject.bin": "x"}),
    "macros by type.docx": made.docx("application/vnd.ms-word.document.macroEnabled.main+xml"),
    "macros.odt": made.odt(more={"Basic/Standard/Module1.xml": "x"}),
    "program inside.docx": made.docx(more={"word/embeddings/run.exe": "MZ"}),
    "path out.docx": made.docx(more={"../../etc/cron.d/x": "x"}),
    "absolute path.docx": made.docx(more={"/etc/passwd": "x"}),
    "backslash.docx": made.docx(more={"..\\x": "x"}),
    "link.docx": made.docx(prepare=made.link),
    "entities.docx": made.docx(more={"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
    "bomb.xlsx": made.xlsx(more={"xl/sheet1.xml": b"0" * (40 << 20)}),
    "liar.docx": made.liar(),
    "overlap.docx": made.overlapping(),
    "many parts.docx": made.docx(more={f"word/{n}.xml": "" for n in range(4_100)}),
    "locked.docx": made.patched(made.docx(), b"PK\x01\x02", 8, b"\1\0"),
    "page before.docx": made.HTML + made.docx(),
    "program before.docx": b"MZ" + b"\0" * 100 + made.docx(),
    "comment after.docx": made.docx(comment=made.HTML),
    "cut.docx": made.docx()[:-10],
    "other type.odt": made.odt("application/vnd.oasis.opendocument.spreadsheet"),
    "not the first.odt": made.archive({"content.xml": "x", "mimetype": made.ODT}),
    "pretends.mp3": b"ID3\4\0\0\0\0\0\x0a" + b"\0" * 10 + b"MZ" * 300,
    "pretends.wav": b"RIFF\4\0\0\0WAVE",
    "tail.mp4": made.mp4(tail=b"garbage tail"),
    "no film.mp4": made.mp4(main=b"free"),
    "invoice.php.pdf": made.pdf(),
    "gpj.\u202efdp.exe": made.pdf(),
    "two\0names.exe\0.exe": made.pdf(),
}


@pytest.mark.parametrize("name", GOOD)
def test_every_accepted_kind_is_taken(name):
    file = upload(name, GOOD[name])
    assert actions.check(file).media_type
    assert file.read() == GOOD[name]  # left at its beginning


@pytest.mark.parametrize("name", HOSTILE)
def test_what_pretends_is_refused_in_a_sentence(name):
    with pytest.raises(FileRefused) as refused:
        actions.check(upload(name, HOSTILE[name]))
    assert str(refused.value).endswith(".")


def test_there_are_enough_of_them():
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_under_another_name_is_refused(name):
    for other in {".pdf", ".png", ".docx", ".mp3", ".gif"} - {f".{name.rpartition('.')[2].lower()}"}:
        with pytest.raises(FileRefused):
            actions.check(upload(f"renamed{other}", GOOD[name]))


@pytest.mark.parametrize("name", GOOD)
def test_a_file_cut_anywhere_never_breaks_the_check(name):
    data = GOOD[name]
    for end in range(1, len(data), max(1, len(data) // 40)):
        with suppress(FileRefused):
            actions.check(upload(name, data[:end]))


def test_too_large_is_said_before_anything_is_read(settings):
    settings.MAX_UPLOAD_MB = 1
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        actions.check(upload("big.txt", b"a" * (1 << 20) + b"a"))


@pytest.mark.parametrize("name", ["a.txt", "a.eml", "a.png", "a.mp3", "a.jpg"])
def test_hostile_repetition_is_answered_quickly(name):
    started = time.process_time()
    for data in (
        b"<" * 2_000_000,
        b"A: \r\n " * 300_000,
        b"\xff\xd8" + b"\xff" * 2_000_000,
        b"\0" * 2_000_000,
    ):
        with suppress(FileRefused):
            actions.check(upload(name, data))
    assert time.process_time() - started < 2
