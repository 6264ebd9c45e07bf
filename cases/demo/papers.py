"""Small real files to attach: made here from the words of a case, the same every time."""

import io
import struct
import zlib
from textwrap import wrap

from django.core.files.uploadedfile import SimpleUploadedFile


def paper(name, title, lines, number):
    """An upload of the kind that the name's ending says."""
    make = {"pdf": pdf, "png": png, "txt": text, "csv": table, "eml": mail}[name.rpartition(".")[2]]
    return SimpleUploadedFile(name, make(title, lines, number))


def text(title, lines, number):
    body = "\n".join(part for line in lines for part in [*wrap(line, 78), ""])
    return f"{title}\n{'=' * len(title)}\n\n{body}\nFictional. Demonstration only.\n".encode()


def table(title, lines, number):
    rows = ["no,day,place,remark"]
    for n in range(1, 8 + number % 9):
        day = f"{(number * 7 + n * 3) % 28 + 1:02d}/{(number + n) % 12 + 1:02d}"
        rows.append(f"{n},{day},counter {(number + n) % 6 + 1},{lines[n % len(lines)].split()[0]}")
    return ("\r\n".join(rows) + "\r\n").encode()


def mail(title, lines, number):
    head = (
        "From: Accounts <accounts@example.net>\r\nTo: staff@secoffice.example\r\n"
        f"Message-ID: <{number}.demo@example.net>\r\nSubject: {title}\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode("ascii", "replace") + "\r\n".join(lines).encode()


def png(title, lines, number):
    """A quiet drawing of a page: bands of grey, a frame, a darker window where a photograph would be."""
    width, height, rows = 320, 200, bytearray()
    for y in range(height):
        row = bytearray([232 - y // 40 * 4] * width)
        if 32 <= y < 136:
            row[24:104] = bytes([150] * 80)
        if 30 <= y < 140 and y % 18 < 5:
            long = (number * (y // 18 + 3) * 37) % 170
            row[124 : 124 + long] = bytes([70] * long)
        row[:8] = row[-8:] = bytes([96] * 8)
        rows += b"\0" + (row if 8 <= y < height - 8 else bytes([96] * width))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(rows))),
    ]
    whole = io.BytesIO()
    whole.write(b"\x89PNG\r\n\x1a\n")
    for name, body in [*parts, (b"IEND", b"")]:
        whole.write(struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)))
    return whole.getvalue()


def pdf(title, lines, number):
    """One page in Helvetica, with its table of objects."""
    wrapped = [part for line in lines for part in [*wrap(line, 88), ""]]
    shown = "".join(
        f"({_escaped(line)}) Tj T*\n" for line in [title, "", *wrapped, "Fictional. Demonstration only."]
    )
    stream = b"BT /F1 10 Tf 14 TL 56 780 Td\n" + shown.encode("cp1252", "replace") + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    whole, places = bytearray(b"%PDF-1.4\n"), []
    for n, body in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    whole += b"".join(b"%010d 00000 n \n" % place for place in places)
    whole += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(whole)


def _escaped(line):
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
