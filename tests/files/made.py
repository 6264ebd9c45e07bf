"""Small files of every kind, made by hand: good ones, and ones that pretend."""

import struct
import zipfile
import zlib
from io import BytesIO

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document.main+xml"
SHEET = f"{OFFICE}.spreadsheetml.sheet.main+xml"
ODT = "application/vnd.oasis.opendocument.text"
HTML = b"<html><script>alert(1)</script></html>"


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width=2, height=2, extra=b"", tail=b""):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2))
    return b"\x89PNG\r\n\x1a\n" + head + extra + rows + chunk(b"IEND", b"") + tail


def jpeg(width=2, height=2, comment=b"", tail=b""):
    def segment(code, data):
        return b"\xff" + bytes([code]) + struct.pack(">H", len(data) + 2) + data

    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0")
    parts = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + (segment(0xFE, comment) if comment else b"") + frame
    return b"\xff\xd8" + parts + segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\x34" + b"\xff\xd9" + tail


def gif(width=2, height=2, tail=b""):
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b"\x2c" + b"\0" * 12 + b";" + tail


def webp(length=None):
    body = b"WEBPVP8L" + struct.pack("<I", 8) + b"\x2f" + b"\0" * 7
    return b"RIFF" + struct.pack("<I", len(body) if length is None else length) + body


def tiff(width=2):
    entries = [(256, 3, 1, width), (257, 3, 1, 2), (262, 3, 1, 1)]
    directory = struct.pack("<H", len(entries)) + b"".join(
        struct.pack("<HHIHxx", *entry) for entry in entries
    )
    return b"II*\0" + struct.pack("<I", 8) + directory + b"\0\0\0\0"


def pdf(head=b"%PDF-1.7\n", extra=b"", tail=b""):
    return head + b"1 0 obj <</Type /Catalog>> endobj\n" + extra + b"trailer <</Root 1 0 R>>\n%%EOF\n" + tail


def wav():
    body = (
        b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
        + b"data"
        + struct.pack("<I", 4)
        + b"\0" * 4
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def mp3(tag=True):
    frame = b"\xff\xfb\x90\x00" + b"\0" * 413  # 128 kbit/s at 44.1 kHz: 417 bytes
    return (b"ID3\4\0\0\0\0\0\x0a" + b"\0" * 10 if tag else b"") + frame * 3


def box(name, data):
    return struct.pack(">I", len(data) + 8) + name + data


def mp4(brand=b"isom", main=b"moov", tail=b""):
    return box(b"ftyp", brand + b"\0\0\2\0") + box(main, b"\0" * 8) + box(b"mdat", b"\0" * 16) + tail


def archive(parts, *, stored=(), prepare=None, comment=b""):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            if prepare:
                prepare(info)
            packed.writestr(info, data)
        packed.comment = comment
    return made.getvalue()


def types(main):
    parts = "/word/document.xml /xl/workbook.xml"
    return f'<?xml version="1.0"?><Types><Override ContentType="{main}"/>{parts}</Types>'


def docx(main=WORD, more=None, **how):
    parts = {"[Content_Types].xml": types(main), "word/document.xml": "<w:document/>"} | (more or {})
    return archive(parts, **how)


def xlsx(main=SHEET, more=None):
    return archive({"[Content_Types].xml": types(main), "xl/workbook.xml": "<workbook/>"} | (more or {}))


def odt(named=ODT, more=None):
    parts = {"mimetype": named, "content.xml": "<office:document/>", "META-INF/manifest.xml": "<manifest/>"}
    return archive(parts | (more or {}), stored=("mimetype",))


def patched(data, offset_from, offset, value):
    """Bytes overwritten at an offset from every place a signature stands."""
    data, at = bytearray(data), 0
    while (at := data.find(offset_from, at)) >= 0:
        data[at + offset : at + offset + len(value)] = value
        at += 4
    return bytes(data)


def liar(size=1 << 31):
    """A part whose directory says it unpacks to two gigabytes."""
    return patched(docx(), b"PK\x01\x02", 24, struct.pack("<I", size))


def overlapping():
    """Two parts that share their bytes, as in a bomb of overlapping parts."""
    made = bytearray(docx(more={"word/a.xml": "a" * 500}))
    last = made.rfind(b"PK\x01\x02")
    first = made.find(b"PK\x01\x02")
    offset = struct.unpack("<I", made[first + 42 : first + 46])[0]
    second = made.find(b"PK\x01\x02", first + 4)
    start = struct.unpack("<I", made[second + 42 : second + 46])[0]
    made[last + 42 : last + 46] = struct.pack("<I", start + 10 if start > offset else offset + 10)
    return bytes(made)


def link(info):
    info.external_attr = (0o120777 << 16) if info.filename.startswith("word/") else 0
