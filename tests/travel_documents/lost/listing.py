"""Lists for tests, and ways to load them."""

import io
from itertools import count
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from cases.travel_documents.lost.loading import Reader
from cases.travel_documents.lost.models import Load, Record

HEADING = "issuer,type,number,status,date,circumstance,number_to"
number = count(1)


def line(n, **more):
    given = {"issuer": "UTO", "type": "P", "number": f"UX{n:07}", "status": "LOST", "date": "2025-12-20"}
    return ",".join((given | {"circumstance": f"Lost no. {n}", "number_to": ""} | more).values())


def many(how_many, *, heading=True):
    """Lines in no order, the same with every call."""
    lines = [line(n * 7919 % how_many) for n in range(how_many)]
    return "\n".join([HEADING] * heading + lines) + "\n"


def begun(data, **more):
    """A load of these bytes that nobody has begun to read."""
    now, folder = timezone.now(), Path(settings.DATA) / "lost"
    folder.mkdir(exist_ok=True)
    given = {
        "source": "Utopia", "file_name": "list.csv", "size": len(data), "begun_at": now, "touched_at": now,
        "digest": "0" * 64, "errors_file": str(folder / f"{next(number)}.jsonl"),
    }  # fmt: skip
    return Load.objects.create(**given | more)


def load(text, **more):
    """Load a text to its end."""
    data = text if isinstance(text, bytes) else text.encode()
    made = begun(data, **more)
    assert Reader(made, io.BytesIO(data)).read()
    made.refresh_from_db()
    return made


def counts(load):
    return load.lines, load.added, load.unchanged, load.errors


def record(**more):
    given = {
        "issuer": "UTO", "number": "UX7654321", "type": "P", "status": "S", "date": "2025-12-20",
        "set_at": timezone.now(),
    }  # fmt: skip
    made = Record.objects.create(**given | more)
    made.refresh_from_db()
    return made
