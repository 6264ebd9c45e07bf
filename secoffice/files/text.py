"""Text a person wrote, to its last byte: UTF-8, no control codes, no web page."""

import codecs
import re

from .refusal import FileRefused

PORTION = 1 << 16
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(r"<\s*(!doctype|html|head|body|script|svg|iframe|\?php|\?xml)", re.IGNORECASE)
HEADER = re.compile(rb"([!-9;-~]+):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|\Z)")
NEEDED = ({b"from", b"return-path", b"sender"}, {b"date", b"subject", b"received", b"message-id"})


def plain(file, size):
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    first = True
    while portion := file.read(PORTION):
        text = _decoded(decoder, portion)
        if CONTROL.search(text):
            return False
        if first and MARKUP.search(text[:4_096]):
            raise FileRefused("This is a web page or a drawing in text form, which is not accepted.")
        first = False
    _decoded(decoder, b"", final=True)
    return True


def mail(file, size):
    """Headers from the first byte on, among them a sender and a date or subject. No NUL anywhere."""
    head = file.read(PORTION)
    names, at = set(), 0
    while (header := HEADER.match(head, at)) and header.end() > at:
        names.add(header[1].lower())
        at = header.end()
    if not all(names & group for group in NEEDED):
        return False
    while head:
        if b"\0" in head:
            return False
        head = file.read(PORTION)
    return True


def _decoded(decoder, portion, final=False):
    try:
        return decoder.decode(portion, final)
    except UnicodeDecodeError:
        raise FileRefused("This text is not in UTF-8. Save it as UTF-8 and attach it again.")
