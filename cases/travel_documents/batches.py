"""Working a batch off: a slice of lines, its answers, its hits and how far it has got, in one transaction.

Durable and repeatable: a worker holds a batch for a minute at a time; one that dies takes its unfinished slice with it,
and the next sweep begins where the last finished slice ended. Every answer is kept under its line, once.
"""

import csv
import json
import logging
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from time import monotonic

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.travel_documents import codes, questions
from cases.travel_documents.actions import hitting
from cases.travel_documents.models import Batch, BatchLine
from secoffice.files import blobs

SLICE = 500  # lines in one transaction, for which other writers wait
HELD = timedelta(minutes=1)
WORKING_SECONDS = 150  # well before the task's time is over; the next sweep goes on
LONGEST_LINE = 64 * 1024  # bytes
MOST = 100_000
COLUMNS = ("id", "mrz", "mrz1", "mrz2", "mrz3", "issuer", "number", "type", "inspection_date")
TOO_LONG = "The line is longer than 64 kB."
GONE = "The file is missing or no longer what was sent in."
log = logging.getLogger(__name__)


def run(at=None, seconds=WORKING_SECONDS):
    """Go on with every batch that waits. Returns how many were gone on with."""
    seen, until = set(), monotonic() + seconds
    while monotonic() < until and (batch := _claim(at or timezone.now(), seen)):
        seen.add(batch.pk)
        try:
            _work(batch, until, at)
        except Exception:
            log.exception("Batch %s is gone on with later.", batch.pk)
    return len(seen)


def _claim(now, seen):
    """Take the first batch that nobody works on: conditional, so that two workers may meet."""
    free = Q(held_to=None) | Q(held_to__lte=now)
    going = Q(state__in=("WAITING", "RUNNING"))
    for batch in Batch.objects.filter(going, free).exclude(pk__in=seen).order_by("pk"):
        taken = {"held_to": now + HELD, "state": "RUNNING", "began_at": batch.began_at or now}
        if Batch.objects.filter(going, free, pk=batch.pk).update(**taken):
            return Batch.objects.select_related("office", "by", "stored").get(pk=batch.pk)
    return None


def _work(batch, until, at):
    """Slices until the file, the time or the patience of whoever sent it in is over."""
    file = blobs.opened(batch.stored.digest)
    if file is None:
        stopped = {
            "state": "FAILED",
            "why_stopped": GONE,
            "held_to": None,
            "finished_at": at or timezone.now(),
        }
        Batch.objects.filter(pk=batch.pk, held_to=batch.held_to).update(**stopped)
        return
    with file:
        slices = reading(batch, file)
        while monotonic() < until and _slice(batch, next(slices, None), at or timezone.now()):
            pass
    Batch.objects.filter(pk=batch.pk, held_to=batch.held_to, state="RUNNING").update(held_to=None)


@transaction.atomic
def _slice(batch, piece, now):
    """Keep the answers to one slice. True while there is more and nobody called it off or took it over."""
    mine = Batch.objects.filter(pk=batch.pk, state="RUNNING", held_to=batch.held_to, position=batch.position)
    if piece is None:
        mine.update(state="DONE", finished_at=now, held_to=None)
        return False
    texts, position = piece
    held_to = now + HELD
    # First, so that two workers or a cancellation wait for one another on either database.
    if not mine.update(held_to=held_to, position=position, done=batch.done + len(texts)):
        return False
    answered = questions.answers(texts, codes.in_force(), batch.inspected_on, by=batch.by)
    rows = [
        BatchLine(batch=batch, line=n, answer=text) for n, (text, _) in enumerate(answered, batch.done + 1)
    ]
    for row, (text, result) in zip(rows, answered, strict=True):
        row.outcome = json.loads(text)["outcome"] if result else ""
    raised = _raise(batch, rows, answered, now)
    BatchLine.objects.bulk_create(rows, batch_size=SLICE)
    batch.held_to, batch.position, batch.done = held_to, position, batch.done + len(texts)
    _count(batch, rows, [result for _, result in answered], raised)
    return True


def _count(batch, rows, results, raised):
    """What came of a slice, as whoever sent it in may learn it."""
    outcomes, told = Counter(batch.outcomes), Counter(batch.codes)
    outcomes.update(row.outcome for row in rows if row.outcome)
    for result in filter(None, results):
        told.update(
            {code for name in ("errors", "warnings", "policy_warnings") for code in result.reading[name]}
        )
    batch.outcomes, batch.codes = dict(outcomes), dict(told)
    batch.unreadable += results.count(None)
    batch.hits += raised
    batch.save(update_fields=["outcomes", "codes", "unreadable", "hits"])


def _raise(batch, rows, answered, now):
    """Hits of a slice, one a document in the whole batch. Gives how many are new."""
    found = {}
    for row, (_, result) in zip(rows, answered, strict=True):
        if result and (result.exact or result.told):
            row.document = digest(result)
            found.setdefault(row.document, []).append((row, result))
    known = BatchLine.objects.filter(batch=batch, document__in=list(found)).exclude(hit="")
    known, new = dict(known.values_list("document", "hit")), 0
    for document, those in found.items():
        if document not in known:
            known[document], raised = _raise_one(batch, *those[0], now)
            new += raised
        for row, _ in those:
            row.hit = known[document]
    return new


def _raise_one(batch, row, result, now):
    """The references of the hits of a document, and how many they are: of those that whoever sent it in may know of. As
    many as fit are named."""
    ref = f"{batch.reference}/{row.line}"
    hits = hitting.raise_hits(result, office=batch.office, by=batch.by, screening_ref=ref, at=now)
    hitting.keep_out(batch, hits, by=batch.by, at=now)
    told = [hit.reference for hit in hits if hit.is_visible_to(batch.by)]
    most = BatchLine._meta.get_field("hit").max_length
    fits = sum(1 for n in range(len(told)) if len(" ".join(told[: n + 1])) <= most)
    return " ".join(told[:fits]) or BatchLine.UNTOLD, len(told)


def digest(result):
    """Says that two lines are about one document and holder."""
    fields = result.reading["fields"]
    who = [fields.get(name) or "" for name in ("surname", "given_names", "birth_date_raw")]
    return sha256("\n".join([result.issuer, result.type, result.number, *who]).encode()).hexdigest()[:40]


# Files


class Lines:
    """The lines of a file from a byte on, each with its end; `position` is the byte after the last one given. A line
    too long for a document is passed over and given as ValueError, whatever its length."""

    def __init__(self, file, position=0):
        self.file, self.position = file, position
        file.seek(position)

    def __iter__(self):
        while line := self.file.readline(LONGEST_LINE):
            self.position += len(line)
            if len(line) < LONGEST_LINE or line.endswith(b"\n"):
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = self.file.readline(LONGEST_LINE)
                self.position += len(line)
            yield ValueError(TOO_LONG)


def documents(file, form, position=0):
    """Each document of a file from a byte on, as `questions` takes it, and the byte after it. Empty lines are none."""
    names, start = head(file) if form == Batch.Form.CSV else ((), 0)
    lines = Lines(file, max(position, start))
    for document in of_csv(lines, names) if names else of_json(lines):
        yield document, lines.position


def head(file):
    """The names of the columns and the byte after them."""
    file.seek(0)
    line = file.readline(LONGEST_LINE)
    names = next(csv.reader([line.decode("utf-8-sig", "replace")]), [])
    return [name.strip().lower() for name in names], len(line)


def of_json(lines):
    for line in lines:
        if isinstance(line, ValueError) or line.strip():
            yield line


def of_csv(lines, names):
    """A dictionary a row; what cannot be taken apart comes as ValueError, and the next line begins anew."""
    rows = csv.reader(as_text(lines))
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except (csv.Error, ValueError) as wrong:
            yield ValueError("The row is not CSV.") if isinstance(wrong, csv.Error) else wrong
            rows = csv.reader(as_text(lines))
            continue
        if any(map(str.strip, row)):
            yield of_row(dict(zip(names, row, strict=False)))


def as_text(lines):
    for line in lines:
        if isinstance(line, ValueError):
            raise line
        yield line.decode("utf-8", "replace")


def of_row(row):
    """A row as the object that a line of JSON would hold."""
    zone = [row[name] for name in ("mrz1", "mrz2", "mrz3") if row.get(name)]
    whole = row.get("mrz") or ""
    zone = zone or (whole.replace("|", "\n").splitlines() if whole else None)
    given = {
        name: row[name] for name in ("id", "issuer", "number", "type", "inspection_date") if row.get(name)
    }
    return given | ({"mrz": zone} if zone else {})


def reading(batch, file):
    """Slices of a batch from where it stands: (documents, byte after them)."""
    piece, position = [], batch.position
    for document, position in documents(file, batch.form, batch.position):
        piece.append(document)
        if len(piece) == SLICE:
            yield piece, position
            piece = []
    if piece:
        yield piece, position
