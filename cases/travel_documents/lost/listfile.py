"""A list of lost documents as a CSV file, read line by line from any place in it.

    issuer,type,number,status,date,circumstance[,number_to]

A heading is optional and may name the columns in any order; commas, semicolons or tabs; LF or CRLF; with or without a
byte-order mark. One line is one record, so a quotation mark left open spoils its own line alone.
"""

import csv
import re
from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone

from cases.travel_documents.lost import normal, ranges
from cases.travel_documents.lost.models.record import LONGEST_NUMBER, LONGEST_WORDS, Record

COLUMNS = ("issuer", "type", "number", "status", "date", "circumstance", "number_to")
NEEDED = COLUMNS[:5]
MARK = b"\xef\xbb\xbf"
LONGEST_LINE = 64 * 1024  # bytes
DELIMITERS = ",;\t"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BLANKS = re.compile(r"[\s\0]+")
STATUSES = {status.name: status.value for status in Record.Status}
REMEMBERED = 100_000  # values of one column whose reading is kept
OLDEST = date(1900, 1, 1)


class Unreadable(ValueError):
    """The file is no such list; the message is a sentence."""


class Faulty(ValueError):
    """What is wrong with one line, and in which column ("" for the line as a whole)."""

    def __init__(self, column, reason, value=""):
        super().__init__(reason)
        self.column, self.reason, self.value = column, reason, value[:80]


class Fault(NamedTuple):
    line: int
    column: str
    reason: str
    value: str


def pack(issuer, number, kind, status, day, number_to, line, words):
    """A record as one text: small in memory, sorted as the index is, and as PostgreSQL copies it."""
    return f"{issuer}\t{number}\t{kind}\t{status}\t{day}\t{number_to}\t{line:08d}\t{words}"


class Known(dict):
    """What a column's texts mean. Most repeat, so each is worked out once."""

    def __init__(self, work_out):
        super().__init__()
        self.work_out = work_out

    def __missing__(self, text):
        if len(self) >= REMEMBERED:
            self.clear()
        meant = self[text] = self.work_out(text.strip())
        return meant


class ListFile:
    """`file` is open for reading bytes. `offset` and `line` say how far it is read. `issuers`: whose records may
    stand in it, empty for everybody's. Raises Unreadable for a file that is no such list."""

    def __init__(self, file, issuers=()):
        self.file, self.issuers = file, frozenset(issuers)
        self.latest = (timezone.now() + timedelta(days=1)).date().isoformat()
        self.known = [Known(read) for read in (self._issuer, self._type, self._status, self._date)]
        file.seek(0)
        self._look_at(file.readline(LONGEST_LINE))

    def go_to(self, offset, line):
        """To the start, behind the mark and heading, or where an earlier reading ended."""
        self.offset, self.line = (offset, line) if offset else (self.start, self.heading)
        self.file.seek(self.offset)

    def portion(self, most, faults, step=lambda: None):
        """About so many bytes of lines as packed records; what is wrong with others goes to `faults`, and lines that
        hold nothing are passed over. `step` is called now and then."""
        packed, read, end = [], self._read, self.offset + most
        while self.offset < end and (raw := self.file.readline(LONGEST_LINE)):
            self.line += 1
            self.offset += len(raw)
            if not self.line % 50_000:
                step()
            try:
                if text := self._text(raw):
                    packed.append(read(text))
            except Faulty as fault:
                faults.append(Fault(self.line, fault.column, fault.reason, fault.value))
        return packed

    # The file as a whole

    def _look_at(self, first):
        marked = first.startswith(MARK)
        if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first:
            raise Unreadable("This is not a text in UTF-8. Save the list as CSV in UTF-8.")
        text = first[len(MARK) if marked else 0 :].decode("utf-8", "replace").strip("\r\n")
        if not text.strip():
            raise Unreadable("The first line is empty.")
        self.delimiter = max(DELIMITERS, key=text.count)
        names = [self._name(cell) for cell in text.split(self.delimiter)]
        has_heading = "issuer" in names and "number" in names
        self.start, self.heading = (len(first), 1) if has_heading else (len(MARK) if marked else 0, 0)
        self.places = self._places(names if has_heading else list(COLUMNS))
        self.width = len(names) if has_heading else len(COLUMNS)
        self.go_to(0, 0)

    @staticmethod
    def _name(cell):
        return cell.strip().strip('"').strip().casefold().replace(" ", "_").replace("-", "_")

    @staticmethod
    def _places(names):
        if missing := [name for name in NEEDED if name not in names]:
            raise Unreadable(f"The heading does not name: {', '.join(missing)}.")
        if len({name for name in names if name in COLUMNS}) != sum(name in COLUMNS for name in names):
            raise Unreadable("The heading names a column twice.")
        return [names.index(name) if name in names else None for name in COLUMNS]

    # One line

    def _text(self, raw):
        """The line without its end; "" where it holds nothing."""
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            self._skip()
            raise Faulty("", f"The line is longer than {LONGEST_LINE:,} bytes.")
        try:
            text = str(raw, "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise Faulty("", "The line is not in UTF-8.") from None
        return text if text[:1].isalnum() or text.strip(" ,;\t") else ""

    def _skip(self):
        """Over the rest of a line that is too long."""
        while rest := self.file.readline(LONGEST_LINE):
            self.offset += len(rest)
            if rest.endswith(b"\n"):
                return

    def _cells(self, text):
        """The cells of a line with quotation marks."""
        try:
            return next(csv.reader([text], delimiter=self.delimiter, strict=True))
        except csv.Error:
            raise Faulty("", "A quotation mark is not closed on this line.") from None

    def _read(self, text):
        """The line as a packed record. Raises Faulty."""
        cells = text.split(self.delimiter) if '"' not in text else self._cells(text)
        if len(cells) > self.width and any(cell.strip() for cell in cells[self.width :]):
            raise Faulty("", f"The line has {len(cells)} columns, {self.width} were expected.")
        issuers, types, statuses, days = self.known
        try:
            at_issuer, at_type, at_number, at_status, at_day = self.places[:5]
            issuer, kind = issuers[cells[at_issuer]], types[cells[at_type]]
            status, day = statuses[cells[at_status]], days[cells[at_day]]
            number = cells[at_number]
        except IndexError:
            raise Faulty("", f"The line has only {len(cells)} columns.") from None
        if not (number.isalnum() and number.isascii() and number.isupper() and len(number) <= LONGEST_NUMBER):
            number = self._number("number", number)
        words, number_to = (self._cell(cells, place) for place in self.places[5:])
        if number_to:
            number_to = self._range(number, self._number("number_to", number_to), status)
        if len(words) > LONGEST_WORDS or not words.isprintable():
            words = self._words(words)
        return pack(issuer, number, kind, status, day, number_to, self.line, words)

    @staticmethod
    def _cell(cells, place):
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def _issuer(self, text):
        code = normal.normal_issuer(text)
        if not normal.is_issuer(code):
            raise Faulty("issuer", "The issuer is not a code of three letters.", text)
        if self.issuers and code not in self.issuers:
            raise Faulty("issuer", "The source of this list does not speak for this issuer.", text)
        return code

    def _type(self, text):
        if kind := normal.known_type(text):
            return kind
        raise Faulty("type", "The kind of document is not known.", text)

    def _status(self, text):
        if code := STATUSES.get(text.upper().replace(" ", "_").replace("-", "_")):
            return code
        raise Faulty("status", f"The status is none of {', '.join(STATUSES)}.", text)

    def _date(self, text):
        try:
            day = date.fromisoformat(text) if DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            raise Faulty("date", "The date is no day written as 2025-12-20.", text)
        if day < OLDEST or text > self.latest:
            raise Faulty("date", "The date lies in the future or before 1900.", text)
        return text

    @staticmethod
    def _number(column, text):
        number = normal.normal_number(text)
        if not number or len(number) > LONGEST_NUMBER:
            raise Faulty(column, f"The number has no or more than {LONGEST_NUMBER} characters.", text)
        return number

    @staticmethod
    def _range(number, number_to, status):
        if status != Record.Status.STOLEN_BLANK:
            raise Faulty("number_to", "Only stolen blanks are recorded as a range.", number_to)
        try:
            ranges.blocks(number, number_to)
        except ranges.Unfit as unfit:
            raise Faulty("number_to", str(unfit), f"{number}–{number_to}") from None
        return "" if number == number_to else number_to

    @staticmethod
    def _words(text):
        words = BLANKS.sub(" ", text).strip()
        if len(words) > LONGEST_WORDS:
            raise Faulty("circumstance", f"The circumstance has more than {LONGEST_WORDS} characters.", words)
        return "".join(c if c.isprintable() else " " for c in words)
