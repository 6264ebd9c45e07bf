"""The build of pictures, sound, film and PDF: enough to know that a file is what it says it is."""

import struct
import zlib

from .refusal import FileRefused

MOST_PIXELS = 120_000_000
PORTION = 1 << 16


def pdf(file, size):
    head = file.read(8)
    file.seek(max(0, size - 1_024))
    return head.startswith((b"%PDF-1.", b"%PDF-2.")) and b"%%EOF" in file.read()


def png(file, size):
    """Every chunk in order with its checksum, and nothing after the last."""
    if file.read(8) != b"\x89PNG\r\n\x1a\n":
        return False
    first = True
    while True:
        length, name = struct.unpack(">I4s", file.read(8))
        if first:
            if name != b"IHDR" or length != 13:
                return False
            _no_bomb(*struct.unpack(">II", _peek(file, 8)))
            first = False
        if length > size or _checksum(file, length, name) != struct.unpack(">I", file.read(4))[0]:
            return False
        if name == b"IEND":
            return file.tell() == size


def jpeg(file, size):
    """Segments up to the picture itself; cameras write trailers of their own, so only an end must exist."""
    if file.read(2) != b"\xff\xd8":
        return False
    seen = False
    while True:
        mark, code = file.read(2)
        if mark != 0xFF:
            return False
        while code == 0xFF:  # padding between segments
            code = file.read(1)[0]
        length = struct.unpack(">H", _peek(file, 2))[0]
        if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
            _, _, height, width = struct.unpack(">HBHH", _peek(file, 7))
            _no_bomb(width, height)
            seen = True
        if code == 0xDA:
            return seen and _contains(file, b"\xff\xd9")
        if length < 2 or file.tell() + length > size:
            return False
        file.seek(length, 1)


def gif(file, size):
    head, width, height = struct.unpack("<6sHH", file.read(10))
    _no_bomb(width, height)
    file.seek(size - 1)
    return head in (b"GIF87a", b"GIF89a") and file.read() == b";"


def webp(file, size):
    riff, length, form, first = struct.unpack("<4sI4s4s", file.read(16))
    return riff == b"RIFF" and form == b"WEBP" and first in (b"VP8 ", b"VP8L", b"VP8X") and length + 8 == size


def tiff(file, size):
    """A directory inside the file, its entries in order, with the two sides among them."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(file.read(4))
    if order is None:
        return False
    start = struct.unpack(f"{order}I", file.read(4))[0]
    if not 8 <= start < size - 2:
        return False
    file.seek(start)
    count = struct.unpack(f"{order}H", file.read(2))[0]
    entries = [struct.unpack(f"{order}HHI4s", file.read(12)) for _ in range(count)]
    sides = {}
    for tag, kind, _, value in entries:
        if tag in (256, 257):
            sides[tag] = struct.unpack(f"{order}H2x" if kind == 3 else f"{order}I", value)[0]
    _no_bomb(*sides.values())
    return len(sides) == 2 and entries == sorted(entries, key=lambda entry: entry[0])


def wav(file, size):
    riff, length, form, first = struct.unpack("<4sI4s4s", file.read(16))
    return (
        riff == b"RIFF"
        and form == b"WAVE"
        and first in (b"fmt ", b"JUNK", b"bext")
        and length + 8 in (size, size - 1)
    )


def film(file, size):
    names, _ = _boxes(file, size)
    return names[0] == b"ftyp" and b"moov" in names


def heic(file, size):
    names, brand = _boxes(file, size)
    return names[0] == b"ftyp" and b"meta" in names and brand in (b"heic", b"heix", b"mif1", b"msf1", b"hevc")


def _boxes(file, size):
    """Names of the boxes that fill the file exactly, and the brand the first one states."""
    file.seek(8)
    names, at, brand = [], 0, file.read(4)
    while at < size and len(names) < 10_000:
        file.seek(at)
        length, name = struct.unpack(">I4s", file.read(8))
        if length == 1:
            length = struct.unpack(">Q", file.read(8))[0]
        if length == 0:
            length = size - at
        if length < 8:
            raise ValueError("a box that is too short")
        names.append(name)
        at += length
    if at != size:
        raise ValueError("boxes that end elsewhere than the file")
    return names, brand


def mp3(file, size):
    """Two frames in a row where the first should be, after the tag with title and performer."""
    start = 0
    if file.read(3) == b"ID3":
        file.seek(6)
        a, b, c, d = file.read(4)
        start = 10 + (a << 21 | b << 14 | c << 7 | d)
    file.seek(start)
    window = file.read(4_096)
    padding = len(window) - len(window.lstrip(b"\0"))
    length = _frame(window[padding : padding + 4])
    return bool(length) and bool(_frame(window[padding + length :][:4]))


BIT_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
LOW_BIT_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
SAMPLE_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def _frame(head):
    """Length of the MPEG layer III frame with this header; 0 when it is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate, sample = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or not 0 < rate < 15 or sample == 3:
        return 0
    per_frame, rates = (144, BIT_RATES) if version == 3 else (72, LOW_BIT_RATES)
    return per_frame * rates[rate] * 1_000 // SAMPLE_RATES[version][sample] + (head[2] >> 1 & 1)


def _no_bomb(width=0, height=0):
    if not width or not height:
        raise ValueError("a picture without a side")
    if width * height > MOST_PIXELS:
        raise FileRefused(
            f"The picture is {width} by {height} pixels, more than a reader's computer can open."
        )


def _peek(file, count):
    at = file.tell()
    data = file.read(count)
    file.seek(at)
    return data


def _checksum(file, length, name):
    checksum = zlib.crc32(name)
    while length:
        portion = file.read(min(length, PORTION))
        if not portion:
            raise EOFError
        checksum = zlib.crc32(portion, checksum)
        length -= len(portion)
    return checksum


def _contains(file, mark):
    """Whether the rest of the file holds the mark, read in portions that overlap."""
    before = b""
    while portion := file.read(PORTION):
        if mark in before + portion:
            return True
        before = portion[-len(mark) + 1 :]
    return False
